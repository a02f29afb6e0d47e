"""Services that are asked if they can help, and answer by a link: one press, no account, changed until it is closed."""

import re
from datetime import date, timedelta

import pytest
from loop import Loop
from member import mails
from referrer import TOKEN

from matching.following.models import (
    Closing,
    ClosingReason,
    Handling,
    NotPossible,
    Referral,
    State,
    StateChange,
)
from matching.following.queries import close, refer, state_of, states_of, write_state
from matching.models import Enquiry


@pytest.fixture(scope="module")
def loop(tmp_path_factory, empty_database, understander):
    return Loop(tmp_path_factory.mktemp("loop"), empty_database, understander)


@pytest.fixture
def made(loop):
    return loop.enquiry()


@pytest.fixture
def club(loop):
    return loop.service("Willow Club")


@pytest.fixture
def link(loop, made, club):
    return loop.link("answer", loop.do(refer, made, club))


@pytest.fixture
def provider(loop, link):
    """Somebody at the service who has opened the link."""
    person = loop.visitor()
    person.see(f"/answer/{link}")
    return person


def press(provider, link, answer, **fields):
    return provider.send(f"/answer/{link}/{answer}", fields)


def states(loop, made):
    with loop.writing() as session:
        return [change.state for change in states_of(session, session.get_one(Enquiry, made.id))]


def referral(loop, made, service_id=None):
    return next(one for one in loop.kept(Referral, made) if service_id in (None, one.service_id))


def handling(loop, made):
    (one,) = loop.kept(Handling, made)
    return one


# --------------------------------------------------------------------------------------------------- what it is told


def test_the_page_says_what_is_needed_and_nothing_about_who(provider, made):
    for told in ("Not enough food", "5 to 10", "Ashfield", "A school or college", made.reference, "Willow Club"):
        assert told in provider.text
    assert made.code not in provider.response.text
    assert made.id not in provider.response.text


def test_opening_the_link_changes_nothing_however_often(loop, link, made, provider):
    for method in ("GET", "HEAD"):
        assert provider.client.open(f"/answer/{link}", method=method).status_code == 200
    assert referral(loop, made).answer is None
    assert states(loop, made) == ["received", "pathway decided"]


@pytest.mark.parametrize("answer", ["yes", "date", "no", "started", "note"])
def test_an_answer_cannot_be_given_by_opening_an_address(provider, link, answer):
    assert provider.client.get(f"/answer/{link}/{answer}").status_code == 405


# ------------------------------------------------------------------------------------------------------ the answers


def test_we_can_take_this_is_one_press_and_its_referrer_sees_help_offered(loop, provider, link, made, club):
    press(provider, link, "yes")
    assert provider.places[-1] == f"/answer/{link}"
    assert "You told us that you can take this" in provider.text
    assert referral(loop, made).answer == "accepted"
    assert states(loop, made)[-1] == "help offered"
    assert handling(loop, made).chase_on == loop.now.date() + timedelta(days=14)
    follower = loop.follower(made)
    assert "Help offered now" in follower.text
    assert "Willow Club : can help" in follower.text


def test_we_can_offer_a_date_is_shown_and_asked_about_the_day_after(loop, provider, link, made):
    press(provider, link, "date", offered_on="2026-03-20")
    assert "You offered 20 March 2026" in provider.text
    assert referral(loop, made).offered_on == date(2026, 3, 20)
    assert handling(loop, made).chase_on == date(2026, 3, 21)
    assert "offers a date (20 March 2026)" in loop.follower(made).text


@pytest.mark.parametrize("day", ["", "soon", "2026-03-02", "2031-01-01"])
def test_a_date_is_a_day_to_come(loop, provider, link, made, day):
    assert press(provider, link, "date", offered_on=day).status_code == 422
    assert "There is a problem" in provider.text
    assert referral(loop, made).answer is None


