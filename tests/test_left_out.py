"""What an outcome does not rest on, and why."""

import pytest
from small_content import small_content

from matching.answers import NONE, NOT_SURE, Ages
from matching.content import load_content
from matching.entries import PathwayId
from matching.explaining.explanation import explain_answers
from matching.routes import calm


@pytest.fixture
def content(tmp_path):
    return small_content(tmp_path)


@pytest.fixture
def left_out(content):
    return lambda **answers: (
        explain_answers(
            content, {**calm(content), **{key.replace("signs_", "signs:"): value for key, value in answers.items()}}
        ).left_out
    )


def test_what_not_being_sure_did_is_said(left_out):
    (signs,) = [one for one in left_out(topics=("hurt",), signs_hurt=(NOT_SURE,)).open if one.asks == "Being hurt"]
    assert signs.not_sure
    assert signs.counted_as == ("Being hurt",)
    assert signs.pathway is PathwayId.SAFEGUARDING
    assert signs.page == "signs"


def test_a_question_left_out_that_changed_nothing_says_so(left_out):
    role = next(one for one in left_out(role=()).open if one.asks == "Who are you?")
    assert (role.not_sure, role.counted_as, role.pathway) == (False, (), None)


def test_a_sign_beside_not_sure_is_still_left_open(left_out):
    (signs,) = [
        one for one in left_out(topics=("hurt",), signs_hurt=("says-hurt", NOT_SURE)).open if one.page == "signs"
    ]
    assert signs.not_sure


def test_worries_that_were_not_chosen_are_named(left_out):
    assert [topic.id for topic in left_out(topics=("feelings",), signs_feelings=(NONE,)).topics] == ["hurt", "everyday"]


def test_a_question_that_nothing_called_for_says_what_would_have(left_out):
    old = left_out(ages=Ages((7.0,)), topics=("hurt",), signs_hurt=(NONE,))
    assert [(one.asks, str(one.when)) for one in old.near] == [
        ("Does the baby move about?", "Asked only with this: Under one"),
        ("What about the bruise?", "Asked only with this: A bruise"),
    ]
    baby = left_out(ages=Ages((0.5,)), topics=("hurt",), signs_hurt=(NONE,))
    assert [one.asks for one in baby.near] == ["What about the bruise?"]


def test_a_question_about_a_sign_of_another_worry_is_told_apart(left_out):
    found = left_out(ages=Ages((0.5,)), topics=("feelings",), signs_feelings=(NONE,))
    assert [one.asks for one in found.elsewhere] == ["What about the bruise?"]
    assert found.near == ()


def test_signs_for_other_ages_are_counted(left_out):
    assert left_out(ages=Ages((9.0,)), topics=("hurt",), signs_hurt=(NONE,)).other_ages == 1
    assert left_out(ages=Ages((1.0,)), topics=("hurt",), signs_hurt=(NONE,)).other_ages == 0


def test_where_many_things_would_call_for_a_question_a_few_are_named():
    content = load_content()
    found = explain_answers(content, {**calm(content), "role": ("parent",)}).left_out
    consent = next(one for one in found.near if one.asks == "Do they know you are asking, and do they agree?")
    assert str(consent.when).endswith("or 4 more")
