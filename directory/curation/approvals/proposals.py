"""Suggested changes that wait beside the live version: made, decided once, withdrawn. Nothing here commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from accounts.models import Account
from accounts.roles import AccountRole
from directory.curation.approvals.suggesting import MAY_BE_SUGGESTED, fingerprint, suggestion, to_keep
from directory.curation.models import Kind, Proposal, ProposalState
from directory.curation.reach import Person, services_in_reach
from directory.errors import DirectoryError
from directory.models import Organization, Service
from directory.queries import SHOWN
from directory.snapshots import ServiceSnapshot, changed_fields, problems, service_snapshot
from directory.snapshots.queries import change_service, whole_service
from directory.wording import Words, words


class ProposalNotFound(DirectoryError):
    def __init__(self, proposal_id: str) -> None:
        self.proposal_id = proposal_id
        super().__init__(words("We could not find that suggestion."))


class ProposalDecided(DirectoryError):
    """Somebody else decided it first, or whoever made it took it back."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        if proposal.state == ProposalState.WITHDRAWN:
            said = words("Whoever suggested this has taken it back. Nothing was changed")
        else:
            said = words("%(who)s has decided this already. Nothing was changed", who=proposal.decided_by or "?")
        super().__init__(said)


class NothingSuggested(DirectoryError):
    def __init__(self) -> None:
        super().__init__(words("Nothing is different yet. Change an answer, or write a note"))


class CannotPublish(DirectoryError):
    """What would be published cannot be kept."""


class LiveMoved(DirectoryError):
    """The live version changed after the approver looked at it."""

    def __init__(self) -> None:
        super().__init__(words("Somebody changed this record while you were here. Look at it again, then decide"))


@dataclass(frozen=True)
class Suggested:
    """A suggestion with the names of what it is about."""

    proposal: Proposal
    service: str
    organization: str


def may_suggest(person: Person, service: Service) -> bool:
    """A provider editor suggests changes of its own organisation's services, everybody else of any live one."""
    if service.status not in SHOWN:
        return False
    return person.role != AccountRole.PROVIDER or person.organization_id == service.organization_id


def add_proposal(
    session: Session,
    service_id: str,
    *,
    base: ServiceSnapshot,
    wanted: ServiceSnapshot,
    note: str | None,
    by: str,
    now: datetime,
    account_id: str | None = None,
    reply_to: str | None = None,
) -> Proposal:
    """Keep what somebody suggests; the live record stays as it is. `base` is what they saw, `reply_to` is sealed.

    Whatever of `wanted` may not be suggested is left out. Raises NothingSuggested.
    """
    content = suggestion(base, wanted)
    if not changed_fields(base, content) and not note:
        raise NothingSuggested
    proposal = Proposal(
        kind=Kind.SERVICE,
        record_id=service_id,
        base=to_keep(base),
        content=to_keep(content),
        note=(note or "").strip()[:1000] or None,
        proposed_by=by,
        proposed_at=now,
        account_id=account_id,
        reply_to=reply_to,
    )
    session.add(proposal)
    session.flush()
    return proposal


def get_proposal(session: Session, proposal_id: str, *, to_change: bool = False) -> Proposal:
    """Raises ProposalNotFound."""
    wanted = select(Proposal).where(Proposal.id == proposal_id, Proposal.kind == Kind.SERVICE)
    wanted = wanted.execution_options(populate_existing=True)
    found = session.exec(wanted.with_for_update() if to_change else wanted).one_or_none()
    if found is None:
        raise ProposalNotFound(proposal_id)
    return found


def sides_of(proposal: Proposal) -> tuple[ServiceSnapshot, ServiceSnapshot]:
    """What the record said when the suggestion was written, and what is suggested."""
    return ServiceSnapshot.model_validate(proposal.base), ServiceSnapshot.model_validate(proposal.content)


def proposals_waiting(session: Session, person: Person) -> list[Suggested]:
    """Suggestions of services within reach that nobody has decided, the oldest first."""
    wanted = _suggested().where(Proposal.state == ProposalState.WAITING, services_in_reach(person))
    return [Suggested(*row) for row in session.exec(wanted.order_by(Proposal.proposed_at, Proposal.id))]


