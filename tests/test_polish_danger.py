"""The gravest words in Polish bring up people to ring, written with their accents or without."""

import unicodedata

import pytest

from directory.vocabulary import load_vocabulary
from directory.vocabulary.phrases import words_of

vocabulary = load_vocabulary()

HEARD = [
    ("chcę się zabić", "despair"),
    ("córka mówi, że nie chce już żyć", "despair"),
    ("Ona się tnie", "despair"),
    ("syn pisze o samobójstwie", "despair"),
    ("myśli samobójcze", "despair"),
    ("pomocy!!!", "despair"),
    ("Proszę o pomoc", "despair"),
    ("mąż grozi mi nożem", "danger"),
    ("mówi, że nas zabije", "danger"),
    ("dziecko nie oddycha", "danger"),
    ("Połknęła wszystkie tabletki", "danger"),
    ("karetka", "danger"),
    ("ojczym bije dzieci", "harm-to-child"),
    ("Tata mnie bardzo mocno bije", "harm-to-child"),
    ("wujek ją molestował", "harm-to-child"),
    ("on mnie zgwałcił", "harm-to-child"),
    ("zostawia małe dziecko samo na noc", "harm-to-child"),
    ("boję się wracać do domu", "harm-to-child"),
    ("siniaki na rękach", "harm-to-child"),
    ("partner mnie bije", "abuse"),
    ("chłopak uderzył mnie w twarz", "abuse"),
    ("przemoc domowa", "abuse"),
    ("boję się męża", "abuse"),
]
QUIET = [
    "szukam przedszkola dla syna",
    "syn nie chce spać w nocy",
    "zajęcia sportowe dla dzieci",
    "kurs angielskiego dla rodziców",
    "prosze o pomoc z mieszkaniem",
    "córka ma trzy lata i jeszcze nie mówi",
    "jak znaleźć lekarza",
    "policja szuka wolontariuszy",
]


def without_accents(text):
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return plain.replace("ł", "l").replace("Ł", "L")


@pytest.mark.parametrize(("text", "kind"), HEARD)
def test_danger_is_heard_with_accents_and_without(text, kind):
    assert vocabulary.crisis(text).id == kind
    assert vocabulary.crisis(without_accents(text)).id == kind
    assert vocabulary.crisis(text.upper()).id == kind


@pytest.mark.parametrize("text", QUIET)
def test_other_questions_in_polish_raise_no_alarm(text):
    assert vocabulary.crisis(text) is None


def test_a_letter_with_a_stroke_is_the_letter_without_it():
    assert words_of("Łódź, połknął") == ["lodz", "polknal"]
