"""Services that nearly fit: what each of them fails, in words, and which come nearest. Pure."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from directory.ages import say_age
from directory.eligibility import Asked, Check, Conditions, Verdict, age_range, last_day
from directory.wording import Words, words

MOST_NEAR = 3
"""Named for a need that nobody meets, and for each service of a plan."""
MOST_AREAS = 3
ROOM = "room"
"""The condition that a service can take somebody new."""
NEARNESS = {ROOM: 0.0, "role": 1.0, "language": 1.5, "age": 1.5, "area": 2.0, "sex": 4.0, "send": 4.0, "level": 1.5}
"""How far a failed condition is from being met, the smallest nearest: room comes, and somebody else may refer."""
UNKNOWN = 0.7
"""What each condition that is not known adds to that."""
MILES_UNKNOWN = 15.0


@dataclass(frozen=True)
class NearMiss:
    """A running service for some of the needs, and what it fails."""

    service_id: str
    meets: frozenset[str]
    failed: tuple[Words, ...]
    miles: float | None
    distance: float
    """How far it is from fitting, all it fails together."""


def near_miss(
    service_id: str,
    meets: frozenset[str],
    conditions: Conditions,
    checks: Sequence[Check],
    asked: Asked,
    *,
    areas: Sequence[str],
    miles: float | None,
) -> NearMiss | None:
    """What a service fails of these checks; None where it fails nothing. `areas` are the names of those it covers."""
    failed = [check for check in checks if check.verdict is Verdict.DOES_NOT]
    if not failed:
        return None
    unknown = sum(check.verdict is Verdict.NOT_KNOWN for check in checks)
    return NearMiss(
        service_id=service_id,
        meets=meets,
        failed=tuple(_in_words(check, conditions, asked, areas) for check in failed),
        miles=miles,
        distance=sum(_distance(check, conditions, asked, miles) for check in failed) + UNKNOWN * unknown,
    )


def nearest(misses: Iterable[NearMiss], needs: Container[str]) -> tuple[NearMiss, ...]:
    """Those for any of these needs that come nearest to fitting, the nearest first; few enough to read."""
    found = [miss for miss in misses if any(need in needs for need in miss.meets)]
    return tuple(sorted(found, key=_nearness)[:MOST_NEAR])


def _nearness(miss: NearMiss) -> tuple[int, float, float, str]:
    miles = MILES_UNKNOWN if miss.miles is None else miss.miles
    return len(miss.failed), miss.distance, miles, miss.service_id


def _in_words(check: Check, conditions: Conditions, asked: Asked, areas: Sequence[str]) -> Words:
    if check.condition == "age":
        ages = age_range(conditions.minimum_age, conditions.maximum_age)
        if len(asked.ages) == 1:
            return words("Takes children %(ages)s. You asked for %(asked)s", ages=ages, asked=say_age(asked.ages[0]))
        return words("Takes children %(ages)s, not the ages you gave", ages=ages)
    if check.condition == "area" and areas:
        named = ", ".join(sorted(areas)[:MOST_AREAS])
        if len(areas) > MOST_AREAS:
            return words("Only for %(areas)s and some other places", areas=named)
        return words("Only for %(areas)s", areas=named)
    return check.words


def _distance(check: Check, conditions: Conditions, asked: Asked, miles: float | None) -> float:
    far = NEARNESS.get(check.condition, 3.0)
    if check.condition == "age":
        far += min(_years_off(age, conditions) for age in asked.ages) / 2
    if check.condition == "area":
        far += (MILES_UNKNOWN if miles is None else miles) / 10
    return far


def _years_off(age: float, conditions: Conditions) -> float:
    """Years between an age and the nearest that is taken."""
    if conditions.minimum_age is not None and age < conditions.minimum_age:
        return conditions.minimum_age - age
    if conditions.maximum_age is not None and age >= last_day(conditions.maximum_age):
        return age - conditions.maximum_age
    return 0.0
