"""The wording of a text as numbers: its words and pairs of words, or its runs of letters, each in a column.

Meaning alone loses how grave a wording is: "no bruises", "some bruises" and "many bruises" lie close together. Nothing
here touches the database, the clock or Flask, and what is kept are numbers: no word can be read back from them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]
Cut: TypeAlias = Callable[[str], list[int]]

WORD = re.compile(r"[a-z0-9']+")
QUOTES = str.maketrans("\u2018\u2019\u02bc", "'''")
SHORTEST, LONGEST = 2, 5
"""Letters in a run, a space at each end of a word counted."""


@dataclass(frozen=True)
class Rows:
    """One sparse row for each text, of length 1 where it has any known wording. Every row has at least one entry."""

    starts: Numbers
    """Where each row begins, and at last where all end: one more than there are rows."""
    columns: NDArray[np.int32]
    weights: Floats

    @cached_property
    def of_entry(self) -> Numbers:
        """The number of the row that each entry belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def some(self, numbers: Numbers) -> "Rows":
        """Some of the rows, in that order."""
        sizes = np.diff(self.starts)[numbers]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        inside = np.repeat(self.starts[:-1][numbers] - starts[:-1], sizes) + np.arange(starts[-1])
        return Rows(starts, self.columns[inside], self.weights[inside])

    def times(self, matrix: Floats) -> Floats:
        """Each row times a matrix of shape (columns, k)."""
        return np.add.reduceat(matrix[self.columns] * self.weights[:, None], self.starts[:-1], axis=0)

    def transposed_times(self, matrix: Floats, columns: int) -> Floats:
        """The transposed rows times a matrix of shape (rows, k): shape (columns, k)."""
        totals = [np.bincount(self.columns, self.weights * part[self.of_entry], columns) for part in matrix.T]
        return np.stack(totals, axis=1).astype(np.float32)

    def likeness(self, other: "Rows", columns: int) -> Floats:
        """The cosine of each row with every row of another set: shape (rows, rows of the other)."""
        spread = np.zeros((columns, len(self.starts) - 1), dtype=np.float32)
        np.add.at(spread, (self.columns, self.of_entry), self.weights)
        return other.times(spread).T


@dataclass(frozen=True)
class Wording:
    """The columns that examples gave rise to: a number for each wording, and how much it tells by being rare."""

    known: Numbers
    """In order; column 0 stands before them all and is empty."""
    rare: Floats

    @property
    def columns(self) -> int:
        return len(self.known) + 1

    def rows(self, texts: Iterable[str], cut: Cut) -> Rows:
        parts = [self._row(cut(text)) for text in texts]
        return Rows(
            np.cumsum([0, *(len(columns) for columns, _ in parts)]),
            np.concatenate([columns for columns, _ in parts]).astype(np.int32),
            np.concatenate([weights for _, weights in parts]).astype(np.float32),
        )

    def _row(self, grams: Iterable[int]) -> tuple[Numbers, Floats]:
        counts = Counter(grams)
        found = np.fromiter(counts.keys(), dtype=np.int64)
        times = np.fromiter(counts.values(), dtype=np.float32)
        places = np.minimum(np.searchsorted(self.known, found), len(self.known) - 1)
        there = self.known[places] == found
        weights = (1 + np.log(times[there])) * self.rare[places[there]]
        length = np.linalg.norm(weights)
        return np.concatenate([[0], places[there] + 1]), np.append(np.float32(0), weights / (length or 1)).astype(
            np.float32
        )


def wording_of(texts: Sequence[str], cut: Cut, *, at_least: int = 1) -> Wording:
    """The wordings that at least so many of these texts use."""
    seen = Counter(gram for text in texts for gram in set(cut(text)))
    shared = sorted(gram for gram, times in seen.items() if times >= at_least) or [0]
    used = np.array([seen[gram] for gram in shared], dtype=np.float32)
    return Wording(np.array(shared, dtype=np.int64), np.log((1 + len(texts)) / (1 + used)) + np.float32(1))


def words_in(text: str) -> list[int]:
    """Words and pairs of neighbouring words, as numbers."""
    words = _read(text)
    return [*map(_number, words), *(_number(f"{a} {b}") for a, b in pairwise(words))]


def letters_in(text: str) -> list[int]:
    """Runs of two to five letters inside words, as numbers: endings and typing errors matter less."""
    return [number for word in _read(text) for number in _runs(word)]


def _read(text: str) -> list[str]:
    return WORD.findall(text.translate(QUOTES).lower())


@lru_cache(maxsize=20_000)
def _runs(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    sizes = range(SHORTEST, LONGEST + 1)
    return tuple(_number(padded[at : at + size]) for size in sizes for at in range(max(1, len(padded) - size + 1)))


def _number(gram: str) -> int:
    return crc32(gram.encode())
