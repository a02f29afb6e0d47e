"""How each part of a text is meant: denied, supposed, asked in general, long past."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.understanding.clauses import clauses


def marks(text, mark):
    return [clause.text for clause in clauses(text) if getattr(clause, mark)]


@pytest.mark.parametrize(
    "text",
    [
        "no bruises",
        "There are no marks on him",
        "he has never hit her",
        "he hasn\u2019t been hurt",
        "we have not seen any bruises",
        "there is no evidence of abuse",
        "nothing to suggest that she has been hit",
        "nobody has hurt him",
        "she denies any thoughts of suicide",
    ],
)
def test_a_plain_denial_of_harm_is_one(text):
    assert marks(text, "denied")


@pytest.mark.parametrize(
    "text",
    [
        "he won't stop hitting her",
        "she doesn't feel safe",
        "there is no food",
        "no one to look after them",
        "he isn't eating",
        "they were never fed",
        "she is not allowed out",
        "he won't wake up",
        "he is not breathing",
        "the baby is not moving yet",
        "not only does he hit her",
        "he is not hitting her any more",
        "he has not hit her since Christmas",
        "he has never hit her before",
        "he doesn't hit her hard",
        "he doesn't hit her in front of us",
        "I can't say he has never hit her",
        "no new bruises",
        "no longer hits her",
        "we can't rule out abuse",
        "I don't know what to do my dad hits me",
        "mum denies hitting him",
        "he swears he never hit her",
        "isn't he hitting her?",
    ],
)
def test_the_harm_itself_what_is_only_not_now_and_another_person_s_claim_are_no_denials(text):
    assert marks(text, "denied") == []


def test_a_denial_reaches_no_further_than_its_own_clause():
    assert marks("There are no bruises but she says her uncle touches her", "denied") == ["There are no bruises"]
    assert marks("no bruises and her dad hits her", "denied") == ["no bruises"]


def test_words_joined_by_or_are_denied_together():
    assert marks("no cuts, bruises or burns", "denied") == ["no cuts", "bruises or burns"]


@pytest.mark.parametrize(
    "text",
    [
        "if he ever hit me I would leave",
        "what would happen if a child was hit",
        "how do I know if a child is being abused",
        "what if someone is being abused",
    ],
)
def test_what_is_only_imagined_is_supposed(text):
    assert marks(text, "supposed")


@pytest.mark.parametrize(
    "text",
    [
        "he says if I leave he will kill the kids",
        "if he ever hits me again",
        "how do I know if my son is being abused",
        "what if my dad kills us",
        "what should I do if my daughter says her uncle touches her",
        "he said if I ever tell he will hurt me",
    ],
)
def test_a_threat_and_a_question_about_a_certain_child_are_not_supposed(text):
    assert marks(text, "supposed") == []


@pytest.mark.parametrize(
    "text",
    [
        "what are the signs of FGM",
        "I am writing an essay on neglect",
        "training on domestic abuse",
        "suicide prevention course",
    ],
)
def test_reading_and_training_are_asked_in_general(text):
    assert marks(text, "asked")


def test_reading_hides_nothing_about_a_certain_child():
    assert marks("I read about neglect and her dad hits her", "asked") == ["I read about neglect"]
    assert marks("on my course I heard about him hitting my sister", "asked") == []


def test_an_adult_s_own_childhood_is_long_past_and_what_has_stopped_is_not():
    text = "When I was a child, my dad hit me. Now I am a dad."
    assert marks(text, "past") == [
        "When I was a child",
        "my dad hit me",
    ]
    assert marks("he used to hit her", "past") == []
    assert marks("he has stopped hitting her", "past") == []


@given(st.text(max_size=300))
def test_clauses_are_parts_of_the_text_in_order(text):
    found = clauses(text)
    assert [text[clause.start : clause.end] for clause in found] == [clause.text for clause in found]
    assert all(one.end <= other.start for one, other in pairwise(found))
