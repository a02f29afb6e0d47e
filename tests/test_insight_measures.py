"""What figures count and how: rules held against cases worked out by hand."""

from datetime import date

import pytest

from insight.halves import chosen, complete_halves, half_of, next_complete, title_of
from insight.measures.answers import doubted, left_out, signs_ticked, topics_chosen
from insight.measures.coupling import DoNotAgree, couple
from insight.measures.demand import kind_of, reason_category, reason_of, sort_of
from insight.measures.gaps import Gap, reasons_for, supply_in, takes_band, worst_first
from insight.measures.overrides import Followed, Judged, followed, judged
from insight.measures.right_first_time import FirstTime, first_time
from insight.measures.supplier import Supplier
from insight.measures.times import TO_ADVICE, TO_HELP, Stretch, median, percentile, stretch_for
from insight.suppression import WITHHELD, Shown


@pytest.mark.parametrize(
    ("before", "declined", "came", "right", "told", "expected"),
    [
        (False, False, "yes", "yes", 1, FirstTime.RIGHT),
        (None, False, "yes", "yes", 0, FirstTime.RIGHT),
        (True, False, "yes", "yes", 1, FirstTime.ASKED_BEFORE),
        (False, True, "yes", "yes", 1, FirstTime.DECLINED),
        (True, True, "no", None, None, FirstTime.ASKED_BEFORE),
        (False, False, "no", None, None, FirstTime.DID_NOT_COME),
        (False, False, "yes", "partly", 1, FirstTime.NOT_RIGHT),
        (False, False, "partly", "yes", 1, FirstTime.NOT_RIGHT),
        (False, False, "yes", "no", 3, FirstTime.NOT_RIGHT),
        (False, False, "yes", "yes", 2, FirstTime.TOLD_AGAIN),
        (False, False, "yes", "yes", None, FirstTime.NOT_KNOWN),
        (False, False, "yes", "too early to say", 1, FirstTime.NOT_KNOWN),
        (False, False, "not yet", "too early to say", 1, FirstTime.NOT_KNOWN),
        (True, True, None, None, None, FirstTime.NOT_KNOWN),
    ],
)
def test_right_first_time_is_said_only_of_what_a_referrer_told(before, declined, came, right, told, expected):
    assert first_time(before, declined, came, right, told) is expected


def test_every_first_time_is_right_not_right_or_not_known():
    assert {one.sort for one in FirstTime} == {"right", "not right", "not known"}
    assert [one for one in FirstTime if one.sort == "right"] == [FirstTime.RIGHT]


@pytest.mark.parametrize(
    ("pathway", "advised", "agree", "expected"),
    [
        ("advice", "early_help", None, Judged.HIGHER),
        ("safeguarding", "early_help", "yes", Judged.LOWER),
        ("early_help", "early_help", "higher", Judged.SAME),
        ("early_help", None, "higher", Judged.HIGHER),
        ("early_help", None, "lower", Judged.LOWER),
        ("early_help", None, "yes", Judged.SAME),
        ("early_help", None, None, Judged.NOT_SAID),
        (None, "safeguarding", None, Judged.NO_GUIDE),
    ],
)
def test_an_officers_advice_stands_before_what_the_referrer_said(pathway, advised, agree, expected):
    assert judged(pathway, advised, agree) is expected


@pytest.mark.parametrize(
    ("came", "right", "expected"),
    [
        ("yes", "yes", Followed.RIGHT),
        ("yes", "partly", Followed.PARTLY),
        ("partly", "yes", Followed.PARTLY),
        ("no", "yes", Followed.NOT),
        ("yes", "no", Followed.NOT),
        ("yes", "too early to say", Followed.NOT_KNOWN),
        ("not yet", None, Followed.NOT_KNOWN),
        (None, None, Followed.NOT_KNOWN),
    ],
)
def test_what_followed_is_not_known_until_it_is_told(came, right, expected):
    assert followed(came, right) is expected


@pytest.mark.parametrize(
    ("at_desk", "demand", "reason", "category", "kind", "sort"),
    [
        (True, "value", "r1", "value/r1", "value", "value"),
        (True, "chasing", None, "chasing/none given", "chasing", "failure"),
        (True, None, None, "not said", "not said", "not said"),
        (False, None, None, "not at the desk", "not at the desk", "not at the desk"),
    ],
)
def test_demand_is_value_failure_not_said_or_not_at_the_desk(at_desk, demand, reason, category, kind, sort):
    found = reason_category(at_desk, demand, reason)
    assert (found, kind_of(found), sort_of(found), reason_of(found)) == (category, kind, sort, reason)


