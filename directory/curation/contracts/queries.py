"""Contracts: who pays for which service, until when, for how many places; and what becomes of one that ends.

Nothing here commits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from directory.additions import Availability, Commissioning
from directory.curation.reach import Person, services_in_reach
from directory.errors import DirectoryError
from directory.models import Organization, Service, Status
from directory.queries import SHOWN
from directory.snapshots import CONTRACT, COSTS, Merged, ServiceSnapshot, merge
from directory.wording import Words, words

SOON_DAYS, NEAR_DAYS = 30, 90
NOTICE = "This service ends on"
"""How the notice begins that a public page carries before its service ends."""


class Ends(StrEnum):
    """How near the end of a contract is."""

    OVER = "over"
    """The last day has come, or is past."""
    SOON = "soon"
    NEAR = "near"
    LATER = "later"
    UNKNOWN = "unknown"


class CannotRetire(DirectoryError):
    """The service cannot be ended like that."""


@dataclass(frozen=True)
class Contract:
    """One row of the table. `unit_cost` is None for whoever may not see costs."""

    service_id: str
    service: str
    organization: str
    status: str
    commissioner: str | None
    start: date | None
    end: date | None
    review: date | None
    places: int | None
    evidence: str | None
    unit_cost: float | None
    waiting: Availability | None

    def ends(self, today: date) -> Ends:
        return ends_when(self.end, today)


def ends_when(end: date | None, today: date) -> Ends:
    """90, 30 and 0 days before the end are when somebody must act."""
    if end is None:
        return Ends.UNKNOWN
    days = (end - today).days
    for state, limit in ((Ends.OVER, 0), (Ends.SOON, SOON_DAYS), (Ends.NEAR, NEAR_DAYS)):
        if days <= limit:
            return state
    return Ends.LATER


def contracts_in_reach(session: Session, person: Person, *, costs: bool) -> list[Contract]:
    """Live services within reach that have a contract, the one that ends first at the top; unknown ends last."""
    wanted = (
        select(Service, Organization.name, Commissioning, Availability)
        .join(Organization, col(Service.organization_id) == Organization.id)
        .join(Commissioning, col(Commissioning.service_id) == Service.id)
        .join(Availability, col(Availability.service_id) == Service.id, isouter=True)
        .where(services_in_reach(person), col(Service.status).in_(SHOWN))
    )
    rows = [
        Contract(
            service_id=service.id,
            service=service.name,
            organization=of,
            status=service.status,
            commissioner=held.commissioner,
            start=held.contract_start,
            end=held.contract_end,
            review=held.review_date,
            places=held.funded_places,
            evidence=held.evidence_base,
            unit_cost=held.unit_cost if costs else None,
            waiting=waiting,
        )
        for service, of, held, waiting in session.exec(wanted)
    ]
    return sorted(rows, key=lambda row: (row.end is None, row.end or date.max, row.service.lower()))


def settled(
    live: ServiceSnapshot, seen: Mapping[str, Any], typed: Mapping[str, Any], *, costs: bool
) -> Merged[ServiceSnapshot]:
    """What somebody typed about a contract, brought into what the record says now.

    `seen` is what the form said when they opened it. A cost is left alone where they may not see it.
    """
    fields = CONTRACT if costs else CONTRACT - COSTS
    base = live.model_copy(update={name: seen[name] for name in fields if name in seen})
    mine = base.model_copy(update={name: typed[name] for name in fields if name in typed})
    return merge(base, mine, live)


def those_ending(contracts: Sequence[Contract], which: str, today: date) -> list[Contract]:
    """The contracts of one part of the table; a part that nobody knows shows them all."""
    within = PARTS.get(which)
    return [row for row in contracts if within is None or row.ends(today) in within]


def renewed(held: ServiceSnapshot, *, start: date, end: date, review: date | None) -> ServiceSnapshot:
    """The same service with a new contract. A notice that says that it ends is taken down."""
    alert = None if (held.alert or "").startswith(NOTICE) else held.alert
    dates = {"contract_start": start, "contract_end": end, "contract_review": review}
    return held.model_copy(update={**dates, "alert": alert})


def announced(held: ServiceSnapshot, *, successor: str | None) -> ServiceSnapshot:
    """The same service with a notice on its page that it ends, and when; people can plan for it.

    Raises CannotRetire where nobody knows when it ends.
    """
    if held.contract_end is None:
        raise CannotRetire(words("Say first when the contract ends"))
    return held.model_copy(update={"alert": ending_notice(held.contract_end, successor)})


def ending_notice(end: date, successor: str | None) -> str:
    """What the public page says of a service that ends. `successor` is the name of where to go after it."""
    said = f"{NOTICE} {end.day} {end:%B %Y}."
    return f"{said} After that, go to {successor}." if successor else f"{said} Ask them what comes after it."


def retired(
    held: ServiceSnapshot, *, because: str, successor: ServiceSnapshot | None, successor_id: str | None, today: date
) -> ServiceSnapshot:
    """The service has ended; its page leads to its successor. Raises CannotRetire.

    One that has a contract is not ended before the contract's last day: until then families are still sent there.
    """
    if held.contract_end and held.contract_end > today:
        raise CannotRetire(
            words("The contract runs until %(day)s. Change that day first", day=_said(held.contract_end))
        )
    if successor is not None and successor.status not in SHOWN:
        raise CannotRetire(words("The service that you chose has ended too. Choose one that is open"))
    ended = {"status": Status.DEFUNCT, "retired_because": because, "successor_id": successor_id, "reopens_on": None}
    return held.model_copy(update=ended)


def possible_successors(session: Session, person: Person, service_id: str) -> Sequence[tuple[str, str]]:
    """(id, name) of the live services within reach, but for this one, by name."""
    wanted = select(Service.id, Service.name).where(
        services_in_reach(person), col(Service.status).in_(SHOWN), Service.id != service_id
    )
    return [(each, name) for each, name in session.exec(wanted.order_by(Service.name)).all()]


def next_dates(held: ServiceSnapshot) -> tuple[date | None, date | None]:
    """(start, end) of a contract that follows on and lasts as long; what is not known stays open."""
    if held.contract_end is None:
        return None, None
    start = held.contract_end + timedelta(days=1)
    return start, start + (held.contract_end - held.contract_start) if held.contract_start else None


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


TONES: dict[str, str] = {
    Ends.OVER: "overdue",
    Ends.SOON: "overdue",
    Ends.NEAR: "soon",
    Ends.LATER: "later",
    Ends.UNKNOWN: "unknown",
}
"""The colour of a contract's bar; a sign and a word say the same beside it."""

PARTS: dict[str, frozenset[Ends]] = {
    "near": frozenset({Ends.OVER, Ends.SOON, Ends.NEAR}),
    "later": frozenset({Ends.LATER}),
    "unknown": frozenset({Ends.UNKNOWN}),
}
PART_NAMES: dict[str, Words] = {
    "near": words("Ended, or within 90 days"),
    "later": words("Later"),
    "unknown": words("End not known"),
    "all": words("All"),
}
"""The parts of the table: what presses is shown first."""

LABELS: dict[str, Words] = {
    Ends.OVER: words("! Ended"),
    Ends.SOON: words("! Within 30 days"),
    Ends.NEAR: words("◔ Within 90 days"),
    Ends.LATER: words("○ Later"),
    Ends.UNKNOWN: words("? End not known"),
}
