"""Signs of danger and despair in what somebody typed.

Only finds: what to show is for the caller. A "not" never takes a sign away.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from directory.phrases import Match, Phrase, PhraseBook, Speller, Spelling, stem


@dataclass(frozen=True)
class DangerList:
    """The lists of `crisis.toml`: phrases by kind, what only sounds like one, and words that stand for each other."""

    loose: Sequence[tuple[str, str]]
    exact: Sequence[tuple[str, str]]
    harmless: Sequence[str]
    alike: Sequence[Sequence[str]]
    fillers: Sequence[str]


class DangerWords:
    """Finds which kinds of danger a text speaks of."""

    def __init__(self, lists: DangerList, spelling: Spelling, speller: Speller) -> None:
        self._spelling = spelling
        self._alike = {group[0]: tuple(group) for group in lists.alike}
        self._fillers = frozenset(lists.fillers).union(map(stem, lists.fillers))
        self._loose = PhraseBook(Phrase(kind, self.parts(words)) for words, kind in lists.loose)
        self._exact = PhraseBook(Phrase(kind, self.parts(words, exact=True)) for words, kind in lists.exact)
        self._harmless = PhraseBook(Phrase("", self.parts(words, exact=True)) for words in lists.harmless)
        self._loose_list = lists.loose
        self._speller = speller

    def kinds(self, text: str) -> set[str]:
        """The kinds found, leaving out what a harmless phrase explains."""
        words = [self._speller.mend(word) for word in self._spelling.words(text)]
        found = self._find(self._loose, [stem(word) for word in words]) + self._find(self._exact, words)
        harmless = self._find(self._harmless, words)
        return {match.phrase.key for match in found if not any(_explained(match, other) for other in harmless)}

    def parts(self, words: str, *, exact: bool = False) -> tuple[frozenset[str], ...]:
        """A phrase as the words that will do in each place; an alike group's first word stands for all of it."""
        groups = (self._alike.get(word, (word,)) for word in self._spelling.words(words))
        return tuple(frozenset(group if exact else map(stem, group)) for group in groups)

    def repeated(self) -> list[str]:
        """Phrases that differ from an earlier one of the same kind only in what does not matter."""
        seen = Counter((self.parts(words), kind) for words, kind in self._loose_list)
        return [words for words, kind in self._loose_list if seen[self.parts(words), kind] > 1]

    def _find(self, book: PhraseBook, words: Sequence[str]) -> list[Match]:
        return book.matches(words, may_skip=self._fillers.__contains__, most=len(words))


def _explained(match: Match, harmless: Match) -> bool:
    """Whether the harmless phrase holds the whole match, or starts in it and carries it on to another meaning."""
    first, last = match.positions[0], match.positions[-1]
    start, end = harmless.positions[0], harmless.positions[-1]
    return (start <= first and last <= end) or start <= last < end
