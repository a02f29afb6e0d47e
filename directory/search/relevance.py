"""How well each service answers the words of a question: between 0 and 1, a little more for its whole name.

The words count by how rare they are and where they were found (in the name most); the needs that they point to count
by how surely they do. A service is found when it has most of the words, or is for a need they point to: the words
may differ. A need that only single words resemble is left aside where services use the words themselves.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from directory.search.columns import Columns, Floats, Mask
from directory.search.lexicon import Lexicon
from directory.search.small_words import FORM_WORDS, asks_for_any_help, content_words
from directory.search.text import stem
from directory.vocabulary.need_words import Expansion, Suggestion
from directory.vocabulary.phrases import words_of

ENOUGH_OF_THE_WORDS = 0.6
"""The share of the words, by rarity, that a service found by words alone must have."""
LEAST_OF_THE_WORDS = 0.25
"""Where no service has enough of them, those with the most are shown, down to this share."""
WORDS = 0.95
"""What the words are worth at most: a service may use them and be about something else."""
FORM_WORD = 0.4
"""What a word counts that says the form of help ("group", "mum") and not its matter, beside another word as rare."""
OTHER_FORM = 0.9
"""What another form of a word ("box" for "boxing") is worth beside the word itself."""
SAME_WORD, SYNONYM = 0.9, 0.3
"""What another way of writing a word (CAMHS, CYPMHS) is worth beside it; what words of like meaning add at most."""
FIRM_NEED, GUESSED_NEED = 0.9, 0.45
"""The most a need can be worth: pointed to by a whole phrase, or only by single words."""
SURE_ENOUGH = 0.5
"""Needs are used whose weight is at least this share of the likeliest one's."""
MOST_NEEDS = 4
GUESS_SHARED, GUESS_WEIGHT = 2, 0.28
"""A guess shares this many words with what was typed; one word will do where it is all that was typed and weighs this
much, which is to say that at most two needs use it."""
GUESS_SURE_ENOUGH, MOST_GUESSES = 0.8, 2
BY_THE_WAY = 0.6
"""What a need is worth to a service that is tagged with it but speaks of other things."""
BROAD_NEED = 0.5
"""What a need that everybody is tagged with would be worth; one that few are tagged with says more."""
WHOLE_NAME, MOST_OF_A_NAME = 0.3, 0.5
"""What is added where the words typed are a service's whole name, and the share of it from which something is."""
CALLED_SO = 0.85
"""What it is worth to a service to be called by another name for what was typed."""
IN_A_NAME = 0.85
"""What a word is worth at least where it stands in a service's name."""
FAR_BELOW = 0.5
"""Where the need is sure, a service found by words alone is left out below this share of the best."""


class Texts(Protocol):
    """The words of every service: `Text` over the index, or `PlainText` without it."""

    size: int

    def has(self, word: str) -> Mask: ...

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
    sure: bool = False
    """Whether a whole phrase points to the needs; otherwise they are guessed at from single words."""

    @property
    def suggested(self) -> tuple[str, ...]:
        """The needs to ask the person about: those that a phrase of theirs points to, never a mere guess at a word."""
        return tuple(self.needs) if self.sure else ()


def relevance(columns: Columns, text: Texts, words: str, lexicon: Lexicon, reach: Mask) -> Relevance:
    """Which services answer these words, and how well. Without words all do, alike.

    `reach` are the rows that meet every condition: while none of these has the words, guesses count.
    """
    typed = content_words(words)
    if not typed:
        everything = np.ones(text.size)
        return Relevance(everything > 0, everything, everything, np.zeros(text.size), {}, {})
    if asks_for_any_help(typed):
        return first_doors(text, lexicon.vocabulary.first_doors)
    expansion = lexicon.vocabulary.expand(words)
    firm = firm_needs(expansion)
    said = matched(text, typed, expansion, lexicon)
    said_so = bool((said.enough & reach).any())
    needs = firm or ({} if said_so else guessed_needs(expansion, len(typed)))
    by_need = need_worth(columns, needs)
    in_words = said.worth(sentence_factor(words, typed) if firm else 1.0)
    named = text.name_matched([stem(word) for word in typed])
    score = 1 - (1 - WORDS * in_words) * (1 - by_need) + WHOLE_NAME * np.where(named >= MOST_OF_A_NAME, named, 0)
    found = said.enough | (by_need > 0)
    if firm:
        found &= (by_need > 0) | (score >= FAR_BELOW * score.max(initial=0))
    else:
        found |= said.called_so | (said.most & (not said_so))
    if not found.any():
        found = said.most | (said.alike > 0)
    return Relevance(found, np.where(found, score, 0.0), said.share, in_words, needs, said.terms, bool(firm))


@dataclass(frozen=True)
class Matched:
    """What the words themselves, and words that mean the same, match in each row."""

    terms: dict[str, Floats]
    literal: Floats
    """What the words typed are worth together."""
    share: Floats
    alike: Floats
    """What the best of the words of like meaning is worth."""
    called_so: Mask
    """Rows with another name for what was typed in their own name."""

    @property
    def enough(self) -> Mask:
        return self.share >= ENOUGH_OF_THE_WORDS

    @property
    def most(self) -> Mask:
        return self.share >= least_share(self.share)

    def worth(self, factor: float) -> Floats:
        """All of it in one figure, 0 to 1; `factor` is what the words typed count."""
        worth = self.literal * factor
        return np.maximum(worth + (1 - worth) * SYNONYM * self.alike, CALLED_SO * self.called_so)


