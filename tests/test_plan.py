"""The fewest services that together meet the needs, against trying every set of them."""

import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.eligibility import Check, Verdict
from directory.wording import words
from matching.plan import MOST_NEEDS, Availability, Candidate, cost, make_plan

NEEDS = [f"need-{number}" for number in range(6)]


def service(name, *needs, **others):
    return Candidate(service_id=name, meets=frozenset(needs), **others)


def ids(plan):
    return [door.service_id for door in plan.doors]


def test_one_service_for_two_needs_is_better_than_two():
    found = make_plan(["food", "sleep"], [service("food bank", "food"), service("hub", "food", "sleep")])
    assert ids(found) == ["hub"]
    assert found.doors[0].needs == ("food", "sleep")


def test_picking_the_largest_first_would_take_three_and_the_plan_takes_two():
    needs = ["a", "b", "c", "d", "e", "f"]
    services = [
        service("largest", "a", "b", "d", "e"),
        service("left", "a", "b", "c"),
        service("right", "d", "e", "f"),
    ]
    assert ids(make_plan(needs, services)) == ["left", "right"]


def test_a_need_that_nobody_meets_is_said():
    found = make_plan(["food", "grief"], [service("food bank", "food")])
    assert found.unmet == ("grief",)
    assert make_plan(["grief"], []).doors == ()
    assert make_plan([], [service("food bank", "food")]).doors == ()


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"fits": True, "availability": Availability.NOT_TAKING}, {"fits": False, "availability": Availability.NOW}),
        ({"availability": Availability.NOW, "miles": 40.0}, {"availability": Availability.AFTER_WAIT, "miles": 1.0}),
        ({"availability": Availability.AFTER_WAIT}, {"availability": Availability.NOT_KNOWN}),
        ({"availability": Availability.NOT_KNOWN}, {"availability": Availability.NOT_TAKING}),
        ({"miles": 1.0, "days_since_checked": 900}, {"miles": 2.0, "days_since_checked": 1}),
        ({"days_since_checked": 1}, {"days_since_checked": 2}),
        ({"days_since_checked": 3000}, {"days_since_checked": None}),
    ],
)
def test_ties_go_to_fit_then_room_then_distance_then_freshness(better, worse):
    for first, second in ((better, worse), (worse, better)):
        services = [service("a", "food", **first), service("b", "food", **second)]
        assert ids(make_plan(["food"], services)) == ["a" if first is better else "b"]


def test_equal_services_are_chosen_by_id_whatever_their_order():
    services = [service("b", "food"), service("a", "food")]
    assert ids(make_plan(["food"], services)) == ids(make_plan(["food"], services[::-1])) == ["a"]


def test_a_door_carries_how_it_fits_and_whether_it_has_room():
    checks = (Check("area", Verdict.MEETS, words("Near")), Check("age", Verdict.NOT_KNOWN, words("Ages?")))
    hub = service("hub", "food", fits=False, miles=1.5, availability=Availability.AFTER_WAIT, checks=checks)
    (door,) = make_plan(["food"], [hub]).doors
    assert (door.fits, door.miles, door.availability) == (False, 1.5, Availability.AFTER_WAIT)
    assert door.checks == checks


def test_up_to_two_others_could_take_a_doors_place_without_a_need_going_unmet():
    services = [
        service("hub", "food", "sleep", miles=1.0),
        service("far hub", "food", "sleep", miles=9.0),
        service("farther hub", "food", "sleep", miles=19.0),
        service("farthest hub", "food", "sleep", miles=29.0),
        service("only food", "food", miles=0.1),
    ]
    (door,) = make_plan(["food", "sleep"], services).doors
    assert [other.service_id for other in door.alternatives] == ["far hub", "farther hub"]


def test_doors_come_in_the_order_of_the_gravest_need():
    services = [service("z", "grave"), service("a", "light")]
    assert ids(make_plan(["grave", "light"], services)) == ["z", "a"]


def test_more_than_twelve_needs_keep_the_gravest_and_say_which_were_left():
    needs = [f"need-{number:02}" for number in range(15)]
    services = [service(f"for {need}", need) for need in needs] + [service("two", "need-00", "need-14")]
    found = make_plan(needs, services)
    assert len(found.doors) == MOST_NEEDS
    assert found.doors[0].service_id == "two"
    assert found.not_planned == ("need-12", "need-13")
    assert found.unmet == ()


services_of_any_kind = st.lists(
    st.builds(
        Candidate,
        service_id=st.sampled_from([f"service-{number}" for number in range(30)]),
        meets=st.frozensets(st.sampled_from([*NEEDS, "another"]), max_size=4),
        fits=st.booleans(),
        availability=st.sampled_from(Availability),
        miles=st.none() | st.floats(0, 300),
        days_since_checked=st.none() | st.integers(-3, 5000),
    ),
    max_size=9,
    unique_by=lambda candidate: candidate.service_id,
)


@given(services=services_of_any_kind, needs=st.lists(st.sampled_from(NEEDS), unique=True))
@settings(max_examples=400, deadline=None)
def test_no_other_set_of_services_meets_as_many_needs_at_less_cost(services, needs):
    found = make_plan(needs, services)
    by_id = {candidate.service_id: candidate for candidate in services}
    chosen = [by_id[name] for name in ids(found)]
    meetable = {need for need in needs if any(need in candidate.meets for candidate in services)}
    assert set(found.unmet) == set(needs) - meetable
    assert meetable <= frozenset().union(*(candidate.meets for candidate in chosen))
    least = min(
        sum(map(cost, some))
        for size in range(len(services) + 1)
        for some in combinations(services, size)
        if meetable <= frozenset().union(*(candidate.meets for candidate in some))
    )
    assert sum(map(cost, chosen)) == least


def test_costs_compare_like_the_list_they_stand_for_even_at_their_most():
    worst = service("w", fits=False, availability=Availability.NOT_TAKING, miles=1e9, days_since_checked=10**9)
    best = service("b", miles=0.0, days_since_checked=0, availability=Availability.NOW)
    assert MOST_NEEDS * cost(worst) < (MOST_NEEDS + 1) * cost(best)
    nearly = service("n", fits=True, availability=Availability.NOT_TAKING, miles=1e9, days_since_checked=10**9)
    may_fit = service("m", fits=False, availability=Availability.NOW, miles=0.0, days_since_checked=0)
    assert MOST_NEEDS * cost(nearly) < (MOST_NEEDS - 1) * cost(nearly) + cost(may_fit)


def test_twelve_needs_and_three_hundred_services_are_not_tried_in_every_combination():
    needs = [f"need-{number:02}" for number in range(12)]
    services = [
        service(f"s{number:03}", *(needs[(number * step) % 12] for step in (1, 5, 7)), miles=number % 17)
        for number in range(300)
    ]
    began = time.thread_time()
    make_plan(needs, services)
    assert time.thread_time() - began < 2, "it takes a few milliseconds of a processor"
