"""What fewer repeat referrals would mean, over five years, from referrals to entries to care.

Pure arithmetic, worked out when asked and never stored. The parts, for each year:

- **repeats** = the repeat rate × the cases closed the year before; every referral is a case that is closed. A repeat
  comes back to a case that was handled before, so a change in how cases are handled shows in repeats a year later.
- **referrals** = first referrals, as many each year, + repeats.
- **assessments** = referrals × the share of referrals that were assessed in the first year.
- **conferences** = the rate of the first year × assessments, with a repeat counting for less (`repeat_weight`), + the
  children kept from direct care.
- **plans** = conferences × the share that led to a plan in the first year.
- **direct care** = the rate of the first year × assessments (a repeat counting for less) − the children kept from it,
  who are among the first referrals: the practice that keeps them is new to them.
- **care** = direct care + plans × the share of plans after which a child enters care.

New practice is half in place in year 2 and wholly from year 3 on. Rates move with it in a straight line.

With `PUBLISHED_CASE` this gives all 25 numbers of `PUBLISHED`, to the unit, rounding at the end only. What was
published leaves two values open, which were found from the table itself:

- `repeat_weight`, 70 %. Were it 100 % (a repeat like any other referral), conferences would fall too fast, by up to 12,
  and entries to care by up to 7. The table allows 69.5 to 70.2 %.
- "direct care from 4.8 % to 4.3 %". Of assessments with repeats weighed so, 168 are 4.83 %; of the end value the table
  allows 4.344 to 4.354 %, so 4.35 % stands here for what was printed as 4.3 %. With 4.30 % twelve of the numbers
  differ, by 1 or 2.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

YEARS = 5
MOST_REPEATS = 90
"""Per cent. Were every case a repeat, there would be no first referrals to reckon with."""
STAGES = ("referrals", "assessments", "conferences", "plans", "care")
PUBLISHED: dict[str, tuple[int, ...]] = {
    "referrals": (4200, 4200, 3990, 3759, 3736),
    "assessments": (3700, 3700, 3515, 3312, 3291),
    "conferences": (415, 422, 414, 397, 395),
    "plans": (350, 356, 349, 335, 333),
    "care": (280, 261, 231, 221, 220),
}
"""The published table that the model is checked against: what it says, not what it computes with."""


class AssumptionRefused(ValueError):
    """An assumption that cannot be. `field` is its name in `Assumptions`, `limits` what it must lie between."""

    def __init__(self, field: str, least: float, most: float) -> None:
        super().__init__(f"{field} must be from {least:g} to {most:g}")
        self.field, self.least, self.most = field, least, most


@dataclass(frozen=True)
class Assumptions:
    """What the model rests on. Counts are children or cases in the first year; rates are in per cent."""

    referrals: float = 4200
    repeats: float = 20
    """Of the cases closed the year before."""
    assessments: float = 3700
    conferences: float = 415
    plans: float = 350
    care: float = 280
    """Entries to care, of which `care_after_plan` after a plan and the rest directly."""
    care_after_plan: float = 112
    repeats_to: float = 10
    """Once the new practice is in place."""
    after_plan_to: float = 24
    """Of plans, once the new practice is in place; in the first year it is `care_after_plan` of `plans`."""
    direct_to: float = 4.35
    """Of assessments with repeats weighed, once the new practice is in place."""
    repeat_weight: float = 70
    """How often a repeat leads to a conference or to direct care, in per cent of how often a first referral does."""
    in_place_2: float = 50
    """How much of the new practice is in place in year 2."""
    in_place_3: float = 100
    """The same in year 3 and after."""

    def __post_init__(self) -> None:
        for name, least, most in self._limits():
            if not least <= getattr(self, name) <= most:
                raise AssumptionRefused(name, least, most)

    def _limits(self) -> Iterator[tuple[str, float, float]]:
        yield "referrals", 1, 1_000_000
        for name, whole in (
            ("assessments", "referrals"),
            ("conferences", "assessments"),
            ("plans", "conferences"),
        ):
            yield name, 1, getattr(self, whole)
        yield "care", 0, self.assessments
        yield "care_after_plan", 0, min(self.care, self.plans)
        yield from ((name, 0, MOST_REPEATS if name == "repeats" else 100) for name in RATES)

    @property
    def after_plan_from(self) -> float:
        """Care after a plan in the first year, in per cent of plans."""
        return 100 * self.care_after_plan / self.plans

    @property
    def direct_from(self) -> float:
        """Direct care in the first year, in per cent of assessments with repeats weighed."""
        return 100 * (self.care - self.care_after_plan) / self.weighed(self.referrals * self.repeats / 100)

    def weighed(self, repeats: float) -> float:
        """Assessments of first referrals and of so many repeats, each repeat counting `repeat_weight`."""
        first = self.referrals * (1 - self.repeats / 100)
        return (first + repeats * self.repeat_weight / 100) * self.assessments / self.referrals


RATES = ("repeats", "repeats_to", "after_plan_to", "direct_to", "repeat_weight", "in_place_2", "in_place_3")
PUBLISHED_CASE = Assumptions()


@dataclass(frozen=True)
class Year:
    """One year's flow, not rounded. Year 1 is the base year, before anything changes."""

    year: int
    referrals: float
    assessments: float
    conferences: float
    plans: float
    care: float

    def rounded(self) -> dict[str, int]:
        """As it is published: whole children, halves up."""
        return {"year": self.year, **{stage: int(getattr(self, stage) + 0.5) for stage in STAGES}}


