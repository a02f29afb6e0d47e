"""Which stretches of time figures may be asked for, so that no two answers can be taken from each other.

January to April less January to March is April, and this week's "so far" less last week's is what came in between:
often one enquiry. So nobody types dates. What is offered is whole months or whole quarters, over and done with, none
overlapping another; a year only as the total of its quarters in the same protected table. The same holds for the other
filters: age bands are fixed, districts divide the area, and a total is always protected beside its parts.

Values in, values out: the caller passes today's date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

MONTHS_IN_QUARTER = 3
MONTHS_IN_YEAR = 12


class OverlappingPeriods(ValueError):
    """Two periods share days, so that their figures could be taken from each other. `first` and `second` are they."""

    def __init__(self, first: "Period", second: "Period") -> None:
        super().__init__(f"{first.id} and {second.id} share days")
        self.first, self.second = first, second


@dataclass(frozen=True, order=True)
class Period:
    """Days from `first` to `last`, both within. `id` is stable: "2026-03" or "2026-Q1"."""

    first: date
    last: date
    id: str

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def complete_months(since: date, today: date, *, most: int = 24) -> tuple[Period, ...]:
    """The calendar months that began on or after `since` and ended before `today`, the newest `most`, in order."""
    return tuple(_blocks(since, today, 1))[-most:]


def complete_quarters(since: date, today: date, *, most: int = 8) -> tuple[Period, ...]:
    """As `complete_months`, for quarters of the calendar year (January to March is Q1)."""
    return tuple(_blocks(since, today, MONTHS_IN_QUARTER))[-most:]


def quarter_of(month: Period) -> str:
    """The id of the quarter that a month lies in, to group months by it."""
    return f"{month.first.year}-Q{(month.first.month - 1) // MONTHS_IN_QUARTER + 1}"


def check_offer(periods: Sequence[Period]) -> None:
    """Raises `OverlappingPeriods` unless no two of these share a day."""
    for earlier, later in pairwise(sorted(periods)):
        if later.first <= earlier.last:
            raise OverlappingPeriods(earlier, later)


def _blocks(since: date, today: date, months: int) -> Iterable[Period]:
    """Blocks of so many months, counted from January, that lie wholly between."""
    first = date(since.year, (since.month - 1) // months * months + 1, 1)
    while (after := _months_on(first, months)) <= today:
        if first >= since:
            name = f"{first:%Y-%m}" if months == 1 else f"{first.year}-Q{(first.month - 1) // months + 1}"
            yield Period(first, after - timedelta(days=1), name)
        first = after


def _months_on(day: date, months: int) -> date:
    """The first of a month, so many months later."""
    years, month = divmod(day.month - 1 + months, MONTHS_IN_YEAR)
    return date(day.year + years, month + 1, 1)
