"""The words of services: the Whoosh schema, and postings decoded once into numpy.

A term's postings in one segment never change, so they are decoded on first use and kept beside the segment.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.analysis import SpaceSeparatedTokenizer, StemmingAnalyzer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.lang import porter2

from directory.search.columns import Columns, Floats, Ints, Mask
from directory.search.entry import Entry, Facts
from directory.vocabulary.phrases import words_of

MOST_KEPT_TERMS = 4000

FIELDS = {
    "name": 1.0,
    "alternate_name": 0.95,
    "needs": 0.8,
    "languages": 0.8,
    "description": 0.6,
    "organization": 0.5,
    "places": 0.4,
}
"""Search field -> what a word found in it is worth, 1 being as good as in the name.

A need's everyday words are not among them: the vocabulary turns what was typed into needs (`Vocabulary.expand`), and
thousands of words in every record would only make it slow.
"""

SPELLING = "spelling"
"""The field that holds words as they were written, endings and all."""

SPELT = ("name", "alternate_name", "needs", "description")
"""The fields whose words a misspelt one may have been meant to be."""

analyzer = StemmingAnalyzer(expression=r"\S+", stoplist=None, minsize=1, stemfn=porter2.stem, cachesize=50_000)
plain_words = SpaceSeparatedTokenizer()


def schema() -> Schema:
    text: dict[str, Any] = {name: TEXT(analyzer=analyzer, phrase=False) for name in FIELDS}
    spelling = TEXT(analyzer=plain_words, phrase=False)
    return Schema(id=ID(unique=True, stored=True), facts=STORED, spelling=spelling, **text)


def document(entry: Entry) -> dict[str, Any]:
    """What is added to the index for one service."""
    words = {name: plain(text) for name, text in entry.words.items()}
    spelling = " ".join(" ".join(words_of(entry.words[name])) for name in SPELT)
    return {"id": entry.facts.id, "facts": tuple(entry.facts), "spelling": spelling, **words}


def facts_of(stored: dict[str, Any]) -> Facts:
    return Facts(*stored["facts"])


IRREGULAR = {
    **dict.fromkeys(("children", "childrens"), "child"),
    **dict.fromkeys(("men", "mens"), "man"),
    **dict.fromkeys(("women", "womens"), "woman"),
    **{"midwives": "midwife", "wives": "wife", "lives": "life"},
}
"""Plurals that a stemmer does not know for what they are."""


def plain(text: str) -> str:
    """A text as its words in small letters, one form for each."""
    return " ".join(IRREGULAR.get(word, word) for word in words_of(text))


@cache
def stem(word: str) -> str:
    """A word as the index holds it."""
    return next((token.text for token in analyzer(plain(word))), "")


@dataclass
class Segment:
    """One segment of the index: its columns, and the postings decoded so far."""

    reader: Any
    columns: Columns
    name_lengths: Ints
    kept: dict[tuple[str, str], tuple[Ints, Floats]] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: Any, known: "Segment | None" = None) -> "Segment":
        """Read a segment's columns, or take them over from an earlier opening of the same segment."""
        if known:
            return cls(reader, known.columns, known.name_lengths, known.kept)
        rows = range(reader.doc_count_all())
        facts = [facts_of(reader.stored_fields(row)) for row in rows]
        lengths = [reader.doc_field_length(row, "name") for row in rows]
        return cls(reader, Columns.of(facts), np.array(lengths, dtype=np.int64))

    def postings(self, name: str, term: str) -> tuple[Ints, Floats]:
        """The rows whose field `name` holds the stem `term`, and how often."""
        key = (name, term)
        if key not in self.kept:
            if len(self.kept) >= MOST_KEPT_TERMS:
                self.kept.clear()
            self.kept[key] = self._decode(name, term)
        return self.kept[key]

    def _decode(self, name: str, term: str) -> tuple[Ints, Floats]:
        rows: list[int] = []
        counts: list[float] = []
        if (name, term) in self.reader:
            matcher = self.reader.postings(name, term)
            while matcher.is_active():
                rows.append(matcher.id())
                counts.append(matcher.weight())
                matcher.next()
        return np.array(rows, dtype=np.int64), np.array(counts, dtype=float)


class Text:
    """The words of every row, over all segments."""

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        self.starts = np.cumsum([0, *(len(segment.columns) for segment in segments)])
        self.size = int(self.starts[-1])

    def has(self, word: str) -> Mask:
        """The rows that have this very word, and not another form of it."""
        found = np.zeros(self.size, dtype=bool)
        for segment, start in zip(self.segments, self.starts, strict=False):
            found[segment.postings(SPELLING, word)[0] + start] = True
        return found

    def worth(self, term: str) -> NDArray[np.float64]:
        """For each row, what this stem is worth to it: 0 where absent, 1 in its name; more often, a little more."""
        best = np.zeros(self.size)
        for segment, start in zip(self.segments, self.starts, strict=False):
            for name, boost in FIELDS.items():
                rows, counts = segment.postings(name, term)
                worth = boost * (0.9 + 0.1 * (1 - 1 / np.maximum(counts, 1)))
                best[rows + start] = np.maximum(best[rows + start], worth)
        return best

    def name_matched(self, terms: Collection[str]) -> Floats:
        """For each row, the share of its name's words that are among these stems; 0 where any stem is not in it."""
        found = np.zeros((len(terms), self.size), dtype=bool)
        for segment, start in zip(self.segments, self.starts, strict=False):
            for number, term in enumerate(terms):
                found[number, segment.postings("name", term)[0] + start] = True
        return np.where(found.all(axis=0), np.minimum(1, len(terms) / np.maximum(self.name_lengths, 1)), 0.0)

    @cached_property
    def name_lengths(self) -> Ints:
        return np.concatenate([np.zeros(0, dtype=np.int64), *(segment.name_lengths for segment in self.segments)])
