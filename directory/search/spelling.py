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
    known = sorted({*lexicon.words, *places})
    typed = words_of(text)
    meant = [word if word in lexicon.known or word in places else _meant(word, known, opened) for word in typed]
    return " ".join(meant) if meant != typed else None


def _meant(word: str, known: list[str], opened: OpenIndex) -> str:
    """The nearest known word, the commonest among equals; the word itself where it is known or nothing is near."""
    if len(word) < SHORTEST or not word.isalpha() or opened.knows(word):
        return word
    for distance in (1, 2):
        near = dict(opened.corrections(word, distance))
        for other in ListCorrector(known).suggest(word, limit=10, maxdist=distance, prefix=1):
            near[other] = near.get(other, 0) + 1
        near = {other: count for other, count in near.items() if stem(other) != stem(word)}
        if near:
            return min(near, key=lambda other: (-near[other], other))
    return word
