"""How well each service answers the words of a question: between 0 and 1, a little more for its whole name.

The words count by how rare they are and where they were found (in the name most); the needs that they point to count
by how surely they do. A service is found when it has most of the words, or is for a need they point to: the words
may differ.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from directory.need_words import Expansion
from directory.phrases import words_of
from directory.search.columns import Columns, Floats, Mask
from directory.search.lexicon import Lexicon
from directory.search.small_words import content_words
from directory.search.text import stem

ENOUGH_OF_THE_WORDS = 0.6
"""The share of the words, by rarity, that a service found by words alone must have."""
LEAST_OF_THE_WORDS = 0.25
"""Where no service has enough of them, those with the most are shown, down to this share."""
SAME_WORD, SYNONYM = 0.9, 0.3
"""What another way of writing a word (CAMHS, CYPMHS) is worth beside it; what words of like meaning add at most."""
FIRM_NEED, GUESSED_NEED = 0.9, 0.45
"""The most a need can be worth: pointed to by a whole phrase, or only by single words."""
SURE_ENOUGH = 0.5
"""Needs are used whose weight is at least this share of the likeliest one's."""
MOST_NEEDS = 4
BY_THE_WAY = 0.6
"""What a need is worth to a service that is tagged with it but speaks of other things."""
WHOLE_NAME = 0.3
"""What is added where the words typed are a service's whole name."""


class Texts(Protocol):
    """The words of every service: `Text` over the index, or `PlainText` without it."""

    size: int

    def worth(self, term: str) -> Floats: ...

    def name_matched(self, terms: Collection[str]) -> Floats: ...


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


def relevance(columns: Columns, text: Texts, words: str, lexicon: Lexicon) -> Relevance:
    """Which services answer these words, and how well. Without words all do, alike."""
    typed = content_words(words)
    if not typed:
        everything = np.ones(text.size)
        return Relevance(everything > 0, everything, everything, np.zeros(text.size), {}, {})
    expansion = lexicon.vocabulary.expand(words)
    terms = {word: word_worth(text, word, lexicon) for word in typed}
    worth, share = weigh(terms, text.size)
    synonyms = other_words(text, expansion.words)
    needs = need_weights(expansion)
    by_need = need_worth(columns, needs)
    sure = max(needs.values(), default=0) > GUESSED_NEED
    if sure:
        worth *= sentence_factor(words, typed)
    found = share >= (ENOUGH_OF_THE_WORDS if sure else least_share(share))
    if sure or len(needs) == 1 or not found.any():
        found |= by_need > 0
    if not found.any():
        found = synonyms > 0
    in_words = worth + (1 - worth) * SYNONYM * synonyms
    score = 1 - (1 - in_words) * (1 - by_need) + WHOLE_NAME * text.name_matched([stem(word) for word in typed])
    return Relevance(found, np.where(found, score, 0.0), share, in_words, needs, terms)


def sentence_factor(words: str, typed: list[str]) -> float:
    """The meaning of a sentence counts more than its single words: less for the words, the more small ones it has."""
    return 0.5 + 0.5 * len(typed) / max(len(words_of(words)), 1)


def word_worth(text: Texts, word: str, lexicon: Lexicon) -> Floats:
    """What a word is worth to each row, in whichever way the record writes it."""
    best = text.worth(stem(word))
    for phrase in lexicon.other_spellings.get(word, ()):
        parts = [text.worth(stem(part)) for part in words_of(phrase)]
        best = np.maximum(best, SAME_WORD * np.min(parts, axis=0))
    return best


def weigh(terms: dict[str, Floats], size: int) -> tuple[Floats, Floats]:
    """For each row: what the words are worth together, and the share of them it has, both by rarity."""
    worth, share, total = np.zeros(size), np.zeros(size), 0.0
    for found in terms.values():
        rarity = np.log(1 + size / (np.count_nonzero(found > 0) + 1))
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
    """What a service is worth for the needs it is tagged with: the best one, by how much the service is about it."""
    best = np.zeros(len(columns))
    for need, weight in needs.items():
        emphasis = BY_THE_WAY + (1 - BY_THE_WAY) * np.sqrt(columns.needs.weight_of(need))
        best = np.maximum(best, weight * emphasis * columns.needs.any_of([need]))
    return best
