"""Put invented enquiries into a demonstration in one transaction, and take them out again. Nothing here commits."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import delete, func, insert
from sqlmodel import Session, SQLModel, col, select

from directory.additions import UnmetNeed
from directory.models import Attribute, Service, ServiceArea, Status, TaxonomyTerm
from directory.places.gazetteer import area_codes
from directory.queries import is_demonstration
from directory.terms import NEED_LINK
from matching.errors import MatchingError
from matching.following.models import (
    DemandReason,
    FamilyWord,
    Handling,
    LaterWord,
    Referral,
    StateChange,
)
from matching.models import Enquiry, EnquiryService, Feedback
from matching.simulating.inventing import SIMULATED, InventedService, Rows
from matching.simulating.world import DISTRICTS

AT_ONCE = 1000
TABLES: dict[str, type[SQLModel]] = {
    "enquiry": Enquiry,
    "enquiry_service": EnquiryService,
    "feedback": Feedback,
    "handling": Handling,
    "state_change": StateChange,
    "referral": Referral,
    "later_word": LaterWord,
    "family_word": FamilyWord,
    "unmet_need": UnmetNeed,
}
"""In the order in which rows may point to each other."""


class NotADemonstration(MatchingError):
    def __init__(self) -> None:
        super().__init__("Invented enquiries go into a demonstration only. This directory holds real services.")


def refuse_real(session: Session) -> None:
    """Raises NotADemonstration."""
    if not is_demonstration(session):
        raise NotADemonstration


def services_to_offer(session: Session) -> list[InventedService]:
    """The active services with needs, and the districts they work in."""
    needs = select(Attribute.service_id, TaxonomyTerm.code).join(TaxonomyTerm).where(Attribute.link_type == NEED_LINK)
    areas = _pairs(session.exec(select(ServiceArea.service_id, ServiceArea.area_code)))
    tagged = _pairs(session.exec(needs))
    active = session.exec(select(Service.id).where(Service.status == Status.ACTIVE).order_by(Service.id))
    inside = {district: area_codes(district) for district in DISTRICTS}
    return [
        InventedService(
            service_id,
            frozenset(tagged[service_id]),
            frozenset(district for district, codes in inside.items() if codes & areas.get(service_id, set())),
        )
        for service_id in active
        if service_id in tagged
    ]


def reasons_by_kind(session: Session) -> dict[str, list[str]]:
    """Kind of demand -> the ids of the reasons in use."""
    found: dict[str, list[str]] = {}
    in_use = select(DemandReason).where(col(DemandReason.retired_on).is_(None)).order_by(DemandReason.words)
    for reason in session.exec(in_use):
        found.setdefault(reason.kind, []).append(reason.id)
    return found


def write(session: Session, invented: Iterable[Rows], *, of: int, tick: Callable[[int, int], None]) -> int:
    """Insert what is invented as it comes; returns how many enquiries."""
    waiting: Rows = {}
    done = 0
    for done, rows in enumerate(invented, 1):
        for table, new in rows.items():
            waiting.setdefault(table, []).extend(new)
        if done % AT_ONCE == 0:
            _insert(session, waiting)
            tick(done, of)
    _insert(session, waiting)
    tick(of, of)
    return done


def take_out(session: Session) -> int:
    """Delete the invented enquiries with all that hangs on them; returns how many.

    What families said and what nobody met lead back to no enquiry, so of a demonstration all of that goes.
    """
    invented = Enquiry.content_version == SIMULATED
    count = session.exec(select(func.count()).select_from(Enquiry).where(invented)).one()
    session.execute(delete(Enquiry).where(invented))  # type: ignore[arg-type]
    for table in (FamilyWord, UnmetNeed):
        session.execute(delete(table))
    return count


def _insert(session: Session, waiting: Rows) -> None:
    for name, table in TABLES.items():
        rows = waiting.pop(name, [])
        if rows:
            known = set(table.__table__.columns.keys())  # type: ignore[attr-defined]
            session.execute(insert(table), [{key: row[key] for key in row if key in known} for row in rows])


def _pairs(rows: Iterable[tuple[Any, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, value in rows:
        found.setdefault(key, set()).add(value)
    return found
