"""What a misspelt word may have been meant to be: words in the services' records and in the vocabulary."""

from functools import cached_property

from whoosh.spelling import ListCorrector

from directory.search.index import OpenIndex
from directory.search.relevance import SMALL_WORDS
from directory.search.text import stem, words_of
from directory.vocabulary import Vocabulary

SHORTEST = 4
"""Shorter words are left alone: too many others are near."""


class Spelling:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    @cached_property
    def words(self) -> list[str]:
        """Every word the vocabulary uses, in order."""
        texts = [text for need in self.vocabulary.needs for text in (need.name, need.description, *need.everyday)]
        texts += [text for word in self.vocabulary.words for text in (*word.say, *word.also)]
        texts += [text for group in self.vocabulary.synonyms for text in group]
        return sorted({word for text in texts for word in words_of(text)})

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.words) | SMALL_WORDS

    def corrected(self, text: str, opened: OpenIndex) -> str | None:
        """The text with its unknown words put right; None when there is nothing to put right."""
        typed = words_of(text)
        meant = [self._meant(word, opened) for word in typed]
        return " ".join(meant) if meant != typed else None

    def _meant(self, word: str, opened: OpenIndex) -> str:
        """The nearest known word, the commonest among equals; the word itself where it is known or nothing is near."""
        if len(word) < SHORTEST or not word.isalpha() or word in self.known or opened.knows(word):
            return word
        for distance in (1, 2):
            near = dict(opened.corrections(word, distance))
            for other in ListCorrector(self.words).suggest(word, limit=10, maxdist=distance, prefix=1):
                near[other] = near.get(other, 0) + 1
            near = {other: count for other, count in near.items() if stem(other) != stem(word)}
            if near:
                return min(near, key=lambda other: (-near[other], other))
        return word
