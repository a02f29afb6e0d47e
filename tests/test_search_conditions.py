"""The columns say of every service what `eligibility.assess` says of one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from directory.eligibility import Asked, Verdict, assess
from directory.search.columns import Columns
from directory.search.conditions import VERDICTS, hold
from directory.search.entry import Facts
from directory.search.question import ServiceSearch

ages = some.one_of(some.none(), some.integers(0, 18).map(float), some.sampled_from([0.25, 0.5, 1.5, 2.75]))
codes = some.sampled_from(["E07000170", "E07000171", "E10000024", "E92000001"])
roles = some.sampled_from(["anyone", "self", "school", "health"])
languages = some.sampled_from(["English", "Polish", "Urdu"])
maybe = some.sampled_from([None, True, False])


def several(values):
    return some.lists(values, unique=True, max_size=3).map(tuple)


@some.composite
def services(draw):
    low, high = draw(ages), draw(ages)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Facts(
        id=draw(some.uuids()).hex,
        closed=False,
        reopens_on=None,
        minimum_age=low,
        maximum_age=high,
        needs=(),
        emphasis=(),
        areas=draw(several(codes)),
        roles=draw(several(roles)),
        levels=draw(several(some.integers(1, 4))),
        languages=draw(several(languages)),
        interpreters=draw(maybe),
        sex=draw(some.sampled_from([None, "female", "male"])),
        send=draw(some.sampled_from([None, "for", "welcomes", "cannot"])),
        free=draw(maybe),
        provision=None,
        assured=None,
        taking_referrals=None,
        waiting_weeks=None,
        points=(),
        timetable=(),
    )


@some.composite
def questions(draw):
    return ServiceSearch(
        ages=tuple(age for age in draw(several(ages)) if age is not None),
        areas=draw(several(some.frozensets(codes, min_size=1))),
        role=draw(some.one_of(some.none(), roles)),
        sex=draw(some.sampled_from([None, "female", "male"])),
        send=draw(maybe),
        language=draw(some.one_of(some.none(), languages)),
        levels=draw(several(some.integers(1, 4))),
    )


@given(some.lists(services(), min_size=1, max_size=6), questions())
def test_every_verdict_on_the_columns_is_the_one_of_eligibility(facts, question):
    columns = Columns.of(facts)
    verdicts = hold(columns, question, None, np.ones(len(facts), dtype=bool), ())
    asked = Asked(
        ages=question.ages,
        areas=question.areas,
        role=question.role,
        sex=question.sex,
        send=question.send,
        language=question.language,
        levels=question.levels,
    )
    for row, service in enumerate(facts):
        said = {check.condition: check.verdict for check in assess(service.conditions, asked)}
        for condition in ("age", "area", "role", "sex", "send", "language", "level"):
            raised = VERDICTS[verdicts.of(condition)[row]]
            unraised = Verdict.NOT_KNOWN if condition == "sex" and question.sex else Verdict.MEETS
            assert raised == said.get(condition, unraised), condition


@given(some.lists(services(), max_size=5), some.lists(services(), max_size=5))
def test_joined_columns_are_the_columns_of_all_the_rows(some_facts, more_facts):
    joined = Columns.joined([Columns.of(some_facts), Columns.of(more_facts)])
    together = Columns.of(some_facts + more_facts)
    assert list(joined.ids) == list(together.ids)
    for name in ("needs", "areas", "roles", "levels", "languages"):
        mine, other = getattr(joined, name), getattr(together, name)
        everything = np.ones(len(together), dtype=bool)
        assert mine.counts(everything) == other.counts(everything)
        assert list(mine.known()) == list(other.known())
        for value in other.names:
            assert list(mine.any_of([value])) == list(other.any_of([value]))
    for name in ("minimum_age", "sex", "send", "free", "interpreters"):
        assert np.array_equal(getattr(joined, name), getattr(together, name), equal_nan=True)
