"""The search engine on Whoosh and numpy: opens the index, keeps it up to date, and answers without it when it must.

Any number of threads and processes may search one index. One of them at a time writes, under a file lock: a change
leaves a mark in `search_dirty`, and the next search or `drain` brings the index up to date and clears the mark if no
newer one has taken its place. An index that cannot be opened or read is left alone and built anew, aside, while
answers come from the database (`Page.degraded`).
"""

import logging
import os
import threading
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
from sqlalchemy import Engine as Database
from sqlalchemy import bindparam, delete, func
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from directory.additions import SearchDirty
from directory.database import BUSY_MILLISECONDS, open_session
from directory.models import Service
from directory.places import LocalArea, load_area
from directory.search import index
from directory.search.answer import answer
from directory.search.case import Case, View
from directory.search.columns import Columns
from directory.search.entry import FOUND, Entry, read_entries
from directory.search.index import OpenIndex
from directory.search.lexicon import Lexicon
from directory.search.plain_text import PlainText
from directory.search.question import Page, ServiceSearch
from directory.search.relevance import ENOUGH_OF_THE_WORDS
from directory.search.small_words import content_words
from directory.search.spelling import corrected
from directory.search.store import IndexFolder
from directory.search.understand import Gazetteer, understand
from directory.vocabulary import Vocabulary

LONGEST_QUESTION = 500
MOST_WORDS = 40
AT_ONCE = 100
"""More marks than this are left to a thread of their own, so that no one waits for an import to be indexed."""
SMALL_DIRECTORY = 1000
"""A directory of at most so many services is indexed while the first question waits."""
CLEAR_MILLISECONDS = 100
PLAIN_SECONDS = 30
"""How long the services read for answers without an index are kept."""
FAILURE_SECONDS = 10
GAZETTEER_SECONDS = 60

log = logging.getLogger("right_door.search")

Tick = Callable[[int, int], None]
Marks = list[tuple[str, str]]
"""Service id and token."""