def test_we_cannot_needs_a_reason_and_is_for_the_front_door_to_act_on_at_once(loop, provider, link, made):
    assert press(provider, link, "no").status_code == 422
    assert "Choose why not" in provider.text
    press(provider, link, "no", reason="service full")
    assert "You told us that you cannot take this" in provider.text
    assert (referral(loop, made).answer, referral(loop, made).reason) == ("declined", "service full")
    assert states(loop, made)[-1] == "not possible"
    assert handling(loop, made).chase_on == loop.now.date()


def test_one_service_that_cannot_help_does_not_end_it_while_another_may(loop, provider, link, made):
    other = loop.service("Oak Club")
    second = loop.link("answer", loop.do(refer, made, other))
    press(provider, link, "no", reason="outside the ages")
    assert states(loop, made)[-1] == "pathway decided"
    assert "Willow Club : cannot help. The service is for other ages." in loop.follower(made).text
    provider.see(f"/answer/{second}")
    press(provider, second, "no", reason="service full")
    assert states(loop, made)[-1] == "not possible"


def test_an_answer_may_be_changed_and_the_last_one_counts(loop, provider, link, made):
    press(provider, link, "no", reason="service full")
    press(provider, link, "yes")
    kept = referral(loop, made)
    assert (kept.answer, kept.reason) == ("accepted", None)
    press(provider, link, "date", offered_on="2026-03-20")
    press(provider, link, "no", reason="family does not want it")
    kept = referral(loop, made)
    assert (kept.answer, kept.reason, kept.offered_on) == ("declined", "family does not want it", None)
    assert states(loop, made)[-2:] == ["help offered", "not possible"]


def test_help_that_has_started_says_so_with_its_day(loop, provider, link, made):
    press(provider, link, "yes")
    with loop.days_on(10):
        provider.see(f"/answer/{link}")
        press(provider, link, "started", started_on="2026-03-12")
        assert "help started on 12 March 2026" in provider.text
    assert referral(loop, made).started_on == date(2026, 3, 12)
    assert states(loop, made)[-1] == "help started"


@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-04", "", "x"])
def test_help_starts_between_the_day_of_asking_and_today(loop, provider, link, made, day):
    press(provider, link, "yes")
    assert press(provider, link, "started", started_on=day).status_code == 422
    assert referral(loop, made).started_on is None


def test_a_yes_does_not_turn_back_what_the_front_door_knows_better(loop, provider, link, made):
    loop.do(write_state, made, state=State.STARTED)
    press(provider, link, "yes")
    assert states(loop, made)[-1] == "help started"
    loop.do(write_state, made, state=State.NOT_POSSIBLE, reason=NotPossible.MOVED)
    press(provider, link, "yes")
    assert states(loop, made)[-1] == "not possible"
    assert referral(loop, made).answer == "accepted", "the front door sees the answer all the same"
    assert handling(loop, made).chase_on == loop.now.date(), "and looks at it today"


def test_a_no_does_not_end_help_that_another_service_gives(loop, provider, link, made):
    loop.do(write_state, made, state=State.STARTED, service_id=loop.service("Oak Club"))
    press(provider, link, "no", reason="service full")
    assert states(loop, made)[-1] == "help started"


# ------------------------------------------------------------------------------------------------------------- notes


def test_a_services_note_waits_until_somebody_at_the_front_door_has_read_it(loop, provider, link, made):
    press(provider, link, "yes")
    press(provider, link, "note", note="Come on a Monday")
    assert "Your note waits to be read" in provider.text
    assert "Come on a Monday" not in loop.follower(made).text
    officer = loop.member()
    officer.see(f"/desk/enquiries/{made.reference}")
    assert "Come on a Monday" in officer.response.text
    note = next(change for change in loop.kept(StateChange, made) if change.note)
    officer.send(f"/desk/notes/{note.id}", {"note": "Come on a Monday morning", "action": "show"})
    assert officer.places[-1] == f"/desk/enquiries/{made.reference}"
    assert "“Come on a Monday morning”" in loop.follower(made).text


