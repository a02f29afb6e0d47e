"""Logging a call at the desk: as it comes, by one press; what cannot be kept is refused and nothing typed is lost."""

import itertools
from datetime import date

import holidays
import pytest
from conftest import TUESDAY_AFTERNOON
from desk_officer import TWELVE, DeskHouse, desk_house, fields_of

from matching.desk.closing_rules import REASONS, refusal
from matching.desk.days_to_come import day_to_come
from matching.desk.next_steps import usual_step, working_days_on
from matching.following.models import (
    Closing,
    ClosingReason,
    DemandKind,
    DemandReason,
    Handling,
    State,
    StateChange,
)
from matching.models import Enquiry, EnquiryService, Feedback
from matching.queries import start_enquiry

SATURDAY = date(2026, 11, 21)
ENGLAND = holidays.country_holidays("GB", subdiv="ENG")


@pytest.fixture(scope="module")
def desk(empty_database, tmp_path_factory, understander) -> DeskHouse:
    return desk_house(empty_database, tmp_path_factory.mktemp("desk"), understander, TUESDAY_AFTERNOON)


@pytest.fixture(scope="module")
def services(desk) -> list[str]:
    carers = desk.directory.add("Willow Young Carers", needs=["young-carers"], phone="0115 496 0301")
    club = desk.directory.add("Willow Homework Club", needs=["school-avoidance"], phone="0115 496 0302")
    return [carers.id, club.id]


@pytest.fixture
def officer(desk, services):
    """Journey 6: a school nurse about a child of twelve who looks after somebody."""
    return desk.officer().at_hand(
        needs=("young-carers", "school-avoidance"),
        service_ids=tuple(services),
        district_code="E07000174",
        ages=TWELVE,
        role="health",
        pathway_hint="early_help",
    )


def handled(desk, reference: str) -> tuple[Enquiry, Handling]:
    enquiry = desk.one(Enquiry, reference=reference)
    return enquiry, desk.one(Handling, enquiry_id=enquiry.id)


def finished_guide(desk, pathway: str = "early_help", level: int = 2) -> Enquiry:
    """An enquiry whose guide ended in this pathway."""

    def make(session) -> Enquiry:
        enquiry = start_enquiry(session, area="nottinghamshire", content_version="0", today=date(2026, 3, 3))
        enquiry.completed_at, enquiry.pathway, enquiry.level = TUESDAY_AFTERNOON, pathway, level
        enquiry.needs, enquiry.age_band = ["young-carers"], "11 to 15"
        return enquiry

    return desk.write(make)


def test_an_ordinary_call_is_kept_as_the_form_came_with_the_dates_that_follow(desk, officer, services):
    officer.log()
    enquiry, handling = handled(desk, officer.reference)
    assert (enquiry.channel, enquiry.caller_role, enquiry.district_code) == ("phone", "health", "E07000174")
    assert (enquiry.age_band, enquiry.needs) == ("11 to 15", ["young-carers", "school-avoidance"])
    assert (enquiry.advised, enquiry.pathway, enquiry.asked_before) == ("early_help", None, None)
    assert (handling.demand, handling.closed_at, handling.chase_on) == ("value", None, date(2026, 3, 17))
    assert handling.account_id == officer.id
    offered = sorted(desk.kept(EnquiryService, enquiry_id=enquiry.id), key=lambda row: row.position)
    assert [(row.service_id, row.needs) for row in offered] == [
        (services[0], ["young-carers"]),
        (services[1], ["school-avoidance"]),
    ]
    states = [row.state for row in desk.kept(StateChange, enquiry_id=enquiry.id)]
    assert sorted(states) == sorted([State.RECEIVED, State.DECIDED])


def test_of_the_place_only_the_district_is_kept(desk, officer):
    officer.at_hand(district_code="E07000174", outcode="NG18", label="Mansfield", pathway_hint="advice")
    officer.log()
    enquiry = handled(desk, officer.reference)[0]
    assert (enquiry.outcode, enquiry.place_label, enquiry.latitude, enquiry.answers) == (None, None, None, {})


