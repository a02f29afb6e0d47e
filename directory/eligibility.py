"""Whether a service takes this child, condition by condition: met, not met or not known.

Nothing here touches the database, the clock or Flask: callers pass values in. Blank is *not known*, never yes or no.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from directory.wording import Words, counted, words

ANYONE = "anyone"
SELF = "self"


class Verdict(StrEnum):
    MEETS = "meets"
    DOES_NOT = "does not meet"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Check:
    """One condition of a service held against what was asked."""

    condition: str
    """age, area, role, sex, send, language, level, cost, open, distance"""
    verdict: Verdict
    words: Words

    @property
    def met(self) -> bool:
        return self.verdict is Verdict.MEETS


@dataclass(frozen=True)
class Conditions:
    """A service's own conditions, as its record states them."""

    minimum_age: float | None = None
    maximum_age: float | None = None
    area_codes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    sex: str | None = None
    send: str | None = None
    languages: frozenset[str] = frozenset()
    interpreters: bool | None = None
    levels: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Asked:
    """What is known of the child, the place and the person asking; blank was not said and is not checked."""

    ages: tuple[float, ...] = ()
    areas: tuple[frozenset[str], ...] = ()
    """The districts the place may be in, each with the GSS codes of all that contain it; one where it is certain."""
    role: str | None = None
    sex: str | None = None
    send: bool | None = None
    language: str | None = None
    levels: tuple[int, ...] = ()


def assess(conditions: Conditions, asked: Asked) -> tuple[Check, ...]:
    """Every condition that what was asked can be held against, in the order people ask."""
    checks: list[Check] = []
    if asked.ages:
        checks.append(age_check(asked.ages, conditions.minimum_age, conditions.maximum_age))
    if asked.areas:
        checks.append(area_check(asked.areas, conditions.area_codes))
    if asked.role:
        checks.append(role_check(asked.role, conditions.roles))
    if asked.sex or conditions.sex:
        checks.append(sex_check(asked.sex, conditions.sex))
    if conditions.send:
        checks.extend(send_checks(asked.send, conditions.send))
    if asked.language:
        checks.append(language_check(asked.language, conditions.languages, conditions.interpreters))
    if asked.levels:
        checks.append(level_check(asked.levels, conditions.levels))
    return tuple(checks)


def fits(checks: Iterable[Check]) -> Verdict:
    """One verdict for several conditions: any failure fails, else anything unknown stays unknown."""
    verdicts = {check.verdict for check in checks}
    for verdict in (Verdict.DOES_NOT, Verdict.NOT_KNOWN):
        if verdict in verdicts:
            return verdict
    return Verdict.MEETS


def age_verdict(age: float, minimum: float | None, maximum: float | None) -> Verdict:
    """Compare an age in years with a service's own bounds; a missing bound is not a promise.

    `maximum` is the last age taken: 11 takes a child until the day of the twelfth birthday, 0.5 until seven months.
    """
    too_young = minimum is not None and age < minimum
    too_old = maximum is not None and age >= last_day(maximum)
    if too_young or too_old:
        return Verdict.DOES_NOT
    if minimum is None and maximum is None:
        return Verdict.NOT_KNOWN
    return Verdict.MEETS


def last_day(maximum: float) -> float:
    """The age, in years, from which a service with this maximum no longer takes a child."""
    return maximum + 1 if maximum == int(maximum) else maximum + 1 / 12


def age_check(ages: tuple[float, ...], minimum: float | None, maximum: float | None) -> Check:
    """Whether any of these children is the right age."""
    verdicts = {age_verdict(age, minimum, maximum) for age in ages}
    if Verdict.MEETS in verdicts:
        return Check("age", Verdict.MEETS, words("Takes this age (%(ages)s)", ages=age_range(minimum, maximum)))
    if Verdict.NOT_KNOWN in verdicts:
        return Check("age", Verdict.NOT_KNOWN, words("Ages not known: check"))
    return Check("age", Verdict.DOES_NOT, words("For %(ages)s", ages=age_range(minimum, maximum)))


