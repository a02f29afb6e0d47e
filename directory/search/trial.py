"""An index opened aside to try other words on: the whole directory as they would have it, or the one that stands."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session

from directory.errors import DirectoryError
from directory.search import index
from directory.search.entry import read_entries
from directory.search.index import OpenIndex
from directory.vocabulary import Vocabulary
from directory.wording import words


class IndexNotReady(DirectoryError):
    """The search index is being built for the first time."""

    def __init__(self) -> None:
        super().__init__(words("The search is being made ready. Try again in a minute."))


@contextmanager
def opened_aside(session: Session, vocabulary: Vocabulary, moved: Mapping[str, str]) -> Iterator[OpenIndex]:
    """Every service that can be found, indexed with this vocabulary; `moved` as in `read_entries`.

    A few hundred services take about a second.
    """
    with TemporaryDirectory(prefix="right-door-words-") as folder:
        index.build(Path(folder), read_entries(session, vocabulary, moved=moved))
        opened = OpenIndex(Path(folder))
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def opened_again(folder: Path | None) -> Iterator[OpenIndex]:
    """The index as it stands, opened for this alone so that nobody waits. Raises IndexNotReady."""
    if folder is None:
        raise IndexNotReady
    opened = OpenIndex(folder)
    try:
        yield opened
    finally:
        opened.close()
