"""Cases from everyday worry to the gravest, on the real content: never less than a careful front door, nor far more."""

import tomllib
from pathlib import Path

import pytest

from matching.answers import NOT_SURE, SIGNS, Ages
from matching.content import load_content
from matching.entries import PathwayId
from matching.findings import findings
from matching.outcome import asked_of
from matching.recommend import recommend_answers
from matching.routes import calm

CONTENT = load_content()
TABLE = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
CASES = [case for cases in TABLE.values() for case in cases]
UNBORN = "unborn"
HARMS = {"neglect", "physical-abuse", "emotional-abuse"}


def answers_in(case):
    """What the person of this case answers; signs bring their topics with them."""
    quiet = {key: value for key, value in calm(CONTENT).items() if key not in CONTENT.qualifiers}
    said = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in case.get("answers", {}).items()}
    ages = [age for age in case["ages"] if age != UNBORN]
    signs = {}
    for sign in case["signs"]:
        signs.setdefault(SIGNS + CONTENT.indicators[sign].topic, []).append(sign)
    topics = (*said.get("topics", ()), *(key.removeprefix(SIGNS) for key in signs))
    ticked = {key: tuple(value) for key, value in signs.items()}
    return quiet | ticked | said | {"topics": topics, "ages": Ages(tuple(map(float, ages)), UNBORN in case["ages"])}


def sit(*signs, ages=(8,), **answers):
    named = {key.replace("_", "-"): value for key, value in answers.items()}
    return recommend_answers(CONTENT, answers_in({"signs": signs, "ages": list(ages), "answers": named}))


def notices(recommendation):
    return {notice.id for notice in recommendation.notices}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_case_ends_where_a_careful_front_door_would(case):
    reached = recommend_answers(CONTENT, answers_in(case)).pathway
    assert PathwayId(case["at_least"]).rank <= reached.rank <= PathwayId(case["at_most"]).rank


def test_the_cases_are_many_and_half_of_them_are_not_serious():
    assert len(TABLE["serious"]) >= 100
    assert len(TABLE["mild"]) >= 60


def test_a_young_mother_is_not_taken_for_her_baby():
    supported = {"teen_pregnancy_detail": "supported"}
    assert sit("teen-pregnant", ages=(0.3,), **supported).pathway is PathwayId.EARLY_HELP
    assert sit("teen-pregnant", ages=(15,), **supported).pathway is PathwayId.SAFEGUARDING
    assert "under-13-sex" in notices(sit("teen-pregnant", ages=(12.9,), **supported))
    assert "under-13-sex" not in notices(sit("teen-pregnant", ages=(13,), **supported))


def test_safeguarding_only_out_of_doubt_is_a_conversation():
    assert sit("teeth").talk_it_through
    assert sit("teeth", teeth_detail=NOT_SURE).talk_it_through
    assert sit("everyday-toddlers", danger=NOT_SURE).talk_it_through
    assert not sit("teeth", teeth_detail="untreated").talk_it_through
    assert not sit("teeth", "afraid-of-adult").talk_it_through
    assert not sit("mark-to-ask-about", ages=(0.2,), bruise_detail=NOT_SURE, moves="no").talk_it_through


def test_the_duty_to_report_cutting_is_shown_to_teachers_and_registered_staff_who_know_of_it():
    assert "fgm-duty" in notices(sit("fgm-done", ages=(14,), role="teacher"))
    assert "fgm-duty" in notices(sit("fgm-done", ages=(14,), role="health-registered"))
    assert "fgm-duty" not in notices(sit("fgm-done", ages=(14,), role="school-staff"))
    assert "fgm-duty" not in notices(sit("fgm-done", ages=(18,), role="teacher"))
    assert "fgm-duty" not in notices(sit("fgm-risk", ages=(7,), role="teacher"))


@pytest.mark.parametrize(
    ("sign", "ages", "notice"),
    [
        ("forced-marriage", (16,), "honour-one-chance"),
        ("fgm-risk", (7,), "honour-one-chance"),
        ("fabricated-illness", (5,), "fabricated-quiet"),
        ("domestic-abuse", (7,), "domestic-abuse-safe-contact"),
        ("past-abuse", (7,), "past-abuse-safe-contact"),
        ("trusted-boundaries", (12,), "lado"),
        ("trusted-poor-practice", (12,), "boundary-lead"),
        ("baby-mark", (0.2,), "non-mobile-baby"),
        ("abuse-pictures", (14,), "pictures"),
    ],
)
def test_where_asking_the_family_could_harm_the_outcome_says_so(sign, ages, notice):
    assert notice in notices(sit(sign, ages=ages))


def test_help_by_agreement_is_never_labelled_with_abuse_or_neglect():
    labelled = [one.id for one in CONTENT.indicators.values() if one.level < 4 and HARMS & set(one.needs)]
    assert labelled == []


def test_a_worried_person_who_leaves_out_every_other_question_is_not_sent_away():
    for topic in CONTENT.topics.values():
        if topic.worry_level > 1:
            left_out = {"danger": ("no",), "ages": Ages(), "topics": (topic.id,)}
            assert recommend_answers(CONTENT, left_out).pathway.rank >= PathwayId.EARLY_HELP.rank


@pytest.mark.parametrize(("sign", "told"), [("everyday-clubs", {"child-risks": "disabled"}), ("needs-break", {})])
def test_services_are_asked_whether_they_take_a_disabled_child(sign, told):
    answers = answers_in({"signs": [sign], "ages": [9], "answers": told})
    assert {"disabled-child", "disability-sign"} & findings(CONTENT, answers).keys()
    assert asked_of(CONTENT, answers, ()).send is True


def test_services_are_not_told_that_a_child_is_disabled_when_nobody_said_so():
    assert asked_of(CONTENT, answers_in({"signs": ["everyday-clubs"], "ages": [9]}), ()).send is None