def test_a_refused_note_is_kept_nowhere(loop, provider, link, made):
    press(provider, link, "yes")
    press(provider, link, "note", note="Ask for Quenby Bramble")
    officer = loop.member()
    officer.see(f"/desk/enquiries/{made.reference}")
    note = next(change for change in loop.kept(StateChange, made) if change.note)
    officer.send(f"/desk/notes/{note.id}", {"note": note.note, "action": "refuse"})
    assert "The note is deleted" in officer.text
    loop.engine.dispose()
    assert "Bramble" not in loop.follower(made).text
    assert all("Bramble" not in (change.note or "") for change in loop.kept(StateChange, made))


@pytest.mark.parametrize("note", ["", "x" * 201])
def test_a_note_is_short_and_not_empty(loop, provider, link, made, note):
    press(provider, link, "yes")
    assert press(provider, link, "note", note=note).status_code == 422
    assert all(change.note is None for change in loop.kept(StateChange, made))


# ---------------------------------------------------------------------------------------------------- when it is over


def test_closed_the_link_says_thank_you_and_takes_nothing(loop, provider, link, made):
    fields = {"csrf_token": TOKEN.search(provider.response.text)[1], "reason": "service full"}
    fields |= {"offered_on": "2026-03-20", "note": "x"}
    loop.do(close, made, closing=Closing.NO_HELP, reason=ClosingReason.NO_LONGER)
    for answer in ("yes", "no", "date", "started", "note"):
        assert provider.client.post(f"/answer/{link}/{answer}", data=fields).status_code == 410
    assert provider.see(f"/answer/{link}").status_code == 410
    assert "This enquiry is closed" in provider.text
    assert referral(loop, made).answer is None


def test_after_ninety_days_it_says_what_to_do_instead(loop, provider, link, made):
    with loop.days_on(90):
        assert provider.see(f"/answer/{link}").status_code == 200
    with loop.days_on(91):
        assert provider.see(f"/answer/{link}").status_code == 410
        assert "This link is too old" in provider.text
        assert made.reference in provider.text
        assert "0115 496 0000" in provider.text


def test_a_link_that_we_never_made_opens_nothing(loop, made, club):
    row = loop.do(refer, made, club)
    visitor = loop.visitor()
    good, other = loop.link("answer", row), loop.link("stop reminders", row)
    for link in (other, row, good[:-1], good[:-1] + "é", good.upper(), f"{row}.", "x", "a.b", f"x{good}"):
        assert visitor.see(f"/answer/{link}").status_code == 410, link
        assert made.reference not in visitor.text


# --------------------------------------------------------------------------------------------- asked by the front door


@pytest.fixture
def officer(loop, made):
    person = loop.member()
    person.see(f"/desk/enquiries/{made.reference}")
    return person


def test_asking_a_service_sends_it_a_mail_with_its_link_and_nothing_of_the_family(loop, officer, made):
    club = loop.service("Mailed Club", email="club@example.org")
    officer.send(f"/desk/enquiries/{made.reference}/refer", {"other": f"https://door.example/services/{club}"})
    assert "Asked by e-mail" in officer.text
    mail = mails(loop.app)[-1]
    path = re.search(r"http://127\.0\.0\.1:5000(/answer/\S+)", mail)[1]
    for told in ("Mailed Club", "Not enough food", "5 to 10", "Ashfield", made.reference, "0115 496 0000"):
        assert told in mail
    for kept_back in (made.code, made.id, "e-mail of"):
        assert kept_back not in mail
    provider = loop.visitor()
    assert provider.see(path).status_code == 200
    assert [(one.service_id, one.answer) for one in loop.kept(Referral, made)] == [(club, None)]


def test_a_service_without_an_address_is_read_its_link(loop, officer, made, club):
    before = len(mails(loop.app))
    officer.send(f"/desk/enquiries/{made.reference}/refer", {"other": club})
    assert "No e-mail was sent. Ring the service and read out the link" in officer.text
    assert len(mails(loop.app)) == before
    path = re.search(r"http://127\.0\.0\.1:5000(/answer/[\w.-]+)", officer.response.text)[1]
    assert loop.visitor().see(path).status_code == 200


