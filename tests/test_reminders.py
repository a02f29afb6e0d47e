"""Reminders to referrers: only where a work e-mail was left, neutral, few, at least once, and forgotten in time."""

import json
import re
import shutil
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from loop import Loop
from member import mails
from sqlalchemy import delete

from accounts.models import SignInDelay
from matching.following.models import Closing, ClosingReason, Reminder, State
from matching.following.queries import close, write_state
from matching.following.reminders import claim, due_reminders
from matching.following.reminding import say_closed

EMAIL = "quenby.planted@school.example"


@pytest.fixture(scope="module")
def one_loop(tmp_path_factory, empty_database, understander):
    return Loop(tmp_path_factory.mktemp("loop"), empty_database, understander)


@pytest.fixture
def loop(one_loop):
    """As new: nobody is to be reminded, no mail was sent, nobody has to wait."""
    with one_loop.writing() as session:
        for table in (Reminder, SignInDelay):
            session.execute(delete(table))
    shutil.rmtree(one_loop.folder / "mail", ignore_errors=True)
    one_loop.app.config["SECRET_KEY"] = "test"
    return one_loop


@pytest.fixture
def made(loop):
    return loop.enquiry()


@pytest.fixture
def follower(loop, made):
    return loop.follower(made)


@pytest.fixture
def waiting(follower):
    """A referrer who has left a work e-mail."""
    follower.send("/what-happened/1/remind", {"email": EMAIL})
    return follower


def run(loop):
    done = loop.app.test_cli_runner().invoke(args=["matching", "remind", "--json"])
    assert done.exit_code == 0, done.output
    assert EMAIL not in done.output
    return json.loads(done.output)


