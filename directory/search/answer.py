"""From a case to the page that is shown: hits with their checks and reasons, facets and near misses."""

from dataclasses import replace

from directory.eligibility import Check, Verdict, assess
from directory.search.case import Case
from directory.search.columns import Ints
from directory.search.conditions import VERDICTS, asked_by
from directory.search.entry import Facts
from directory.search.facets import count_facets
from directory.search.near_misses import Group, find_near_misses
from directory.search.question import Hit, NearMiss, Page
from directory.search.reasons import check_words, miles_to, reasons_for

BESIDE_ELIGIBILITY = ("cost", "open", "provision", "distance", "closed", "needs")
"""The conditions that `eligibility.assess` does not know."""


def answer(case: Case) -> Page:
    found = case.in_order(case.fitting)
    number, size = max(1, case.question.page), max(1, case.question.size)
    return Page(
        hits=_hits(case, found[(number - 1) * size : number * size]),
        total=len(found),
        number=number,
        size=size,
        facets=count_facets(case),
        near_misses=tuple(_near_miss(group) for group in find_near_misses(case)),
        suggested_needs=case.relevance.suggested,
    )


def _near_miss(group: Group) -> NearMiss:
    return NearMiss(group.condition, group.words, _hits(group.case, group.rows))


def _hits(case: Case, rows: Ints) -> tuple[Hit, ...]:
    return tuple(_hit(case, int(row)) for row in rows)


def _hit(case: Case, row: int) -> Hit:
    facts = case.view.facts(row)
    miles = miles_to(facts, case.question.point) if case.question.point else None
    return Hit(
        service_id=facts.id,
        miles=miles,
        checks=_checks(case, row, facts, miles),
        reasons=reasons_for(case, row, facts),
        score=float(case.score[row]),
    )


def _checks(case: Case, row: int, facts: Facts, miles: float | None) -> tuple[Check, ...]:
    """Every condition that was raised, in words."""
    checks = [_as_wished(check, case) for check in assess(facts.conditions, asked_by(case.question))]
    raised = case.verdicts.by_condition
    for condition in (name for name in BESIDE_ELIGIBILITY if name in raised):
        verdict = VERDICTS[raised[condition][row]]
        said = check_words(condition, verdict, facts, case.question, miles)
        if said:
            checks.append(Check(condition, verdict, said))
    return tuple(checks)


def _as_wished(check: Check, case: Case) -> Check:
    """A language that was only wished for rules nobody out."""
    wished = check.condition == "language" and case.question.language_wished
    return replace(check, verdict=Verdict.NOT_KNOWN) if wished and check.verdict is Verdict.DOES_NOT else check