def age_range(minimum: float | None, maximum: float | None) -> Words:
    """A service's ages in words: "age 5 to 11", "age 11 and over", "up to 6 months"."""
    if minimum is None and maximum is None:
        return words("ages not known")
    if maximum is None:
        return words("%(from)s and over", **{"from": years(minimum or 0)})
    if not minimum:
        return words("up to %(to)s", to=years(maximum))
    return words("%(from)s to %(to)s", **{"from": years(minimum), "to": years(maximum)})


def years(age: float) -> Words:
    if age < 2 and age != int(age):
        return words("%(months)s months", months=round(age * 12))
    if age == int(age):
        return counted("age %(n)s", "age %(n)s", int(age))
    return words("age %(years)s", years=f"{age:g}")


def area_check(areas: tuple[frozenset[str], ...], area_codes: frozenset[str]) -> Check:
    """Coverage is by area code, never by nearness; part of a postcode may lie in several districts."""
    if not area_codes:
        return Check("area", Verdict.NOT_KNOWN, words("Area covered not known: check"))
    covered = [bool(area & area_codes) for area in areas]
    if all(covered):
        return Check("area", Verdict.MEETS, words("Covers where they live"))
    if any(covered):
        return Check("area", Verdict.NOT_KNOWN, words("Covers part of this area: check with the full postcode"))
    return Check("area", Verdict.DOES_NOT, words("Does not cover where they live"))


def role_check(role: str, roles: frozenset[str]) -> Check:
    if not roles:
        return Check("role", Verdict.NOT_KNOWN, words("Who may refer is not known: ask them"))
    if roles & {role, ANYONE}:
        return Check("role", Verdict.MEETS, words("You can refer"))
    if SELF in roles:
        return Check("role", Verdict.DOES_NOT, words("The family ask for this themselves"))
    return Check("role", Verdict.DOES_NOT, words("Takes referrals from other people only"))


PEOPLE = {"female": words("women and girls"), "male": words("men and boys")}


def sex_check(sex: str | None, only: str | None) -> Check:
    """Whether a service for one sex is for the person who would go, who may be the child or a parent."""
    if only is None:
        return Check("sex", Verdict.NOT_KNOWN, words("Not known if for one sex only: check"))
    if sex is None:
        return Check("sex", Verdict.NOT_KNOWN, words("Only for %(people)s: check", people=PEOPLE[only]))
    if only == sex:
        return Check("sex", Verdict.MEETS, words("For %(people)s", people=PEOPLE[only]))
    return Check("sex", Verdict.DOES_NOT, words("Only for %(people)s", people=PEOPLE[only]))


def send_checks(has_send: bool | None, send: str) -> list[Check]:
    """What a service says of special needs and disability, where it matters to this child or that is not known."""
    if send == "for" and has_send is not True:
        verdict = Verdict.NOT_KNOWN if has_send is None else Verdict.DOES_NOT
        return [Check("send", verdict, words("Only for children with special needs or a disability"))]
    if not has_send:
        return []
    if send == "cannot":
        return [Check("send", Verdict.DOES_NOT, words("Says it cannot meet special needs"))]
    return [Check("send", Verdict.MEETS, words("Welcomes children with special needs or a disability"))]


def language_check(language: str, languages: frozenset[str], interpreters: bool | None) -> Check:
    if language in languages:
        return Check("language", Verdict.MEETS, words("Speaks %(language)s", language=language))
    if interpreters:
        return Check("language", Verdict.MEETS, words("Works with interpreters"))
    if interpreters is None or not languages:
        return Check(
            "language", Verdict.NOT_KNOWN, words("Not known if they speak %(language)s: ask", language=language)
        )
    return Check("language", Verdict.DOES_NOT, words("Does not say it speaks %(language)s", language=language))


def level_check(levels: tuple[int, ...], served: frozenset[int]) -> Check:
    if not served:
        return Check("level", Verdict.NOT_KNOWN, words("Level of need not known: check"))
    if served & set(levels):
        return Check("level", Verdict.MEETS, words("Works at this level of need"))
    return Check("level", Verdict.DOES_NOT, words("Works at another level of need"))
