"""Learning from the examples, once, and keeping what was learnt in one file of numbers.

What is kept are vectors and weights, never a text. Nothing here touches the database, the clock or Flask.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matching.entries import PathwayId
from matching.understanding.examples import Example
from matching.understanding.grams import Floats, Numbers, Rows, Wording, letters_in, wording_of, words_in
from matching.understanding.sentences import SentenceModel
from matching.understanding.softmax import Block, Sorter, learn

Tick: TypeAlias = Callable[[int, int], None]

PATHWAYS = tuple(PathwayId)
MEANING_WEIGHT = np.float32(1.5)
"""How long a vector of meaning is beside a row of words or letters. See docs/accuracy.md."""
NEAREST = 40
"""Examples that have a say about a text."""
WIDTH = np.float32(0.05)
"""How fast their say falls with the distance in likeness."""
MOST_NEEDS = 3
NONE = -1


@dataclass(frozen=True)
class Seen:
    """Texts as they are compared and sorted."""

    meaning: Floats
    """Shape (texts, 384), or (texts, 0) without the sentence model."""
    words: Rows
    letters: Rows
    common: Rows
    """Words again, only those that several examples use."""


@dataclass(frozen=True)
class Reader:
    """What turns texts into numbers, as it was when the examples were learnt."""

    words: Wording
    letters: Wording
    common: Wording

    def read(self, texts: Sequence[str], model: SentenceModel | None) -> Seen:
        meaning = model.vectors(texts) if model else np.zeros((len(texts), 0), dtype=np.float32)
        return Seen(
            meaning,
            self.words.rows(texts, words_in),
            self.letters.rows(texts, letters_in),
            self.common.rows(texts, words_in),
        )

    def for_pathways(self, seen: Seen) -> list[Block]:
        letters = Block(seen.letters, self.letters.columns)
        return [self._meaning(seen), Block(seen.words, self.words.columns), letters]

    def for_needs(self, seen: Seen) -> list[Block]:
        """Less, since there are many more needs than pathways to learn."""
        return [self._meaning(seen), Block(seen.common, self.common.columns)]

    def _meaning(self, seen: Seen) -> Block:
        return Block(seen.meaning * MEANING_WEIGHT, seen.meaning.shape[1])


@dataclass(frozen=True)
class Learned:
    """Every example as numbers, and the two sorters learnt from them."""

    indicators: tuple[str, ...]
    needs: tuple[str, ...]
    leads_to: NDArray[np.int16]
    """For each example the place of its indicator in `indicators`, or NONE."""
    grades: NDArray[np.int16]
    """For each example the place of its pathway in `PATHWAYS`, or NONE for a mere word for a need."""
    needed: NDArray[np.int16]
    """For each example the places of its needs, best first, filled up with NONE: shape (examples, MOST_NEEDS)."""
    marks: NDArray[np.uint64]
    """A number for the text of each example, by which its vector is found again when more is learnt."""
    reader: Reader
    seen: Seen
    by_pathway: Sorter
    by_need: Sorter

    @property
    def with_model(self) -> bool:
        return self.seen.meaning.shape[1] > 0

    def pathways_of(self, seen: Seen, likeness: Floats) -> Floats:
        """How likely each pathway is, shape (texts, 4), the mildest first: half by what was learnt of all examples
        together, half by the nearest ones.
        """
        near = say_of(likeness[:, self.grades != NONE])
        by_near = near @ np.eye(len(PATHWAYS), dtype=np.float32)[self.grades[self.grades != NONE]]
        return (self.by_pathway.shares(self.reader.for_pathways(seen)) + by_near) / 2

    def needs_of(self, seen: Seen) -> Floats:
        """How likely each of `needs` is, shape (texts, needs)."""
        return self.by_need.shares(self.reader.for_needs(seen))

    def likeness(self, seen: Seen) -> Floats:
        """How like each example each text is, up to 1: shape (texts, examples). In wording only, without the model."""
        if self.with_model:
            return seen.meaning @ self.seen.meaning.T
        return seen.words.likeness(self.seen.words, self.reader.words.columns)


def learn_from(
    examples: Sequence[Example],
    model: SentenceModel | None,
    tick: Tick = lambda done, of: None,
    earlier: Learned | None = None,
) -> Learned:
    """Learn all there is; with the model it takes about half a minute. `tick` counts to 100.

    `earlier`: what was learnt with the same model; the vectors of texts that are still there are taken from it.
    """
    texts = [example.text for example in examples]
    marks = np.array([_mark(text) for text in texts], dtype=np.uint64)
    reader = Reader(
        words=wording_of(texts, words_in),
        letters=wording_of(texts, letters_in, at_least=2),
        common=wording_of(texts, words_in, at_least=3),
    )
    seen = reader.read(texts, None)
    if model:
        seen = replace(
            seen, meaning=_vectors(texts, marks, model, earlier, lambda done, of: tick(60 * done // of, 100))
        )
    indicators = sorted({example.indicator for example in examples if example.indicator})
    needs = sorted({need for example in examples for need in example.needs[:MOST_NEEDS]})
    needed = [[needs.index(need) for need in example.needs[:MOST_NEEDS]] for example in examples]
    grades = [PATHWAYS.index(example.pathway) if example.pathway else NONE for example in examples]
    by_pathway = _sorter(
        reader.for_pathways(seen), grades, len(PATHWAYS), lambda done, of: tick(60 + 20 * done // of, 100)
    )
    first = [places[0] if places else NONE for places in needed]
    by_need = _sorter(reader.for_needs(seen), first, len(needs), lambda done, of: tick(80 + 20 * done // of, 100))
    tick(100, 100)
    return Learned(
        indicators=tuple(indicators),
        needs=tuple(needs),
        leads_to=np.array([indicators.index(e.indicator) if e.indicator else NONE for e in examples], dtype=np.int16),
        grades=np.array(grades, dtype=np.int16),
        needed=np.array([(places + [NONE] * MOST_NEEDS)[:MOST_NEEDS] for places in needed], dtype=np.int16),
        marks=marks,
        reader=reader,
        seen=seen,
        by_pathway=by_pathway,
        by_need=by_need,
    )


def say_of(likeness: Floats) -> Floats:
    """The say of each example for each text, shape as given: the nearest only, and each row adds up to 1."""
    least = np.partition(likeness, -NEAREST, axis=1)[:, -NEAREST][:, None] if likeness.shape[1] > NEAREST else -1
    say = np.exp((likeness - likeness.max(axis=1, keepdims=True)) / WIDTH) * (likeness >= least)
    return np.asarray(say / say.sum(axis=1, keepdims=True), dtype=np.float32)


def _mark(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _vectors(
    texts: Sequence[str], marks: NDArray[np.uint64], model: SentenceModel, earlier: Learned | None, tick: Tick
) -> Floats:
    known = dict(zip(earlier.marks.tolist(), earlier.seen.meaning, strict=True)) if earlier else {}
    new = {int(mark): text for mark, text in zip(marks, texts, strict=True) if int(mark) not in known}
    known |= dict(zip(new, model.vectors(list(new.values()), tick), strict=True))
    return np.array([known[int(mark)] for mark in marks], dtype=np.float32)


def _sorter(blocks: Sequence[Block], classes: Sequence[int], count: int, tick: Tick) -> Sorter:
    """Learnt from the examples that have a class."""
    told = np.array([number for number, place in enumerate(classes) if place != NONE])
    right = np.eye(count, dtype=np.float32)[np.array(classes)[told]]
    return learn([Block(_some(block.rows, told), block.columns) for block in blocks], right, tick)


def _some(rows: Floats | Rows, numbers: Numbers) -> Floats | Rows:
    return rows.some(numbers) if isinstance(rows, Rows) else rows[numbers]
