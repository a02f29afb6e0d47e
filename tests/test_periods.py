"""Only whole stretches of time that share no day are offered, so that no two figures can be taken from each other."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.periods import OverlappingPeriods, Period, check_offer, complete_months, complete_quarters, quarter_of

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_a_quarter_is_offered_once_it_is_over():
    assert [one.id for one in complete_quarters(date(2025, 7, 1), date(2026, 3, 31))] == ["2025-Q3", "2025-Q4"]
    assert complete_quarters(date(2025, 7, 1), date(2026, 4, 1))[-1] == Period(
        date(2026, 1, 1), date(2026, 3, 31), "2026-Q1"
    )


def test_a_month_that_records_began_in_the_middle_of_is_not_offered():
    assert [one.id for one in complete_months(date(2025, 12, 2), date(2026, 3, 15))] == ["2026-01", "2026-02"]


def test_the_newest_are_offered_where_there_are_many():
    assert [one.id for one in complete_months(date(2010, 1, 1), date(2026, 3, 15), most=2)] == ["2026-01", "2026-02"]


@given(DAYS, DAYS)
def test_what_is_offered_shares_no_day_and_leaves_none_out(since, today):
    for periods in (complete_months(since, today), complete_quarters(since, today)):
        check_offer(periods)
        assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(periods))
        assert all(since <= one.first < one.last < today for one in periods)


@given(DAYS)
def test_the_months_of_a_quarter_fill_it(today):
    since = today - timedelta(days=500)
    months = complete_months(since, today)
    for quarter in complete_quarters(since, today):
        inside = [month for month in months if quarter_of(month) == quarter.id]
        assert (inside[0].first, inside[-1].last, len(inside)) == (quarter.first, quarter.last, 3)


def test_periods_that_share_a_day_are_refused():
    quarter = Period(date(2026, 1, 1), date(2026, 3, 31), "2026-Q1")
    longer = Period(date(2026, 1, 1), date(2026, 4, 30), "January to April")
    with pytest.raises(OverlappingPeriods):
        check_offer([longer, quarter])
    assert quarter.holds(date(2026, 3, 31))
    assert not quarter.holds(date(2026, 4, 1))
