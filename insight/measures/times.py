"""How long families wait, in stretches of days, and what can be said from counts of those stretches alone. Pure.

Percentiles are read off the counts that are published, not off the enquiries: so they give nothing away that the
counts do not, and anybody can work them out again from the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.wording import Words, words
from insight.suppression import WITHHELD, Cell, Withheld, enough_for_percentile

WEEK = 7
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


def _to_help() -> tuple[Stretch, ...]:
    """Twelve weeks one by one, then four weeks at a time, as there are ever fewer, then all that is longer."""
    starts = [week * WEEK for week in (*range(12), 12, 16, 20, 24, 28)]
    ends = [start - 1 for start in starts[1:]]
    return tuple(Stretch(first, last) for first, last in zip(starts, [*ends, None], strict=True))


TO_HELP = _to_help()
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


Cells = Sequence[tuple[Stretch, Cell]]


def stretch_for(days: int, stretches: Sequence[Stretch]) -> Stretch:
    """The stretch that so many days lie in."""
    return next(one for one in stretches if one.last is None or days <= one.last)


def percentile(cells: Cells, total: Cell, percent: int) -> Stretch | Withheld | None:
    """The stretch within which so many per cent of the counted lie; None of nothing counted. `cells` in order.

    Withheld where the counts that are shown leave it open (a withheld one is at least 1), or where fewer than five
    would lie beyond it.
    """
    if isinstance(total, Withheld):
        return WITHHELD
    if not total.count:
        return None
    if not enough_for_percentile(total.count, percent):
        return WITHHELD
    wanted = percent * total.count
    for at, (stretch, _) in enumerate(cells):
        surely_within, _ = _bounds(cells[: at + 1], cells[at + 1 :], total.count)
        _, perhaps_before = _bounds(cells[:at], cells[at:], total.count)
        if surely_within * FULL >= wanted > perhaps_before * FULL:
            return stretch
    return WITHHELD


def _bounds(these: Cells, others: Cells, total: int) -> tuple[int, int]:
    """The least and the most that these cells can count, by what is shown of them and of the others."""
    (known, hidden), (known_others, hidden_others) = _told(these), _told(others)
    spread = total - known - known_others
    least = spread if not hidden_others else hidden
    most = spread - hidden_others if hidden else 0
    return known + least, known + most


def _told(cells: Cells) -> tuple[int, int]:
    """What is shown, and how many are withheld."""
    shown = [cell.count for _, cell in cells if not isinstance(cell, Withheld)]
    return sum(shown), len(cells) - len(shown)


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
