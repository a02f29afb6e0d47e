"""What fewer repeats would mean: the published table out of its parts, and what must hold for any assumptions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from insight.flow_model import (
    PUBLISHED,
    PUBLISHED_CASE,
    RATES,
    STAGES,
    AssumptionRefused,
    Assumptions,
    changed,
    differences,
    flow,
    sensitivity,
)

SHARE = st.floats(0, 100)


@st.composite
def assumptions(draw):
    """Any assumptions that can be: each stage no larger than the one before."""
    referrals = draw(st.integers(100, 20_000))
    assessments = draw(st.integers(50, referrals))
    conferences = draw(st.integers(1, assessments))
    plans = draw(st.integers(1, conferences))
    care = draw(st.integers(0, assessments))
    counts = {
        "referrals": referrals,
        "assessments": assessments,
        "conferences": conferences,
        "plans": plans,
        "care": care,
        "care_after_plan": draw(st.integers(0, min(care, plans))),
    }
    rates = {name: draw(SHARE) for name in RATES} | {
        "repeats": draw(st.floats(0, 60)),
        "repeat_weight": draw(st.floats(1, 100)),
    }
    return Assumptions(**counts, **rates)


def test_the_published_table_comes_out_to_the_unit():
    assert differences(flow()) == dict.fromkeys(STAGES, (0, 0, 0, 0, 0))
    assert [year.rounded()["care"] for year in flow()] == [280, 261, 231, 221, 220]


def test_rates_of_the_base_year_follow_from_its_counts():
    assert PUBLISHED_CASE.after_plan_from == 32
    assert round(PUBLISHED_CASE.direct_from, 1) == 4.8


def test_taken_to_one_digit_only_the_published_rates_miss_the_table_by_two_at_most():
    missed = differences(flow(changed(PUBLISHED_CASE, direct_to=4.3)))
    assert max(abs(one) for stage in missed.values() for one in stage) == 2
    assert sum(one != 0 for stage in missed.values() for one in stage) == 12
    assert missed["referrals"] == missed["assessments"] == (0, 0, 0, 0, 0)


def test_were_a_repeat_like_any_referral_conferences_would_fall_faster_than_published():
    whole = changed(PUBLISHED_CASE, repeat_weight=100)
    missed = differences(flow(changed(whole, direct_to=whole.direct_from - 0.48)))
    assert min(missed["conferences"]) == -12
    assert min(missed["care"]) == -7


def test_without_new_practice_every_year_is_the_base_year():
    still = changed(PUBLISHED_CASE, in_place_2=0, in_place_3=0)
    assert differences(flow(still))["referrals"] == (0, 0, 210, 441, 464)
    assert all(year.rounded() == {**flow(still)[0].rounded(), "year": year.year} for year in flow(still))


def test_a_change_in_practice_shows_in_repeats_a_year_later():
    at_once = flow(changed(PUBLISHED_CASE, in_place_2=100))
    assert at_once[1].referrals == 4200
    assert at_once[2].referrals == pytest.approx(3360 + 420)
    assert at_once[1].care < flow()[1].care


def test_a_child_kept_from_direct_care_meets_a_conference_instead():
    less, more = (flow(changed(PUBLISHED_CASE, direct_to=rate))[-1] for rate in (4.0, 4.5))
    kept = less.conferences - more.conferences
    assert kept == pytest.approx(0.005 * 3360 * 3700 / 4200)
    assert more.care - less.care == pytest.approx(kept * (1 - 350 / 415 * 0.24))


@given(assumptions())
def test_the_base_year_is_what_was_put_in_and_nothing_is_ever_below_nothing(given_):
    years = flow(given_)
    for stage in STAGES:
        assert getattr(years[0], stage) == pytest.approx(getattr(given_, stage))
    assert all(getattr(year, stage) >= 0 for year in years for stage in STAGES)
    assert [year.year for year in years] == [1, 2, 3, 4, 5]


@given(assumptions(), st.floats(0, 1))
def test_fewer_repeats_never_mean_more_of_anything(given_, less):
    fewer = changed(given_, repeats_to=given_.repeats_to * less)
    for before, after in zip(flow(given_), flow(fewer), strict=True):
        assert all(getattr(after, stage) <= getattr(before, stage) + 1e-6 for stage in STAGES)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("assessments", 4201), ("conferences", 3701), ("plans", 416), ("care_after_plan", 281), ("care", -1),
        ("repeats_to", 101), ("in_place_2", -1), ("referrals", 0), ("repeats", 91), ("direct_to", float("nan")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(field, value):
    with pytest.raises(AssumptionRefused) as refused:
        changed(PUBLISHED_CASE, **{field: value})
    assert refused.value.field == field


def test_repeats_that_count_for_nothing_are_no_division_by_nothing():
    years = flow(changed(PUBLISHED_CASE, repeats=90, repeat_weight=0))
    assert years[0].rounded()["care"] == 280


def test_what_moves_care_most_is_among_what_is_moved():
    moved = {one.field: one for one in sensitivity(PUBLISHED_CASE)}
    assert moved["repeats_to"].at_low.referrals < flow()[-1].referrals < moved["repeats_to"].at_high.referrals
    assert moved["after_plan_to"].at_low.care < moved["after_plan_to"].at_high.care
    assert moved["in_place_3"].high == 100


@pytest.fixture(scope="module")
def say(tmp_path_factory):
    app = create_app({"DATA_DIR": tmp_path_factory.mktemp("flow")})
    return lambda *words: app.test_cli_runner().invoke(args=["insight", "flow", *words])


def test_the_command_prints_the_published_table_as_json(say):
    years = json.loads(say("--json").output)["years"]
    assert list(years[0]) == ["year", *STAGES]
    assert {stage: tuple(year[stage] for year in years) for stage in STAGES} == PUBLISHED


def test_the_command_prints_its_assumptions_with_the_table(say):
    said = say().output
    assert "3,736" in said
    assert "What a repeat counts for: 70 % (not published" in said


def test_the_command_takes_other_assumptions_and_names_one_that_cannot_be(say):
    assert json.loads(say("--json", "--repeats-to", "5").output)["years"][4]["referrals"] < 3736
    refused = say("--plans", "500")
    assert refused.exit_code == 2
    assert "--plans: “Plans” must be from 1 to 415." in refused.output
