"""What waits for somebody who keeps the directory true: suggestions, reports, answers, drafts, actions. Reads only."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select, union_all
from sqlmodel import Session, col

from directory.additions import ProblemReport
from directory.curation.models import (
    AuditItem,
    CorrectiveAction,
    Draft,
    Kind,
    Proposal,
    ProposalState,
    ReviewAnswer,
    ReviewRequest,
)
from directory.models import Location, Organization, Service, ServiceAtLocation
from directory.queries import SHOWN


class Thing(NamedTuple):
    """One thing that waits, and the record it is about."""

    id: str
    kind: str
    """What it is: a kind of record, or of report."""
    record_id: str | None
    name: str
    said: str | None
    """What somebody wrote, or what is to be done."""
    by: str | None
    on: date | None
    """When it came; of an action, when it is due."""


class Waiting(NamedTuple):
    proposals: tuple[Thing, ...]
    reports: tuple[Thing, ...]
    closed: tuple[Thing, ...]
    drafts: tuple[Thing, ...]
    actions: tuple[Thing, ...]


def what_waits(
    session: Session, reach: ColumnElement[bool], account_id: str, account_name: str, today: date
) -> Waiting:
    """`reach` is the condition on `Service` of `services_in_reach`."""
    return Waiting(
        proposals=_things(session, _proposals(reach)),
        reports=_things(session, _reports(reach)),
        closed=_things(session, _closed(reach)),
        drafts=_things(session, _drafts(account_id)),
        actions=_things(session, _actions(reach, account_name, today)),
    )


def _things(session: Session, query: Any) -> tuple[Thing, ...]:
    found = (Thing(*row) for row in session.execute(query))
    return tuple(thing._replace(on=_day(thing.on)) for thing in found)


def _day(moment: Any) -> date | None:
    """The day of a moment, as far as a list is concerned; a day stays as it is."""
    return moment.date() if hasattr(moment, "date") else moment


def _proposals(reach: ColumnElement[bool]) -> Any:
    """Suggested changes that nobody has decided, of services, organisations and places within reach."""
    by_kind = [
        _proposed(Kind.SERVICE, Service, reach),
        _proposed(Kind.ORGANIZATION, Organization, organizations_in_reach(reach)),
        _proposed(Kind.LOCATION, Location, locations_in_reach(reach)),
    ]
    return union_all(*by_kind)


def _proposed(kind: Kind, table: Any, reach: ColumnElement[bool]) -> Select[Any]:
    said = (Proposal.note, Proposal.proposed_by, Proposal.proposed_at)
    return (
        select(Proposal.id, Proposal.kind, Proposal.record_id, table.name, *said)  # type: ignore[call-overload]
        .join(table, table.id == col(Proposal.record_id))
        .where(col(Proposal.kind) == kind, col(Proposal.state) == ProposalState.WAITING, reach)
    )


def organizations_in_reach(reach: ColumnElement[bool]) -> ColumnElement[bool]:
    """Those that run a service within reach, or none at all yet; a condition on `Organization`."""
    runs = select(Service.id).where(col(Service.organization_id) == col(Organization.id))  # type: ignore[call-overload]
    return or_(exists(runs.where(reach)), ~exists(runs))


def locations_in_reach(reach: ColumnElement[bool]) -> ColumnElement[bool]:
    """Those that a service within reach is at, or none at all yet; a condition on `Location`."""
    at = (
        select(Service.id)  # type: ignore[call-overload]
        .join(ServiceAtLocation, col(ServiceAtLocation.service_id) == col(Service.id))
        .where(col(ServiceAtLocation.location_id) == col(Location.id))
    )
    return or_(exists(at.where(reach)), ~exists(at))


def _reports(reach: ColumnElement[bool]) -> Select[Any]:
    """What people told us is wrong with a page, and nobody has decided."""
    said = (ProblemReport.comment, literal(None), ProblemReport.reported_on)
    return (
        select(ProblemReport.id, ProblemReport.kind, Service.id, Service.name, *said)  # type: ignore[call-overload]
        .join(Service, col(Service.id) == col(ProblemReport.service_id))
        .where(col(ProblemReport.decided_on).is_(None), reach)
    )


def _closed(reach: ColumnElement[bool]) -> Select[Any]:
    """Providers' “we have closed”, of services that the directory still shows and nobody has checked since."""
    said = (ReviewRequest.answer_note, literal(None), ReviewRequest.answered_on)
    not_checked_since = or_(
        col(Service.assured_date).is_(None), col(Service.assured_date) < col(ReviewRequest.answered_on)
    )
    return (
        select(ReviewRequest.id, ReviewRequest.answer, Service.id, Service.name, *said)  # type: ignore[call-overload]
        .join(Service, col(Service.id) == col(ReviewRequest.service_id))
        .where(
            col(ReviewRequest.answer) == ReviewAnswer.CLOSED,
            col(Service.status).in_(SHOWN),
            not_checked_since,
            reach,
        )
    )


def _drafts(account_id: str) -> Select[Any]:
    name = col(Draft.content)["name"].as_string()
    said = (literal(None), literal(None), Draft.saved_at)
    return select(Draft.id, Draft.kind, Draft.record_id, name, *said).where(col(Draft.account_id) == account_id)  # type: ignore[call-overload]


def _actions(reach: ColumnElement[bool], account_name: str, today: date) -> Select[Any]:
    """What audits have left to do: all that is this person's, and everybody's that is overdue."""
    said = (CorrectiveAction.action, CorrectiveAction.owner, CorrectiveAction.due_on)
    mine_or_late = or_(col(CorrectiveAction.owner) == account_name, col(CorrectiveAction.due_on) < today)
    return (
        select(CorrectiveAction.id, AuditItem.id, Service.id, Service.name, *said)  # type: ignore[call-overload]
        .join(AuditItem, col(AuditItem.id) == col(CorrectiveAction.audit_item_id))
        .join(Service, col(Service.id) == col(AuditItem.service_id))
        .where(col(CorrectiveAction.done_on).is_(None), mine_or_late, reach)
    )
