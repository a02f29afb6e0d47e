"""The search engine on Whoosh and numpy: opens the index, and answers from the database when it cannot be read.

Any number of threads and processes may search one index; see `writer.py` for how it is kept up to date.
"""

import logging
import os
import threading
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager, suppress
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
from directory.search.answering import Ground, answered, answered_plainly
from directory.search.case import View
from directory.search.columns import Columns
from directory.search.entry import AS_TAGGED, read_entries
from directory.search.gazetteer import Gazetteer
from directory.search.index import OpenIndex
from directory.search.lexicon import Lexicon
from directory.search.plain_text import PlainText
from directory.search.question import Asker, Page, ServiceSearch
from directory.search.store import IndexFolder
from directory.search.trial import opened_again, opened_aside
from directory.search.writer import IndexWriter, Tick
from directory.vocabulary import Vocabulary, VocabularySource

LONGEST_QUESTION = 500
MOST_WORDS = 40
PLAIN_SECONDS = 30
"""How long the services read for answers without an index are kept."""
GAZETTEER_SECONDS = 60

log = logging.getLogger("right_door.search")


class WhooshSearch:
    def __init__(
        self,
        data_dir: Path,
        database: Database,
        vocabularies: VocabularySource,
        *,
        area: LocalArea | None = None,
        holidays: Container[date] = (),
    ) -> None:
        self.folder = IndexFolder(data_dir)
        self.writer = IndexWriter(self.folder, database, vocabularies)
        self.database = database
        self.vocabularies = vocabularies
        self.holidays = holidays
        self.area = area or load_area()
        self._lock = threading.RLock()
        self._opened: OpenIndex | None = None
        self._opened_by = 0
        self._plain: tuple[float, View] | None = None
        self._known: tuple[float, Ground] | None = None

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

    def _ground(self, session: Session) -> Ground:
        """The words and place names of the moment; what they were read from may have changed since the last question.

        Place names change only when somebody loads them anew, so they are read again now and then.
        """
        vocabulary = self.vocabularies.now()
        read_at, ground = self._known or (-inf, None)
        if ground is None or ground.lexicon.vocabulary is not vocabulary or monotonic() - read_at > GAZETTEER_SECONDS:
            ground = self.ground_with(vocabulary, session)
            self._known = monotonic(), ground
        return ground

    def ground_with(self, vocabulary: Vocabulary, session: Session) -> Ground:
        lexicon = Lexicon(vocabulary)
        return Ground(lexicon, Gazetteer.read(session, self.area, lexicon.known), self.area, self.holidays)

    def _answer(self, question: ServiceSearch, session: Session) -> Page:
        opened = self._open()
        if opened is None:
            return self._answer_without_index(question, session)
        return answered(question, session, opened, self._ground(session))

    # ------------------------------------------------------------------------------------- without the index

    def _answer_without_index(self, question: ServiceSearch, session: Session) -> Page:
        read_at, view = self._plain or (-inf, None)
        if view is None or monotonic() - read_at > PLAIN_SECONDS:
            view = self._read_plain(session)
            self._plain = monotonic(), view
        return answered_plainly(question, session, view, self._ground(session))

    def _read_plain(self, session: Session) -> View:
        entries = list(read_entries(session, self.vocabularies.now()))
        facts = [entry.facts for entry in entries]
        live = np.ones(len(facts), dtype=bool)
        return View(columns=Columns.of(facts), text=PlainText(entries), live=live, facts=facts.__getitem__)

    # ------------------------------------------------------------------------------------------ trying words

    @contextmanager
    def trial(
        self, vocabulary: Vocabulary, moved: Mapping[str, str] = AS_TAGGED, *, anew: bool = True
    ) -> Iterator[Asker]:
        """Ask as if this vocabulary were in use; `moved` names the need that takes another's services.

        With `anew` every service is indexed aside as it would be then. Without it the questions are put to the index as
        it stands: quick in a big directory, but a service's own entry is the old one.
        """
        with self._session() as session:
            ground = self.ground_with(vocabulary, session)
            aside = opened_aside(session, vocabulary, moved) if anew else opened_again(self.folder.current())
            with aside as opened:
                yield lambda question: answered(
                    replace(question, words=shortened(question.words)), session, opened, ground
                )

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


def shortened(words: str) -> str:
    """No more words than anybody means: a pasted letter is not a question."""
    return " ".join(words[:LONGEST_QUESTION].replace("\x00", " ").split()[:MOST_WORDS])
