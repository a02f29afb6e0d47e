"""The vocabulary of the newest edition, for every thread of this process; other processes have one of their own.

Whoever asks gets an answer even where the database is away: the words known last, or those of the files.
"""

import threading
from collections.abc import Callable, Collection
from math import inf
from time import monotonic

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from directory.database import open_session
from directory.vocabulary import Vocabulary, load_taxonomy, load_vocabulary, with_edits
from directory.words.edits import Edit
from directory.words.publishing import Rules
from directory.words.queries import edits_of_edition, newest_number
from directory.words.sheets import checked

LOOK_SECONDS = 1.0
"""How long an edition may be in use before this process asks whether there is a newer one."""


class CurrentWords:
    """A `VocabularySource` over the database. `relied_on` gives the needs that cannot end now: see `Rules`."""

    def __init__(self, database: Engine, relied_on: Callable[[], Collection[str]] = tuple) -> None:
        self.database = database
        self.files = load_vocabulary()
        self._taxonomy, self._relied_on = load_taxonomy(), relied_on
        self._known: tuple[int, Vocabulary] = (0, self.files)
        self._tried: tuple[list[Edit], Vocabulary] | None = None
        self._looked_at = -inf
        self._lock = threading.Lock()

    @property
    def rules(self) -> Rules:
        return Rules(self._taxonomy, frozenset(self._relied_on()))

    def now(self) -> Vocabulary:
        """The vocabulary in use: at most one small query a second asks whether it is still the newest."""
        if monotonic() - self._looked_at > LOOK_SECONDS and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._known[1]

    def newest(self) -> Vocabulary:
        """The vocabulary of the newest edition at this moment, whenever it was last looked for."""
        with self._lock:
            self._look()
        return self._known[1]

    def trial(self, edits: Collection[Edit]) -> Vocabulary:
        """The vocabulary as these edits over the files would make it. Raises VocabularyError.

        The last one made is kept: what was previewed is mostly what is published next.
        """
        edits, tried = list(edits), self._tried
        if tried is None or tried[0] != edits:
            made = with_edits(self.files, checked(self.rules.files, edits, self.rules.relied_on))
            self._tried = tried = edits, made
        return tried[1]

    def _look(self) -> None:
        try:
            with open_session(self.database, writing=False) as session:
                number = newest_number(session)
                if number != self._known[0]:
                    edits = self.rules.standing(edits_of_edition(session, number))
                    self._known = number, self.trial(edits) if edits else self.files
        except SQLAlchemyError:
            pass
        self._looked_at = monotonic()