def test_days_fall_in_weeks_then_in_four_weeks_then_in_the_rest():
    assert [stretch_for(days, TO_HELP).id for days in (0, 6, 7, 83, 84, 111, 195, 196, 4000)] == [
        *("000-006", "000-006", "007-013", "077-083", "084-111", "084-111", "168-195", "196+", "196+")
    ]
    assert [stretch_for(days, TO_ADVICE).id for days in (0, 1, 3, 14)] == ["000-000", "001-001", "002-003", "014+"]


FIRST, SECOND, THIRD = Stretch(0, 6), Stretch(7, 13), Stretch(14, None)


@pytest.mark.parametrize(
    ("cells", "total", "percent", "expected"),
    [
        ((Shown(50), Shown(40), Shown(10)), Shown(100), 50, FIRST),
        ((Shown(49), Shown(41), Shown(10)), Shown(100), 50, SECOND),
        ((Shown(50), Shown(40), Shown(10)), Shown(100), 95, THIRD),
        ((Shown(0), Shown(0), Shown(0)), Shown(0), 50, None),
        ((Shown(4), Shown(5), Shown(0)), Shown(9), 50, WITHHELD),  # fewer than five on one side
        ((Shown(50), Shown(40), Shown(9)), Shown(99), 95, WITHHELD),
        ((WITHHELD, WITHHELD, Shown(60)), Shown(70), 50, THIRD),  # told from above
        ((Shown(60), WITHHELD, WITHHELD), Shown(70), 50, FIRST),  # told from below
        ((WITHHELD, Shown(60), WITHHELD), Shown(70), 50, SECOND),  # told from both
        ((WITHHELD, Shown(30), WITHHELD), Shown(70), 50, WITHHELD),  # left open
        ((Shown(33), WITHHELD, WITHHELD), Shown(70), 50, WITHHELD),
        ((Shown(34), Shown(2), WITHHELD), Shown(70), 50, SECOND),
        ((Shown(60), Shown(5), Shown(5)), WITHHELD, 50, WITHHELD),
    ],
)
def test_percentiles_are_read_off_what_is_shown(cells, total, percent, expected):
    assert percentile(list(zip((FIRST, SECOND, THIRD), cells, strict=True)), total, percent) == expected


def test_a_median_needs_ten_and_lies_between_the_two_in_the_middle():
    assert median([(1, 9)]) is None
    assert median([(30, 5), (10, 5)]) == 20
    assert median([(10, 6), (30, 5)]) == 10


def test_aspects_of_the_same_records_are_coupled_without_changing_either():
    colours = {("red",): 3, ("blue",): 2}
    sizes = {("small", "light"): 4, ("large", "heavy"): 1}
    found = couple({"march": [colours, sizes], "april": [{("red",): 1}, {("small", "light"): 1}]})
    march = {categories: count for (month, categories), count in found.items() if month == "march"}
    for at, aspect in ((slice(0, 1), colours), (slice(1, 3), sizes)):
        for key, count in aspect.items():
            assert sum(n for categories, n in march.items() if categories[at] == key) == count
    assert found["april", ("red", "small", "light")] == 1
    with pytest.raises(DoNotAgree):
        couple({"march": [{("red",): 1}, {("small",): 2}]})


def supplier(name, **about):
    return Supplier(id=name, name=name, needs=frozenset({"sleep"}), **about)


ASHFIELD = frozenset({"E07000170", "E10000024", "E92000001"})


def test_a_service_fits_by_need_and_area_and_one_of_unknown_area_is_counted_apart():
    near = supplier("near", areas=frozenset({"E07000170"}), places=10, waiting_weeks=4.0)
    county = supplier("county", areas=frozenset({"E10000024"}), waiting_weeks=2.0)
    elsewhere, unknown = supplier("elsewhere", areas=frozenset({"E07000172"})), supplier("unknown")
    found = supply_in([near, county, elsewhere, unknown], "sleep", ASHFIELD)
    assert [one.name for one in found.fitting] == ["near", "county"]
    assert (found.area_not_known, found.places, found.places_not_told) == (1, 10, 1)
    assert found.shortest_wait == county
    assert supply_in([near], "debt", ASHFIELD).fitting == ()


