"""The services a plan may choose from, and those that nearly fit, over a real directory and index."""

from datetime import date, timedelta

import pytest

from directory.eligibility import Asked, Conditions
from directory.models import Status
from directory.running import Running
from directory.search.question import Point
from matching.candidates import availability_of, candidates_for, near_misses, weigh
from matching.near import nearest
from matching.plan import Availability

TODAY = date(2026, 11, 20)
ASHFIELD = Asked(ages=(7.0,), areas=(frozenset({"E07000170", "E10000024"}),), role="school")
KIRKBY = Point(53.099, -1.244)
FULL = {"taking_referrals": False, "told_on": TODAY}


@pytest.fixture
def candidates(session, search):
    """The candidates found after the index was built anew, by name of service."""

    def find(*needs, asked=ASHFIELD, point=KIRKBY, reindex=True):
        if reindex:
            search.reindex()
        found = candidates_for(session, search.engine, needs, asked, point=point, today=TODAY)
        return {candidate.service_id: candidate for candidate in found}

    return find


@pytest.fixture
def near(session, search):
    """What each service that nearly fits fails, in words, by its id; the nearest first."""

    def find(*needs, asked=ASHFIELD, point=KIRKBY):
        search.reindex()
        weighed = weigh(session, search.engine, needs, asked, point=point, today=TODAY)
        found = near_misses(session, search.engine, needs, asked, weighed, point=point, today=TODAY)
        return {miss.service_id: [str(one) for one in miss.failed] for miss in nearest(found, needs)}

    return find


def test_candidates_fit_or_may_fit_and_those_that_do_not_are_left_out(directory, candidates):
    fits = directory.add("Fits", needs=["sleep", "anxiety"], areas=["Ashfield"], ages=(5, 11), roles=["school"])
    may = directory.add("May fit", needs=["sleep"], areas=["Ashfield"], roles=["school"])
    directory.add("Too old", needs=["sleep"], areas=["Ashfield"], ages=(11, 18), roles=["school"])
    directory.add("Elsewhere", needs=["sleep"], areas=["Bassetlaw"], ages=(5, 11), roles=["school"])
    directory.add("Other need", needs=["debt"], areas=["Ashfield"], ages=(5, 11), roles=["school"])
    found = candidates("sleep", "anxiety")
    assert set(found) == {fits.id, may.id}
    assert found[fits.id].meets == {"sleep", "anxiety"}
    assert (found[fits.id].fits, found[may.id].fits) == (True, False)
    assert [str(one.words) for one in found[may.id].checks if not one.met] == ["Ages not known: check"]
    assert all(one.met for one in found[fits.id].checks)


def test_a_service_that_families_ask_for_themselves_is_offered_and_one_for_other_referrers_is_not(
    directory, candidates
):
    club = directory.add("Club", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["self"])
    directory.add("For doctors", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["health"])
    found = candidates("sleep")
    assert set(found) == {club.id}
    assert "The family ask for this themselves" in [str(one.words) for one in found[club.id].checks if one.met]


def test_a_service_retired_or_closed_since_the_index_was_written_is_no_candidate(directory, candidates):
    gone = directory.add("Gone", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["school"])
    shut = directory.add("Shut", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["school"])
    older = directory.add("For older", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["school"])
    assert set(candidates("sleep")) == {gone.id, shut.id, older.id}
    directory.retire(gone, without_reindexing=True)
    directory.change(shut, status=Status.TEMPORARILY_CLOSED)
    directory.change(older, minimum_age=12.0, maximum_age=18.0)
    directory.forget_marks()
    assert candidates("sleep", reindex=False) == {}


def test_every_page_of_hits_is_looked_through(directory, candidates, monkeypatch):
    monkeypatch.setattr("matching.candidates.HITS_AT_A_TIME", 2)
    for number in range(5):
        directory.add(f"Sleep {number}", needs=["sleep"], areas=["Ashfield"], ages=(0, 18), roles=["anyone"])
    assert len(candidates("sleep")) == 5


