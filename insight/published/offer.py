"""Which periods and places figures are for. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from directory.ages import BANDS
from insight.halves import complete_halves, half_of
from insight.periods import Period, check_offer, complete_months
from insight.suppression import Dimension
from matching.models import UNBORN

NOT_KNOWN = "not known"
ELSEWHERE = "elsewhere"
"""A district outside the area."""
AGE_BANDS = (UNBORN, *BANDS, NOT_KNOWN)
MOST_MONTHS = 24


@dataclass(frozen=True)
class Offer:
    """The months and halves that are over, and the districts of the area by code."""

    months: tuple[Period, ...]
    halves: tuple[Period, ...]
    districts: tuple[str, ...]

    @property
    def half_by_month(self) -> Mapping[str, str]:
        """Month id -> the id of the half it lies in."""
        return {month.id: half_of(month.first).id for month in self.months}

    @property
    def months_dimension(self) -> Dimension:
        return Dimension("month", tuple(month.id for month in self.months), {"half": self.half_by_month})

    @property
    def halves_dimension(self) -> Dimension:
        return Dimension("half", tuple(half.id for half in self.halves))

    @property
    def district_dimension(self) -> Dimension:
        return Dimension("district", (*self.districts, ELSEWHERE, NOT_KNOWN))

    def half_id(self, month: str) -> str:
        """ "2026-03" -> the half it lies in."""
        return half_of(date.fromisoformat(f"{month}-01")).id

    def district(self, code: str | None) -> str:
        """A category of `district_dimension`."""
        if code is None:
            return NOT_KNOWN
        return code if code in self.districts else ELSEWHERE


def make_offer(since: date | None, today: date, districts: tuple[str, ...]) -> Offer:
    """`since`: the day of the first record; None where there is none, which offers nothing."""
    if since is None:
        return Offer((), (), districts)
    months, halves = complete_months(since, today, most=MOST_MONTHS), complete_halves(since, today)
    check_offer(months)
    check_offer(halves)
    return Offer(months, halves, districts)


def band_dimension() -> Dimension:
    return Dimension("band", AGE_BANDS)


def band(age_band: str | None) -> str:
    """A category of `band_dimension`."""
    return age_band if age_band in AGE_BANDS else NOT_KNOWN
