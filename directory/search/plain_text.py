"""The words of services without an index: slower and plainer, for as long as the index cannot be read."""

from collections.abc import Collection, Sequence

import numpy as np

from directory.search.columns import Floats, Mask
from directory.search.entry import Entry
from directory.search.text import FIELDS, SPELT, plain


class PlainText:
    """Looks for the start of a word in the texts themselves."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.size = len(entries)
        self.fields = {name: [f" {plain(entry.words.get(name, ''))} " for entry in entries] for name in FIELDS}

    def has(self, word: str) -> Mask:
        """As `text.Text.has`."""
        return np.logical_or.reduce([self._contains(name, f" {word} ") for name in SPELT])

    def worth(self, term: str) -> Floats:
        """As `text.Text.worth`, by the first letters that every form of the word shares."""
        best = np.zeros(self.size)
        for name, boost in FIELDS.items():
            best = np.maximum(best, boost * 0.9 * self._has(name, term))
        return best

    def name_matched(self, terms: Collection[str]) -> Floats:
        """As `text.Text.name_matched`."""
        lengths = np.array([len(name.split()) for name in self.fields["name"]], dtype=float)
        every = np.logical_and.reduce([self._has("name", term) for term in terms])
        return np.where(every, np.minimum(1, len(terms) / np.maximum(lengths, 1)), 0.0)

    def _has(self, name: str, term: str) -> Mask:
        start = " " + (term[:-1] if len(term) > 4 and term.endswith("i") else term)
        return self._contains(name, start)

    def _contains(self, name: str, part: str) -> Mask:
        return np.array([part in text for text in self.fields[name]], dtype=bool)
