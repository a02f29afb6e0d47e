"""Whole sentences that somebody in danger, or somebody who is not, may type."""

import tomllib
from pathlib import Path

import pytest

from directory.vocabulary import load_vocabulary

vocabulary = load_vocabulary()
sentences = tomllib.loads((Path(__file__).parent / "crisis_sentences.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", sentences["heard"])
def test_people_to_ring_are_shown_for_a_sentence_that_tells_of_danger(text):
    assert vocabulary.crisis(text) is not None


@pytest.mark.parametrize("text", sentences["quiet"])
def test_no_alarm_is_raised_by_a_sentence_that_only_has_words_in_common(text):
    assert vocabulary.crisis(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("help me", "despair"),
        ("Please can someone help me!!", "despair"),
        ("i need help", "despair"),
        ("EMERGENCY", "danger"),
        ("this is an emergency", "danger"),
    ],
)
def test_a_cry_for_help_is_heard_when_nothing_else_is_said(text, kind):
    assert vocabulary.crisis(text).id == kind


@pytest.mark.parametrize("text", ["help me find a nursery", "emergency food parcel", "help with an emergency loan"])
def test_a_cry_for_help_is_only_a_word_beside_others(text):
    assert vocabulary.crisis(text) is None


def test_other_words_may_stand_between_the_words_that_tell_it_but_not_many():
    assert vocabulary.crisis("she swallowed some of my mum's tablets").id == "danger"
    assert vocabulary.crisis("she swallowed a pea at dinner and then we all went out to buy some tablets") is None
