"""What comes after the check, walked as the people of the journeys would: the outcome, its plan, and having a say."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from journeys import (
    GRANDFATHER,
    HEALTH_VISITOR,
    PARENT_WITH_A_QUESTION,
    SOCIAL_WORKER,
    TEACHING_ASSISTANT,
    YOUTH_WORKER,
)
from referrer import Referrer
from sqlmodel import select

from directory.additions import UnmetNeed
from directory.models import Service
from matching.models import Feedback

NIGHT = datetime(2026, 3, 4, 3, 0, tzinfo=ZoneInfo("Europe/London"))
COUNTY, COUNTY_NIGHT = "0115 496 0000", "0115 496 0001"
CITY = "0115 496 0010"
HUB = {"needs": ["parenting-support", "neglect"], "areas": ["Nottinghamshire"], "at": "Sutton-in-Ashfield"}
FOOD = {"needs": ["food-poverty", "financial-hardship"], "areas": ["Ashfield"], "at": "Kirkby-in-Ashfield"}


@pytest.fixture
def services(directory, search):
    """Two services near NG17 that a family with too little food could use."""
    directory.add("Willow Family Hub", ages=(0, 18), roles=["anyone"], phone="0115 496 0300", **HUB)
    directory.add("Kirkby Food Table", ages=(None, None), roles=["self"], phone="0115 496 0301", **FOOD)
    search.reindex()
    return directory


def test_a_teaching_assistant_is_led_to_early_help_with_food_near_and_whom_to_ring_tonight(referrer, services):
    said = referrer.start().walk(TEACHING_ASSISTANT).finish()
    assert referrer.screens <= 10
    assert "Early help, with the family's agreement" in said
    assert "Is often hungry" in said
    assert "Targeted Early Help" in said
    assert "2 services that could help" in said
    assert "Kirkby Food Table" in said
    assert "The family ask for this themselves" in said
    assert "0115 496 0301" in said
    assert COUNTY in said
    assert COUNTY_NIGHT in said
    assert CITY not in said.split("Back to your answers")[1]
    assert "What would change this" in said
    assert "Do you need their agreement?" in said


def test_a_health_visitor_is_told_to_ring_now_what_not_to_do_and_what_to_do_if_told_no(referrer, directory):
    said = referrer.start().walk(HEALTH_VISITOR).finish()
    assert referrer.screens <= 10
    assert said.index("Ring the front door today") < said.index("What to do now") < said.index("Why")
    assert COUNTY in said
    assert "You do not need the parents' agreement to ring" in said
    assert "A bruise, burn, scald or mark on a baby who is not yet moving" in said
    assert "always looked into" in said
    assert "Do not look for marks" in said
    assert "If you are told no" in said
    assert "safeguarding children partnership decides" in said


def test_a_grandfather_is_told_he_can_talk_without_names_and_did_right_to_ask(referrer, directory):
    said = referrer.start().walk(GRANDFATHER).finish()
    assert referrer.screens <= 10
    assert "You do not have to give names" in said
    assert "You did right to ask. You do not have to be sure." in said
    assert "How to talk it through without names" in said
    assert "What happens next" in said
    assert "Do not tell the family if that could put someone at risk" in said
    assert said.count(COUNTY) > 1, "where they live was left out, so both front doors are shown"
    assert said.count(CITY) > 1


def test_a_youth_worker_learns_why_it_is_exploitation_and_what_to_watch_for(referrer, directory):
    said = referrer.start().walk(YOUTH_WORKER).finish()
    assert referrer.screens <= 10
    assert "Ring the front door today" in said
    assert "Several signs together of being used by others" in said
    assert "with signs of being used by others" in said
    assert "From what you told us, watch for" in said


def test_a_social_worker_closing_a_plan_sees_what_anyone_can_go_to_first(referrer, directory, search):
    needs = {"needs": ["parenting-support", "loneliness"], "areas": ["Nottinghamshire"], "roles": ["anyone"]}
    directory.add("Family Intervention Team", provision="statutory", at="Arnold", ages=(0, 18), **needs)
    directory.add("Arnold Playgroup and Café", provision="community", at="Arnold", ages=(0, 18), **needs)
    search.reindex()
    said = referrer.start().walk(SOCIAL_WORKER).finish()
    assert referrer.screens <= 10
    assert "Arnold Playgroup and Café" in said
    assert "Family Intervention Team" not in said
    assert "Who keeps in touch" in said


def test_an_everyday_question_ends_in_advice_without_alarm(referrer, directory):
    said = referrer.start().walk(PARENT_WITH_A_QUESTION).finish()
    assert "Advice and everyday help" in said
    assert "safeguarding partnership" not in said


def test_at_night_the_number_that_answers_at_night_comes_first(make_app, directory):
    referrer = Referrer(make_app(NIGHT)).start()
    said = referrer.walk(HEALTH_VISITOR).finish()
    panel = said.split("Back to your answers")[1]
    assert panel.index(COUNTY_NIGHT) < panel.index(COUNTY)


def test_answers_closed_on_a_device_are_gone_from_it_and_their_number_is_not_given_again(referrer, directory):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    number = referrer.number
    referrer.send(f"/should-i-refer/{number}/close")
    assert referrer.see(f"/should-i-refer/{number}/outcome").status_code == 404
    assert "We could not find those answers" in referrer.text
    referrer.start()
    assert referrer.number != number


def test_a_graver_judgement_raises_the_advice(referrer, services):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    referrer.send(f"/should-i-refer/{referrer.number}/more-serious")
    assert "Ring the front door today" in referrer.text
    assert "You judge that a child is being harmed" in referrer.text
    assert "If someone is in danger now: Ring 999" in referrer.text
    referrer.send(f"/should-i-refer/{referrer.number}/more-serious")
    assert "Ring the front door today" in referrer.text, "nothing is graver, and nothing is lowered"


def test_a_lower_judgement_asks_to_talk_first_and_leaves_the_advice(referrer, directory):
    referrer.start().walk(HEALTH_VISITOR).finish()
    number = referrer.number
    referrer.see(f"/should-i-refer/{number}/less-serious")
    assert "Please talk to the front door first" in referrer.text
    assert COUNTY in referrer.text
    referrer.see(f"/should-i-refer/{number}/outcome")
    assert "Ring the front door today" in referrer.text


def test_feedback_is_kept_and_can_be_added_to_later(referrer, services, kept):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    send_to = f"/should-i-refer/{referrer.number}/feedback"
    said = {"helped": "yes", "agree": "higher", "decided": "front door", "why": ["know more than was asked"]}
    referrer.send(send_to, said)
    assert "Thank you" in referrer.text
    referrer.see(f"/should-i-refer/{referrer.number}/outcome")
    assert 'value="front door" checked' in referrer.response.text
    referrer.send(send_to, {**said, "decided": "service", "comment": "They answered the same day."})
    (feedback,) = kept(Feedback)
    assert (feedback.helped, feedback.agree, feedback.decided) == ("yes", "higher", "service")
    assert feedback.comment == "They answered the same day."


def test_a_comment_that_may_hold_a_name_is_asked_about_once_and_then_passes(referrer, services, kept):
    referrer.start().walk(TEACHING_ASSISTANT).finish()
    send_to = f"/should-i-refer/{referrer.number}/feedback"
    response = referrer.send(send_to, {"helped": "yes", "comment": "I rang about Charlie Brown"})
    assert response.status_code == 422
    assert "This may hold somebody’s name" in referrer.text
    assert "Talk with the family" in referrer.text, "the advice stays on the page"
    assert kept(Feedback) == []
    referrer.send(send_to, {"helped": "yes", "comment": "I rang about Charlie Brown", "warned": "yes"})
    assert kept(Feedback)[0].comment == "I rang about Charlie Brown"


def test_what_no_service_meets_is_said_and_noted_once(referrer, directory, search, kept):
    directory.add("Willow Family Hub", ages=(0, 18), roles=["anyone"], **HUB)
    search.reindex()
    referrer.start().walk(TEACHING_ASSISTANT)
    check = referrer.places[-1]
    said = referrer.finish()
    assert "We found nobody who fits for:" in said
    noted = [(need.need, need.district_code, need.age_band) for need in kept(UnmetNeed)]
    assert ("food-poverty", "E07000170", "5 to 10") in noted
    referrer.see(check)
    referrer.finish()
    assert len(kept(UnmetNeed)) == len(noted)


def test_a_service_that_takes_nobody_new_is_offered_only_where_nobody_else_is(referrer, directory, search):
    full = {"taking_referrals": False, "told_on": NIGHT.date()}
    everything = {**HUB, "needs": HUB["needs"] + FOOD["needs"]}
    directory.add("Full House Hub", ages=(0, 18), roles=["anyone"], availability=full, **everything)
    directory.add("Willow Family Hub", ages=(0, 18), roles=["anyone"], **HUB)
    search.reindex()
    said = referrer.start().walk(TEACHING_ASSISTANT).finish()
    assert "Willow Family Hub" in said
    for_full = said.split("Full House Hub")[1].split("Where")[0]
    assert "Food" in for_full or "food" in for_full
    assert "Not taking anyone new" in said


def test_a_service_that_has_closed_since_is_never_shown(referrer, services):
    referrer.start().walk(TEACHING_ASSISTANT)
    hub = next(one for one in services_named(services, "Willow Family Hub"))
    services.retire(hub, without_reindexing=True)
    assert "Willow Family Hub" not in referrer.finish()


def services_named(directory, name):
    return directory.session.exec(select(Service).where(Service.name == name))


def test_what_was_seen_is_told_before_what_was_left_open_or_judged(referrer, directory):
    journey = {**YOUTH_WORKER, "more": {}, "judgement": {"judgement": "harm"}}
    said = referrer.start().walk(journey).finish().split("Why", 1)[1]
    assert said.index("Taken together:") < said.index("Not answered, so we take the careful view:")