def matched(text: Texts, typed: list[str], expansion: Expansion, lexicon: Lexicon) -> Matched:
    terms = {word: word_worth(text, word, lexicon) for word in typed}
    literal, share = weigh(terms, text.size)
    called_so = other_words(text, several(expansion.names)) >= IN_A_NAME
    return Matched(terms, literal, share, other_words(text, expansion.words), called_so)


def first_doors(text: Texts, phrases: Sequence[str]) -> Relevance:
    """Where to begin, for somebody who says only that they need help: the services that speak of these, in order."""
    worth = np.zeros(text.size)
    for rank, phrase in enumerate(phrases):
        worth = np.maximum(worth, other_words(text, [phrase]) * 0.9**rank)
    return Relevance(worth > 0, worth, np.sign(worth), worth, {}, {})


def sentence_factor(words: str, typed: list[str]) -> float:
    """The meaning of a sentence counts more than its single words: less for the words, the more small ones it has."""
    return 0.5 + 0.5 * len(typed) / max(len(words_of(words)), 1)


def word_worth(text: Texts, word: str, lexicon: Lexicon) -> Floats:
    """What a word is worth to each row, in whichever way the record writes it."""
    best = text.worth(stem(word)) * np.where(text.has(word), 1.0, OTHER_FORM)
    for phrase in lexicon.other_spellings.get(word, ()):
        parts = [text.worth(stem(part)) for part in words_of(phrase)]
        best = np.maximum(best, SAME_WORD * np.min(parts, axis=0))
    return best


def weigh(terms: dict[str, Floats], size: int) -> tuple[Floats, Floats]:
    """For each row: what the words are worth together, and the share of them it has, both by rarity."""
    worth, share, total = np.zeros(size), np.zeros(size), 0.0
    for word, found in terms.items():
        rarity = np.log(1 + size / (np.count_nonzero(found > 0) + 1)) * (FORM_WORD if word in FORM_WORDS else 1)
        worth += rarity * found
        share += rarity * (found > 0)
        total += float(rarity)
    return worth / total, share / total


def several(phrases: Iterable[str]) -> list[str]:
    """Those of more than one word: a service called so ("front door") is meant, whatever was typed for it."""
    return [phrase for phrase in phrases if len(words_of(phrase)) > 1]


def least_share(share: Floats) -> float:
    """The share of the words to ask for: enough of them, or nearly as much as any service has."""
    return min(ENOUGH_OF_THE_WORDS, max(LEAST_OF_THE_WORDS, 0.8 * float(share.max(initial=0))))


def other_words(text: Texts, phrases: Iterable[str]) -> Floats:
    """What the best of these phrases is worth to each row that has all of its words."""
    best = np.zeros(text.size)
    for phrase in phrases:
        parts = [text.worth(stem(word)) for word in words_of(phrase)]
        best = np.maximum(best, np.min(parts, axis=0))
    return best


def firm_needs(expansion: Expansion) -> dict[str, float]:
    """The few likeliest needs that whole phrases point to, and what each is worth."""
    firm = [suggestion for suggestion in expansion.needs if suggestion.phrases]
    return weights_of(firm[:MOST_NEEDS], FIRM_NEED, SURE_ENOUGH)


def guessed_needs(expansion: Expansion, typed: int) -> dict[str, float]:
    """The one or two needs that single words point to, where they are most of what was typed."""
    guesses = [
        guess
        for guess in expansion.needs
        if guess.shared >= GUESS_SHARED or (typed == 1 and guess.weight >= GUESS_WEIGHT)
    ]
    return weights_of(guesses[:MOST_GUESSES], GUESSED_NEED, GUESS_SURE_ENOUGH)


def weights_of(suggestions: Sequence[Suggestion], most: float, sure_enough: float) -> dict[str, float]:
    """What each need is worth beside the likeliest, without those far behind it."""
    likeliest = suggestions[0].weight if suggestions else 0.0
    sure = [suggestion for suggestion in suggestions if suggestion.weight >= sure_enough * likeliest]
    return {suggestion.need: most * suggestion.weight / likeliest for suggestion in sure}


def need_worth(columns: Columns, needs: dict[str, float]) -> Floats:
    """What a service is worth for the needs it is tagged with: the best one, by how much the service is about it."""
    best = np.zeros(len(columns))
    for need, weight in needs.items():
        emphasis = BY_THE_WAY + (1 - BY_THE_WAY) * np.sqrt(columns.needs.weight_of(need))
        tagged = columns.needs.any_of([need])
        best = np.maximum(best, weight * narrowness(tagged) * emphasis * tagged)
    return best


def narrowness(tagged: Mask) -> float:
    """1 for a need that one service meets, `BROAD_NEED` for one that all meet."""
    every, some = max(len(tagged), 1) + 1, max(int(tagged.sum()), 1)
    return BROAD_NEED + (1 - BROAD_NEED) * float(np.log(every / some) / np.log(every))