@pytest.mark.parametrize("other", ["", "no such page", "00000000-0000-4000-8000-000000000000"])
def test_a_service_that_is_not_there_is_not_asked(loop, officer, made, other):
    answer = officer.send(f"/desk/enquiries/{made.reference}/refer", {"other": other})
    assert answer.status_code in (409, 422)
    assert loop.kept(Referral, made) == []


def test_a_service_is_asked_once(loop, officer, made, club):
    for _ in range(2):
        answer = officer.send(f"/desk/enquiries/{made.reference}/refer", {"other": club})
    assert answer.status_code == 409
    assert "This service was asked before" in officer.text
    assert len(loop.kept(Referral, made)) == 1


def test_officers_write_where_it_stands(loop, officer, made):
    officer.send(f"/desk/enquiries/{made.reference}/state", {"state": "being looked at", "note": "We ring on Friday"})
    assert states(loop, made) == ["received", "being looked at"]
    assert "“We ring on Friday”" in loop.follower(made).text
    change = loop.kept(StateChange, made)[-1]
    assert change.account_id == officer.id


def test_not_possible_is_written_with_its_reason_only(loop, officer, made):
    page = f"/desk/enquiries/{made.reference}/state"
    assert officer.send(page, {"state": "not possible"}).status_code == 422
    assert "Choose why it is not possible" in officer.text
    officer.send(page, {"state": "not possible", "reason": "family moved away"})
    with loop.writing() as session:
        assert state_of(session, session.get_one(Enquiry, made.id)).reason == "family moved away"


def test_a_state_that_may_not_follow_is_not_taken(loop, officer, made):
    loop.do(write_state, made, state=State.STARTED)
    assert officer.send(f"/desk/enquiries/{made.reference}/state", {"state": "received"}).status_code == 422
    assert states(loop, made) == ["help started"]


def test_a_note_that_may_name_somebody_is_asked_about_and_then_waits_for_somebody_else(loop, officer, made):
    page, typed = f"/desk/enquiries/{made.reference}/state", {"state": "being looked at", "note": "Ring Mrs Bramble"}
    assert officer.send(page, typed).status_code == 422
    assert "This may hold somebody’s name" in officer.text
    officer.send(page, typed | {"warned": "yes"})
    assert "waits until somebody else has looked" in officer.text
    note = next(change for change in loop.kept(StateChange, made) if change.note)
    assert officer.send(f"/desk/notes/{note.id}", {"note": note.note, "action": "show"}).status_code == 422
    assert "Bramble" not in loop.follower(made).text
    lead = loop.member("safeguarding lead")
    lead.see(f"/desk/enquiries/{made.reference}")
    lead.send(f"/desk/notes/{note.id}", {"note": note.note, "action": "show"})
    assert "Bramble" in loop.follower(made).text


def test_nothing_is_written_on_a_closed_enquiry(loop, officer, made, club):
    loop.do(close, made, closing=Closing.HELPED, reason=ClosingReason.STARTED)
    for what, fields in (("state", {"state": "being looked at"}), ("refer", {"other": club})):
        assert officer.send(f"/desk/enquiries/{made.reference}/{what}", fields).status_code == 409
        assert "It is closed. Open it again first" in officer.text
    assert loop.kept(Referral, made) == []


def test_the_referrers_own_judgement_stands_beside_the_answer(loop):
    made = loop.enquiry(answers={"judgement": ["harm"]})
    officer = loop.member()
    officer.see(f"/desk/enquiries/{made.reference}")
    assert "In the guide they said: “A child is being harmed, or may be”" in officer.text
    assert "Has not said what they think" not in officer.text


@pytest.mark.parametrize("answers", [{}, {"judgement": ["not-sure"]}, {"judgement": ["gone"]}])
def test_who_gave_no_judgement_is_said_to_have_given_none(loop, answers):
    officer = loop.member()
    officer.see(f"/desk/enquiries/{loop.enquiry(answers=answers).reference}")
    assert "Has not said what they think" in officer.text
