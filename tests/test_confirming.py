"""Signs that a person confirmed become answers: all of them, none else, and never less grave together."""

from itertools import combinations

import pytest

from matching.answers import Ages, Where
from matching.confirming import answers_confirming
from matching.content import load_content
from matching.findings import findings
from matching.recommend import recommend_answers
from matching.routes import calm


@pytest.fixture(scope="module")
def content():
    return load_content()


@pytest.fixture(scope="module")
def harmless(content):
    """Every question answered with its least serious answer, and the ages not yet given."""
    return {key: value for key, value in calm(content).items() if not isinstance(value, Ages)}


@pytest.fixture(scope="module")
def alone(content):
    """Each sign of the content with the answers that confirm it and nothing else."""
    return {name: answers_confirming(content, [name]) for name in content.indicators}


def test_every_sign_of_the_content_can_be_confirmed_alone(content, harmless, alone):
    found = {name: findings(content, {**harmless, **answers}) for name, answers in alone.items()}
    assert [name for name in alone if name not in found[name]] == []


def test_no_confirmed_sign_leads_to_less_than_it_does_by_itself(content, harmless, alone):
    for name, answers in alone.items():
        own = content.indicators[name].pathway
        assert recommend_answers(content, {**harmless, **answers}).pathway.rank >= own.rank, name


def test_signs_confirmed_together_lead_to_no_less_than_the_gravest_of_them(content, harmless):
    some = [indicator for indicator in content.indicators.values() if indicator.hidden][::15]
    for first, second in combinations(some, 2):
        answers = {**harmless, **answers_confirming(content, [first.id, second.id])}
        gravest = max(first.pathway.rank, second.pathway.rank)
        assert recommend_answers(content, answers).pathway.rank >= gravest, (first.id, second.id)


def test_a_visible_sign_is_ticked_under_its_topic_and_nothing_else_is(content):
    assert answers_confirming(content, ["unwashed", "end-of-tether"]) == {
        "topics": ("daily-care", "adult-troubles"),
        "signs:daily-care": ("unwashed",),
        "signs:adult-troubles": ("end-of-tether",),
    }


def test_a_hidden_sign_is_the_option_of_its_question_under_the_sign_it_is_asked_for(content):
    assert answers_confirming(content, ["self-harm-once"]) == {
        "topics": ("self-harm-suicide",),
        "signs:self-harm-suicide": ("self-harm",),
        "self-harm-detail": ("once",),
    }


def test_of_two_answers_to_one_question_the_graver_stands(content):
    for order in (["abuse-low", "abuse-serious"], ["abuse-serious", "abuse-low"]):
        assert answers_confirming(content, order)["abuse-detail"] == ("serious",)


def test_nobody_is_said_to_be_anyone_of_any_age_anywhere(alone):
    for name, answers in alone.items():
        assert not any(isinstance(value, Ages | Where) for value in answers.values()), name
        assert "role" not in answers


def test_only_ages_that_were_confirmed_are_put_in(content):
    assert answers_confirming(content, [], [7.0, 0.19]) == {"ages": Ages((0.19, 7.0))}


def test_nothing_confirmed_is_nothing_answered_and_a_sign_nobody_knows_is_nothing(content):
    assert answers_confirming(content, []) == {}
    assert answers_confirming(content, ["no-such-sign", "", "signs:daily-care"]) == {}
