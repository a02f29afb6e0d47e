"""A plan for the time after help, and the way in to it."""

from datetime import date

import pytest
from journeys import SOCIAL_WORKER

from matching.content import load_content
from matching.models import Enquiry
from matching.step_down import MOST_SIGNS, ending_answers, step_down

TODAY = date(2026, 3, 3)


def plan(*found, watch_for=("The old worries come back.",), safety_net=("Ring.",)):
    return step_down(dict.fromkeys(found), watch_for=watch_for, safety_net=safety_net, today=TODAY)


def test_there_is_no_such_plan_where_no_help_is_ending():
    assert plan("help-school") is None


def test_whoever_knows_the_family_already_could_keep_in_touch_before_anybody_else():
    said = [str(one) for one in plan("stepping-down", "help-school", "help-health").keeps_in_touch]
    assert "school" in said[0]
    assert "health visitor" in said[1]
    assert "family hub" in said[2]
    assert len(plan("stepping-down").keeps_in_touch) == 2


def test_it_is_looked_at_again_in_six_weeks():
    assert plan("stepping-down").look_again == date(2026, 4, 14)


def test_what_would_bring_them_back_is_what_to_watch_for_here_and_else_the_safety_net():
    assert plan("stepping-down").brings_back == ("The old worries come back.",)
    assert plan("stepping-down", watch_for=()).brings_back == ("Ring.",)
    assert len(plan("stepping-down", watch_for=[f"Sign {n}" for n in range(20)]).brings_back) == MOST_SIGNS


def test_the_content_asks_whether_help_is_ending():
    assert ending_answers(load_content()) == {"earlier": ("ending",)}


@pytest.fixture
def services(directory, search):
    needs = {"needs": ["parenting-support", "social-isolation"], "areas": ["Nottinghamshire"], "roles": ["anyone"]}
    directory.add("Family Intervention Team", provision="statutory", at="Arnold", ages=(0, 18), **needs)
    directory.add("Arnold Playgroup and Café", provision="community", at="Arnold", ages=(0, 18), **needs)
    search.reindex()
    return directory


def begin(referrer):
    referrer.see("/should-i-refer")
    assert "/should-i-refer/ending" in referrer.response.text
    referrer.see("/should-i-refer/ending")
    assert "One person who keeps in touch" in referrer.text
    referrer.send("/should-i-refer/ending")
    return referrer


UNSAID = {**SOCIAL_WORKER, "worries": {"topics": ["everyday"]}, "signs": {"signs:everyday": ["everyday-clubs"]}}


def test_the_way_in_answers_that_help_is_ending_and_asks_everything_else(referrer, services, kept):
    begin(referrer)
    assert referrer.at == "danger"
    assert [one.answers for one in kept(Enquiry)] == [{"earlier": ["ending"]}]
    referrer.walk(UNSAID, until="risks")
    assert 'value="ending" checked' in referrer.response.text
    said = referrer.walk(UNSAID).finish()
    assert "When help ends: agree this first" in said
    assert "Arnold Playgroup and Café" in said
    assert "Run by the community" in said
    assert "Name, and how often:" in said
    assert "In six weeks, about 14 April 2026" in said
    assert said.index("Arnold Playgroup and Café") < said.index("When help ends")


def test_an_ending_never_hides_that_a_child_may_not_be_safe(referrer, services):
    grave = {**UNSAID, "risks": {"child-risks": ["says-hurt"], "earlier": ["ending"], "adults": ["none"]}}
    said = begin(referrer).walk(grave).finish()
    assert "Ring the front door today" in said
    assert said.index("The help must not end on this") < said.index("What to do now") < said.index("When help ends")
    assert "A plan must not end on that" in said


def test_the_sheet_has_room_for_who_keeps_in_touch_and_when_to_look_again(referrer, services):
    begin(referrer).walk(UNSAID).finish()
    text = referrer.see(f"/should-i-refer/{referrer.number}/handover.txt").text
    assert "WHO KEEPS IN TOUCH: IT COULD BE" in text
    assert "[ ] Name, number, and how often: ...." in text
    assert "[ ] The day we agreed (in six weeks is 14 April 2026): ...." in text
    assert "WHAT WOULD BRING THEM BACK" in text


def test_the_sheet_of_everybody_else_has_none_of_that(referrer, services):
    journey = {**UNSAID, "risks": {"child-risks": ["none"], "earlier": ["none"], "adults": ["none"]}}
    referrer.start().walk(journey).finish()
    assert "KEEPS IN TOUCH" not in referrer.see(f"/should-i-refer/{referrer.number}/handover.txt").text
