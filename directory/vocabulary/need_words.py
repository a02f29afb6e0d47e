"""Needs that a text may be about, found by everyday words and jargon.

Phrases count most; single words that a need shares with the text are a weaker hint, used to rank the rest.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

from directory.vocabulary.phrases import Match, Phrase, PhraseBook, Rewrites, Speller, Spelling, outermost, stem

MOST_SKIPPED = 3
"""Words that may stand between two words of a phrase: "won't ever go back to school"."""

WORD_WEIGHT = 0.35
"""What one shared word may weigh at most, beside 1 for a whole one-word phrase."""


@dataclass(frozen=True)
class Suggestion:
    """A need that a text may be about.

    `weight` ranks needs within one text. `phrases` are the listed phrases found; when there are none, only single
    words pointed here, `shared` of them, and the suggestion is a guess.
    """

    need: str
    weight: float
    phrases: tuple[str, ...]
    shared: int = 0


@dataclass(frozen=True)
class Expansion:
    """Needs a text may be about, the likeliest first, and other words worth searching for.

    `names` are those of the words that jargon in the text stands for; the others only have a like meaning.
    """

    needs: tuple[Suggestion, ...]
    words: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Saying:
    """A phrase, the needs it points to (the likeliest first) and other words for the same."""

    phrase: str
    needs: tuple[str, ...]
    also: tuple[str, ...] = ()


class NeedWords:
    """Finds the needs a text may be about.

    `texts` holds, for each need, everything written about it; `synonyms` groups of words that mean the same.
    """

    def __init__(
        self,
        sayings: Sequence[Saying],
        texts: Mapping[str, str],
        synonyms: Sequence[Sequence[str]],
        small_words: Sequence[str],
        spelling: Spelling,
        speller: Speller,
    ) -> None:
        self._spelling = spelling
        self._small = frozenset(map(stem, small_words))
        self._groups = {self._stems(word): tuple(group) for group in synonyms for word in group}
        self._rewrites = Rewrites({said: self._stems(group[0]) for said, group in self._groups.items()})
        self._sayings: defaultdict[tuple[str, ...], list[Saying]] = defaultdict(list)
        for saying in sayings:
            self._sayings[self._content(saying.phrase)].append(saying)
        self._book = PhraseBook(Phrase(" ".join(words), tuple(map(_only, words))) for words in self._sayings)
        self._bags = {need: frozenset(self._content(text)) for need, text in texts.items()}
        self._spread = Counter(chain.from_iterable(self._bags.values()))
        self._groups_book = PhraseBook(Phrase(" ".join(words), tuple(map(_only, words))) for words in self._groups)
        self._speller = speller

    def expand(self, text: str) -> Expansion:
        """The needs this text may be about and other words to search for."""
        stems = [stem(self._speller.mend(word)) for word in self._spelling.words(text)]
        words = self._rewrites.apply(stems)
        found = outermost(self._book.matches(words, may_skip=lambda _: True, most=MOST_SKIPPED))
        names = self._unsaid(chain.from_iterable(saying.also for saying in self._said(found)), stems)
        same = outermost(self._groups_book.matches(stems, may_skip=lambda _: False, most=0))
        alike = self._unsaid(chain.from_iterable(self._groups[_words(match)] for match in same), stems)
        return Expansion(self._suggestions(words, stems, found), tuple(dict.fromkeys([*names, *alike])), names)

    def _suggestions(
        self, words: Sequence[str], stems: Sequence[str], found: Iterable[Match]
    ) -> tuple[Suggestion, ...]:
        said = frozenset(words) - self._small
        weights = {need: self._shared(said, bag) for need, bag in self._bags.items()}
        phrases: defaultdict[str, list[str]] = defaultdict(list)
        for match in self._closest(words, found):
            for need, share, phrase in self._pointers(match, stems):
                weights[need] += share * self._match_weight(words, match)
                phrases[need].append(phrase)
        ranked = sorted(weights.items(), key=lambda item: -item[1])
        return tuple(
            Suggestion(need, round(weight, 3), tuple(phrases[need]), len(said & self._bags[need]))
            for need, weight in ranked
            if weight
        )

    def _pointers(self, match: Match, stems: Sequence[str]) -> list[tuple[str, float, str]]:
        """Each need a phrase points to, its share of the weight (less the more needs, and the later), the phrase."""
        said = sorted(self._sayings[_words(match)], key=lambda saying: _stands_in(self._stems(saying.phrase), stems))
        needs = {need: (rank, saying.phrase) for saying in said for rank, need in enumerate(saying.needs)}
        return [(need, 0.9**rank / len(needs) ** 0.5, phrase) for need, (rank, phrase) in needs.items()]

    def _match_weight(self, words: Sequence[str], match: Match) -> float:
        """More for a longer phrase, less when other words stand in it."""
        between = set(range(match.positions[0], match.positions[-1])) - set(match.positions)
        strange = sum(words[at] not in self._small for at in between)
        return (1 + 0.6 * (len(match.positions) - 1)) * 0.5**strange

    def _closest(self, words: Sequence[str], found: Iterable[Match]) -> list[Match]:
        """One match for each phrase: where its words stand closest."""
        best: dict[str, Match] = {}
        for match in found:
            known = best.setdefault(match.phrase.key, match)
            if self._match_weight(words, match) > self._match_weight(words, known):
                best[match.phrase.key] = match
        return list(best.values())

    def _shared(self, words: frozenset[str], bag: frozenset[str]) -> float:
        """The weight of the words a text shares with a need: the fewer needs have a word, the more it weighs."""
        most = log(1 + len(self._bags))
        return sum(WORD_WEIGHT * log((1 + len(self._bags)) / self._spread[word]) / most for word in words & bag)

    def _said(self, found: Iterable[Match]) -> list[Saying]:
        return [saying for match in found for saying in self._sayings[_words(match)]]

    def _unsaid(self, words: Iterable[str], stems: Sequence[str]) -> tuple[str, ...]:
        """These words, each once, without those that the text itself says."""
        return tuple(word for word in dict.fromkeys(words) if not _stands_in(self._stems(word), stems))

    def _stems(self, text: str) -> tuple[str, ...]:
        return tuple(map(stem, self._spelling.words(text)))

    def _content(self, text: str) -> tuple[str, ...]:
        """The words that carry a text, one word for each group of synonyms; all of them when few would be left."""
        words = self._rewrites.apply(self._stems(text))
        content = tuple(word for word in words if word not in self._small)
        return content if len(content) > 1 else tuple(words)


def _only(word: str) -> frozenset[str]:
    return frozenset([word])


def _words(match: Match) -> tuple[str, ...]:
    return tuple(match.phrase.key.split())


def _stands_in(run: Sequence[str], words: Sequence[str]) -> bool:
    return any(tuple(words[at : at + len(run)]) == tuple(run) for at in range(len(words)))