def test_no_needs_have_no_candidates(directory, candidates):
    directory.add("Sleep", needs=["sleep"])
    assert candidates() == {}


def test_candidates_carry_distance_and_when_they_were_checked(directory, candidates):
    near = directory.add(
        "Near",
        needs=["sleep"],
        areas=["Ashfield"],
        ages=(5, 11),
        roles=["school"],
        at="Sutton-in-Ashfield",
        assured_date=TODAY - timedelta(days=30),
    )
    found = candidates("sleep")[near.id]
    assert 1 < found.miles < 3
    assert found.days_since_checked == 30


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, Availability.NOT_KNOWN),
        ({"taking_referrals": True}, Availability.NOW),
        ({"taking_referrals": True, "waiting_weeks": 2}, Availability.NOW),
        ({"waiting_weeks": 0}, Availability.NOW),
        ({"taking_referrals": True, "waiting_weeks": 12}, Availability.AFTER_WAIT),
        ({"taking_referrals": False, "waiting_weeks": 0}, Availability.NOT_TAKING),
        ({}, Availability.NOT_KNOWN),
        ({"taking_referrals": True, "told_on": TODAY - timedelta(days=93)}, Availability.NOT_KNOWN),
        ({"taking_referrals": False, "told_on": TODAY - timedelta(days=92)}, Availability.NOT_TAKING),
    ],
)
def test_whether_a_service_can_take_people_rests_on_what_it_last_told(told, expected):
    said = {"told_on": None} if told is None else {"told_on": TODAY, **told}
    unsaid = {"taking_referrals": None, "waiting_weeks": None, "provision": None, "assured_date": None}
    service = Running(id="x", needs=frozenset(), conditions=Conditions(), **{**unsaid, **said})
    assert availability_of(service, TODAY) is expected


def test_who_nearly_fits_is_named_with_what_fails_the_nearest_first(directory, near):
    full = directory.add("Full", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["school"], availability=FULL)
    doctors = directory.add("For doctors", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["health"])
    small = directory.add("For small", needs=["sleep"], areas=["Ashfield"], ages=(0, 5), roles=["school"])
    directory.add("Elsewhere", needs=["sleep"], areas=["Mansfield"], ages=(5, 11), roles=["school"])
    directory.add("Fits", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["school"])
    assert near("sleep") == {
        full.id: ["Not taking anyone new now"],
        doctors.id: ["Takes referrals from other people only"],
        small.id: ["Takes children up to age 5. You asked for 7 years"],
    }
    assert list(near("sleep")) == [full.id, doctors.id, small.id]


def test_one_for_another_place_says_which(directory, near):
    elsewhere = directory.add("Elsewhere", needs=["sleep"], areas=["Mansfield"], ages=(5, 11), roles=["school"])
    assert near("sleep") == {elsewhere.id: ["Only for Mansfield"]}


def test_one_that_fails_in_two_ways_comes_after_those_that_fail_in_one(directory, near):
    both = {"needs": ["sleep"], "areas": ["Ashfield"], "ages": (8, 11), "availability": FULL}
    young = directory.add("Young and full", roles=["school"], **both)
    far = directory.add("Bassetlaw only", needs=["sleep"], areas=["Bassetlaw"], ages=(5, 11), roles=["school"])
    assert list(near("sleep")) in ([far.id, young.id], [far.id])


def test_one_that_has_ended_is_not_near(directory, near):
    gone = directory.add("Gone", needs=["sleep"], areas=["Mansfield"], ages=(5, 11), roles=["school"])
    directory.retire(gone)
    assert near("sleep") == {}


def test_one_for_another_need_is_not_near(directory, near):
    directory.add("Debt", needs=["debt"], areas=["Mansfield"], ages=(5, 11), roles=["school"])
    assert near("sleep") == {}