def test_a_call_that_is_saved_twice_is_logged_once(desk, officer):
    officer.see("/desk/log")
    sent, page = fields_of(officer.response.text), officer.response
    officer.send("/desk/log", sent)
    first, before = officer.reference, len(desk.kept(Handling))
    officer.response = page
    officer.send("/desk/log", sent | {"pathway": "safeguarding"})
    assert (officer.reference, len(desk.kept(Handling))) == (first, before)
    assert handled(desk, first)[0].advised == "early_help"


def test_a_logged_call_makes_room_for_the_next_one(officer):
    officer.log()
    officer.see("/desk/log")
    sent = fields_of(officer.response.text)
    assert (sent.get("services"), sent["caller_role"], sent["needs"]) == (None, "", ["", ""])


def test_save_and_hand_over_goes_on_to_the_hand_over(officer):
    officer.log(then="hand over")
    assert officer.at == "hand-over"


@pytest.mark.parametrize(
    ("pathway", "demand", "chase_on"),
    [
        ("advice", "value", None),
        (None, "chasing", None),
        ("early_help", "chasing", None),
        ("early_help", "repeat", date(2026, 12, 4)),
        ("safeguarding", "value", date(2026, 11, 23)),
        ("safeguarding", "chasing", date(2026, 11, 23)),
        ("emergency", "value", date(2026, 11, 23)),
    ],
)
def test_what_follows_as_a_rule_depends_on_the_advice(pathway, demand, chase_on):
    step = usual_step(pathway, demand, SATURDAY, ENGLAND)
    assert step.chase_on == chase_on
    assert step.closes is (chase_on is None)


def test_bank_holidays_and_weekends_are_no_working_days():
    assert working_days_on(date(2026, 12, 24), 1, ENGLAND) == date(2026, 12, 29)


def test_advice_alone_closes_at_once_with_outcome_and_reason(desk, officer):
    officer.log(pathway="advice")
    handling = handled(desk, officer.reference)[1]
    assert (handling.closing, handling.closing_reason) == (Closing.INFORMATION, ClosingReason.ANSWERED)
    assert handling.closed_at is not None
    assert handling.chase_on is None


def test_a_call_that_named_services_and_no_sign_is_asked_about_later(desk, officer, services):
    officer.at_hand(service_ids=tuple(services))
    officer.log()
    enquiry, handling = handled(desk, officer.reference)
    assert (enquiry.advised, handling.chase_on) == ("early_help", date(2026, 3, 17))


def test_where_nothing_is_known_the_officer_says_what_they_advised_and_loses_nothing(desk, officer):
    officer.at_hand(role="school")
    before = len(desk.kept(Enquiry))
    officer.log(asked_before="yes", demand="repeat", needs=["young-carers", ""])
    assert officer.response.status_code == 422
    assert "Choose what you advised" in officer.text
    sent = fields_of(officer.response.text)
    assert (sent["asked_before"], sent["demand"], sent["needs"]) == ("yes", "repeat", ["young-carers", ""])
    assert len(desk.kept(Enquiry)) == before
    officer.save(pathway="early_help")
    enquiry, handling = handled(desk, officer.reference)
    assert (enquiry.asked_before, handling.demand) == (True, DemandKind.REPEAT)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"about": "RD-00000-00000"}, "We know no enquiry by this reference"),
        ({"about": "she said RD something"}, "We know no enquiry by this reference"),
        ({"step": "chase", "chase_on": "soon"}, "We could not read that day"),
        ({"step": "chase", "chase_on": "1 March 2026"}, "That day is over"),
        ({"step": "chase", "chase_on": "1 March 2031"}, "more than a year away"),
        ({"step": "close"}, "Choose how it ended. Nothing is closed without an outcome"),
        ({"step": "close", "closing": "some help given"}, "Choose why. Nothing is closed without a reason"),
        (
            {"step": "close", "closing": "right help given", "closing_reason": "no service fits"},
            "do not go together. Choose another outcome, or a reason such as “Help has started” or “Social care has",
        ),
        ({"channel": "pigeon"}, "Choose from the answers shown here"),
        ({"demand": "nothing"}, "Choose from the answers shown here"),
        ({"needs": ["mischief"]}, "Choose from the answers shown here"),
    ],
)
def test_what_cannot_be_kept_is_said(desk, officer, fields, said):
    before = len(desk.kept(Handling))
    officer.log(**fields)
    assert officer.response.status_code == 422
    assert said in officer.text
    assert len(desk.kept(Handling)) == before


