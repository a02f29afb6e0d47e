"""The score of a record, from 0 to 100, and what it is made of.

Nothing here touches the database, the clock or Flask.
"""

from dataclasses import dataclass
from datetime import date

from directory.quality.rules import RULES, Rule
from directory.quality.shares import Checks
from directory.quality.told import Told
from directory.wording import Words

NO_CHECKS: Checks = {}
STEADY = tuple(rule for rule in RULES if rule.steady)
STEADY_WORTH = sum(rule.of for rule in STEADY)
GOOD, FAIR = 80, 60
"""From which score on a record is good, and from which it is fair: below, it is on the work list."""


@dataclass(frozen=True)
class Point:
    """One line of the explanation."""

    id: str
    label: Words
    got: float
    of: int
    why: Words
    fix: Words | None
    """What to do about it; None where nothing is left to gain."""
    field: str
    """The field of the snapshot that mends it."""

    @property
    def gain(self) -> float:
        return round(self.of - self.got, 1)


@dataclass(frozen=True)
class Quality:
    score: int
    points: tuple[Point, ...]

    @property
    def next_fix(self) -> Point | None:
        """The point with the most to gain; of several the first. None where nothing is left to gain."""
        best = max(self.points, key=lambda point: point.gain)
        return best if best.fix else None

    @property
    def grade(self) -> str:
        """ "good", "fair" or "poor"."""
        return grade_of(self.score)


def grade_of(score: int) -> str:
    return "good" if score >= GOOD else "fair" if score >= FAIR else "poor"


def quality_of(told: Told, today: date, checks: Checks = NO_CHECKS) -> Quality:
    """The score and its explanation; the points are in the order of the table of rules."""
    points = tuple(_point(rule, told, today, checks) for rule in RULES)
    return Quality(_whole(sum(point.got for point in points)), points)


def score_of(told: Told, today: date, checks: Checks = NO_CHECKS) -> int:
    """The same score as `quality_of`, without its words: for many records at once."""
    return _whole(sum(_got(rule, told, today, checks) for rule in RULES))


def steady_share(told: Told) -> float:
    """From 0 to 1: how much of the score that no day and no check changes a record has. Ties in search go by this."""
    never = date.max
    return round(sum(rule.of * rule.share(told, never, NO_CHECKS) for rule in STEADY) / STEADY_WORTH, 3)


def _point(rule: Rule, told: Told, today: date, checks: Checks) -> Point:
    got = _got(rule, told, today, checks)
    fix = rule.fix if got < rule.of else None
    return Point(rule.id, rule.label, got, rule.of, rule.why(told, today, checks), fix, rule.field)


def _got(rule: Rule, told: Told, today: date, checks: Checks) -> float:
    return round(rule.of * rule.share(told, today, checks), 1)


def _whole(total: float) -> int:
    return int(total + 0.5)
