"""What a misspelt word may have been meant to be: a word in the services' records or in the vocabulary."""

import re
from collections.abc import Collection, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.search.index import OpenIndex
from directory.search.lexicon import Lexicon
from directory.search.small_words import SMALL_WORDS
from directory.search.text import stem
from directory.vocabulary.phrases import words_of

SHORTEST = 3
"""Shorter words are left alone: too many others are near."""
SHORT, LONG = 5, 7
"""In a long word one wrong letter of any kind is a slip, in a longer one two; elsewhere only what sounds alike is."""
MOST_WRONG = 2
FAMILY = 5
"""Words that begin with so many of the same letters and differ in their endings are of one family: "complaint" is no
slip for "complain"."""
ENDING = re.compile("(s|ed|er|ers|ing|or|ors|t|ts|ation|ations|ment|ments|ly|y|ies|al|e)?")
SOUNDS = [("ph", "f"), ("ck", "k"), ("gh", ""), ("c(?=[eiy])", "s"), ("[cq]", "k"), ("z", "s"), ("[aeiouyh]", "")]
"""What is written one way and sounds like another; vowels and an h sound like nothing."""


def corrected(text: str, lexicon: Lexicon, places: Collection[str], opened: OpenIndex) -> str | None:
    """The text with its unknown words put right; None when there is nothing to put right.

    `places` are the words of place names, which may be meant too.
    """
    typed = words_of(text)
    strange = [word for word in dict.fromkeys(typed) if _is_strange(word, lexicon, places, opened)]
    if not strange:
        return None
    known = dict.fromkeys([*lexicon.words, *places], 1) | opened.spellings
    nearest = {word: _nearest(word, known) for word in strange}
    meant = [nearest.get(word, word) for word in typed]
    return " ".join(meant) if meant != typed else None


def _is_strange(word: str, lexicon: Lexicon, places: Collection[str], opened: OpenIndex) -> bool:
    """A word long enough to be misspelt that stands nowhere."""
    if len(word) < SHORTEST or not word.isalpha():
        return False
    return not (word in lexicon.known or word in places or word in opened.spellings)


def _nearest(word: str, known: Mapping[str, int]) -> str:
    """The nearest word that this may be a slip of, the commonest among equals; the word itself where there is none."""
    alike = [other for other in known if other[0] == word[0] and abs(len(other) - len(word)) <= MOST_WRONG]
    near = process.extract(word, alike, scorer=OSA.distance, score_cutoff=MOST_WRONG, limit=None)
    slips = [(distance, -known[other], other) for other, distance, _ in near if may_be_slip(word, other)]
    return min(slips)[2] if slips else word


def may_be_slip(typed: str, meant: str) -> bool:
    """Whether one word may have been typed for the other, and is not merely another word that looks like it."""
    if (meant in SMALL_WORDS and len(meant) <= SHORTEST) or stem(typed) == stem(meant) or _one_family(typed, meant):
        return False
    away = OSA.distance(typed, meant)
    if sorted(typed) == sorted(meant) or (sound(typed) == sound(meant) and (away == 1 or len(meant) > SHORT)):
        return True
    return len(meant) >= LONG and away <= 1 + (len(meant) > LONG + 1)


def _one_family(one: str, other: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= FAMILY and all(ENDING.fullmatch(word[shared:]) for word in (one, other))


def sound(word: str) -> str:
    """Roughly the consonants of a word as they are heard: "speach" and "speech" are both "spk"."""
    for written, heard in SOUNDS:
        word = re.sub(written, heard, word)
    return re.sub(r"(.)\1+", r"\1", word)
