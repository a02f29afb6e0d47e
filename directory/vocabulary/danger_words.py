"""Signs of danger and despair in what somebody typed.

Only finds: what to show is for the caller. A "not" never takes a sign away.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from directory.vocabulary.phrases import Match, Phrase, PhraseBook, Speller, Spelling, stem

MOST_BETWEEN = 4
"""Words of any kind that may stand between two words of a phrase that is `near`."""


@dataclass(frozen=True)
class DangerList:
    """The lists of `crisis.toml`: phrases by kind, what only sounds like one, and words that stand for each other."""

    loose: Sequence[tuple[str, str]]
    exact: Sequence[tuple[str, str]]
    near: Sequence[tuple[str, str]]
    alone: Sequence[tuple[str, str]]
    harmless: Sequence[str]
    alike: Sequence[Sequence[str]]
    fillers: Sequence[str]
    beside: Sequence[str]
    """Words that may stand beside a phrase that counts only alone."""


class DangerWords:
    """Finds which kinds of danger a text speaks of."""

    def __init__(self, lists: DangerList, spelling: Spelling, speller: Speller) -> None:
        self._spelling = spelling
        self._alike = {group[0]: tuple(group) for group in lists.alike}
        self._fillers = frozenset(lists.fillers).union(map(stem, lists.fillers))
        self._loose = PhraseBook(Phrase(kind, self.parts(words)) for words, kind in lists.loose)
        self._near = PhraseBook(Phrase(kind, self.parts(words)) for words, kind in lists.near)
        self._exact = PhraseBook(Phrase(kind, self.parts(words, exact=True)) for words, kind in lists.exact)
        self._harmless = PhraseBook(Phrase("", self.parts(words, exact=True)) for words in lists.harmless)
        self._beside = frozenset(lists.beside)
        self._alone = {self._bare(spelling.words(words)): kind for words, kind in lists.alone}
        self._loose_list = lists.loose
        self._speller = speller

    def kinds(self, text: str) -> set[str]:
        """The kinds found, leaving out what a harmless phrase explains."""
        words = [self._speller.mend(word) for word in self._spelling.words(text)]
        stems = [stem(word) for word in words]
        found = self._find(self._loose, stems) + self._find(self._exact, words)
        found += self._near.matches(stems, may_skip=lambda _: True, most=MOST_BETWEEN)
        harmless = self._find(self._harmless, words)
        said = {match.phrase.key for match in found if not any(_explained(match, other) for other in harmless)}
        alone = self._alone.get(self._bare(words))
        return said | {alone} if alone else said

    def parts(self, words: str, *, exact: bool = False) -> tuple[frozenset[str], ...]:
        """A phrase as the words that will do in each place; an alike group's first word stands for all of it."""
        groups = (self._alike.get(word, (word,)) for word in self._spelling.words(words))
        return tuple(frozenset(group if exact else map(stem, group)) for group in groups)

    def repeated(self) -> list[str]:
        """Phrases that differ from an earlier one of the same kind only in what does not matter."""
        seen = Counter((self.parts(words), kind) for words, kind in self._loose_list)
        return [words for words, kind in self._loose_list if seen[self.parts(words), kind] > 1]

    def _bare(self, words: Sequence[str]) -> tuple[str, ...]:
        """A cry for help without the words that only make it politer or louder."""
        return tuple(word for word in words if word not in self._beside)

    def _find(self, book: PhraseBook, words: Sequence[str]) -> list[Match]:
        return book.matches(words, may_skip=self._fillers.__contains__, most=len(words))


def _explained(match: Match, harmless: Match) -> bool:
    """Whether the harmless phrase holds the whole match, or starts in it and carries it on to another meaning."""
    first, last = match.positions[0], match.positions[-1]
    start, end = harmless.positions[0], harmless.positions[-1]
    return (start <= first and last <= end) or start <= last < end
