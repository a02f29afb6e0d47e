"""Charts of individual values and their moving ranges (XmR): which ups and downs say something, and which are noise.

Values in, values out. Formulas and rules are those of Shewhart as given by Wheeler ("Understanding Variation", 1993):
natural process limits at the mean ± 2.66 times the mean moving range, upper range limit at 3.268 times that mean; a
signal is a point outside the limits, eight in a row on one side of the mean, or three of four in a row nearer to one
limit than to the mean. 2.66 is 3 / 1.128 and 3.268 comes of the spread of ranges of two values.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

from directory.wording import Words, words

LIMITS = 2.66
RANGE_LIMIT = 3.268
LEAST = 6
"""Known values below which no limits are drawn: they would be a guess dressed up as a rule."""
SETTLED = 12
"""Known values below which limits are called provisional, as NHS England's "Making data count" advises."""
RUN = 8
NEAR, OF = 3, 4


class Signal(StrEnum):
    """Why a value stands out, the gravest first."""

    OUTSIDE = "outside the limits"
    NEAR_LIMIT = "three of four near a limit"
    RUN = "eight in a row on one side"


@dataclass(frozen=True)
class Xmr:
    """Values with their limits, in the unit of the values. None among the values is a gap: not known or withheld."""

    values: tuple[float | None, ...]
    ranges: tuple[float | None, ...]
    """From the value before; None at the start and beside a gap."""
    mean: float
    average_range: float
    lower: float
    upper: float
    range_limit: float
    signals: tuple[Signal | None, ...]

    @property
    def provisional(self) -> bool:
        return sum(value is not None for value in self.values) < SETTLED

    def said(self) -> Words:
        """What the chart shows, in a sentence."""
        found = [signal for signal in self.signals if signal]
        if not found:
            return words("Nothing stands out: the ups and downs are no more than chance.")
        if Signal.OUTSIDE in found:
            return words(
                "%(n)s of the values lie outside the limits: something other than chance was at work.",
                n=found.count(Signal.OUTSIDE),
            )
        return words("The values have moved and stayed there: something other than chance is at work.")


TOO_FEW = words("There are too few values to tell a change from chance: it takes at least %(least)s.", least=LEAST)


def xmr(values: Sequence[float | None], *, lowest: float | None = 0, highest: float | None = None) -> Xmr | None:
    """The chart of these values in the order of time; None where fewer than `LEAST` are known.

    Limits are cut at `lowest` (0: counts and days have no less) and `highest` (100 for percentages); None does not cut.
    """
    known = [value for value in values if value is not None]
    ranges = [None, *(_range(*pair) for pair in pairwise(values))] if values else []
    known_ranges = [one for one in ranges if one is not None]
    if len(known) < LEAST or not known_ranges:
        return None
    mean, average = fmean(known), fmean(known_ranges)
    lower, upper = mean - LIMITS * average, mean + LIMITS * average
    return Xmr(
        values=tuple(values),
        ranges=tuple(ranges),
        mean=mean,
        average_range=average,
        lower=lower if lowest is None else max(lower, lowest),
        upper=upper if highest is None else min(upper, highest),
        range_limit=RANGE_LIMIT * average,
        signals=tuple(_signals(values, mean, lower, upper)),
    )


def _range(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else abs(after - before)


def _signals(values: Sequence[float | None], mean: float, lower: float, upper: float) -> Iterator[Signal | None]:
    """The gravest signal of each value; each value of a run is one, once the run is long enough."""
    slack = 1e-9 * max(1.0, abs(mean))
    sides = [None if value is None else _side(value - mean, slack) for value in values]
    near = [
        0 if value is None else (value > (mean + upper) / 2 + slack) - (value < (mean + lower) / 2 - slack)
        for value in values
    ]
    for at, value in enumerate(values):
        if value is None:
            yield None
        elif not lower - slack <= value <= upper + slack:
            yield Signal.OUTSIDE
        elif near[at] and any(group.count(near[at]) >= NEAR for group in _groups(near, at, OF)):
            yield Signal.NEAR_LIMIT
        elif sides[at] and any(group.count(sides[at]) == RUN for group in _groups(sides, at, RUN)):
            yield Signal.RUN
        else:
            yield None


def _side(difference: float, slack: float) -> int:
    """1 above the mean, -1 below, 0 on it."""
    return (difference > slack) - (difference < -slack)


def _groups(marks: Sequence[int | None], at: int, length: int) -> Iterator[Sequence[int | None]]:
    """Every stretch of so many marks in a row that has this one in it; a gap (None or 0) counts as no mark."""
    for start in range(max(0, at - length + 1), min(at, len(marks) - length) + 1):
        yield marks[start : start + length]
