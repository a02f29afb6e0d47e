"""The stretches of age within which an age makes no difference, and what each is called. Pure."""

from dataclasses import dataclass
from itertools import pairwise

from directory.wording import Words, counted, words
from matching.answers import OLDEST, Ages
from matching.content import Content
from matching.entries import Indicator
from matching.findings import for_ages
from matching.routes import CALM_AGE

UNBORN = Ages(unborn=True)
MONTHS = 12


@dataclass(frozen=True)
class Stretch:
    """Ages from `low` to under `high`, in years; both None is a child not born yet."""

    low: float | None = None
    high: float | None = None

    @property
    def ages(self) -> Ages:
        """One child in the middle of it."""
        if self.low is None or self.high is None:
            return UNBORN
        return Ages((round((self.low + self.high) / 2, 3),))

    @property
    def key(self) -> str:
        return "unborn" if self.low is None else f"{self.low:g}".replace(".", "-")

    @property
    def words(self) -> Words:
        if self.low is None or self.high is None:
            return words("Not born yet")
        if self.low == 0:
            return words("Under %(age)s", age=_said(self.high))
        return words("From %(low)s to under %(high)s", low=_said(self.low), high=_said(self.high))


def stretches(content: Content) -> tuple[Stretch, ...]:
    """Every stretch between two ages that a rule asks about, or to which a sign is shown; not born yet first."""
    bounds = {bound for fact in content.aged for bound in (fact.at_least, fact.under) if bound}
    shown = [sign.ages for signs in content.checklists.values() for sign in signs if sign.ages]
    bounds |= {float(youngest) for youngest, _ in shown if youngest > 0}
    bounds |= {float(oldest + 1) for _, oldest in shown if oldest >= 0}
    edges = sorted({0.0, *(bound for bound in bounds if bound < OLDEST), float(OLDEST)})
    return (Stretch(), *(Stretch(low, high) for low, high in pairwise(edges)))


def joined(run: list[Stretch]) -> Stretch:
    """Neighbouring stretches as one."""
    return Stretch(run[0].low, run[-1].high)


def usual(content: Content, sign: Indicator) -> Stretch | None:
    """The stretch a sign is looked at in where it is not shown for a child of the calm age: the nearest; else None."""
    if for_ages(sign, Ages((CALM_AGE,))):
        return None
    shown = [one for one in stretches(content) if one.low is not None and for_ages(sign, one.ages)]
    return min(shown, key=lambda one: abs(one.ages.years[0] - CALM_AGE), default=None)


def _said(age: float) -> Words:
    if age < 1:
        return counted("%(n)s month", "%(n)s months", round(age * MONTHS))
    return words("%(age)s", age=f"{age:g}")
