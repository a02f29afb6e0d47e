"""Every condition of a question held against every service at once: `eligibility.py` again, on columns.

`Verdicts` says for each condition and row whether it is met, not known or not met. The sentences for the few services
that are shown come from `eligibility.assess`; a test holds the two together.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from directory.additions import Provision, Send, Sex
from directory.eligibility import ANYONE, Asked, Verdict
from directory.schedules import ScheduleRow, open_at
from directory.search.columns import PROVISIONS, SENDS, SEXES, Columns, Floats, Mask, Small
from directory.search.question import ServiceSearch

MEETS, NOT_KNOWN, DOES_NOT = 0, 1, 2
"""In this order, so that the smaller of two verdicts is the better one."""
VERDICTS = (Verdict.MEETS, Verdict.NOT_KNOWN, Verdict.DOES_NOT)

NEAR_MILES = 10.0
"""How far off is still near, when a place was given without a distance and nothing says which area is covered."""


@dataclass(frozen=True)
class Verdicts:
    """Condition name -> a verdict for each row."""

    by_condition: dict[str, Small]
    size: int

    def failing(self) -> Small:
        """For each row, how many conditions it fails."""
        return self._count(DOES_NOT)

    def open_questions(self) -> Small:
        """For each row, how many conditions are not known."""
        return self._count(NOT_KNOWN)

    def fails(self, condition: str) -> Mask:
        return np.equal(self.of(condition), DOES_NOT)

    def of(self, condition: str) -> Small:
        """A condition's verdicts; all met where it was not raised."""
        return self.by_condition.get(condition, np.full(self.size, MEETS, dtype=np.int8))

    def _count(self, verdict: int) -> Small:
        total = np.zeros(self.size, dtype=np.int8)
        for column in self.by_condition.values():
            total += column == verdict
        return total


def asked_by(question: ServiceSearch) -> Asked:
    """What the question tells of the child, the place and the person asking."""
    return Asked(
        ages=question.ages,
        areas=question.areas,
        role=question.role,
        sex=question.sex,
        send=question.send,
        language=question.language,
        levels=question.levels,
    )


def hold(
    columns: Columns, question: ServiceSearch, miles: Floats | None, candidates: Mask, holidays: Container[date]
) -> Verdicts:
    """Every condition that the question raises. Opening hours are worked out for the candidates only."""
    found: dict[str, Small] = {}
    if question.ages:
        found["age"] = age(columns, question.ages)
    if question.areas:
        found["area"] = area(columns, question.areas)
    if question.role:
        found["role"] = some_of(columns.roles.any_of({question.role, ANYONE}), columns.roles.known())
    found["sex"] = sex(columns, question.sex)
    found["send"] = send(columns, question.send)
    if question.language:
        found["language"] = language(columns, question.language)
        if question.language_wished:
            found["language"] = np.minimum(found["language"], NOT_KNOWN)
    if question.levels:
        found["level"] = some_of(columns.levels.any_of(question.levels), columns.levels.known())
    if question.free:
        found["cost"] = choice(columns.free, 1)
    if question.provision:
        found["provision"] = provision(columns, question.provision)
    if question.needs:
        found["needs"] = np.where(columns.needs.any_of(question.needs), MEETS, DOES_NOT).astype(np.int8)
    if miles is not None:
        found["distance"] = distance(columns, question, miles)
    if question.open_at:
        found["open"] = opening(columns, question.open_at, candidates, holidays)
    found["closed"] = np.where(columns.closed, DOES_NOT, MEETS).astype(np.int8)
    return Verdicts(found, len(columns))


def some_of(met: Mask, known: Mask) -> Small:
    return np.where(met, MEETS, np.where(known, DOES_NOT, NOT_KNOWN)).astype(np.int8)


def choice(column: Small, wanted: int) -> Small:
    return some_of(column == wanted, column >= 0)


