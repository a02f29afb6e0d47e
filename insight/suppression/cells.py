"""A published number, or that it is withheld. Values in, values out."""

from dataclasses import dataclass

SMALLEST_SHOWN = 5
"""A count from 1 to 4 is withheld."""
MARK = "[c]"
"""What stands for a withheld number in a file: the "c" for confidential that government statistics use."""
FULL = 100.0


@dataclass(frozen=True)
class Shown:
    """A count as it is."""

    count: int


@dataclass(frozen=True)
class Withheld:
    """A count that is small, or that would give a small one away. Which of the two is not said: saying it would tell
    more than the count's own line lets anybody work out.
    """


Cell = Shown | Withheld
WITHHELD = Withheld()


def shown_or_none(cell: Cell) -> int | None:
    """The count, or None where it is withheld."""
    return cell.count if isinstance(cell, Shown) else None


def share(part: Cell, whole: Cell) -> float | Withheld | None:
    """A part of a whole in per cent, 0 to 100; None of a whole of nothing.

    Withheld where either count is: a percentage of a known whole is the count itself. Both cells must come out of one
    call of `protect` in which the rest of the whole was a cell too, so that the difference is safe.
    """
    if isinstance(part, Withheld) or isinstance(whole, Withheld):
        return WITHHELD
    return FULL * part.count / whole.count if whole.count else None


def enough_for_percentile(count: int, percentile: float) -> bool:
    """Whether a percentile (0 to 100) of so many records may be shown: at least five must lie on each side.

    So the median needs 10 records and the 90th percentile 50. A percentile is the value of one or two records; with
    fewer beyond it, it tells the longest wait of somebody.
    """
    return count * min(percentile, FULL - percentile) / FULL >= SMALLEST_SHOWN