class WhooshSearch:
    def __init__(
        self,
        data_dir: Path,
        database: Database,
        vocabulary: Vocabulary,
        *,
        area: LocalArea | None = None,
        holidays: Container[date] = (),
    ) -> None:
        self.folder = IndexFolder(data_dir)
        self.database = database
        self.vocabulary = vocabulary
        self.holidays = holidays
        self.area = area or load_area()
        self.lexicon = Lexicon(vocabulary)
        self._lock = threading.RLock()
        self._opened: OpenIndex | None = None
        self._opened_by = 0
        self._plain: tuple[float, View] | None = None
        self._gazetteer: tuple[float, Gazetteer] | None = None
        self._done: set[str] = set()
        self._aside: threading.Thread | None = None
        self._failed_at = -inf

    # ------------------------------------------------------------------------------------------------ asking

    def search(self, question: ServiceSearch) -> Page:
        """Answer a question; never raises because of the index."""
        question = replace(question, words=shortened(question.words))
        with self._session() as session:
            self._keep_up(session)
            asked, understood = understand(question, session, self._read_gazetteer(session), self.area)
        with self._lock:
            try:
                page = self._answer(asked)
            except Exception as error:
                self._rebuild_after_failure(error)
                page = self._answer_without_index(asked)
        return replace(page, understood=understood)

    def ready(self) -> bool:
        """Whether there is an index that can be opened."""
        try:
            with self._lock:
                return self._open() is not None
        except Exception:
            return False

    def _read_gazetteer(self, session: Session) -> Gazetteer:
        """The place names, read again now and then: they change when somebody loads them anew."""
        read_at, gazetteer = self._gazetteer or (-inf, None)
        if gazetteer is None or monotonic() - read_at > GAZETTEER_SECONDS:
            gazetteer = Gazetteer.read(session)
            self._gazetteer = monotonic(), gazetteer
        return gazetteer

    def _answer(self, question: ServiceSearch) -> Page:
        opened = self._open()
        if opened is None:
            return self._answer_without_index(question)
        case = self._case(opened.view, question)
        meant = corrected(question.words, self.lexicon, opened) if content_words(question.words) else None
        if meant is None:
            return answer(case)
        if self._finds_something(case):
            return replace(answer(case), did_you_mean=meant)
        page = answer(self._case(opened.view, replace(question, words=meant)))
        found = page.total > 0 or bool(page.near_misses)
        return replace(page, did_you_mean=meant, corrected=True) if found else answer(case)

    @staticmethod
    def _finds_something(case: Case) -> bool:
        """Whether the words as typed find anything by themselves, and not only by a few that were spelt right."""
        return bool((case.relevant & (case.relevance.share >= ENOUGH_OF_THE_WORDS)).any())

    def _case(self, view: View, question: ServiceSearch) -> Case:
        return Case(view, question, self.lexicon, self.holidays, date.today())

    # ------------------------------------------------------------------------------------- without the index

    def _answer_without_index(self, question: ServiceSearch) -> Page:
        read_at, view = self._plain or (-inf, None)
        if view is None or monotonic() - read_at > PLAIN_SECONDS:
            view = self._read_plain()
            self._plain = monotonic(), view
        return replace(answer(self._case(view, question)), degraded=True)

    def _read_plain(self) -> View:
        with self._session() as session:
            entries = list(read_entries(session, self.vocabulary))
        facts = [entry.facts for entry in entries]
        live = np.ones(len(facts), dtype=bool)
        return View(columns=Columns.of(facts), text=PlainText(entries), live=live, facts=facts.__getitem__)

    # --------------------------------------------------------------------------------------------- opening

    def _open(self) -> OpenIndex | None:
        """The current generation, opened again whenever somebody has changed it; None when there is none yet."""
        folder = self.folder.current()
        if folder is None:
            return None
        known = self._opened if self._opened_by == os.getpid() else None
        if known is None or known.folder != folder or not known.up_to_date():
            self._opened, self._opened_by = OpenIndex(folder, known), os.getpid()
            if known is not None:
                known.close()
        return self._opened

    def _forget(self) -> None:
        """Let go of an index that failed."""
        opened, self._opened = self._opened, None
        if opened is not None:
            with suppress(Exception):
                opened.close()

    # ---------------------------------------------------------------------------------------------- writing

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

    def _rebuild_after_failure(self, error: Exception) -> None:
        """Build the index anew, but not over and over where that does not help."""
        log.warning("the search index failed: %s", type(error).__name__)
        self._forget()
        if monotonic() - self._failed_at > FAILURE_SECONDS:
            self._failed_at = monotonic()
            self._do_aside(lambda: self._build(None)[1])

    def wait(self, seconds: float = 30) -> None:
        """Until whatever is being written aside is done."""
        if self._aside is not None:
            self._aside.join(seconds)

    def _build(self, tick: Tick | None) -> tuple[int, Marks]:
        """With the lock held: read one state of the database and write it out as a new generation."""
        with self._session() as session:
            marks = marks_in(session)
            size = session.exec(select(func.count()).select_from(Service).where(col(Service.status).in_(FOUND))).one()
            entries = ticked(read_entries(session, self.vocabulary), size, tick)
            folder = self.folder.new()
            count = index.build(folder, entries)
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
                index.change(folder, sorted(ids), read_entries(session, self.vocabulary, ids))
        return marks

    # ------------------------------------------------------------------------------- keeping up while asked

    def _keep_up(self, session: Session) -> None:
        """Before an answer: bring the index up to date if that is quickly done and nobody else is at it."""
        try:
            if self.folder.current() is None:
                self._begin(session)
                return
            marks = [mark for mark in marks_in(session, AT_ONCE + 1) if mark[1] not in self._done]
            if len(marks) > AT_ONCE:
                self._do_aside(self._bring_up_to_date)
            elif marks:
                with self.folder.lock(wait=False) as held:
                    if held:
                        self._clear_soon(self._bring_up_to_date())
        except Exception as error:
            self._rebuild_after_failure(error)

    def _begin(self, session: Session) -> None:
        """Build the first index: at once where that is quick, else aside."""
        if len(session.exec(select(Service.id).limit(SMALL_DIRECTORY + 1)).all()) > SMALL_DIRECTORY:
            self._do_aside(lambda: self._build(None)[1])
            return
        with self.folder.lock():
            if self.folder.current() is None:
                self._clear_soon(self._build(None)[1])

    def _clear_soon(self, marks: Marks) -> None:
        """Clear marks without waiting for whoever is writing: left alone they do no harm, and are cleared next time."""
        self._done.update(token for _, token in marks)
        with suppress(OperationalError), self._session() as session, hurrying(session):
            clear(session, marks)
            session.commit()
            self._done.difference_update(token for _, token in marks)

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


def shortened(words: str) -> str:
    """No more words than anybody means: a pasted letter is not a question."""
    return " ".join(words[:LONGEST_QUESTION].replace("\x00", " ").split()[:MOST_WORDS])
