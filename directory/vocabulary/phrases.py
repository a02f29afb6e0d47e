"""Words and phrases found in what somebody typed, however they typed it.

Knows nothing of needs or danger: text goes in, words and the phrases found among them come out.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh.lang.porter2 import stem as porter2_stem  # type: ignore[import-untyped,unused-ignore]

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['\u2018\u2019\u201b\u02bc\u00b4`]")
HELD_KEY = re.compile(r"(.)\1{2,}")
DOUBLED = re.compile(r"(.)\1")
STROKES = str.maketrans("łŁøØđĐ", "lLoOdD")
"""Letters with a stroke: no accent can be taken off them, and people leave it out as they do accents."""
VOWELS = re.compile("[aeiouy]")
SHORTEST_MENDED = 6


def words_of(text: str, capitals: frozenset[str] = frozenset()) -> list[str]:
    """Split text into small words without accents or apostrophes: "Can't" is "cant".

    A word typed exactly as one of `capitals` keeps its capitals, so that "HI" is not "hi".
    """
    letters = APOSTROPHES.sub("", text)
    plain = letters if letters.isascii() else _unaccented(letters)
    return [word if word in capitals else HELD_KEY.sub(r"\1\1", word.casefold()) for word in WORD.findall(plain)]


def _unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(STROKES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Take the ending off: "bullied" and "bullying" are one word. Capitals are kept as they are."""
    return word if word != word.casefold() else str(porter2_stem(word))


class Rewrites:
    """Runs of words that stand for other words."""

    def __init__(self, table: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
        self._table = table
        self._longest = max(map(len, table), default=0)

    def apply(self, words: Sequence[str]) -> list[str]:
        """Replace each run found in the table, the longest first; what was replaced is not read again."""
        done: list[str] = []
        at = 0
        while at < len(words):
            size = self._size_at(words, at)
            done += self._table[tuple(words[at : at + size])] if size else words[at : at + 1]
            at += size or 1
        return done

    def _size_at(self, words: Sequence[str], at: int) -> int:
        sizes = range(min(self._longest, len(words) - at), 0, -1)
        return next((size for size in sizes if tuple(words[at : at + size]) in self._table), 0)


class Spelling:
    """Words as they were meant: contractions, known misspellings and irregular forms written out one way."""

    def __init__(self, typed_and_meant: Mapping[str, str], capitals: Iterable[str] = ()) -> None:
        self._capitals = frozenset(capitals)
        table = {tuple(words_of(typed)): tuple(words_of(meant)) for typed, meant in typed_and_meant.items()}
        self._rewrites = Rewrites(table)

    def words(self, text: str) -> list[str]:
        return self._rewrites.apply(words_of(text, self._capitals))


class Speller:
    """Mends a small slip in a long word. Words in `leave` are right as they are."""

    def __init__(self, wanted: Iterable[str], leave: Iterable[str] = ()) -> None:
        self._by_initial: dict[str, list[str]] = {}
        for word in sorted(frozenset(wanted)):
            if len(word) >= SHORTEST_MENDED:
                self._by_initial.setdefault(word[0], []).append(word)
        self._known = frozenset(wanted) | frozenset(leave)

    def mend(self, word: str) -> str:
        """Give the wanted word that this one is a slip of, or the word itself when it is known or nothing is near."""
        if word in self._known or len(word) < SHORTEST_MENDED - 1:
            return word
        near = process.extract(word, self._by_initial.get(word[0], []), scorer=OSA.distance, score_cutoff=1, limit=5)
        return next((wanted for wanted, *_ in near if _is_slip(word, wanted)), word)


def _is_slip(typed: str, wanted: str) -> bool:
    """Whether two words one step apart are likely the same word: real words differ by one letter more often than not.

    Letters out of turn or doubled always are; a vowel for a vowel in seven letters or more; any step in nine or more.
    """
    shape = VOWELS.sub("a", typed) == VOWELS.sub("a", wanted)
    return (
        sorted(typed) == sorted(wanted)
        or DOUBLED.sub(r"\1", typed) == DOUBLED.sub(r"\1", wanted)
        or (shape and len(wanted) >= 7)
        or (len(typed) != len(wanted) and len(wanted) >= 8)
        or len(wanted) >= 9
    )


@dataclass(frozen=True)
class Phrase:
    """Words to be found in this order; each part lists the words that will do in that place."""

    key: str
    parts: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Match:
    """A phrase found at these positions among the words."""

    phrase: Phrase
    positions: tuple[int, ...]

    @property
    def skipped(self) -> int:
        return self.positions[-1] - self.positions[0] + 1 - len(self.positions)


class PhraseBook:
    """Many phrases, looked up by their first word."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for word in phrase.parts[0]:
                self._by_first.setdefault(word, []).append(phrase)

    def matches(self, words: Sequence[str], may_skip: Callable[[str], bool], most: int) -> list[Match]:
        """Find every phrase; between two of its words up to `most` words may be skipped, if `may_skip` says so."""
        found = (
            (phrase, _positions(phrase.parts, words, at, may_skip, most))
            for at, word in enumerate(words)
            for phrase in self._by_first.get(word, ())
        )
        return [Match(phrase, positions) for phrase, positions in found if positions]


def _positions(
    parts: Sequence[frozenset[str]], words: Sequence[str], at: int, may_skip: Callable[[str], bool], most: int
) -> tuple[int, ...]:
    """Where each part stands when the first stands at `at`; nothing when the phrase is not there."""
    positions = [at]
    for part in parts[1:]:
        here = positions[-1] + 1
        last = here + most
        while here < len(words) and words[here] not in part and here < last and may_skip(words[here]):
            here += 1
        if here >= len(words) or words[here] not in part:
            return ()
        positions.append(here)
    return tuple(positions)


def outermost(matches: Iterable[Match]) -> list[Match]:
    """Keep the matches whose words are not all part of one longer match, the longest first."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (-len(match.positions), match.skipped, match.positions)):
        if not any(set(match.positions) < set(other.positions) for other in kept):
            kept.append(match)
    return kept
