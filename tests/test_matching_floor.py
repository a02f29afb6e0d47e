"""What must hold on every page of "Should I refer?", whoever sends whatever: numbers, refusals, and nothing leaked."""

import json
import logging

import pytest
from journeys import TEACHING_ASSISTANT, YOUTH_WORKER
from referrer import Referrer

from matching.models import Enquiry, Feedback

COUNTY = "0115 496 0000"


def test_every_page_has_999_and_the_front_doors_number(referrer, directory):
    referrer.start()
    pages = ["/should-i-refer", "/should-i-refer/come-back", referrer.places[-1]]
    referrer.walk(YOUTH_WORKER).finish()
    pages += referrer.places
    pages += [f"/should-i-refer/{referrer.number}/{page}" for page in ("less-serious", "thank-you")]
    pages += ["/should-i-refer/99/check"]
    for page in dict.fromkeys(pages):
        response = referrer.see(page)
        if response.status_code != 303:
            assert 'href="tel:999"' in response.text, page
            assert COUNTY in referrer.text, page
            assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/should-i-refer/1/no-such-page",
        "/should-i-refer/1/..%2fcheck",
        "/should-i-refer/2/danger",
        "/should-i-refer/0/check",
        "/should-i-refer/-1/check",
        "/should-i-refer/999999999999/outcome",
        f"/should-i-refer/{'9' * 5000}/outcome",
        "/should-i-refer/%00/outcome",
        "/should-i-refer/RD-AAAAA-AAAAA/outcome",
        "/should-i-refer/2/handover.pdf",
        "/should-i-refer/2/handover.txt",
        "/should-i-refer/2/less-serious",
        "/should-i-refer/2/thank-you",
        "/should-i-refer/2/now",
    ],
)
def test_a_page_that_is_not_theirs_is_not_found(referrer, path):
    assert referrer.start().see(path).status_code == 404
    assert 'href="tel:999"' in referrer.response.text


def test_nobody_opens_the_answers_of_another_session(app_now, referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT)
    stranger = Referrer(app_now)
    assert stranger.see(referrer.places[-1]).status_code == 404


HOSTILE = [
    "'; DROP TABLE enquiry; --",
    "<script>alert(1)</script>",
    "null",
    "[]",
    "\x00",
    "é" * 50,
    "x" * 100_000,
    "-1",
]


@pytest.mark.parametrize("page", [*YOUTH_WORKER])
def test_hostile_input_in_any_field_is_refused_clearly(referrer, directory, kept, page):
    referrer.start().walk(YOUTH_WORKER, until=page)
    before = kept(Enquiry)[0].answers
    asked = [(question, value) for question in YOUTH_WORKER[page] for value in HOSTILE]
    for question, value in asked:
        if value == "\x00" and question == "place":
            continue
        referrer.see(f"/should-i-refer/{referrer.number}/{page}")
        response = referrer.answer({**YOUTH_WORKER[page], question: value})
        assert response.status_code == 422, (question, value)
        assert "There is a problem" in referrer.text
        assert "<script>alert" not in response.text
        assert 'href="tel:999"' in response.text
        assert kept(Enquiry)[0].answers == before, (question, value)


def test_several_values_where_one_is_asked_and_hidden_fields_gone_wrong_do_no_harm(referrer, directory):
    referrer.start()
    referrer.answer({"danger": ["no", "yes"]})
    assert referrer.response.status_code in (200, 422)
    referrer.walk(YOUTH_WORKER, until="worries")
    response = referrer.send(referrer.places[-1], {"shown": "x" * 5000, "q-topics": ["", "evil"]})
    assert response.status_code == 422


def test_hostile_feedback_is_refused_clearly(referrer, directory, kept):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    for field in ("helped", "agree", "decided", "why"):
        for value in HOSTILE:
            response = referrer.send(f"/should-i-refer/{referrer.number}/feedback", {field: value})
            assert response.status_code == 422, (field, value)
            assert kept(Feedback) == []


def test_a_comment_that_is_too_long_is_refused_clearly(referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    for comment in ("x" * 501, "x" * 100_000):
        response = referrer.send(f"/should-i-refer/{referrer.number}/feedback", {"comment": comment})
        assert response.status_code == 422
        assert "Keep this under 500 letters" in referrer.text


def test_nothing_larger_than_a_form_is_read(referrer):
    referrer.start()
    assert referrer.answer({"danger": "x" * 300_000}).status_code == 413


POSTS = ["", "/come-back", "/1/danger", "/1/check", "/1/more-serious", "/1/feedback", "/1/close"]


@pytest.mark.parametrize("path", POSTS)
def test_a_form_sent_from_elsewhere_is_refused(referrer, path):
    referrer.start()
    for token in (None, "forged"):
        data = {"csrf_token": token} if token else {}
        assert referrer.client.post(f"/should-i-refer{path}", data=data).status_code == 400


def test_no_answer_age_place_id_or_reference_is_in_an_address_a_cookie_or_a_log(referrer, directory, kept, caplog):
    with caplog.at_level(logging.DEBUG):
        referrer.start().walk(TEACHING_ASSISTANT).finish()
        reference = referrer.reference
        for page in ("handover.pdf", "handover.txt"):
            referrer.see(f"/should-i-refer/{referrer.number}/{page}")
    (enquiry,) = kept(Enquiry)
    cookie = json.dumps(dict(referrer.client.get_cookie("right_door").__dict__), default=str)
    session = read_cookie(referrer)
    assert set(session) <= {"csrf_token", "enquiries", "last_enquiry", "_permanent"}
    secrets = ["NG17", "Ashfield", "hungry", "unwashed", "daily-care", reference, reference[3:8]]
    for secret in secrets:
        assert secret not in " ".join(referrer.places)
        assert secret not in cookie
        assert secret not in json.dumps(session)
        assert secret not in caplog.text
    assert enquiry.id not in " ".join(referrer.places)
    assert enquiry.id not in caplog.text


def read_cookie(referrer):
    with referrer.client.session_transaction() as session:
        return dict(session)