@pytest.mark.parametrize(
    ("low", "high", "band", "expected"),
    [
        (None, None, "0 to 4", None),
        (5, 10, "0 to 4", False),
        (4.5, 10, "0 to 4", True),
        (None, 10, "11 to 15", False),
        (11, None, "18 to 25", True),
        (0, 4, "unborn", True),
        (1, 4, "unborn", False),
    ],
)
def test_a_service_takes_a_band_where_it_takes_any_age_of_it(low, high, band, expected):
    assert takes_band(Supplier("a", "a", minimum_age=low, maximum_age=high), band) is expected


def gap(need, *suppliers, demand=0, planned=0, found=0, where="E07000170"):
    def cell(count):
        return WITHHELD if count is None else Shown(count)

    return Gap(need, where, cell(demand), cell(planned), cell(found), supply_in(suppliers, "sleep", ASHFIELD))


def test_gaps_stand_by_unmet_then_demand_for_each_service_then_waiting():
    fast = supplier("fast", areas=ASHFIELD, waiting_weeks=1.0)
    slow = supplier("slow", areas=ASHFIELD, waiting_weeks=30.0)
    missed, bare = gap("missed", fast, demand=9, planned=6), gap("bare", demand=5)
    pressed, waiting, same = (
        gap("pressed", fast, demand=40),
        gap("waiting", slow, demand=20),
        gap("same", fast, demand=20),
    )
    hidden, nothing = gap("hidden", fast, demand=None), gap("nothing", fast)
    assert worst_first([same, nothing, hidden, waiting, pressed, bare, missed]) == [
        missed,
        bare,
        pressed,
        waiting,
        same,
    ]


def test_a_gap_says_why_it_stands_where_it_stands():
    slow = supplier("slow", areas=ASHFIELD, waiting_weeks=30.0, told_on=date(2026, 3, 2), taking_referrals=False)
    said = [str(one) for one in reasons_for(gap("a", slow, demand=40, planned=6, found=7), "Nottinghamshire")]
    assert said == [
        "In 6 plans in Nottinghamshire nobody could be found.",
        "7 searches in Nottinghamshire found nothing.",
        "40 enquiries for each service that fits.",
        "None of the services is taking referrals.",
        "The shortest wait told is 30 weeks (told 2/3/2026).",
    ]
    assert [str(one) for one in reasons_for(gap("b", demand=None), "x")] == [
        "No running service in the directory takes this need here."
    ]


def test_halves_are_those_of_a_councils_year_once_they_are_over():
    assert [half_of(date(2026, *day)).id for day in ((3, 31), (4, 1), (10, 1))] == [
        *("2025-10-to-2026-03", "2026-04-to-2026-09", "2026-10-to-2027-03")
    ]
    found = complete_halves(date(2025, 3, 1), date(2026, 4, 1))
    assert [half.id for half in found] == ["2025-04-to-2025-09", "2025-10-to-2026-03"]
    assert complete_halves(date(2025, 4, 2), date(2025, 10, 1)) == ()
    assert complete_halves(date(2025, 4, 1), date(2025, 9, 30)) == ()
    assert next_complete(date(2025, 4, 2), date(2025, 10, 1)) == date(2026, 4, 1)
    assert [str(title_of(half)) for half in found] == ["April to September 2025", "October 2025 to March 2026"]
    assert chosen(found, None) == found[-1]
    assert chosen(found, "2025-04-to-2025-09") == found[0]
    assert chosen(found, "2025-05") is None


def test_what_answers_rest_on_is_read_off_them():
    answers = {
        "danger": ["not-sure"],
        "topics": ["sleep", "not-sure"],
        "signs:sleep": ["wakes", "none-of-these"],
        "ages": {"years": [], "unborn": False},
        "more": [],
    }
    assert list(topics_chosen(answers)) == ["sleep"]
    assert list(signs_ticked(answers)) == ["wakes"]
    assert list(doubted(answers)) == ["danger", "topics"]
    assert list(left_out(answers)) == ["ages", "more"]
