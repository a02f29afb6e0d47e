"""Enquiries in a real database, and the services a plan may choose from."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import func, select

from directory.additions import UnmetNeed
from directory.database import open_session
from directory.eligibility import Asked
from directory.search.question import Point
from matching.answers import Ages, Where, answers_from_json
from matching.candidates import candidates_for
from matching.content import load_content
from matching.errors import EnquiryChanged, EnquiryNotFound
from matching.models import Agree, Decided, Enquiry, EnquiryService, Feedback, Helped, Why, new_reference, new_token
from matching.plan import make_plan
from matching.queries import (
    add_feedback,
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
    recommendation = recommend_answers(
        load_content(), answers or {"danger": ("no",), "child-risks": ("none",), "adults": ("none",)}
    )
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
