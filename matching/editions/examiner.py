"""Looks at new content for the leads' pages and for publishing, and keeps what it found at hand.

It reads in sessions of its own. A view that calls it ends its own transaction first (`g.session.commit()`): the look
takes seconds, and on SQLite a transaction that may write would keep everybody else from writing meanwhile.
"""

import threading
from collections.abc import Callable, Collection, Mapping

from sqlalchemy import Engine
from sqlmodel import Session

from directory.database import open_session
from matching.content import Content, content_from
from matching.editions.current import CurrentContent
from matching.editions.drafts import draft_files
from matching.editions.errors import NoDraft
from matching.editions.evidence import Checker, Evidence, caught_up, examine
from matching.editions.queries import get_draft, get_edition, newest_place
from matching.editions.replay import Progress
from matching.proof import check

KEPT = 4


class Examiner:
    """One for the process. `needs` gives the need ids of the directory at this moment."""

    def __init__(
        self,
        database: Engine,
        contents: CurrentContent,
        needs: Callable[[], Collection[str]],
        checker: Checker = check,
    ) -> None:
        self.database, self.contents, self.needs, self.checker = database, contents, needs, checker
        self._found: dict[tuple[int, str, str], Evidence] = {}
        self._lock = threading.Lock()

    def draft(self, progress: Progress | None = None) -> Evidence:
        """About the draft as it is now. Raises NoDraft, and ContentError while it is no content."""
        with open_session(self.database, writing=False) as session:
            draft = get_draft(session, self.contents.area_name)
            if draft is None:
                raise NoDraft()
            files = draft_files(session, self.contents, draft)
        return self.about(files, progress)

    def edition(self, number: int, progress: Progress | None = None) -> Evidence:
        """About bringing an edition back; 0 is the files of this version of Right Door.

        Raises EditionNotFound, and ContentError where it can be used no more.
        """
        if number == 0:
            return self.about(self.contents.shipped_files, progress)
        with open_session(self.database, writing=False) as session:
            version = get_edition(session, self.contents.area_name, number).version
        return self.version(version, progress)

    def version(self, version: str, progress: Progress | None = None) -> Evidence:
        """About a version that was kept, such as that of a proposal. Raises KeyError and ContentError."""
        with open_session(self.database, writing=False) as session:
            files = self.contents.files(session, version)
        return self.about(files, progress)

    def about(self, files: Mapping[str, str], progress: Progress | None = None) -> Evidence:
        """About any files, over what is in force. Raises ContentError with everything that is wrong with them."""
        new = content_from(files, self.contents.area_name, self.needs())
        with self._lock, open_session(self.database, writing=False) as session:
            over, old = self._in_force(session)
            place = over, old.version, new.version
            found = self._found.pop(place, None)
            if found is None:
                found = examine(
                    session, self.contents, old, new, files, over=over, progress=progress, checker=self.checker
                )
            else:
                found = caught_up(session, self.contents, found)
            self._found[place] = found
            for oldest in list(self._found)[:-KEPT]:
                del self._found[oldest]
            return found

    def _in_force(self, session: Session) -> tuple[int, Content]:
        """What new content is judged against: the edition in force, or what is used in its place."""
        self.contents.newest()
        number, version = newest_place(session, self.contents.area_name)
        content = self.contents.version_of(version) if version else self.contents.shipped
        return number, content or self.contents.known