def flow(assumptions: Assumptions = PUBLISHED_CASE) -> tuple[Year, ...]:
    """Five years under these assumptions."""
    found: list[Year] = []
    closed = assumptions.referrals
    for year, (before, now) in enumerate(zip(_in_place(assumptions), _in_place(assumptions)[1:], strict=False), 1):
        repeats = closed * _between(assumptions.repeats, assumptions.repeats_to, before) / 100
        found.append(_year(assumptions, year, repeats, now))
        closed = found[-1].referrals
    return tuple(found)


def differences(years: Sequence[Year]) -> dict[str, tuple[int, ...]]:
    """By how much each stage of each year is above (or below) what was published."""
    return {
        stage: tuple(year.rounded()[stage] - said for year, said in zip(years, PUBLISHED[stage], strict=True))
        for stage in STAGES
    }


@dataclass(frozen=True)
class Moved:
    """What the last year's flow is when one assumption is lower or higher and all else stays."""

    field: str
    low: float
    high: float
    at_low: Year
    at_high: Year


def sensitivity(assumptions: Assumptions, *, by: float = 20) -> tuple[Moved, ...]:
    """Each rate moved down and up by so many per cent of itself, kept within what it may be."""
    return tuple(_moved(assumptions, name, by / 100) for name in RATES if name != "repeats")


def assumption_names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Assumptions))


def changed(assumptions: Assumptions, **values: Any) -> Assumptions:
    """The assumptions with some of them replaced. Raises `AssumptionRefused`."""
    return replace(assumptions, **values)


def _year(assumptions: Assumptions, year: int, repeats: float, in_place: float) -> Year:
    one = assumptions
    first = one.referrals * (1 - one.repeats / 100)
    first_assessed = first * one.assessments / one.referrals
    share = one.weighed(repeats) / one.weighed(one.referrals * one.repeats / 100)
    kept = in_place * (one.direct_from - one.direct_to) / 100 * first_assessed
    conferences = max(one.conferences * share + kept, 0)
    plans = conferences * one.plans / one.conferences
    direct = max((one.care - one.care_after_plan) * share - kept, 0)
    after_plan = plans * _between(one.after_plan_from, one.after_plan_to, in_place) / 100
    referrals = first + repeats
    return Year(year, referrals, referrals * one.assessments / one.referrals, conferences, plans, direct + after_plan)


def _in_place(assumptions: Assumptions) -> list[float]:
    """How much of the new practice is in place, 0 to 1: the year before the first, then years 1 to 5."""
    later = [assumptions.in_place_3 / 100] * (YEARS - 2)
    return [0.0, 0.0, assumptions.in_place_2 / 100, *later]


def _between(before: float, after: float, in_place: float) -> float:
    return before + in_place * (after - before)


def _moved(assumptions: Assumptions, name: str, by: float) -> Moved:
    value = getattr(assumptions, name)
    low, high = max(0.0, value * (1 - by)), min(100.0, value * (1 + by))
    at_low, at_high = (flow(replace(assumptions, **{name: moved}))[-1] for moved in (low, high))
    return Moved(name, low, high, at_low, at_high)
