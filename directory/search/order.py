"""The order in which services are shown.

Score = relevance, less for what is not known to fit, for every mile, for a service of the whole country, for a record
that nobody checked lately, for one whose provider no longer answers, and for one that takes nobody now. The factors
are the constants below. Where two scores are as good as the same, the better record comes first.
"""

from datetime import date

import numpy as np

from directory.search.columns import Columns, Floats, Ints, Mask
from directory.search.conditions import NOT_KNOWN, Verdicts
from directory.search.question import ServiceSearch, Sort
from directory.search.relevance import Relevance

OPEN_QUESTION, FURTHER_QUESTION = 0.75, 0.97
"""A service that only may fit comes below one that fits; each further thing to check costs a little more."""
UNASKED = 0.92
"""It is for one sex only, or for children with special needs only, and nobody said."""
INTERPRETED = 0.95
"""It works with interpreters, beside one that speaks the language asked for."""
PARTLY_COVERED = 0.9
"""It covers a part of where the family may live, as with the first half of a postcode."""
MILES_TO_HALVE = 40.0
NO_PLACE = 0.9
"""A service on the telephone or at home stands between near and far."""
NATIONAL, STRONG_WORDS = 0.7, 0.85
"""A service of the whole country comes after local ones, unless the words match it this well."""
NOT_TAKING, LONG_WAIT, LONG_WAIT_WEEKS = 0.9, 0.95, 26
FRESHNESS, FRESH_DAYS = 0.04, 730.0
"""What a record loses at most for its age, and the days after which it has lost it all."""
UNCONFIRMED = 0.85
"""Its provider was asked four times whether the record is right, and has not answered: lower, and with a warning."""
AS_GOOD_AS = 0.01
"""Scores in the same step of this size are a tie, and the quality of the record decides. Two floats are hardly ever
equal. A step is what half a year's freshness is worth, and less than any open question, mile or need is. Measured on 64
labelled questions over the demonstration directory: the first result is right as often (0.89), the first three a little
more (0.896 for 0.891)."""
NATIONS = frozenset({"E92000001", "W92000004", "K02000001", "K03000001", "K04000001"})
"""England, Wales, and the United Kingdom, Great Britain, England and Wales together."""


def scores(
    columns: Columns,
    question: ServiceSearch,
    relevance: Relevance,
    verdicts: Verdicts,
    miles: Floats | None,
    today: date,
) -> Floats:
    """How high each service should stand."""
    score = relevance.score * needs_met(columns, question.needs)
    score *= certainty(columns, question, verdicts)
    if miles is not None:
        score *= np.where(np.isnan(miles), NO_PLACE, 1 / (1 + np.nan_to_num(miles) / MILES_TO_HALVE))
    score *= np.where(national(columns) & (relevance.in_words < STRONG_WORDS), NATIONAL, 1.0)
    score *= np.where(columns.unconfirmed, UNCONFIRMED, 1.0)
    return score * room(columns) * freshness(columns, today)


def certainty(columns: Columns, question: ServiceSearch, verdicts: Verdicts) -> Floats:
    """1 where everything asked for is known to be met, less for each open question."""
    partly = (verdicts.of("area") == NOT_KNOWN) & columns.areas.known()
    unasked = np.zeros(len(columns), dtype=bool)
    for condition, said in (("sex", question.sex), ("send", question.send)):
        unasked |= (verdicts.of(condition) == NOT_KNOWN) & (said is None)
    questions = np.maximum(verdicts.open_questions() - partly - unasked, 0)
    sure = np.where(questions > 0, OPEN_QUESTION * FURTHER_QUESTION ** np.maximum(questions - 1, 0), 1.0)
    if question.language:
        sure = np.where(columns.languages.any_of([question.language]), sure, sure * INTERPRETED)
    return sure * np.where(partly, PARTLY_COVERED, 1.0) * np.where(unasked, UNASKED, 1.0)


def needs_met(columns: Columns, needs: tuple[str, ...]) -> Floats:
    """More for each of the needs asked for that a service meets, and for being mainly about it; 1 at most."""
    if not needs:
        return np.ones(len(columns))
    met = [columns.needs.any_of([need]) * (0.8 + 0.2 * columns.needs.weight_of(need)) for need in set(needs)]
    share: Floats = np.mean(met, axis=0)
    return 0.5 + 0.5 * share


def national(columns: Columns) -> Mask:
    return columns.areas.any_of(NATIONS)


def room(columns: Columns) -> Floats:
    waits_long = np.nan_to_num(columns.waiting_weeks) >= LONG_WAIT_WEEKS
    return np.where(columns.taking_referrals == 0, NOT_TAKING, np.where(waits_long, LONG_WAIT, 1.0))


def freshness(columns: Columns, today: date) -> Floats:
    age = np.clip(today.toordinal() - columns.assured, 0, FRESH_DAYS) / FRESH_DAYS
    return 1 - FRESHNESS * np.where(np.isnan(age), 1.0, age)


def in_order(rows: Ints, score: Floats, columns: Columns, miles: Floats | None, sort: Sort) -> Ints:
    """These rows, best first.

    Where scores are as good as the same the better record comes first; then it goes by score, then by id, so that every
    process gives the same pages.
    """
    step = -np.floor(score.round(9) / AS_GOOD_AS)
    first = step
    if sort is Sort.DISTANCE and miles is not None:
        first = np.where(np.isnan(miles), np.inf, miles).round(9)
    elif sort is Sort.CHECKED:
        first = np.where(np.isnan(columns.assured), np.inf, -columns.assured)
    keys = (columns.id_order, -score.round(9), -columns.quality.round(3), step, first)
    return rows[np.lexsort([key[rows] for key in keys])]
