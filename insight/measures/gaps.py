"""Demand beside supply: what a need in a district has of services, and which gaps to commission from first. Pure.

What is counted of enquiries comes in as cells that may be shown: nothing here sees a withheld number, so that neither
the order nor the reasons can tell it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from directory.eligibility import last_day
from directory.wording import Words, counted, words
from insight.measures.supplier import Supplier
from insight.suppression import WITHHELD, Cell, Shown, Withheld
from matching.models import UNBORN

BAND_ENDS = {UNBORN: (0.0, 0.0), "18 to 25": (18.0, 26.0)}
LONG_WAIT = 12
"""Weeks from which a wait is named among the reasons: about a school term."""


@dataclass(frozen=True)
class Supply:
    """The running services that take a need in a district."""

    fitting: tuple[Supplier, ...]
    area_not_known: int
    """Services that take the need and do not say which area they cover: they may fit, or not."""

    @property
    def places(self) -> int | None:
        """Places paid for, of those who tell; None where none tells."""
        told = [one.places for one in self.fitting if one.places is not None]
        return sum(told) if told else None

    @property
    def places_not_told(self) -> int:
        return sum(one.places is None for one in self.fitting)

    @property
    def shortest_wait(self) -> Supplier | None:
        """The service with the shortest wait that anybody told; None where no wait is told."""
        told = [one for one in self.fitting if one.waiting_weeks is not None]
        return min(told, key=lambda one: (one.waiting_weeks or 0.0, one.name), default=None)

    @property
    def all_closed_to_referrals(self) -> bool:
        return bool(self.fitting) and all(one.taking_referrals is False for one in self.fitting)


@dataclass(frozen=True)
class Gap:
    """A need in a district: what was asked for, how often nobody was found, and what there is."""

    need: str
    district: str
    demand: Cell
    not_planned: Cell
    """How often a plan had no service for it, in the whole county or city: by district there are too few to show."""
    not_found: Cell
    """How often a search found nothing, in the whole county or city."""
    supply: Supply

    @property
    def per_service(self) -> float | Withheld | None:
        """Enquiries for each service that fits; None where there is no service."""
        if not self.supply.fitting:
            return None
        if isinstance(self.demand, Withheld):
            return WITHHELD
        return round(self.demand.count / len(self.supply.fitting), 1)

    @property
    def order(self) -> tuple[float, ...]:
        """The worst first: most often nobody found, then most asked for of each service, then the longest wait."""
        wait = self.supply.shortest_wait
        asked = _known(self.demand)
        pressure = asked / len(self.supply.fitting) if self.supply.fitting else float("inf") if asked else 0.0
        missed = _known(self.not_planned) + _known(self.not_found)
        return (-missed, -pressure, -asked, -(wait.waiting_weeks or 0.0 if wait else 0.0))


def supply_in(suppliers: Iterable[Supplier], need: str, areas: frozenset[str]) -> Supply:
    """`areas`: the codes of the district and of all that contain it."""
    taking = [one for one in suppliers if need in one.needs]
    fitting = tuple(one for one in taking if not one.areas.isdisjoint(areas))
    return Supply(fitting, sum(not one.areas for one in taking))


def takes_band(supplier: Supplier, band: str) -> bool | None:
    """Whether a service takes any age of a band; None where its record tells no age."""
    if supplier.minimum_age is None and supplier.maximum_age is None:
        return None
    youngest, oldest = _ends(band)
    low = supplier.minimum_age or 0.0
    high = last_day(supplier.maximum_age) if supplier.maximum_age is not None else float("inf")
    return low <= oldest and youngest < high


def worst_first(gaps: Iterable[Gap]) -> list[Gap]:
    """Those with anything to show, in the order in which to look at them."""
    worth = [gap for gap in gaps if _known(gap.demand) or _known(gap.not_planned) or _known(gap.not_found)]
    return sorted(worth, key=lambda gap: (*gap.order, gap.need, gap.district))


def reasons_for(gap: Gap, county: Words | str) -> list[Words]:
    """Why it stands where it stands, in sentences; `county` is what the district's county or city is called."""
    found: list[Words] = []
    if not gap.supply.fitting:
        found.append(words("No running service in the directory takes this need here."))
    if _known(gap.not_planned):
        found.append(
            counted(
                "In %(n)s plan in %(county)s nobody could be found.",
                "In %(n)s plans in %(county)s nobody could be found.",
                _known(gap.not_planned),
                county=county,
            )
        )
    if _known(gap.not_found):
        found.append(
            counted(
                "%(n)s search in %(county)s found nothing.",
                "%(n)s searches in %(county)s found nothing.",
                _known(gap.not_found),
                county=county,
            )
        )
    if isinstance(gap.per_service, float):
        found.append(words("%(rate)s enquiries for each service that fits.", rate=f"{gap.per_service:g}"))
    if gap.supply.all_closed_to_referrals:
        found.append(words("None of the services is taking referrals."))
    return found + _wait_said(gap.supply.shortest_wait)


def _wait_said(wait: Supplier | None) -> list[Words]:
    if wait is None or (wait.waiting_weeks or 0) < LONG_WAIT:
        return []
    return [
        counted(
            "The shortest wait told is %(n)s week (told %(day)s).",
            "The shortest wait told is %(n)s weeks (told %(day)s).",
            round(wait.waiting_weeks or 0),
            day=_day(wait.told_on),
        )
    ]


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else "–"


def _known(cell: Cell) -> int:
    """The count; 0 for a withheld one, so that nothing goes by it."""
    return cell.count if isinstance(cell, Shown) else 0


def _ends(band: str) -> Sequence[float]:
    """The ages of a band: from the first, up to before the last birthday after."""
    if band in BAND_ENDS:
        return BAND_ENDS[band]
    youngest, oldest = band.split(" to ")
    return float(youngest), float(oldest) + 0.99
