"""How well each service answers the words of a question: between 0 and 1, a little more for its whole name.

The words count by how rare they are and where they were found (in the name most); the needs that they point to count
by how surely they do. A service is found when it has most of the words, or is for a need they point to: the words
may differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from directory.need_words import Expansion
from directory.search.columns import Columns, Floats, Mask
from directory.search.text import stem, words_of
from directory.vocabulary import Vocabulary

ENOUGH_OF_THE_WORDS = 0.6
"""The share of the words, by rarity, that a service found by words alone must have."""
LEAST_OF_THE_WORDS = 0.25
"""Where no service has enough of them, those with the most are shown, down to this share."""
SYNONYM = 0.5
"""What another word for the same is worth beside the word typed."""
FIRM_NEED, GUESSED_NEED = 0.9, 0.45
"""The most a need can be worth: pointed to by a whole phrase, or only by single words."""
SURE_ENOUGH = 0.5
"""Needs are used whose weight is at least this share of the likeliest one's."""
MOST_NEEDS = 4
WHOLE_NAME = 0.3

SMALL = """
    a about after also am an and any anyone are as ask at be because been but by can could did do does doesn't don't
    even for from get gets getting go goes going got had has have having he he's help helps her hers him his how i i'm
    if in into is isn't it it's its just like looking me more my near need needed needs no not now of off on only or
    our out over please she she's should so some someone something somewhere support than that that's the their them
    then there they they're this to too up us very want wants was wasn't we were what when where which who why will
    with won't would you your keep keeps always service services who's hasn't haven't can't cannot
"""
SMALL_WORDS = frozenset(SMALL.split())
"""Words too common to look for, unless nothing else was typed."""


class Texts(Protocol):
    """The words of every service: `Text` over the index, or `PlainText` without it."""

    size: int

    def worth(self, term: str) -> Floats: ...

    def in_name(self, term: str) -> Mask: ...


@dataclass(frozen=True)
class Relevance:
    found: Mask
    score: Floats
    share: Floats
    """The share of the words, by rarity, that each row has."""
    in_words: Floats
    """How well the words themselves matched, 0 to 1."""
    needs: dict[str, float]
    """The needs the words point to, best first, and what each is worth."""
    terms: dict[str, Floats]
    """A word typed -> what it is worth to each row."""


def relevance(columns: Columns, text: Texts, words: str, vocabulary: Vocabulary) -> Relevance:
    """Which services answer these words, and how well. Without words all do, alike."""
    typed = content_words(words)
    if not typed:
        everything = np.ones(text.size)
        return Relevance(everything > 0, everything, everything, np.zeros(text.size), {}, {})
    expansion = vocabulary.expand(words)
    terms = {word: text.worth(stem(word)) for word in typed}
    worth, share = weigh(terms, text.size)
    needs = need_weights(expansion)
    by_need = need_worth(columns, needs)
    enough = ENOUGH_OF_THE_WORDS if by_need.any() else least_share(share)
    synonyms = SYNONYM * other_words(text, expansion.words)
    found = (share >= enough) | (synonyms > 0) | (by_need > 0)
    in_words = np.maximum(worth, synonyms)
    score = 1 - (1 - in_words) * (1 - by_need) + WHOLE_NAME * whole_name(text, typed)
    return Relevance(found, np.where(found, score, 0.0), share, in_words, needs, terms)


def content_words(words: str) -> list[str]:
    """The words that say something, each once; all of them when none does."""
    typed = list(dict.fromkeys(words_of(words)))
    return [word for word in typed if word not in SMALL_WORDS] or typed


def weigh(terms: dict[str, Floats], size: int) -> tuple[Floats, Floats]:
    """For each row: what the words are worth together, and the share of them it has, both by rarity."""
    worth, share, total = np.zeros(size), np.zeros(size), 0.0
    for found in terms.values():
        rarity = np.log(1 + size / (np.count_nonzero(found) + 1))
        worth += rarity * found
        share += rarity * (found > 0)
        total += float(rarity)
    return worth / total, share / total


def least_share(share: Floats) -> float:
    """The share of the words to ask for: enough of them, or nearly as much as any service has."""
    return min(ENOUGH_OF_THE_WORDS, max(LEAST_OF_THE_WORDS, 0.8 * float(share.max(initial=0))))


def other_words(text: Texts, phrases: Iterable[str]) -> Floats:
    """What the best of these phrases is worth to each row that has all of its words."""
    best = np.zeros(text.size)
    for phrase in phrases:
        parts = [text.worth(stem(word)) for word in content_words(phrase)]
        if parts:
            best = np.maximum(best, np.min(parts, axis=0))
    return best


def need_weights(expansion: Expansion) -> dict[str, float]:
    """The few likeliest needs and what each is worth; guesses from single words only where nothing is firmer."""
    firm = [suggestion for suggestion in expansion.needs if suggestion.phrases]
    most, chosen = (FIRM_NEED, firm) if firm else (GUESSED_NEED, list(expansion.needs))
    if not chosen:
        return {}
    likeliest = chosen[0].weight
    sure = [suggestion for suggestion in chosen[:MOST_NEEDS] if suggestion.weight >= SURE_ENOUGH * likeliest]
    return {suggestion.need: most * suggestion.weight / likeliest for suggestion in sure}


def need_worth(columns: Columns, needs: dict[str, float]) -> Floats:
    """What a service is worth for the needs it is tagged with: the best one, a little less where it has many others."""
    best = np.zeros(len(columns))
    for need, weight in needs.items():
        best = np.maximum(best, weight * columns.needs.any_of([need]))
    tags = np.bincount(columns.needs.rows, minlength=len(columns))
    return best * (0.9 + 0.1 / np.maximum(tags, 1))


def whole_name(text: Texts, typed: list[str]) -> Mask:
    """The rows whose name has every word typed."""
    in_all: Mask = np.logical_and.reduce([text.in_name(stem(word)) for word in typed])
    return in_all
