"""One generation of the Whoosh index: build it, bring it up to date, and open it as a view.

Measured facts this rests on: `Whoosh==2.7.4`; a new reader whenever there is a newer commit, never a refreshed one;
`writer(timeout=30)`, never an asynchronous writer; no float columns; one process.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
from whoosh import index

from directory.search.case import View
from directory.search.columns import Columns, Mask
from directory.search.entry import Entry, Facts
from directory.search.text import SPELLING, Segment, Text, document, facts_of, schema

NAME = "services"
WRITER_SECONDS = 30
MEMORY_MB = 128


def build(folder: Path, entries: Iterable[Entry]) -> int:
    """Write a whole index into an empty folder; returns how many services it holds."""
    writer = index.create_in(str(folder), schema(), indexname=NAME).writer(timeout=WRITER_SECONDS, limitmb=MEMORY_MB)
    count = 0
    try:
        for entry in entries:
            writer.add_document(**document(entry))
            count += 1
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    return count


def change(folder: Path, ids: Iterable[str], entries: Iterable[Entry]) -> None:
    """Take these services out of the index and put those entries in, in one commit."""
    opened = index.open_dir(str(folder), indexname=NAME)
    writer = opened.writer(timeout=WRITER_SECONDS)
    try:
        for service_id in ids:
            writer.delete_by_term("id", service_id)
        for entry in entries:
            writer.add_document(**document(entry))
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


class OpenIndex:
    """One generation as it was when it was opened. What was decoded of a segment passes on to the next opening."""

    def __init__(self, folder: Path, earlier: "OpenIndex | None" = None) -> None:
        self.folder = folder
        self._index = index.open_dir(str(folder), indexname=NAME)
        self._reader = self._index.reader()
        known: dict[str, Segment] = earlier.segments if earlier and earlier.folder == folder else {}
        self.segments: dict[str, Segment] = {
            leaf.segment().segment_id(): Segment.read(leaf, known.get(leaf.segment().segment_id()))
            for leaf, _ in self._reader.leaf_readers()
            if leaf.doc_count_all()
        }
        segments = list(self.segments.values())
        text = Text(segments)
        self.view = View(
            columns=Columns.joined([segment.columns for segment in segments]),
            text=text,
            live=_live(segments),
            facts=self._facts,
        )

    def up_to_date(self) -> bool:
        """Whether this is the newest commit of its generation (an index's own `up_to_date` always says so)."""
        return bool(self._index.latest_generation() == self._reader.generation())

    def close(self) -> None:
        self._reader.close()
        self._index.close()

    @cached_property
    def spellings(self) -> dict[str, int]:
        """Every word as the records write it, and in how many of them it stands."""
        terms = self._reader.iter_field(SPELLING)
        return {term.decode(): info.doc_frequency() for term, info in terms}

    def _facts(self, row: int) -> Facts:
        return facts_of(self._reader.stored_fields(row))


def _live(segments: list[Segment]) -> Mask:
    masks = [np.ones(0, dtype=bool)]
    for segment in segments:
        mask = np.ones(len(segment.columns), dtype=bool)
        mask[list(segment.reader.segment().deleted_docs())] = False
        masks.append(mask)
    return np.concatenate(masks)
