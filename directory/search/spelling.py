"""What a misspelt word may have been meant to be: a word in the services' records or in the vocabulary."""

from collections.abc import Collection

from whoosh.spelling import ListCorrector

from directory.phrases import words_of
from directory.search.index import OpenIndex
from directory.search.lexicon import Lexicon
from directory.search.text import stem

SHORTEST = 4
"""Shorter words are left alone: too many others are near."""


def corrected(text: str, lexicon: Lexicon, places: Collection[str], opened: OpenIndex) -> str | None:
    """The text with its unknown words put right; None when there is nothing to put right.

    `places` are the words of place names, which may be meant too.
    """
    typed = words_of(text)
    strange = [word for word in dict.fromkeys(typed) if _is_strange(word, lexicon, places, opened)]
    if not strange:
        return None
    known = sorted({*lexicon.words, *places})
    nearest = {word: _nearest(word, known, opened) for word in strange}
    meant = [nearest.get(word, word) for word in typed]
    return " ".join(meant) if meant != typed else None


def _is_strange(word: str, lexicon: Lexicon, places: Collection[str], opened: OpenIndex) -> bool:
    """A word long enough to be misspelt that stands nowhere."""
    if len(word) < SHORTEST or not word.isalpha():
        return False
    return not (word in lexicon.known or word in places or opened.knows(word))


def _nearest(word: str, known: list[str], opened: OpenIndex) -> str:
    """The nearest known word, the commonest among equals; the word itself where nothing is near."""
    for distance in (1, 2):
        near = dict(opened.corrections(word, distance))
        for other in ListCorrector(known).suggest(word, limit=10, maxdist=distance, prefix=1):
            near[other] = near.get(other, 0) + 1
        near = {other: count for other, count in near.items() if stem(other) != stem(word)}
        if near:
            return min(near, key=lambda other: (-near[other], other))
    return word
