"""Enquiries in a real database, and the services a plan may choose from."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import func, select

from directory.additions import UnmetNeed
from directory.database import open_session
from directory.eligibility import Asked, Conditions
from directory.models import Status
from directory.running import Running
from directory.search.question import Point
from matching.answers import Ages, Where, answers_from_json
from matching.content import load_content
from matching.errors import EnquiryChanged, EnquiryNotFound
from matching.models import Agree, Decided, Enquiry, EnquiryService, Feedback, Helped, Why, new_reference, new_token
from matching.plan import Availability, make_plan
from matching.queries import (
    add_feedback,
    availability_of,
    candidates_for,
    find_by_reference,
    finish_enquiry,
    forget_unfinished,
    get_enquiry,
    record_unmet,
    save_answers,
    save_place,
    services_offered,
    start_enquiry,
    tidy_reference,
)
from matching.recommend import recommend_answers

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 16, 15, tzinfo=UTC)
ASHFIELD = Asked(ages=(7.0,), areas=(frozenset({"E07000170", "E10000024"}),), role="school")
KIRKBY = Point(53.099, -1.244)


@pytest.fixture
def enquiry(session):
    started = start_enquiry(session, area="nottinghamshire", content_version="0123456789ab", today=TODAY)
    session.commit()
    return started


@pytest.fixture
def candidates(session, search):
    """The candidates found after the index was built anew, by name of service."""

    def find(*needs, asked=ASHFIELD, point=KIRKBY, reindex=True):
        if reindex:
            search.reindex()
        found = candidates_for(session, search.engine, needs, asked, point=point, today=TODAY)
        return {candidate.service_id: candidate for candidate in found}

    return find


def finish(session, enquiry, *needs, candidates=(), answers=None):
    plan = make_plan(needs, candidates)
    recommendation = recommend_answers(load_content(), answers or {"danger": ("no",), "child-risks": ("none",), "adults": ("none",)})
    finish_enquiry(session, enquiry, recommendation=recommendation, plan=plan, now=NOW)
    session.commit()
    return plan


def test_ids_cannot_be_guessed_and_references_can_be_read_out():
    tokens, references = {new_token() for _ in range(500)}, {new_reference() for _ in range(500)}
    assert len(tokens) == len(references) == 500
    assert min(map(len, tokens)) >= 32
    assert all(tidy_reference(reference) == reference for reference in references)
    assert not set("".join(references).replace("RD-", "")) & set("ILOU")


def test_a_second_session_finds_what_the_first_committed(session, database, enquiry):
    with open_session(database, writing=False) as other:
        assert get_enquiry(other, enquiry.id).reference == enquiry.reference


def test_an_unknown_id_or_reference_is_refused(session):
    with pytest.raises(EnquiryNotFound):
        get_enquiry(session, "nothing-like-it")
    for text in ("RD-00000-00000", "", "my reference", "RD-" + "0" * 400, "RD-ÀÀÀÀÀ-00000"):
        with pytest.raises(EnquiryNotFound):
            find_by_reference(session, text)


@pytest.mark.parametrize(
    "typed", ["RD-01ABC-D0123", "rd 01abc d0123", "RD01ABCD0123", "01ABC-D0123", " rd-oiabc-dO1Z3 ".replace("Z", "2")]
)
def test_a_reference_is_found_however_it_was_typed(session, enquiry, typed):
    enquiry.reference = "RD-01ABC-D0123"
    session.commit()
    assert find_by_reference(session, typed).id == enquiry.id


def test_answers_are_kept_and_read_as_they_were(session, database, enquiry):
    answers = {"danger": ("no",), "ages": Ages((0.2,), unborn=True), "place": Where("E07000170", "NG17")}
    save_answers(session, enquiry, answers=answers, expected_version=enquiry.version)
    session.commit()
    with open_session(database, writing=False) as other:
        kept = get_enquiry(other, enquiry.id)
        assert answers_from_json(kept.answers) == answers
        assert kept.version == 2


def test_a_second_tab_with_an_older_version_is_told(session, enquiry):
    opened = enquiry.version
    save_answers(session, enquiry, answers={"danger": ("yes",)}, expected_version=opened)
    session.commit()
    with pytest.raises(EnquiryChanged):
        save_answers(session, enquiry, answers={"danger": ("no",)}, expected_version=opened)
    assert enquiry.answers == {"danger": ["yes"]}


def test_two_sessions_cannot_silently_overwrite_each_other(session, database, enquiry):
    with open_session(database, writing=False) as reader:
        stale = get_enquiry(reader, enquiry.id)
        reader.expunge(stale)
    save_answers(session, enquiry, answers={"danger": ("yes",)}, expected_version=1)
    session.commit()
    with open_session(database) as second:
        second.add(stale)
        with pytest.raises(EnquiryChanged):
            save_answers(second, stale, answers={"danger": ("no",)}, expected_version=1)


def test_a_place_is_kept_to_about_a_kilometre(session, enquiry):
    save_place(
        session,
        enquiry,
        district_code="E07000170",
        outcode="NG17",
        label="Kirkby-in-Ashfield",
        point=Point(53.09876, -1.24432),
    )
    session.commit()
    session.expire(enquiry)
    assert (enquiry.latitude, enquiry.longitude) == (53.1, -1.24)
    assert enquiry.place_label == "Kirkby-in-Ashfield"


@pytest.mark.parametrize(
    "columns",
    [
        {"latitude": 53.0987, "longitude": -1.24},
        {"latitude": 53.1},
        {"pathway": "advice"},
        {"pathway": "maybe", "level": 1, "completed_at": NOW},
        {"pathway": "advice", "level": 5, "completed_at": NOW},
        {"reference": "RD-1"},
    ],
)
def test_the_database_refuses_an_enquiry_that_cannot_be(session, columns):
    session.add(Enquiry(started_on=TODAY, content_version="x", area="nottinghamshire", **columns))
    with pytest.raises(IntegrityError):
        session.flush()


def test_finishing_keeps_the_outcome_and_replaces_what_was_offered_before(session, directory, candidates, enquiry):
    bank = directory.add("Food bank", needs=["food-poverty"], areas=["Ashfield"], ages=(0, 18), roles=["anyone"])
    sleep = directory.add("Sleep clinic", needs=["sleep"], areas=["Ashfield"], ages=(0, 18), roles=["anyone"])
    found = candidates("food-poverty", "sleep").values()
    finish(session, enquiry, "food-poverty", "sleep", candidates=found)
    assert [row.service_id for row in services_offered(session, enquiry)] == [bank.id, sleep.id]
    finish(session, enquiry, "sleep", candidates=found)
    (row,) = services_offered(session, enquiry)
    assert (row.service_id, row.position, row.needs, row.fits) == (sleep.id, 1, ["sleep"], True)
    assert (enquiry.pathway, enquiry.level) == ("advice", 0)
    assert enquiry.completed_at is not None


def test_unmet_needs_are_kept_with_district_and_age_band_only(session, enquiry):
    save_place(session, enquiry, district_code="E07000170", outcode="NG17", label="NG17", point=None)
    plan = make_plan(["bereavement", "sleep"], [])
    record_unmet(session, enquiry, plan, ages=Ages((7.0, 3.0)), today=TODAY)
    session.commit()
    rows = session.exec(select(UnmetNeed).order_by(UnmetNeed.need)).all()
    assert [(row.need, row.district_code, row.age_band, row.source) for row in rows] == [
        ("bereavement", "E07000170", "0 to 4", "plan"),
        ("sleep", "E07000170", "0 to 4", "plan"),
    ]


def test_feedback_is_kept_once_and_can_be_said_again(session, enquiry):
    add_feedback(session, enquiry, today=TODAY, helped=Helped.PARTLY, comment="  too long  " + "x" * 600)
    add_feedback(
        session,
        enquiry,
        today=TODAY,
        helped=Helped.YES,
        agree=Agree.HIGHER,
        decided=Decided.FRONT_DOOR,
        why=[Why.KNOW_MORE],
        comment=" ",
    )
    session.commit()
    (kept,) = session.exec(select(Feedback)).all()
    assert (kept.helped, kept.agree, kept.decided, kept.why, kept.comment) == (
        "yes",
        "higher",
        "front door",
        ["know more than was asked"],
        None,
    )


def test_a_comment_is_cut_at_five_hundred_characters(session, enquiry):
    assert len(add_feedback(session, enquiry, today=TODAY, comment="x" * 9000).comment) == 500


def test_unfinished_enquiries_are_forgotten_after_a_time_and_finished_ones_kept(session, enquiry):
    finished = start_enquiry(session, area="nottinghamshire", content_version="x", today=TODAY)
    finish(session, finished)
    soon = datetime.now(UTC) + timedelta(minutes=1)
    assert forget_unfinished(session, older_than=datetime.now(UTC) - timedelta(days=1)) == 0
    assert forget_unfinished(session, older_than=soon) == 1
    session.commit()
    assert session.exec(select(Enquiry.id)).all() == [finished.id]


def test_what_belongs_to_an_enquiry_goes_with_it(session, directory, candidates, enquiry):
    directory.add("Sleep clinic", needs=["sleep"], areas=["Ashfield"], ages=(0, 18), roles=["anyone"])
    finish(session, enquiry, "sleep", candidates=candidates("sleep").values())
    add_feedback(session, enquiry, today=TODAY, helped=Helped.NO)
    session.commit()
    session.delete(enquiry)
    session.commit()
    counts = [session.exec(select(func.count()).select_from(table)).one() for table in (EnquiryService, Feedback)]
    assert counts == [0, 0]


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
    assert [str(line) for line in found[may.id].open_questions] == ["Ages not known: check"]
    assert found[fits.id].open_questions == ()


def test_a_service_that_families_ask_for_themselves_is_offered_and_one_for_other_referrers_is_not(
    directory, candidates
):
    club = directory.add("Club", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["self"])
    directory.add("For doctors", needs=["sleep"], areas=["Ashfield"], ages=(5, 11), roles=["health"])
    found = candidates("sleep")
    assert set(found) == {club.id}
    assert "The family ask for this themselves" in [str(line) for line in found[club.id].reasons]


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
    monkeypatch.setattr("matching.queries.HITS_AT_A_TIME", 2)
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
