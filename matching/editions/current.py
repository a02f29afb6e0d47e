"""The content of the newest edition, for every thread of this process; other processes have one of their own.

Whoever asks gets an answer even where the database is away: the content known last, or the files that came with Right
Door. The numbers to ring are written to a small file besides, so that a process that starts without a database shows
those that people published and not those of the files.
"""

import os
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from directory.database import open_session
from matching.area import CONTENT, Area, area_file, area_from
from matching.content import Content, content_from, files_in
from matching.editions.queries import files_of, newest_place
from matching.errors import ContentError
from matching.reading import text_of
from matching.vignettes import Vignette, load_vignettes

LOOK_SECONDS = 1.0
"""How long content may be in use before this process asks whether there is a newer edition."""
OLD_ONES = 8
"""Older versions kept at hand for explaining older outcomes."""
LAST_AREA = "last-area.toml"


class AnyNeed(Collection[str]):
    """Every need id there ever was: what was published is not refused later because a need has ended."""

    def __contains__(self, _need: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class CurrentContent:
    """What is in force for an area. Raises ContentError at the start where the files themselves cannot be used."""

    def __init__(
        self,
        database: Engine,
        area: str,
        *,
        data_dir: Path | None = None,
        folder: Path = CONTENT,
        needs: Collection[str] | None = None,
    ) -> None:
        self.database, self.area_name = database, area
        self.shipped_files: Mapping[str, str] = files_in(folder, area)
        self.shipped = content_from(self.shipped_files, area, needs)
        self.vignettes: tuple[Vignette, ...] = load_vignettes(folder)
        self.problems: tuple[str, ...] = ()
        """Why the newest edition is not used as it was published; nothing where all is well."""
        self._known: tuple[int, str, Content] = (0, self.shipped.version, self.shipped)
        self._last_area = data_dir / LAST_AREA if data_dir else None
        self._area = self._area_known_last()
        self._old: dict[str, Content] = {}
        self._refused: tuple[int, str] | None = None
        self._looked_at = -inf
        self._lock = threading.Lock()

    @property
    def known(self) -> Content:
        """The content known last, without asking."""
        return self._known[2]

    @property
    def area(self) -> Area:
        """The numbers known last, without asking: for error pages too."""
        return self._area

    @property
    def number(self) -> int:
        """The edition of `known`; 0 while the files stand alone."""
        return self._known[0]

    def now(self) -> Content:
        """The content in force: at most one small query a second asks whether it is still the newest."""
        if monotonic() - self._looked_at > LOOK_SECONDS and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self.known

    def newest(self) -> Content:
        """The content of the newest edition at this moment, whenever it was last looked for."""
        with self._lock:
            self._look()
        return self.known

    def version_of(self, version: str) -> Content | None:
        """An older version, for explaining an outcome given under it; None where it was not kept or cannot be read."""
        for content in (self.known, self.shipped, self._old.get(version)):
            if content is not None and content.version == version:
                return content
        read = self._read_old(version)
        if read is not None:
            self._old[version] = read
            for oldest in list(self._old)[:-OLD_ONES]:
                self._old.pop(oldest, None)
        return read

    def files(self, session: Session, version: str | None = None) -> dict[str, str]:
        """The texts of a version, by name; of the one in force where none is named. Raises KeyError."""
        wanted = version or newest_place(session, self.area_name)[1] or self.shipped.version
        if wanted == self.shipped.version:
            return dict(self.shipped_files)
        found = files_of(session, wanted)
        if found is None:
            raise KeyError(wanted)
        return found

    def _look(self) -> None:
        try:
            with open_session(self.database, writing=False) as session:
                number, version = newest_place(session, self.area_name)
                place = number, version or self.shipped.version
                if place not in (self._known[:2], self._refused):
                    self._use(place, self.files(session, version))
                elif self._looked_at == -inf:
                    self._remember(self.known.area, self.shipped_files)
        except (SQLAlchemyError, KeyError):
            pass
        self._looked_at = monotonic()

    def _use(self, place: tuple[int, str], files: Mapping[str, str]) -> None:
        """Take an edition into use; where it can be read no more, at least its numbers, and say why."""
        problems: tuple[str, ...] = ()
        try:
            content = self._read(files)
        except ContentError as error:
            problems = error.problems
            try:
                content = content_from(files, self.area_name, AnyNeed(), kept=True)
            except ContentError:
                self._refused, self.problems = place, problems
                self._use_numbers(files)
                return
        self._known, self.problems = (*place, content), problems
        self._remember(content.area, files)

    def _read(self, files: Mapping[str, str]) -> Content:
        return content_from(files, self.area_name, AnyNeed())

    def _use_numbers(self, files: Mapping[str, str]) -> None:
        name = area_file(self.area_name)
        with suppress(ContentError):
            self._remember(area_from(files.get(name), self.area_name), files)

    def _remember(self, area: Area, files: Mapping[str, str]) -> None:
        """Take the numbers into use, and write them down for a process that starts without a database."""
        self._area = area
        if self._last_area is None:
            return
        text = files[area_file(self.area_name)]
        aside = self._last_area.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
        with suppress(OSError):
            if not self._last_area.exists() or self._last_area.read_bytes() != text.encode():
                self._last_area.parent.mkdir(parents=True, exist_ok=True)
                aside.write_bytes(text.encode())
                aside.replace(self._last_area)

    def _area_known_last(self) -> Area:
        with suppress(OSError, ContentError):
            if self._last_area is not None:
                return area_from(text_of(self._last_area, LAST_AREA), self.area_name)
        return self.shipped.area

    def _read_old(self, version: str) -> Content | None:
        with suppress(SQLAlchemyError, ContentError), open_session(self.database, writing=False) as session:
            files = files_of(session, version)
            if files is not None:
                return content_from(files, self.area_name, AnyNeed(), kept=True)
        return None


def needs_of(vocabulary: Any) -> frozenset[str]:
    """The ids of the needs that content may point to now."""
    return frozenset(need.id for need in vocabulary.needs)
