"""Polish is complete: every sentence of the public files has one, with the same places, marks and plural forms."""

import re

import pytest
from babel.messages import Catalog

from scripts.messages import collect, read_catalog

LANGUAGE = "pl"
FORMS = 3
PLACES = re.compile(r"%\((\w+)\)s|%%\{(\w+)\}")
MARKS = re.compile(r"<[^>]+>|https?://\S+|\b999\b|\b0800 \d+ ?\d*|\b0115 [\d ]+\d|RD-[\w-]+|Right Door")
SAME_IN_BOTH = re.compile(r"(?:%\(\w+\)s|[^\w%]|£|SVG)*")
"""What is made of places and signs alone reads the same in every language."""


@pytest.fixture(scope="module")
def sentences() -> Catalog:
    return collect()


@pytest.fixture(scope="module")
def polish() -> Catalog:
    return read_catalog(LANGUAGE)


def forms_of(text):
    return list(text) if isinstance(text, (tuple, list)) else [text]


def pairs(sentences, polish):
    """Every sentence of the public pages with its Polish; one without any has an empty one."""
    for message in sentences:
        if message.id:
            kept = polish.get(forms_of(message.id)[0])
            yield message, forms_of(kept.string) if kept else [""]


def where(message):
    return f"{message.locations[0][0]}: {forms_of(message.id)[0]!r}"


def places(text):
    return {first or second for first, second in PLACES.findall(text)}


def test_every_sentence_has_a_polish_one(sentences, polish):
    missing = [where(message) for message, said in pairs(sentences, polish) if not all(said)]
    assert missing == [], "run `make messages`, then write these in translations/pl/LC_MESSAGES/messages.po"


def test_none_is_a_guess_that_somebody_was_to_look_at(polish):
    assert [where(message) for message in polish if message.id and message.fuzzy] == []


def test_none_is_for_a_sentence_that_no_public_page_says_any_more(sentences, polish):
    said = {forms_of(message.id)[0] for message in sentences}
    assert [forms_of(message.id)[0] for message in polish if forms_of(message.id)[0] not in said] == []


def test_what_is_counted_has_each_of_the_three_forms(sentences, polish):
    assert polish.num_plurals == FORMS
    wrong = [where(one) for one, said in pairs(sentences, polish) if one.pluralizable and len(said) != FORMS]
    assert wrong == []


def test_every_value_of_a_sentence_has_its_place(sentences, polish):
    wrong = []
    for message, said in pairs(sentences, polish):
        given = places(forms_of(message.id)[-1])
        wrong += [(where(message), form) for form in said if places(form) != given]
    assert wrong == []


def test_numbers_names_and_marks_are_the_same_in_both(sentences, polish):
    """A number to ring that is not the same would send somebody in danger to nobody."""
    wrong = []
    for message, said in pairs(sentences, polish):
        marks = sorted(set(MARKS.findall(forms_of(message.id)[-1])))
        wrong += [(where(message), form) for form in said if sorted(set(MARKS.findall(form))) != marks]
    assert wrong == []


def test_no_sentence_is_left_in_english(sentences, polish):
    left = [one for one, said in pairs(sentences, polish) if set(said) <= set(forms_of(one.id))]
    assert [where(one) for one in left if not SAME_IN_BOTH.fullmatch(forms_of(one.id)[0])] == []
