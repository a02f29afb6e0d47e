"""From findings to a pathway, its reasons, and what has not been asked."""

import pytest
from small_content import small_content

from matching.answers import NONE, NOT_SURE, Ages
from matching.content import load_content
from matching.recommend import recommend_answers
from matching.routes import calm


@pytest.fixture
def content(tmp_path):
    return small_content(tmp_path)


@pytest.fixture
def advise(content):
    """What these answers lead to when all else is calm."""
    return lambda **answers: recommend_answers(
        content, {**calm(content), **{key.replace("signs_", "signs:"): value for key, value in answers.items()}}
    )


@pytest.mark.parametrize(
    ("answers", "pathway", "level"),
    [
        ({}, "advice", 0),
        ({"topics": ("everyday",), "signs_everyday": ("wants-group",)}, "advice", 1),
        ({"topics": ("everyday",), "signs_everyday": (NOT_SURE,)}, "early_help", 2),
        ({"topics": ("feelings",), "signs_feelings": ("very-low",)}, "early_help", 3),
        ({"topics": ("feelings",), "signs_feelings": ("tired",)}, "early_help", 2),
        ({"topics": ("feelings",), "signs_feelings": (NONE,)}, "early_help", 2),
        ({"topics": ("hurt",), "signs_hurt": (NONE,)}, "early_help", 2),
        ({"topics": ("hurt",), "signs_hurt": (NOT_SURE,)}, "safeguarding", 2),
        ({"topics": ("hurt",), "signs_hurt": ()}, "safeguarding", 2),
        ({"topics": ("hurt",), "signs_hurt": ("says-hurt",)}, "safeguarding", 4),
        ({"topics": ("hurt",), "signs_hurt": ("says-hurt", "hit-now")}, "emergency", 4),
        ({"danger": ("yes",)}, "emergency", 4),
        ({"judgement": ("harm",)}, "safeguarding", 4),
        ({"judgement": ("less",), "topics": ("hurt",), "signs_hurt": ("says-hurt",)}, "safeguarding", 4),
        ({"topics": ("gone-since",)}, "early_help", 2),
    ],
)
def test_the_pathway_is_that_of_the_gravest_finding(advise, answers, pathway, level):
    recommendation = advise(**answers)
    assert (recommendation.pathway, recommendation.level) == (pathway, level)
    assert recommendation.consent == f"{pathway} consent"


def test_reasons_come_gravest_first_with_their_source_and_the_persons_own_words(advise):
    recommendation = advise(
        topics=("hurt", "feelings"), signs_hurt=("says-hurt",), signs_feelings=("very-low", "tired")
    )
    assert [reason.finding for reason in recommendation.reasons] == ["says-hurt", "very-low", "tired"]
    first = recommendation.reasons[0]
    assert first.words == "Says someone hurt them"
    assert first.why == "A child's words are taken seriously."
    assert first.sources[0].area == "Croydon"
    assert (first.because.question, first.because.option) == ("signs:hurt", "says-hurt")


def test_a_combination_is_told_by_the_signs_it_rests_on(advise):
    recommendation = advise(ages=Ages((0.2,)), moves=("no",), topics=("hurt",), signs_hurt=("bruise",))
    told = {reason.finding: reason.members for reason in recommendation.reasons}
    assert told["baby-bruise"] == ("A bruise", "Not yet moving")


def test_a_disputed_sign_says_so(advise):
    recommendation = advise(topics=("hurt",), signs_hurt=("bruise",))
    assert [reason.disputed for reason in recommendation.reasons] == ["Documents differ."]


def test_a_topic_is_a_reason_only_where_nothing_in_it_weighs_as_much(advise):
    assert [r.finding for r in advise(topics=("feelings",), signs_feelings=(NONE,)).reasons] == ["topic:feelings"]
    assert [r.finding for r in advise(topics=("feelings",), signs_feelings=("very-low",)).reasons] == ["very-low"]
    assert [r.finding for r in advise(topics=("feelings",), signs_feelings=("tired",)).reasons] == [
        "topic:feelings",
        "tired",
    ]


