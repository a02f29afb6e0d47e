"""Audits of the directory: draw a sample of it, look each service over, and close when nothing is left open.

Nothing here commits. What was found, and what is to be done about it, is in `audit_findings.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, or_
from sqlmodel import Session, col, select

from directory.curation.audits.results import Result, Results, results_of
from directory.curation.audits.samples import Checked, Conditions, draw
from directory.curation.models import Audit, AuditItem, CorrectiveAction
from directory.curation.reach import Person, services_in_reach
from directory.errors import DirectoryError
from directory.models import Attribute, Organization, Service, ServiceArea, TaxonomyTerm
from directory.pages.freshness import OLD_AFTER_DAYS
from directory.queries import SHOWN
from directory.terms import NEED_LINK
from directory.wording import Words, words


class AuditNotFound(DirectoryError):
    def __init__(self, audit_id: str) -> None:
        self.audit_id = audit_id
        super().__init__(words("We could not find that audit."))


class NothingToDraw(DirectoryError):
    """No service meets the conditions."""

    def __init__(self) -> None:
        super().__init__(words("No service is like that. Take a condition out"))


class AuditIsClosed(DirectoryError):
    def __init__(self) -> None:
        super().__init__(words("This audit is closed. What it found stays as it is"))


@dataclass(frozen=True)
class Line:
    """One service of a sample, by the name it has now."""

    item: AuditItem
    name: str
    organization: str
    actions: tuple[CorrectiveAction, ...]

    @property
    def lacks_action(self) -> bool:
        return self.item.result == Result.WRONG and not self.actions


def draw_audit(
    session: Session,
    person: Person,
    *,
    name: str,
    question: str | None,
    conditions: Conditions,
    size: int,
    seed: int,
    by: str,
    now: datetime,
) -> Audit:
    """Draw a sample from the live services within reach. Raises NothingToDraw."""
    ids = services_like(session, person, conditions, today=now.date())
    if not ids:
        raise NothingToDraw
    drawn_from = conditions.as_json() | {"size": size, "services": len(ids)}
    audit = Audit(name=name, question=question, seed=seed, drawn_from=drawn_from, drawn_at=now, drawn_by=by)
    session.add(audit)
    session.flush()
    session.add_all(AuditItem(audit_id=audit.id, service_id=each) for each in draw(ids, seed, size))
    session.flush()
    return audit


def services_like(session: Session, person: Person, conditions: Conditions, *, today: date) -> Sequence[str]:
    """The ids of the live services within reach that meet the conditions."""
    wanted = select(Service.id).where(services_in_reach(person), col(Service.status).in_(SHOWN))
    if conditions.organization_id:
        wanted = wanted.where(Service.organization_id == conditions.organization_id)
    if conditions.area:
        own = select(ServiceArea.id).where(
            ServiceArea.service_id == Service.id, ServiceArea.area_code == conditions.area
        )
        wanted = wanted.where(exists(own))
    if conditions.need:
        tagged = select(Attribute.id).join(TaxonomyTerm).where(Attribute.service_id == Service.id)
        wanted = wanted.where(
            exists(tagged.where(Attribute.link_type == NEED_LINK, TaxonomyTerm.code == conditions.need))
        )
    if conditions.checked != Checked.ANY:
        never = col(Service.assured_date).is_(None)
        long_ago = col(Service.assured_date) < today - timedelta(days=OLD_AFTER_DAYS)
        wanted = wanted.where(never if conditions.checked == Checked.NEVER else or_(never, long_ago))
    return session.exec(wanted.order_by(Service.id)).all()


def get_audit(session: Session, audit_id: str) -> Audit:
    """Raises AuditNotFound."""
    found = session.get(Audit, audit_id)
    if found is None:
        raise AuditNotFound(audit_id)
    return found


def audit_in_reach(session: Session, person: Person, audit_id: str) -> bool:
    """Whether somebody may see this audit: every service of its sample is within their reach."""
    outside = select(AuditItem.id).join(Service).where(AuditItem.audit_id == audit_id, ~services_in_reach(person))
    return session.exec(outside).first() is None


def audits_in_reach(session: Session, person: Person) -> list[Audit]:
    """Open audits first, then the newest."""
    outside = select(AuditItem.id).join(Service).where(AuditItem.audit_id == Audit.id, ~services_in_reach(person))
    found = session.exec(select(Audit).where(~exists(outside)).order_by(col(Audit.drawn_at).desc())).all()
    return sorted(found, key=lambda audit: audit.closed_at is not None)


def lines_of(session: Session, audit_id: str) -> list[Line]:
    """The sample: what is still to be looked at first, then by name."""
    rows = session.exec(
        select(AuditItem, Service.name, Organization.name)
        .join(Service, col(AuditItem.service_id) == Service.id)
        .join(Organization, col(Service.organization_id) == Organization.id)
        .where(AuditItem.audit_id == audit_id)
    ).all()
    by_item: dict[str, list[CorrectiveAction]] = {}
    wanted = select(CorrectiveAction).join(AuditItem).where(AuditItem.audit_id == audit_id)
    for action in session.exec(wanted.order_by(col(CorrectiveAction.due_on))):
        by_item.setdefault(action.audit_item_id, []).append(action)
    lines = [Line(item, name, of, tuple(by_item.get(item.id, ()))) for item, name, of in rows]
    return sorted(lines, key=lambda line: (line.item.result is not None, line.name.lower()))


def audit_results(session: Session, audit_id: str) -> Results:
    found = select(AuditItem.result, AuditItem.wrong_fields).where(AuditItem.audit_id == audit_id)
    return results_of(session.exec(found).all())


def former_audit(session: Session, person: Person, audit: Audit) -> Audit | None:
    """The one drawn before it from the same part of the directory, that has a result."""
    for other in sorted(audits_in_reach(session, person), key=lambda each: each.drawn_at, reverse=True):
        same = _part(other) == _part(audit)
        if other.drawn_at < audit.drawn_at and same and audit_results(session, other.id).share:
            return other
    return None


def left_to_do(lines: Sequence[Line]) -> list[Words]:
    """What keeps an audit from being closed (needs L7 and L9); nothing where it may be."""
    unseen = sum(line.item.result is None for line in lines)
    without = sum(line.lacks_action for line in lines)
    waiting = sum(action_is_open(action) for line in lines for action in line.actions)
    found = []
    if unseen:
        found.append(words("Services not looked at yet: %(count)s", count=unseen))
    if without:
        found.append(words("Wrong, and nothing said about what is to be done: %(count)s", count=without))
    if waiting:
        found.append(words("Actions neither done nor carried over with a reason: %(count)s", count=waiting))
    return found


def close_audit(session: Session, audit: Audit, *, note: str, now: datetime) -> None:
    """Raises DirectoryError where something is left open, and AuditIsClosed."""
    if audit.closed_at:
        raise AuditIsClosed
    left = left_to_do(lines_of(session, audit.id))
    if left:
        raise DirectoryError(left[0])
    audit.closed_at, audit.closing_note = now, note
    session.add(audit)
    session.flush()


def action_is_open(action: CorrectiveAction) -> bool:
    """Whether an action keeps its audit open."""
    return action.done_on is None and not action.carried_because


def _part(audit: Audit) -> dict[str, object]:
    return {name: audit.drawn_from.get(name) for name in ("need", "area", "organization_id", "checked")}


def areas_in_reach(session: Session, person: Person) -> list[tuple[str, str]]:
    """(GSS code, name) of the areas that services within reach name, by name."""
    within = col(ServiceArea.service_id).in_(select(Service.id).where(services_in_reach(person)))
    wanted = select(ServiceArea.area_code, func.min(ServiceArea.name)).where(within)
    found = session.exec(wanted.where(col(ServiceArea.area_code).is_not(None)).group_by(ServiceArea.area_code)).all()
    return sorted(((code, name or code) for code, name in found if code), key=lambda pair: pair[1])


def organizations_in_reach(session: Session, person: Person) -> list[tuple[str, str]]:
    """(id, name) of the organisations that run a service within reach, by name."""
    wanted = select(Organization.id, Organization.name).join(Service).where(services_in_reach(person)).distinct()
    return [(each, name) for each, name in session.exec(wanted.order_by(Organization.name)).all()]
