"""The words of services without an index: slower and plainer, for as long as the index cannot be read."""

from collections.abc import Sequence

import numpy as np

from directory.search.columns import Floats, Mask
from directory.search.entry import Entry
from directory.search.text import FIELDS, words_of


class PlainText:
    """Looks for the start of a word in the texts themselves."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.size = len(entries)
        self.fields = {
            name: [" " + " ".join(words_of(entry.words.get(name, ""))) for entry in entries] for name in FIELDS
        }

    def worth(self, term: str) -> Floats:
        """As `text.Text.worth`, by the first letters that every form of the word shares."""
        best = np.zeros(self.size)
        for name, boost in FIELDS.items():
            best = np.maximum(best, boost * 0.9 * self._has(name, term))
        return best

    def in_name(self, term: str) -> Mask:
        return self._has("name", term)

    def corrections(self, word: str) -> list[str]:
        """None: spelling is the index's business."""
        return []

    def _has(self, name: str, term: str) -> Mask:
        start = " " + (term[:-1] if len(term) > 4 and term.endswith("i") else term)
        return np.array([start in text for text in self.fields[name]], dtype=bool)
