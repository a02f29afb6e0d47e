"""Keep the index up to date, one writer at a time under a file lock, whatever process or thread it is in.

A change to a service leaves a mark in `search_dirty` in its own transaction. The next search, or `drain`, writes what
is committed by then into the index and clears the mark, unless a newer one (another token) has taken its place. An
index that cannot be read is left alone and built anew, aside. The vocabulary is asked for after the marks were read,
so a mark that came with newly published words is never made good with the old ones.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from time import monotonic
from typing import Any

from sqlalchemy import Engine as Database
from sqlalchemy import bindparam, delete, func
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from directory.additions import SearchDirty
from directory.database import BUSY_MILLISECONDS, open_session
from directory.models import Service
from directory.search import index
from directory.search.entry import FOUND, Entry, read_entries
from directory.search.store import IndexFolder
from directory.vocabulary import VocabularySource

AT_ONCE = 100
"""More marks than this are left to a thread of their own, so that no one waits for an import to be indexed."""
SMALL_DIRECTORY = 1000
"""A directory of at most so many services is indexed while the first question waits."""
CLEAR_MILLISECONDS = 50
FAILURE_SECONDS = 10

log = logging.getLogger("right_door.search")

Tick = Callable[[int, int], None]
Marks = list[tuple[str, str]]
"""Service id and token."""


class IndexWriter:
    def __init__(self, folder: IndexFolder, database: Database, vocabularies: VocabularySource) -> None:
        self.folder, self.database, self.vocabularies = folder, database, vocabularies
        self._written: set[str] = set()
        """Tokens of marks that are in the index but could not be cleared yet."""
        self._aside: threading.Thread | None = None
        self._failed_at = -inf

    def rebuild(self, session: Session, tick: Tick | None = None) -> int:
        """Build the index of what is committed anew, aside, and swap it in; clears marks in `session`."""
        with self.folder.lock():
            count, marks = self._build(tick)
        clear(session, marks)
        return count

    def drain(self, session: Session) -> int:
        """Bring the marked services up to date; clears their marks in `session` and returns how many there were."""
        with self.folder.lock():
            marks = self._bring_up_to_date()
        clear(session, marks)
        return len(marks)

    def keep_up(self, session: Session) -> None:
        """Before an answer: bring the index up to date if that is quickly done and nobody else is at it."""
        if self.folder.current() is None:
            self._begin(session)
            return
        marks = marks_in(session, AT_ONCE + 1)
        if len(marks) > AT_ONCE:
            self._do_aside(self._bring_up_to_date)
        elif any(token not in self._written for _, token in marks):
            with self.folder.lock(wait=False) as held:
                if held:
                    self._clear_soon(self._bring_up_to_date())
        elif marks:
            self._clear_soon(marks)

    def rebuild_after_failure(self) -> None:
        """Build the index anew in a thread, but not over and over where that does not help."""
        if monotonic() - self._failed_at > FAILURE_SECONDS:
            self._failed_at = monotonic()
            failed = self.folder.current()
            self._do_aside(lambda: self._build(None)[1] if self.folder.current() == failed else [])

    def wait(self, seconds: float = 30) -> None:
        """Until whatever is being written in a thread is done."""
        if self._aside is not None:
            self._aside.join(seconds)

    def _begin(self, session: Session) -> None:
        """Build the first index: at once where that is quick, else in a thread."""
        if len(session.exec(select(Service.id).limit(SMALL_DIRECTORY + 1)).all()) > SMALL_DIRECTORY:
            self._do_aside(self._build_first)
            return
        with self.folder.lock():
            self._clear_soon(self._build_first())

    def _build_first(self) -> Marks:
        return self._build(None)[1] if self.folder.current() is None else []

    def _build(self, tick: Tick | None) -> tuple[int, Marks]:
        """With the lock held: read one state of the database and write it out as a new generation."""
        with self._session() as session:
            marks = marks_in(session)
            size = session.exec(select(func.count()).select_from(Service).where(col(Service.status).in_(FOUND))).one()
            folder = self.folder.new()
            count = index.build(folder, ticked(read_entries(session, self.vocabularies.newest()), size, tick))
        self.folder.swap_in(folder)
        return count, marks

    def _bring_up_to_date(self) -> Marks:
        """With the lock held: write what is committed now of the marked services into the current generation."""
        folder = self.folder.current()
        if folder is None:
            return self._build(None)[1]
        with self._session() as session:
            marks = marks_in(session)
            ids = {service_id for service_id, _ in marks}
            if ids:
                index.change(folder, sorted(ids), read_entries(session, self.vocabularies.newest(), ids))
        return marks

    def _do_aside(self, work: Callable[[], Marks]) -> None:
        """Write in a thread of its own, unless one is at it already."""
        if self._aside is None or not self._aside.is_alive():
            self._aside = threading.Thread(target=self._do_quietly, args=(work,), name="search-index", daemon=True)
            self._aside.start()

    def _do_quietly(self, work: Callable[[], Marks]) -> None:
        try:
            with self.folder.lock():
                self._clear_soon(work())
        except Exception as error:
            log.warning("the search index could not be written: %s", type(error).__name__)

    def _clear_soon(self, marks: Marks) -> None:
        """Clear marks without waiting for whoever is writing: left alone they do no harm, and are cleared next time."""
        tokens = {token for _, token in marks}
        self._written |= tokens
        with suppress(OperationalError), self._session() as session, hurrying(session):
            clear(session, marks)
            session.commit()
            self._written -= tokens

    def _session(self) -> Session:
        return open_session(self.database, writing=False)


def marks_in(session: Session, most: int | None = None) -> Marks:
    """The services whose entries are out of date, and the token of each mark."""
    found = session.exec(select(SearchDirty.service_id, SearchDirty.token).limit(most)).all()
    return [(service_id, token) for service_id, token in found]


def clear(session: Session, marks: Marks) -> None:
    """Take these marks away; one set again meanwhile has another token, and stays."""
    if marks:
        gone = delete(SearchDirty).where(
            col(SearchDirty.service_id) == bindparam("id"), col(SearchDirty.token) == bindparam("with_token")
        )
        rows: list[dict[str, Any]] = [{"id": service_id, "with_token": token} for service_id, token in marks]
        session.connection().execute(gone, rows)


@contextmanager
def hurrying(session: Session) -> Iterator[None]:
    """Wait for SQLite's one writer only for a moment; the connection is given back as patient as it was."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout={CLEAR_MILLISECONDS}")
    try:
        yield
    finally:
        session.rollback()
        session.connection().exec_driver_sql(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def ticked(entries: Iterable[Entry], size: int, tick: Tick | None) -> Iterator[Entry]:
    for done, entry in enumerate(entries, start=1):
        yield entry
        if tick:
            tick(done, size)