def test_a_chasing_call_is_about_the_enquiry_found_and_is_failure_demand(desk, officer):
    officer.log()
    first = officer.reference
    officer.see(f"/desk/log?about={first}")
    sent = fields_of(officer.response.text)
    reason = next(one for one in desk.kept(DemandReason, kind="chasing") if one.words.startswith("Heard nothing"))
    assert (sent["about"], sent["demand"], sent["caller_role"]) == (first, "chasing", "health")
    officer.send(f"/desk/log?about={first}", sent | {"demand": reason.id, "about": first.lower().replace("-", " ")})
    enquiry, handling = handled(desk, officer.reference)
    assert enquiry.reference != first
    assert (handling.demand, handling.demand_reason_id) == (DemandKind.CHASING, reason.id)
    assert handling.about_enquiry_id == desk.one(Enquiry, reference=first).id
    assert (handling.closing, enquiry.advised, enquiry.asked_before) == (Closing.INFORMATION, None, True)
    assert first in officer.text
    officer.see(f"/desk/enquiries/{first}")
    assert f"Calls about this {enquiry.reference}" in officer.text


def test_the_guide_that_was_followed_is_the_enquiry_that_is_logged(desk, officer):
    guide = finished_guide(desk)
    officer.at_hand(guide=guide.id)
    officer.log()
    assert officer.reference == guide.reference
    enquiry, handling = handled(desk, guide.reference)
    assert (enquiry.pathway, enquiry.advised, handling.chase_on) == ("early_help", "early_help", date(2026, 3, 17))
    assert desk.kept(Feedback, enquiry_id=guide.id) == []


def test_a_guide_that_waits_in_the_queue_already_becomes_the_call_that_is_logged(desk, officer):
    guide = finished_guide(desk)
    officer.see(f"/desk/enquiries/{guide.reference}")
    officer.send(f"/desk/enquiries/{guide.reference}/take-on")
    officer.at_hand(guide=guide.id)
    officer.log()
    enquiry, handling = handled(desk, guide.reference)
    assert (enquiry.advised, handling.demand, handling.chase_on) == ("early_help", "value", date(2026, 3, 17))


@pytest.mark.parametrize(("advised", "agree"), [("safeguarding", "higher"), ("advice", "lower")])
def test_advice_that_is_not_the_guides_asks_for_a_code_and_nothing_more(desk, officer, advised, agree):
    guide = finished_guide(desk)
    officer.at_hand(guide=guide.id)
    officer.log(pathway=advised)
    assert "Choose why you advised something else than the guide" in officer.text
    officer.save(why="spoke to somebody first")
    assert handled(desk, guide.reference)[0].advised == advised
    feedback = desk.one(Feedback, enquiry_id=guide.id)
    assert (feedback.agree, feedback.why, feedback.comment) == (agree, ["spoke to somebody first"], None)
    assert ("↑ More serious" if agree == "higher" else "↓ Less serious") in officer.text


def test_every_outcome_has_a_reason_and_every_reason_an_outcome():
    assert set(REASONS) == set(Closing)
    assert {reason for reasons in REASONS.values() for reason in reasons} == set(ClosingReason)
    for closing, reason in itertools.product(Closing, ClosingReason):
        assert (refusal(closing, reason) is None) is (reason in REASONS[closing])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", date(2026, 11, 22)),
        ("Monday", date(2026, 11, 23)),
        ("saturday", date(2026, 11, 28)),
        ("4 December", date(2026, 12, 4)),
        ("4/12", date(2026, 12, 4)),
        ("3 March", date(2027, 3, 3)),
        ("2026-12-04", date(2026, 12, 4)),
        ("4 December 2026", date(2026, 12, 4)),
        ("today", date(2026, 11, 21)),
        ("whenever", None),
        ("31 April", None),
    ],
)
def test_a_day_to_come_is_read_as_people_write_it(text, day):
    assert day_to_come(text, SATURDAY) == day
