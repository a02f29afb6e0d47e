"""The search engine on Whoosh and numpy: opens the index, and answers from the database when it cannot be read.

Any number of threads and processes may search one index; see `writer.py` for how it is kept up to date.
"""

import logging
import os
import threading
from collections.abc import Container
from contextlib import suppress
from dataclasses import replace
from datetime import date
from math import inf
from pathlib import Path
from time import monotonic

import numpy as np
from sqlalchemy import Engine as Database
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from directory.database import open_session
from directory.places import LocalArea, load_area
from directory.search.answer import answer
from directory.search.case import Case, View
from directory.search.columns import Columns
from directory.search.entry import read_entries
from directory.search.gazetteer import Gazetteer
from directory.search.index import OpenIndex
from directory.search.lexicon import Lexicon
from directory.search.plain_text import PlainText
from directory.search.question import Page, ServiceSearch, Understood
from directory.search.relevance import ENOUGH_OF_THE_WORDS
from directory.search.spelling import corrected
from directory.search.store import IndexFolder
from directory.search.understand import understand
from directory.search.writer import IndexWriter, Tick
from directory.vocabulary import Vocabulary

LONGEST_QUESTION = 500
MOST_WORDS = 40
PLAIN_SECONDS = 30
"""How long the services read for answers without an index are kept."""
GAZETTEER_SECONDS = 60
EVERY_WORD = 0.999

log = logging.getLogger("right_door.search")


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
        self.writer = IndexWriter(self.folder, database, vocabulary)
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

    # ------------------------------------------------------------------------------------------------ asking

    def search(self, question: ServiceSearch) -> Page:
        """Answer a question, come what may of the index; only the database itself can fail it."""
        question = replace(question, words=shortened(question.words))
        with self._session() as session:
            self._keep_up(session)
            with self._lock:
                try:
                    return self._answer(question, session)
                except SQLAlchemyError:
                    raise
                except Exception as error:
                    self._index_failed(error)
                    return self._answer_without_index(question, session)

    def _keep_up(self, session: Session) -> None:
        try:
            self.writer.keep_up(session)
        except SQLAlchemyError:
            raise
        except Exception as error:
            self._index_failed(error)

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
            gazetteer = Gazetteer.read(session, self.area, self.lexicon.known)
            self._gazetteer = monotonic(), gazetteer
        return gazetteer

    def _answer(self, question: ServiceSearch, session: Session) -> Page:
        opened = self._open()
        if opened is None:
            return self._answer_without_index(question, session)
        case, understood = self._understand(opened.view, question, session)
        meant = corrected(question.words, self.lexicon, self._read_gazetteer(session).words, opened)
        if meant is None:
            return replace(answer(case), understood=understood)
        again, newly = self._understand(opened.view, replace(question, words=meant), session)
        if not _finds_more(again, case) and newly == understood:
            return replace(answer(case), understood=understood)
        if _finds_something(case):
            return replace(answer(case), did_you_mean=meant, understood=understood)
        return replace(answer(again), did_you_mean=meant, corrected=True, understood=newly)

    def _understand(self, view: View, question: ServiceSearch, session: Session) -> tuple[Case, Understood]:
        asked, understood = understand(question, session, self._read_gazetteer(session), self.area, self.vocabulary)
        return Case(view, asked, self.lexicon, self.holidays, date.today()), understood

    # ------------------------------------------------------------------------------------- without the index

    def _answer_without_index(self, question: ServiceSearch, session: Session) -> Page:
        read_at, view = self._plain or (-inf, None)
        if view is None or monotonic() - read_at > PLAIN_SECONDS:
            view = self._read_plain(session)
            self._plain = monotonic(), view
        case, understood = self._understand(view, question, session)
        return replace(answer(case), degraded=True, understood=understood)

    def _read_plain(self, session: Session) -> View:
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

    # ---------------------------------------------------------------------------------------------- writing

    def rebuild(self, session: Session, tick: Tick | None = None) -> int:
        """Build the index of what is committed anew, aside, and swap it in; clears marks in `session`."""
        return self.writer.rebuild(session, tick)

    def drain(self, session: Session) -> int:
        """Bring the marked services up to date; clears their marks in `session` and returns how many there were."""
        return self.writer.drain(session)

    def _index_failed(self, error: Exception) -> None:
        log.warning("the search index failed: %s", type(error).__name__)
        opened, self._opened = self._opened, None
        if opened is not None:
            with suppress(Exception):
                opened.close()
        self.writer.rebuild_after_failure()

    def _session(self) -> Session:
        return open_session(self.database, writing=False)


def _finds_something(case: Case) -> bool:
    """Whether the words as typed find anything by themselves, and not only by a few that were spelt right."""
    return bool((case.relevant & (case.relevance.share >= ENOUGH_OF_THE_WORDS)).any())


def _finds_more(again: Case, case: Case) -> bool:
    """Whether other words are worth proposing: a need is pointed to that was not, or a service has them all."""
    if again.relevance.sure and not again.relevance.needs.keys() <= case.relevance.needs.keys():
        return True
    return bool((again.relevant & (again.relevance.share >= EVERY_WORD)).any())


def shortened(words: str) -> str:
    """No more words than anybody means: a pasted letter is not a question."""
    return " ".join(words[:LONGEST_QUESTION].replace("\x00", " ").split()[:MOST_WORDS])
