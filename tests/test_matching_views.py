"""The pages of "Should I refer?" up to the check, over HTTP: danger, answers kept, changed and left out."""

import json
import re

import pytest
from journeys import HEALTH_VISITOR, TEACHING_ASSISTANT
from referrer import TOKEN, Referrer

from matching.models import Enquiry


def test_danger_shows_999_first_and_the_rest_can_still_be_reached(referrer, directory):
    referrer.start()
    referrer.answer({"danger": "yes"})
    assert referrer.at == "now"
    assert "Ring 999 now" in referrer.text
    onward = re.search(r'href="([^"]+)"[^>]*>Carry on with the questions', referrer.response.text)
    referrer.see(onward[1])
    assert referrer.at == "you"
    referrer.see(f"/should-i-refer/{referrer.number}/outcome")
    assert "You have not finished the questions" in referrer.text
    assert "What to have ready" in referrer.text


def test_a_sign_of_danger_ticked_later_leads_to_999_at_once(referrer, directory):
    referrer.start().walk(HEALTH_VISITOR, until="signs")
    referrer.answer({"signs:physical-harm": ["being-hurt-now"]})
    assert referrer.at == "now"


def test_the_page_about_danger_is_not_shown_without_danger(referrer, directory):
    referrer.start().walk(HEALTH_VISITOR, until="you")
    referrer.see(f"/should-i-refer/{referrer.number}/now")
    assert referrer.at == "now"
    assert referrer.response.status_code == 303
    assert referrer.response.headers["Location"].endswith("/you")


def test_every_answer_can_be_changed_from_the_check_and_leads_back_to_it(referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT)
    changes = re.findall(r'<a href="([^"]+)">Change<', referrer.response.text)
    assert {change.rsplit("/", 1)[-1] for change in changes} == {*TEACHING_ASSISTANT}
    referrer.see(changes[0].replace("danger", "judgement"))
    referrer.answer({"judgement": "harm"})
    assert referrer.at == "check"
    assert "A child is being harmed, or may be" in referrer.text


def test_what_is_left_out_is_said_to_count_as_not_sure(referrer, directory):
    referrer.start().walk({**TEACHING_ASSISTANT, "signs": {}, "risks": {}, "family": {}, "judgement": {}})
    assert referrer.text.count("Not answered: counts as not sure") >= 5
    said = referrer.finish()
    assert "Ring the front door and talk it through" in said
    assert "Questions left open" in said


def test_nothing_is_lost_by_going_back_and_changing_an_earlier_answer(referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT)
    referrer.see(f"/should-i-refer/{referrer.number}/worries")
    referrer.answer({"topics": ["daily-care", "adult-troubles", "missing"]})
    assert referrer.at == "signs", "the new topic's signs were not answered yet"
    assert 'value="often-hungry" checked' in referrer.response.text


def test_only_a_rough_place_is_kept_and_seeing_its_page_again_changes_nothing(referrer, directory, kept):
    referrer.start().walk(TEACHING_ASSISTANT)
    assert "NG17 (Ashfield)" in referrer.text
    before = kept(Enquiry)[0]
    assert (before.outcode, before.district_code, before.place_label) == ("NG17", "E07000170", "NG17 (Ashfield)")
    assert "1AA" not in json.dumps(before.model_dump(mode="json"))
    referrer.see(f"/should-i-refer/{referrer.number}/children")
    referrer.answer({"ages": "8", "place": "NG17 (Ashfield)"})
    after = kept(Enquiry)[0]
    assert (after.latitude, after.district_code) == (before.latitude, before.district_code)
    assert after.answers["ages"]["years"] == [8.0]


def test_ages_that_were_kept_can_be_read_again_as_they_are_shown(referrer, directory, kept):
    referrer.start().walk(TEACHING_ASSISTANT, until="children")
    referrer.answer({"ages": "unborn, 8 months, 2 and a half, 10 weeks", "place": ""})
    first = kept(Enquiry)[0].answers["ages"]
    referrer.see(f"/should-i-refer/{referrer.number}/children")
    shown = re.search(r'name="q-ages"[^>]*value="([^"]+)"', referrer.response.text)[1]
    referrer.answer({"ages": shown, "place": ""})
    second = kept(Enquiry)[0].answers["ages"]
    assert second["unborn"] is first["unborn"] is True
    assert second["years"] == pytest.approx(first["years"], abs=0.02)


def test_two_windows_on_one_enquiry_keep_both_answers(app_now, referrer, directory, kept):
    referrer.start().walk(TEACHING_ASSISTANT, until="risks")
    first, second = dict(referrer.client._cookies), referrer.response
    assert first
    token = TOKEN.search(second.text)[1]
    number = referrer.number
    referrer.client.post(f"/should-i-refer/{number}/family", data={"csrf_token": token, "q-view": "wanted"})
    referrer.client.post(f"/should-i-refer/{number}/risks", data={"csrf_token": token, "q-earlier": "social-worker"})
    answers = kept(Enquiry)[0].answers
    assert answers["view"] == ["wanted"]
    assert answers["earlier"] == ["social-worker"]


def test_a_question_added_by_another_window_is_not_taken_as_answered(referrer, directory, kept):
    referrer.start().walk(TEACHING_ASSISTANT, until="signs")
    old = referrer.response
    shown = re.search(r'name="shown" value="([^"]+)"', old.text)[1]
    referrer.see(f"/should-i-refer/{referrer.number}/worries")
    referrer.answer({"topics": ["daily-care", "adult-troubles", "physical-harm"]})
    referrer.send(
        f"/should-i-refer/{referrer.number}/signs", {"shown": shown, "q-signs-daily-care": "unwashed", "q-x": "y"}
    )
    assert "signs:physical-harm" not in kept(Enquiry)[0].answers
    referrer.walk(TEACHING_ASSISTANT, until="signs")
    assert "Being hurt" in referrer.text, "the signs that were not on the page are asked before the check"


# Coming back.


def test_reference_and_code_open_the_answers_on_another_device(app_now, referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    typed = {name: value.lower().replace("-", " ") for name, value in referrer.both.items()}
    other = Referrer(app_now)
    other.see("/should-i-refer/come-back")
    other.send("/should-i-refer/come-back", typed)
    assert other.at == "outcome"
    assert "Is often hungry" in other.text


def test_the_reference_alone_or_with_another_code_opens_nothing(app_now, referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    other = Referrer(app_now)
    other.see("/should-i-refer/come-back")
    for code in ("", "0000-0000", referrer.reference, referrer.code[:-1]):
        assert (
            other.send("/should-i-refer/come-back", {"reference": referrer.reference, "code": code}).status_code == 422
        )
        assert "hungry" not in other.text
    assert other.see("/should-i-refer/1/outcome").status_code == 404


def test_the_reference_of_unfinished_answers_leads_to_the_next_question(app_now, referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT, until="worries")
    other = Referrer(app_now)
    other.see("/should-i-refer/come-back")
    other.send("/should-i-refer/come-back", referrer.both)
    assert other.response.headers["Location"].endswith("/worries")


@pytest.mark.parametrize("reference", ["", "RD-AAAAA-AAAAA", "nonsense", "é" * 30, "R" * 100_000, "\x00"])
def test_a_wrong_reference_is_said_so(referrer, reference):
    referrer.see("/should-i-refer/come-back")
    response = referrer.send("/should-i-refer/come-back", {"reference": reference, "code": "K7Q2-M9XB"})
    assert response.status_code == 422
    assert "There is a problem" in referrer.text
