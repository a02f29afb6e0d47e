"""A report walked from the public form to its answer; the address it was sent with, and how it is forgotten."""

import sqlite3
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from referrer import Referrer

from directory.additions import ProblemReport
from directory.curation.approvals.reports import MOST_IN_A_DAY

ADDRESS = "pat.reporter@example.org"
BROXTOWE = ["E07000172"]


@pytest.fixture
def willow(directory):
    return directory.add("Willow Hub", areas=["Broxtowe"], phone="0115 496 0101")


def tell(app, service, **fields):
    visitor = Referrer(app)
    visitor.see(f"/services/{service.id}/report")
    visitor.send(f"/services/{service.id}/report", {"kind": "contact", "comment": "Rings out", **fields})
    return visitor


def decide(person, report, **fields):
    person.see(f"/curation/reports/{report.id}")
    return person.send(f"/curation/reports/{report.id}", {"decision": "changed", "reason": "New number", **fields})


def letters(tmp_path):
    found = sorted(Path(tmp_path / "data" / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in found]


def test_a_report_is_answered_once_and_its_address_forgotten(app_now, signed_in, willow, kept, tmp_path):
    visitor = tell(app_now, willow, reply_to=ADDRESS)
    assert "you will get one answer" in visitor.text
    sam = signed_in("commissioner", areas=BROXTOWE)
    sam.see("/curation/proposals")
    assert "Rings out" in sam.text
    report = kept(ProblemReport)[0]
    sam.see(f"/curation/reports/{report.id}")
    assert "They would like an answer by email" in sam.text
    assert ADDRESS not in sam.text
    assert "0115 496 0101" in sam.text
    decide(sam, report)
    assert "the address is forgotten" in sam.text
    mail = letters(tmp_path)[0]
    assert mail["To"] == ADDRESS
    assert "New number" in mail.get_content()
    assert kept(ProblemReport)[0].reply_to is None
    assert "changed the page" in mail.get_content()


def test_an_address_is_never_in_the_database_as_it_was_typed(app_now, willow, kept, tmp_path):
    tell(app_now, willow, reply_to=ADDRESS)
    assert kept(ProblemReport)[0].reply_to
    dump = "\n".join(sqlite3.connect(tmp_path / "right-door.db").iterdump())
    assert ADDRESS not in dump
    assert "127.0.0.1" not in dump


def test_nobody_has_to_leave_an_address(app_now, signed_in, willow, kept, tmp_path):
    tell(app_now, willow)
    assert kept(ProblemReport)[0].reply_to is None
    sam = signed_in("administrator")
    decide(sam, kept(ProblemReport)[0])
    assert letters(tmp_path) == []
    assert kept(ProblemReport)[0].decision == "changed"


@pytest.mark.parametrize("reply_to", ["pat", "pat@", "a@b.example\nBcc: all@example.org x", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_said_and_nothing_is_kept(app_now, willow, kept, reply_to):
    visitor = tell(app_now, willow, reply_to=reply_to)
    assert visitor.response.status_code == 422
    assert "Give a whole email address" in visitor.text
    assert kept(ProblemReport) == []


def test_a_decision_stands_when_the_answer_cannot_be_sent_and_it_can_be_sent_again(
    app_now, signed_in, willow, kept, tmp_path
):
    tell(app_now, willow, reply_to=ADDRESS)
    folder = tmp_path / "data" / "mail"
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")
    sam = signed_in("administrator")
    decide(sam, kept(ProblemReport)[0])
    assert "could not be sent" in sam.text
    report = kept(ProblemReport)[0]
    assert report.decision == "changed"
    assert report.reply_to
    folder.unlink()
    sam.see(f"/curation/reports/{report.id}")
    sam.send(f"/curation/reports/{report.id}/answer")
    assert letters(tmp_path)[0]["To"] == ADDRESS
    assert kept(ProblemReport)[0].reply_to is None


def test_the_second_to_decide_a_report_is_told(app_now, signed_in, willow, kept, tmp_path):
    tell(app_now, willow, reply_to=ADDRESS)
    report, sam, kim = kept(ProblemReport)[0], signed_in("administrator"), signed_in("administrator")
    kim.see(f"/curation/reports/{report.id}")
    decide(sam, report)
    kim.send(f"/curation/reports/{report.id}", {"decision": "right already", "reason": "No"})
    assert "has decided this already" in kim.text
    assert len(letters(tmp_path)) == 1


def test_a_decision_needs_words(app_now, signed_in, willow, kept):
    tell(app_now, willow)
    sam = signed_in("administrator")
    decide(sam, kept(ProblemReport)[0], reason="")
    assert sam.response.status_code == 422
    assert kept(ProblemReport)[0].decided_on is None


def test_reports_from_elsewhere_are_neither_seen_nor_decided(app_now, signed_in, willow, kept):
    tell(app_now, willow)
    report, other = kept(ProblemReport)[0], signed_in("commissioner", areas=["E07000170"])
    assert "Rings out" not in other.see("/curation/proposals").text
    assert other.see(f"/curation/reports/{report.id}").status_code == 403
    other.see("/curation/audits/new")
    for path in ("", "/answer"):
        sent = {"decision": "changed", "reason": "x"}
        assert other.send(f"/curation/reports/{report.id}{path}", sent).status_code == 403
    assert kept(ProblemReport)[0].decided_on is None


def test_many_reports_in_a_row_from_one_place_are_asked_to_wait_and_lose_nothing(app_now, directory, kept):
    services = [directory.add(f"Service {number}") for number in range(12)]
    answers = [tell(app_now, service).response.status_code for service in services]
    assert answers[:6] == [200] * 6
    assert 429 in answers
    slow = tell(app_now, services[-1], comment="My own words")
    assert "My own words" in slow.response.text
    assert "Wait" in slow.text


def test_a_page_that_many_told_us_about_today_takes_no_more(app_now, session, willow, kept):
    from directory.queries import add_problem_report

    today = app_now.extensions["right_door"].now().date()
    for _ in range(MOST_IN_A_DAY):
        add_problem_report(session, service_id=willow.id, kind="other", comment=None, today=today)
    session.commit()
    visitor = tell(app_now, willow)
    assert visitor.response.status_code == 429
    assert "We are looking at it" in visitor.text
    assert len(kept(ProblemReport)) == MOST_IN_A_DAY
