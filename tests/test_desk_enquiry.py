"""One page for each enquiry: found by its reference, taken on, asked about, closed with a reason, opened again."""

from datetime import date, datetime

import pytest
from conftest import TUESDAY_AFTERNOON
from desk_officer import DeskHouse, desk_house
from member import mails

from accounts.keys import seal
from matching.following.models import Came, Closing, Handling, LaterWord, Reminder, State, StateChange
from matching.models import Agree, Decided, Enquiry, Feedback, Why
from matching.queries import add_feedback, start_enquiry


@pytest.fixture(scope="module")
def desk(empty_database, tmp_path_factory, understander) -> DeskHouse:
    return desk_house(empty_database, tmp_path_factory.mktemp("desk"), understander, TUESDAY_AFTERNOON)


@pytest.fixture
def officer(desk):
    return desk.officer()


@pytest.fixture
def online(desk) -> Enquiry:
    """A referrer online was advised early help, thinks that it is more serious, and says why."""

    def make(session) -> Enquiry:
        enquiry = start_enquiry(session, area="nottinghamshire", content_version="0", today=date(2026, 3, 2))
        enquiry.completed_at, enquiry.pathway, enquiry.level = TUESDAY_AFTERNOON, "early_help", 2
        enquiry.needs, enquiry.district_code, enquiry.caller_role = ["young-carers"], "E07000174", "school"
        add_feedback(
            session,
            enquiry,
            today=date(2026, 3, 2),
            agree=Agree.HIGHER,
            decided=Decided.FRONT_DOOR,
            why=[Why.NOT_SERIOUS_ENOUGH],
            comment="The guide did not ask about nights.",
        )
        return enquiry

    return desk.write(make)


def test_a_reference_leads_officers_to_the_enquiry_however_it_is_typed(officer, online):
    officer.see("/desk/queue")
    typed = online.reference.lower().removeprefix("rd-").replace("-", " ")
    officer.send("/desk/find", {"reference": typed})
    assert officer.response.status_code == 200
    assert officer.at == online.reference


def test_a_reference_that_nobody_has_leads_to_what_to_try(officer):
    officer.see("/desk/queue")
    officer.send("/desk/find", {"reference": "RD-00000-00000"})
    assert officer.response.status_code == 404
    assert "We know no enquiry by that reference" in officer.text
    assert officer.see("/desk/enquiries/RD-00000-00000").status_code == 404


def test_looking_at_an_enquiry_from_online_does_not_take_it_on(desk, officer, online):
    officer.see(f"/desk/enquiries/{online.reference}")
    assert "Nobody here has it yet" in officer.text
    assert desk.kept(Handling, enquiry_id=online.id) == []


def test_taking_it_on_puts_it_into_the_queue_once_and_tells_its_referrer(desk, officer, online):
    for _ in range(2):
        officer.see(f"/desk/enquiries/{online.reference}")
        officer.send(f"/desk/enquiries/{online.reference}/take-on")
    handling = desk.one(Handling, enquiry_id=online.id)
    assert (handling.chase_on, handling.closed_at, handling.account_id) == (date(2026, 3, 4), None, officer.id)
    assert {row.state for row in desk.kept(StateChange, enquiry_id=online.id)} == {State.RECEIVED, State.LOOKED_AT}
    assert "Ask on 4 March 2026" in officer.text


def test_the_referrers_own_judgement_stands_beside_the_answer_and_the_way_to_disagree_is_there(officer, online):
    officer.see(f"/desk/enquiries/{online.reference}")
    assert "Whoever asked ↑ No, it is more serious Decided: Ring the front door" in officer.text
    assert "Why: The advice was not serious enough The guide did not ask about nights." in officer.text
    assert "Within five working days: senior managers of both services settle it together." in officer.text


def test_what_the_referrer_said_afterwards_is_told(desk, officer, online):
    word = LaterWord(enquiry_id=online.id, given_on=date(2026, 3, 3), came=Came.NOT_YET, people_told=3)
    desk.write(lambda session: session.add(word))
    officer.see(f"/desk/enquiries/{online.reference}")
    assert "Did the help come? Not yet. The story was told to 3 people." in officer.text


def test_the_guides_whole_answer_is_one_press_away(desk, officer):
    from referrer import Referrer

    walker = Referrer(desk.app)
    from journeys import HEALTH_VISITOR

    walker.start().walk(HEALTH_VISITOR).finish()
    reference = walker.reference
    officer.see(f"/desk/enquiries/{reference}")
    officer.send(f"/desk/enquiries/{reference}/guide")
    assert officer.at == "outcome"
    assert reference in officer.text


