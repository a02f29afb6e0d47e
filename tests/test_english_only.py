"""Own words are understood in English; a text in another language is said to be unread, never that all is well."""

import pytest
from page_texts import texts_of

from matching.understand import Understander
from matching.understanding.english import reads_as_english, words_of

BOX = "/should-i-refer/own-words"
UNREAD = "We could not read this"
ENGLISH = [
    "He comes to school hungry and his clothes are dirty",
    "hes got brusies on his arms and wont say why",
    "scared of dad",
    "she said she wants to die",
    "10 week old with a bruise",
    "bruises",
    "help",
]
OTHER_LANGUAGES = [
    "Dziecko boi się ojca i ma siniaki",
    "moj syn nie chce jesc i ciagle placze",
    "Ona tnie się żyletką w szkole",
    "zostawia dziecko samo w domu na noc",
    "Mae fy mab yn drist iawn ac nid yw'n bwyta",
    "copilul meu este foarte trist si nu mananca",
    "mera beta bohat udaas hai aur khana nahi khata",
    "mein Kind hat Angst vor dem Vater",
    "طفلي حزين جدا ولا يأكل",
    "Я боюсь за ребёнка соседей",
    "她很饿",
]


@pytest.fixture
def known(understander):
    return understander._known_words


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read_with_its_slips_and_however_short(known, text):
    assert reads_as_english(text, known)


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_another_language_is_known_by_its_words(known, text):
    assert not reads_as_english(text, known)


@pytest.mark.parametrize("text", [*OTHER_LANGUAGES, "Mama pije a tata bije"])
def test_before_anything_is_learnt_small_words_tell(tmp_path, text):
    young = Understander(tmp_path, without_model=True)
    assert young.reads("He comes to school hungry")
    assert not young.reads(text)


def test_a_text_of_figures_alone_is_no_other_language(known):
    assert words_of("7, 12!") == []
    assert reads_as_english("7, 12!", known)


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_an_unread_text_shows_whom_to_ring_and_never_that_nothing_was_found(referrer, text):
    referrer.see(BOX)
    page = referrer.client.post(BOX, data={"text": text}).text
    said = " ".join(texts_of(page, "en"))
    assert UNREAD in said
    assert "does not mean that there is nothing to worry about" in said
    assert page[page.index("<main") :].count('href="tel:') >= 2
    assert 'name="signs"' not in page


def test_what_is_said_in_english_inside_another_language_still_counts(referrer):
    text = "corka mowi: he raped me, placze cala noc i nie wychodzi z pokoju"
    page = referrer.client.post(BOX, data={"text": text}).text
    said = " ".join(texts_of(page, "en"))
    assert UNREAD in said
    assert "We say so because you wrote:" in said
    assert "raped" in said.split("We say so because you wrote:")[1].split("You do not need to be sure")[0]


def test_while_somebody_types_in_another_language_they_are_told_after_a_few_words(referrer):
    few = referrer.client.post(f"{BOX}/so-far", data={"text": "Dziecko boi"}).text
    more = referrer.client.post(f"{BOX}/so-far", data={"text": "Dziecko boi się ojca i ma siniaki"}).text
    assert "We can only read English" not in few
    assert "We can only read English" in more
