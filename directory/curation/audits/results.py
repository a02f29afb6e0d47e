"""What an audit found: the share that is right, how sure that is, which facts are wrong most, and whether it is better.

Nothing here touches the database, the clock or Flask.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from directory.wording import Words, words

NINETEEN_IN_TWENTY = 1.959964
"""The two-sided 95 % point of the normal distribution."""


class Result(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Share:
    """How many of those that could be told were right, with the range that the whole directory's share is likely in."""

    right: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.right / self.of

    @property
    def percent(self) -> int:
        return round(100 * self.value)

    @property
    def low_percent(self) -> int:
        return round(100 * self.low)

    @property
    def high_percent(self) -> int:
        return round(100 * self.high)


@dataclass(frozen=True)
class Results:
    counts: dict[str, int]
    """Result -> how many; every result is named."""
    waiting: int
    share: Share | None
    """None until one could be told."""
    wrong: tuple[tuple[str, int], ...]
    """Field -> in how many services it was wrong, the most first."""


def results_of(found: Iterable[tuple[str | None, Sequence[str]]]) -> Results:
    """Add up (result, wrong fields) of each service of a sample; a result of None is still to come."""
    each = list(found)
    counted = Counter(result for result, _ in each)
    right, wrong = counted[Result.RIGHT], counted[Result.WRONG]
    fields = Counter(field for result, names in each if result == Result.WRONG for field in set(names))
    return Results(
        counts={result: counted[result] for result in Result},
        waiting=counted[None],
        share=share_of(right, right + wrong) if right + wrong else None,
        wrong=tuple(sorted(fields.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def share_of(right: int, of: int) -> Share:
    """The share with its 95 % range, by Wilson's score interval.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209-212: it
    stays within 0 and 1, and holds for the small samples that people can check by hand.
    """
    z2, share = NINETEEN_IN_TWENTY**2, right / of
    centre = (share + z2 / (2 * of)) / (1 + z2 / of)
    reach = NINETEEN_IN_TWENTY * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Share(right, of, max(0.0, centre - reach), min(1.0, centre + reach))


def compared(now: Share, before: Share) -> Words:
    """Whether the directory has become better, as far as two samples can tell.

    R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17
    (1998), 873-890, method 10: from the two Wilson intervals.
    """
    difference = now.value - before.value
    low = difference - sqrt((now.value - now.low) ** 2 + (before.high - before.value) ** 2)
    high = difference + sqrt((now.high - now.value) ** 2 + (before.value - before.low) ** 2)
    values = {"now": now.percent, "before": before.percent}
    if low > 0:
        return words("Better: %(now)s%% are right now, %(before)s%% were before. That is more than chance.", **values)
    if high < 0:
        return words("Worse: %(now)s%% are right now, %(before)s%% were before. That is more than chance.", **values)
    return words(
        "%(now)s%% are right now, %(before)s%% were before. Samples this small cannot tell whether that is chance.",
        **values,
    )