def age(columns: Columns, ages: tuple[float, ...]) -> Small:
    """The best verdict over the children; the last year of a whole maximum is included, as `eligibility.last_day`."""
    low, high = columns.minimum_age, columns.maximum_age
    last_day = np.where(high == np.floor(high), high + 1, high + 1 / 12)
    known = ~(np.isnan(low) & np.isnan(high))
    best = np.full(len(columns), DOES_NOT, dtype=np.int8)
    for years in ages:
        refused = (years < low) | (years >= last_day)
        best = np.minimum(best, some_of(known & ~refused, known))
    return best


def area(columns: Columns, areas: tuple[frozenset[str], ...]) -> Small:
    """Covered in every district the place may be in: met; in some of them only: not known."""
    covered = np.sum([columns.areas.any_of(codes) for codes in areas], axis=0)
    partly = np.where(covered > 0, NOT_KNOWN, DOES_NOT)
    verdict = np.where(covered == len(areas), MEETS, partly)
    return np.where(columns.areas.known(), verdict, NOT_KNOWN).astype(np.int8)


def sex(columns: Columns, asked: str | None) -> Small:
    """Not asked, a service for one sex is an open question, as in `eligibility.assess`."""
    if asked:
        return choice(columns.sex, SEXES.index(Sex(asked)))
    return np.where(columns.sex >= 0, NOT_KNOWN, MEETS).astype(np.int8)


def send(columns: Columns, has_send: bool | None) -> Small:
    """Not asked, a service only for children with special needs is an open question, as in `eligibility.assess`."""
    only, cannot = (columns.send == SENDS.index(says) for says in (Send.ONLY, Send.CANNOT))
    if has_send:
        return np.where(cannot, DOES_NOT, MEETS).astype(np.int8)
    return np.where(only, NOT_KNOWN if has_send is None else DOES_NOT, MEETS).astype(np.int8)


def language(columns: Columns, wanted: str) -> Small:
    spoken, any_stated = columns.languages.any_of([wanted]), columns.languages.known()
    unknown = (columns.interpreters < 0) | ~any_stated
    verdict = np.where(unknown, NOT_KNOWN, DOES_NOT)
    return np.where(spoken | (columns.interpreters == 1), MEETS, verdict).astype(np.int8)


def provision(columns: Columns, wanted: tuple[str, ...]) -> Small:
    numbers = [PROVISIONS.index(Provision(name)) for name in wanted if name in PROVISIONS]
    return some_of(np.isin(columns.provision, numbers), columns.provision >= 0)


def distance(columns: Columns, question: ServiceSearch, miles: Floats) -> Small:
    """Whether a service is near enough.

    With `within_miles`, its nearest place must be that near; one without a place people can be told of comes to them
    or is on the telephone, so it is near where it covers their area, and not known otherwise. Without `within_miles`
    the area a service covers decides, however far it is; where that is not known, `NEAR_MILES` does.
    """
    placeless = np.isnan(miles)
    covers = area(columns, question.areas) if question.areas else np.full(len(columns), NOT_KNOWN, dtype=np.int8)
    if question.within_miles is None:
        undecided = ~columns.areas.known() if question.areas else np.ones(len(columns), dtype=bool)
        far = undecided & (np.nan_to_num(miles) > NEAR_MILES)
        return np.where(far, DOES_NOT, MEETS).astype(np.int8)
    near = np.where(np.nan_to_num(miles) <= question.within_miles, MEETS, DOES_NOT)
    return np.where(placeless, np.minimum(covers, NOT_KNOWN), near).astype(np.int8)


def opening(columns: Columns, moment: datetime, candidates: Mask, holidays: Container[date]) -> Small:
    """Open at this moment? Each distinct timetable among the candidates is asked once."""
    timetables = columns.timetables
    verdicts = np.full(len(timetables.distinct), NOT_KNOWN, dtype=np.int8)
    for code in np.unique(timetables.codes[candidates]):
        rows = [ScheduleRow(*row) for row in timetables.distinct[code]]
        verdicts[code] = VERDICTS.index(open_at(rows, moment, holidays)) if rows else NOT_KNOWN
    return verdicts[timetables.codes]
