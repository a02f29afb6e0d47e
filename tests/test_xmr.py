"""Charts of values and moving ranges: limits by the formula, signals by the rules, and no limits out of too little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.xmr import Signal, xmr

STEADY = [10.0, 12.0, 9.0, 11.0, 10.0, 12.0, 9.0, 11.0]


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    chart = xmr([39, 41, 41, 41, 43, 44, 41, 42, 40, 41])
    assert chart.mean == pytest.approx(41.3)
    assert chart.average_range == pytest.approx(12 / 9)
    assert chart.upper == pytest.approx(41.3 + 2.66 * 12 / 9)
    assert chart.lower == pytest.approx(41.3 - 2.66 * 12 / 9)
    assert chart.range_limit == pytest.approx(3.268 * 12 / 9)
    assert chart.ranges == (None, 2, 0, 0, 2, 1, 3, 1, 2, 1)
    assert set(chart.signals) == {None}
    assert "no more than chance" in str(chart.said())


def test_five_values_have_no_limits():
    assert xmr([3, 4, 5, 4, 3]) is None
    assert xmr([None, 3, 4, None, 5, 4, 3]) is None
    assert xmr([]) is None


def test_values_with_nothing_but_gaps_between_have_no_limits():
    assert xmr([1, None, 2, None, 3, None, 4, None, 5, None, 6]) is None


def test_limits_of_few_values_are_called_provisional():
    assert xmr(STEADY).provisional
    assert not xmr(STEADY * 2).provisional


def test_a_count_has_no_limit_below_nothing_and_a_percentage_none_above_all():
    assert xmr([0, 9, 0, 9, 0, 9]).lower == 0
    percentages = xmr([99, 90, 99, 90, 99, 90], highest=100)
    assert percentages.upper == 100
    assert xmr([0, 9, 0, 9, 0, 9], lowest=None).lower < 0


def test_a_value_outside_the_limits_is_a_signal():
    chart = xmr([*STEADY * 2, 40, *STEADY])
    assert [signal for signal in chart.signals if signal] == [Signal.OUTSIDE]
    assert chart.signals[16] is Signal.OUTSIDE
    assert "1 of the values" in str(chart.said())


@pytest.mark.parametrize(("length", "found"), [(7, False), (8, True)])
def test_it_takes_eight_in_a_row_on_one_side(length, found):
    chart = xmr([14, 10] * 8 + [12.5] * length + [11.5] + [10, 14] * 8)
    run = [at for at, signal in enumerate(chart.signals) if signal is Signal.RUN]
    assert run == (list(range(16, 24)) if found else [])


@pytest.mark.parametrize(
    ("tail", "found"), [([16.5, 16.5, 10, 16.5], True), ([16.5, 10, 10, 16.5], False), ([16.5, 3.0, 16.5, 3.0], False)]
)
def test_three_of_four_near_one_limit_are_a_signal(tail, found):
    chart = xmr([9, 11, 9, 11] * 5 + [7, 13] * 2 + tail)
    assert chart.upper > 16.5 or Signal.OUTSIDE in chart.signals
    assert (Signal.NEAR_LIMIT in chart.signals[-4:]) is found


def test_a_gap_breaks_a_run_and_is_no_signal():
    values = [14, 10] * 8 + [12.5] * 4 + [None] + [12.5] * 4 + [11.5] + [10, 14] * 8
    chart = xmr(values)
    assert chart.signals[20] is None
    assert Signal.RUN not in chart.signals
    assert chart.ranges[20] is None
    assert chart.ranges[21] is None


def test_values_that_never_change_are_no_signal():
    chart = xmr([0.1] * 20)
    assert set(chart.signals) == {None}
    assert chart.lower == chart.upper == pytest.approx(0.1)


@given(st.lists(st.one_of(st.none(), st.floats(0, 1000)), max_size=40))
def test_there_is_a_signal_or_none_for_every_value_and_the_mean_is_within_limits(values):
    chart = xmr(values)
    if chart is not None:
        assert len(chart.signals) == len(chart.ranges) == len(values)
        assert chart.lower <= chart.mean <= chart.upper
        assert all(signal is None for signal, value in zip(chart.signals, values, strict=True) if value is None)


@given(st.lists(st.integers(0, 100), min_size=6, max_size=30), st.integers(1, 50))
def test_adding_the_same_to_every_value_moves_no_signal(values, more):
    before, after = xmr(values, lowest=None), xmr([value + more for value in values], lowest=None)
    assert before.signals == after.signals