def test_doubt_alone_is_a_conversation_and_a_sign_is_not(advise):
    assert advise(topics=("hurt",), signs_hurt=(NOT_SURE,)).talk_it_through
    assert not advise(topics=("hurt",), signs_hurt=(NOT_SURE, "says-hurt")).talk_it_through
    assert not advise(topics=("feelings",), signs_feelings=(NOT_SURE,)).talk_it_through


def test_needs_come_gravest_first_and_a_topics_own_only_where_no_sign_points_to_others(advise):
    both = advise(topics=("feelings", "hurt"), signs_feelings=("tired",), signs_hurt=("says-hurt",))
    assert both.needs == ("physical-abuse", "sleep")
    assert advise(topics=("feelings",), signs_feelings=(NONE,)).needs == ("low-mood",)
    assert advise(topics=("hurt",), signs_hurt=(NOT_SURE,)).needs == ("physical-abuse",)


def test_notices_are_shown_where_all_they_ask_for_holds_and_they_are_in_force(advise):
    signs = {"topics": ("hurt",), "signs_hurt": ("says-hurt",)}
    assert [notice.id for notice in advise(role=("teacher",), **signs).notices] == ["teacher-duty"]
    assert advise(role=("other",), **signs).notices == ()


def test_a_lower_judgement_asks_to_talk_first_and_a_higher_or_equal_one_does_not(advise):
    grave = {"topics": ("hurt",), "signs_hurt": ("says-hurt",)}
    assert "Talk to the front door" in str(advise(judgement=("less",), **grave).talk_first)
    assert advise(judgement=("harm",), **grave).talk_first is None
    assert advise(judgement=(), **grave).talk_first is None
    assert advise(judgement=("less",), topics=("feelings",), signs_feelings=("very-low",)).talk_first is None


def test_what_was_not_asked_is_said(advise):
    recommendation = advise(topics=("feelings",), signs_feelings=(NOT_SURE,), role=())
    assert [topic.id for topic in recommendation.not_asked.topics] == ["hurt", "everyday"]
    assert recommendation.not_asked.skipped == ("Who are you?", "Who are you worried about?", "Feelings")


def test_what_to_watch_for_and_to_gather_comes_with_it(advise):
    recommendation = advise(topics=("hurt",), signs_hurt=("says-hurt",))
    assert recommendation.watch_for == ("New marks.",)
    assert [line.words for line in recommendation.gather] == ["The child's name"]


JOURNEYS = {
    "a hungry child in the same jumper": (
        {"ages": Ages((7.0,)), "topics": ("daily-care",), "signs:daily-care": ("often-hungry", "unwashed")},
        "early_help",
        "food-poverty",
    ),
    "a bruise on a ten-week-old": (
        {"ages": Ages((0.19,)), "topics": ("physical-harm",), "signs:physical-harm": ("bruise-not-mobile",)},
        "safeguarding",
        "physical-abuse",
    ),
    "a temper and children who flinch": (
        {"topics": ("home-conflict",), "signs:home-conflict": ("not-sure",)},
        "safeguarding",
        None,
    ),
    "two phones, new trainers, missing at weekends": (
        {
            "ages": Ages((15.0,)),
            "topics": ("exploitation", "missing"),
            "signs:exploitation": ("unexplained-things", "helping-someone-out"),
            "signs:missing": ("missing-from-home",),
            "missing-detail": ("some",),
        },
        "safeguarding",
        "criminal-exploitation",
    ),
    "a plan that is ending": ({"earlier": ("ending",)}, "early_help", None),
}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_the_real_content_leads_a_known_journey_to_its_pathway(journey):
    content = load_content()
    answers, pathway, need = JOURNEYS[journey]
    recommendation = recommend_answers(content, {**calm(content), **answers})
    assert recommendation.pathway == pathway
    assert need is None or need in recommendation.needs
