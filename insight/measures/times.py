"""How long families wait, in stretches of days, and what can be said from counts of those stretches alone. Pure.

Percentiles are read off the counts that are published, not off the enquiries: so they give nothing away that the
counts do not, and anybody can work them out again from the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.wording import Words, words
from insight.suppression import WITHHELD, Cell, Withheld, enough_for_percentile

WEEK = 7
MOST_WEEKS = 26
PERCENTILES = (50, 85, 95)
FULL = 100


@dataclass(frozen=True)
class Stretch:
    """Days from `first` to `last`, both counted; None has no end."""

    first: int
    last: int | None

    @property
    def id(self) -> str:
        """ "000-006", so that files are in order; "182+" without an end."""
        return f"{self.first:03d}+" if self.last is None else f"{self.first:03d}-{self.last:03d}"

    @property
    def words(self) -> Words:
        if self.last is None:
            return words("%(first)s days or more", first=self.first)
        if self.first == self.last:
            return words("the same day") if self.first == 0 else words("day %(day)s", day=self.first)
        return words("%(first)s to %(last)s days", first=self.first, last=self.last)


def weekly() -> tuple[Stretch, ...]:
    """Half a year, week by week, then all that is longer."""
    weeks = [Stretch(week * WEEK, week * WEEK + WEEK - 1) for week in range(MOST_WEEKS)]
    return (*weeks, Stretch(MOST_WEEKS * WEEK, None))


TO_HELP = weekly()
TO_ADVICE = (Stretch(0, 0), Stretch(1, 1), Stretch(2, 3), Stretch(4, 6), Stretch(7, 13), Stretch(14, None))
TO_ANSWER = (
    Stretch(0, 0),
    Stretch(1, 1),
    Stretch(2, 3),
    Stretch(4, 6),
    Stretch(7, 13),
    Stretch(14, 27),
    Stretch(28, None),
)


def stretch_for(days: int, stretches: Sequence[Stretch]) -> Stretch:
    """The stretch that so many days lie in."""
    return next(one for one in stretches if one.last is None or days <= one.last)


def percentile(cells: Sequence[tuple[Stretch, Cell]], total: Cell, percent: int) -> Stretch | Withheld | None:
    """The stretch within which so many per cent of the counted lie; None of nothing counted.

    Withheld where withheld counts leave it open, or where fewer than five would lie beyond it. `cells` in order.
    """
    if isinstance(total, Withheld):
        return WITHHELD
    if not total.count:
        return None
    if not enough_for_percentile(total.count, percent):
        return WITHHELD
    return _from_below(cells, total.count, percent) or _from_above(cells, total.count, percent) or WITHHELD


def _from_below(cells: Sequence[tuple[Stretch, Cell]], total: int, percent: int) -> Stretch | None:
    reached = 0
    for stretch, cell in cells:
        if isinstance(cell, Withheld):
            return None
        reached += cell.count
        if reached * FULL >= percent * total:
            return stretch
    return None


def _from_above(cells: Sequence[tuple[Stretch, Cell]], total: int, percent: int) -> Stretch | None:
    reached = total
    for stretch, cell in reversed(cells):
        if isinstance(cell, Withheld):
            return None
        reached -= cell.count
        if reached * FULL < percent * total:
            return stretch
    return None


def median(counts: Sequence[tuple[int, int]]) -> float | None:
    """The median of (days, how many), half way between the two in the middle; None of fewer than ten, five on each
    side.
    """
    total = sum(count for _, count in counts)
    if not enough_for_percentile(total, FULL / 2):
        return None
    ordered = sorted(counts)
    return (_at(ordered, (total - 1) // 2) + _at(ordered, total // 2)) / 2


def _at(ordered: Sequence[tuple[int, int]], place: int) -> int:
    """The value of the record at this place, from 0."""
    for days, count in ordered:
        if place < count:
            return days
        place -= count
    raise IndexError(place)