def test_the_front_doors_own_advice_stands_beside_the_guides_and_says_why(desk, officer, online):
    address = take_on(officer, online)
    officer.send(f"{address}/advise", {"advised": "safeguarding"})
    assert officer.response.status_code == 422
    assert "Choose why you advise something else than the guide" in officer.text
    officer.send(f"{address}/advise", {"advised": "safeguarding", "advised_why": "spoke to somebody first"})
    kept = desk.one(Enquiry, id=online.id)
    assert (kept.pathway, kept.advised) == ("early_help", "safeguarding")
    assert "↑ More serious than the guide" in officer.text
    assert desk.one(Feedback, enquiry_id=online.id).comment == "The guide did not ask about nights."
    assert State.DECIDED in {row.state for row in desk.kept(StateChange, enquiry_id=online.id)}


def test_advice_on_what_nobody_has_taken_on_is_refused(desk, officer, online):
    officer.see(f"/desk/enquiries/{online.reference}")
    officer.send(f"/desk/enquiries/{online.reference}/advise", {"advised": "early_help"})
    assert officer.response.status_code == 409
    assert desk.one(Enquiry, id=online.id).advised is None


def test_a_referrer_who_left_an_address_hears_once_that_it_is_closed_and_the_address_is_gone(desk, officer, online):
    address = take_on(officer, online)
    with desk.app.app_context():
        sealed = seal("teacher@school.example")
    reminder = Reminder(enquiry_id=online.id, sealed_email=sealed, next_on=date(2026, 4, 1))
    desk.write(lambda session: session.add(reminder))
    for _ in range(2):
        officer.send(f"{address}/close", {"closing": "no help given", "closing_reason": "services full"})
    assert desk.kept(Reminder, enquiry_id=online.id) == []
    assert len(mails(desk.app)) == 1


def take_on(officer, online) -> str:
    address = f"/desk/enquiries/{online.reference}"
    officer.see(address)
    officer.send(f"{address}/take-on")
    return address


@pytest.mark.parametrize(
    ("closing", "reason", "said"),
    [
        ("", "", "Nothing is closed without an outcome"),
        ("no help given", "", "Nothing is closed without a reason"),
        ("", "services full", "Nothing is closed without an outcome"),
        ("passed to the front door", "services full", "do not go together"),
        ("vanished", "services full", "Choose from the answers shown here"),
    ],
)
def test_nothing_closes_without_an_outcome_and_a_reason_that_go_together(desk, officer, online, closing, reason, said):
    address = take_on(officer, online)
    officer.send(f"{address}/close", {"closing": closing, "closing_reason": reason})
    assert officer.response.status_code == 422
    assert said in officer.text
    assert desk.one(Handling, enquiry_id=online.id).closed_at is None


def test_a_closed_enquiry_says_how_it_ended_and_is_due_no_more(desk, officer, online):
    address = take_on(officer, online)
    officer.send(f"{address}/close", {"closing": "no help given", "closing_reason": "services full"})
    handling = desk.one(Handling, enquiry_id=online.id)
    assert (handling.closing, handling.chase_on) == (Closing.NO_HELP, None)
    assert "Closed on 3 March 2026: No help was given. Services are full." in officer.text


def test_the_day_to_ask_can_be_another_one_but_not_a_day_that_is_over(desk, officer, online):
    address = take_on(officer, online)
    officer.send(f"{address}/chase", {"chase_on": "friday"})
    assert desk.one(Handling, enquiry_id=online.id).chase_on == date(2026, 3, 6)
    officer.send(f"{address}/chase", {"chase_on": "1 March 2026"})
    assert officer.response.status_code == 422
    assert "That day is over" in officer.text


def test_a_closed_enquiry_is_opened_again_with_a_reason_that_its_referrer_sees(desk, officer, online):
    address = take_on(officer, online)
    officer.send(f"{address}/close", {"closing": "no help given", "closing_reason": "services full"})
    officer.send(f"{address}/chase", {"chase_on": "friday"})
    assert officer.response.status_code == 409
    officer.send(f"{address}/reopen", {})
    assert "Choose why it is open again" in officer.text
    officer.send(f"{address}/reopen", {"again": "help fell through"})
    handling = desk.one(Handling, enquiry_id=online.id)
    assert (handling.closed_at, handling.closing, handling.chase_on) == (None, None, date(2026, 3, 4))
    newest = max(desk.kept(StateChange, enquiry_id=online.id), key=lambda row: row.at)
    assert (newest.state, newest.note) == (State.LOOKED_AT, "Open again: the help fell through.")
    assert "“Open again: the help fell through.”" in officer.text


def test_opening_what_is_open_changes_nothing(desk, officer, online):
    address = take_on(officer, online)
    before = [row.id for row in desk.kept(StateChange, enquiry_id=online.id)]
    officer.send(f"{address}/reopen", {"again": "new worry"})
    assert [row.id for row in desk.kept(StateChange, enquiry_id=online.id)] == before
    assert desk.one(Handling, enquiry_id=online.id).logged_at <= datetime.now(TUESDAY_AFTERNOON.tzinfo)