def own_proposals(session: Session, account_id: str) -> list[Suggested]:
    """What somebody suggested themselves, what still waits first, then the newest."""
    found = session.exec(
        _suggested().where(Proposal.account_id == account_id).order_by(col(Proposal.proposed_at).desc())
    )
    rows = [Suggested(*row) for row in found]
    return sorted(rows, key=lambda row: row.proposal.state != ProposalState.WAITING)


def others_waiting(session: Session, proposal: Proposal) -> Sequence[Proposal]:
    """Other suggestions of the same record that wait."""
    same = select(Proposal).where(
        Proposal.kind == proposal.kind,
        Proposal.record_id == proposal.record_id,
        Proposal.id != proposal.id,
        Proposal.state == ProposalState.WAITING,
    )
    return session.exec(same.order_by(col(Proposal.proposed_at))).all()


def approve(
    session: Session,
    proposal_id: str,
    values: Mapping[str, Any],
    *,
    seen: str,
    reason: str | None,
    by: str,
    now: datetime,
) -> ServiceSnapshot:
    """Publish these fields of a suggestion, as proposed or as the approver made them; the record as it is now.

    `seen` is the fingerprint of the live record that the approver looked at. Raises ProposalDecided, LiveMoved and
    CannotPublish.
    """
    proposal = _to_decide(session, proposal_id)
    live = service_snapshot(whole_service(session, proposal.record_id, to_change=True))
    if seen != fingerprint(live):
        raise LiveMoved
    record = live.model_copy(update={name: value for name, value in values.items() if name in MAY_BE_SUGGESTED})
    wrong = _new_problems(live, record)
    if wrong:
        raise CannotPublish(wrong[0])
    change_service(session, proposal.record_id, record)
    _, wanted = sides_of(proposal)
    proposal.approved = (
        to_keep(record) if any(getattr(wanted, name) != value for name, value in values.items()) else None
    )
    _decide(session, proposal, ProposalState.APPROVED, reason=reason, by=by, now=now)
    return record


def refuse(session: Session, proposal_id: str, *, reason: str, by: str, now: datetime) -> Proposal:
    """Raises ProposalDecided."""
    return _decide(session, _to_decide(session, proposal_id), ProposalState.REFUSED, reason=reason, by=by, now=now)


def withdraw(session: Session, proposal_id: str, account_id: str, *, now: datetime) -> Proposal:
    """Take back one's own suggestion. Raises ProposalNotFound where it is somebody else's, and ProposalDecided."""
    proposal = get_proposal(session, proposal_id, to_change=True)
    if proposal.account_id != account_id:
        raise ProposalNotFound(proposal_id)
    if proposal.state != ProposalState.WAITING:
        raise ProposalDecided(proposal)
    return _decide(session, proposal, ProposalState.WITHDRAWN, reason=None, by=proposal.proposed_by, now=now)


def forget_address(session: Session, proposal_id: str) -> None:
    """The answer is sent: nobody needs the address any more."""
    proposal = get_proposal(session, proposal_id, to_change=True)
    proposal.reply_to = None
    session.add(proposal)
    session.flush()


def address_of_account(session: Session, account_id: str | None) -> str | None:
    """Where the answer to somebody with an account goes, if the account is open."""
    account = session.get(Account, account_id) if account_id else None
    return account.email if account is not None and account.is_open else None


def _to_decide(session: Session, proposal_id: str) -> Proposal:
    proposal = get_proposal(session, proposal_id, to_change=True)
    if proposal.state != ProposalState.WAITING:
        raise ProposalDecided(proposal)
    return proposal


def _decide(
    session: Session, proposal: Proposal, state: ProposalState, *, reason: str | None, by: str, now: datetime
) -> Proposal:
    proposal.state, proposal.decided_by, proposal.decided_at, proposal.decision_reason = state, by, now, reason
    session.add(proposal)
    session.flush()
    return proposal


def _new_problems(live: ServiceSnapshot, record: ServiceSnapshot) -> list[Words]:
    """What keeps the record from being kept, but for what was wrong with it before."""
    before = problems(live)
    return [said for field, said in problems(record) if (field, said) not in before]


def _suggested() -> Any:
    return (
        select(Proposal, Service.name, Organization.name)
        .join(Service, col(Proposal.record_id) == Service.id)
        .join(Organization, col(Service.organization_id) == Organization.id)
        .where(Proposal.kind == Kind.SERVICE)
    )