def sent(loop):
    files = sorted((Path(loop.app.config["DATA_DIR"]) / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def test_a_work_email_is_kept_sealed_and_said_on_no_page(loop, waiting, made):
    (kept,) = loop.kept(Reminder)
    assert EMAIL not in kept.sealed_email
    assert "planted" not in kept.sealed_email
    assert (kept.sent, kept.next_on) == (0, loop.now.date() + timedelta(days=14))
    assert "We keep a work e-mail for this" in waiting.text
    assert EMAIL not in waiting.response.text
    assert EMAIL not in loop.follower(made).response.text


def test_whoever_wants_to_be_told_is_waited_for_at_the_front_door(waiting):
    assert "Received now" in waiting.text


@pytest.mark.parametrize(
    "email", ["", "x", "a@b", "two@a.example two@b.example", "x" * 250 + "@a.example", "a@b.example\nBcc: c"]
)
def test_what_is_no_address_is_not_taken(loop, follower, email):
    assert follower.send("/what-happened/1/remind", {"email": email}).status_code == 422
    assert "Give a whole e-mail address" in follower.text
    assert loop.kept(Reminder) == []


def test_a_private_address_is_asked_about_once(loop, follower):
    private = {"email": "somebody@gmail.com"}
    assert follower.send("/what-happened/1/remind", private).status_code == 422
    assert "This looks like a private address" in follower.text
    assert loop.kept(Reminder) == []
    warned = re.search(r'name="warned"[^>]*value="([^"]*)"', follower.response.text)[1]
    assert follower.send("/what-happened/1/remind", private | {"warned": warned}).status_code == 200
    assert len(loop.kept(Reminder)) == 1


def test_one_address_is_not_left_for_ever_more_enquiries(loop):
    """Nobody has somebody else's letter box filled."""
    codes = []
    for _ in range(8):
        person = loop.follower(loop.enquiry())
        codes.append(person.send("/what-happened/1/remind", {"email": EMAIL}).status_code)
    assert codes[:5] == [200] * 5
    assert codes[-1] == 429


# ------------------------------------------------------------------------------------------------------- the mails


def test_three_mails_two_weeks_apart_and_then_the_address_is_forgotten(loop, waiting):
    days = []
    for day in range(0, 60):
        with loop.days_on(day):
            before = len(mails(loop.app))
            assert run(loop)["sent"] == len(mails(loop.app)) - before
            if len(mails(loop.app)) > before:
                days.append(day)
    assert days == [14, 28, 42]
    assert loop.kept(Reminder) == []
    assert "This is our last mail about it" in mails(loop.app)[-1]


def test_run_twice_on_a_day_the_second_sends_nothing(loop, waiting):
    with loop.days_on(14):
        assert run(loop)["sent"] == 1
        assert run(loop) == {"sent": 0, "failed": 0, "unreadable": 0}


def test_of_two_runs_at_once_one_sends(loop, waiting):
    with loop.days_on(14):
        today = loop.now.date()
        with loop.writing() as session:
            (due,) = due_reminders(session, today)
        with loop.writing() as session:
            assert claim(session, due, today)
        with loop.writing() as session:
            assert not claim(session, due, today)


def test_killed_between_the_claim_and_the_count_it_is_sent_the_next_day(loop, waiting):
    with loop.days_on(14):
        today = loop.now.date()
        with loop.writing() as session:
            (due,) = due_reminders(session, today)
            claim(session, due, today)
        assert run(loop)["sent"] == 0
    with loop.days_on(15):
        assert run(loop)["sent"] == 1


def test_a_mail_that_cannot_be_sent_is_tried_again_the_next_day(loop, waiting):
    folder = Path(loop.app.config["DATA_DIR"]) / "mail"
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")
    with loop.days_on(14):
        assert run(loop) == {"sent": 0, "failed": 1, "unreadable": 0}
    folder.unlink()
    with loop.days_on(15):
        assert run(loop)["sent"] == 1
    (kept,) = loop.kept(Reminder)
    assert kept.sent == 1


def test_an_address_that_cannot_be_read_any_more_is_forgotten(loop, waiting):
    loop.app.config["SECRET_KEY"] = "another"
    with loop.days_on(14):
        assert run(loop) == {"sent": 0, "failed": 0, "unreadable": 1}
    assert loop.kept(Reminder) == []


def test_news_is_told_the_same_day_and_counts_as_one_of_the_three(loop, waiting, made):
    with loop.days_on(2):
        loop.do(write_state, made, state=State.OFFERED, note="On Thursday")
        loop.do(write_state, made, state=State.STARTED)
        assert run(loop)["sent"] == 1
    (mail,) = sent(loop)
    assert mail["Subject"] == "There is news for you"
    assert "On Thursday" not in mail.get_content()
    (kept,) = loop.kept(Reminder)
    assert kept.sent == 1
    with loop.days_on(16):
        run(loop)
    assert sent(loop)[-1]["Subject"] == "A reminder you asked for"


def test_a_mail_tells_nothing_about_whom_or_what(loop, waiting, made):
    with loop.days_on(14):
        run(loop)
    (mail,) = sent(loop)
    assert mail["To"] == EMAIL
    whole = mail.as_string()
    for kept_back in (made.reference, made.reference[3:8], made.code, "food", "sleep", "Ashfield", "child", "family"):
        assert kept_back not in whole
    assert "http://127.0.0.1:5000/what-happened\n" in mail.get_content()


# --------------------------------------------------------------------------------------------------------- stopping


def test_the_link_in_the_mail_stops_them_with_one_press_and_not_by_being_opened(loop, waiting):
    with loop.days_on(14):
        run(loop)
    path = re.search(r"http://127\.0\.0\.1:5000(/stop-reminders/\S+)", mails(loop.app)[-1])[1]
    person = loop.visitor()
    person.see(path)
    assert len(loop.kept(Reminder)) == 1
    person.send(path)
    assert loop.kept(Reminder) == []
    assert "We do not write to you any more" in person.text
    with loop.days_on(60):
        assert run(loop)["sent"] == 0


def test_a_link_to_stop_that_we_never_made_stops_nothing(loop, waiting, made):
    person = loop.visitor()
    for link in ("x", made.id, loop.link("answer", made.id)):
        assert person.see(f"/stop-reminders/{link}").status_code == 404
        person.see("/what-happened")
        person.send(f"/stop-reminders/{link}")
    assert len(loop.kept(Reminder)) == 1


def test_from_the_page_they_are_stopped_by_one_press(loop, waiting):
    waiting.send("/what-happened/1/stop")
    assert loop.kept(Reminder) == []
    assert "We keep a work e-mail" not in waiting.text


def test_closing_forgets_the_address_after_one_last_mail(loop, waiting, made):
    sealed = loop.do(close, made, closing=Closing.HELPED, reason=ClosingReason.STARTED)
    assert loop.kept(Reminder) == []
    with loop.app.app_context():
        assert say_closed(sealed)
    (mail,) = sent(loop)
    assert mail["Subject"] == "There is news for you"
    assert "We have now deleted your address" in mail.get_content()
    assert made.reference not in mail.as_string()
    waiting.see("/what-happened")
    assert waiting.send("/what-happened/1/remind", {"email": EMAIL}).status_code == 200
    assert loop.kept(Reminder) == [], "nothing more is told of what is closed"


def test_an_officer_who_closes_it_has_the_last_mail_sent(loop, waiting, made):
    officer, desk = loop.member(), f"/desk/enquiries/{made.reference}"
    officer.see(desk)
    officer.send(f"{desk}/state", {"state": "help started"})
    officer.send(f"{desk}/close", {"closing": "right help given", "closing_reason": "help has started"})
    assert "Closed." in officer.text
    assert loop.kept(Reminder) == []
    assert [mail["To"] for mail in sent(loop)] == [EMAIL]


def test_nobody_who_left_no_address_is_written_to(loop, made):
    with loop.app.app_context():
        assert not say_closed(loop.do(close, made, closing=Closing.HELPED, reason=ClosingReason.STARTED))
    assert mails(loop.app) == []
