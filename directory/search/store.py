"""Where the index lies on disk: a folder for each generation, a pointer to the current one, a lock for its one writer.

An index is disposable: it is only ever built here, from the database, and is never read from anywhere else (Whoosh
unpickles its files).
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FORMAT = "4"
"""Part of every folder's name; raise it when the schema or `Facts` change, and older indexes are rebuilt."""

POINTER = "current"
KEPT = 2
"""Generations left on disk: another process may still be opening the last but one."""


class IndexFolder:
    def __init__(self, data_dir: Path) -> None:
        self.root = Path(data_dir) / "search"

    def current(self) -> Path | None:
        """The folder of the current generation; None where none of this format was ever finished, or can be read."""
        try:
            name = (self.root / POINTER).read_text().strip()
        except (OSError, UnicodeDecodeError):
            return None
        if not name.startswith(f"{FORMAT}-") or "/" in name or not (self.root / name).is_dir():
            return None
        return self.root / name

    def new(self) -> Path:
        """An empty folder for a generation to be built in, aside."""
        folder = self.root / f"{FORMAT}-{time.time_ns():020d}-{os.getpid()}"
        folder.mkdir()
        return folder

    def swap_in(self, folder: Path) -> None:
        """Make a finished generation the current one, at once for everybody, and drop those nobody reads any more."""
        for path in folder.iterdir():
            _flush(path)
        partial = self.root / f"{POINTER}.{os.getpid()}"
        partial.write_text(folder.name)
        _flush(partial)
        partial.replace(self.root / POINTER)
        _flush(self.root)
        self._drop_old(folder)

    def _drop_old(self, current: Path) -> None:
        generations = sorted(path for path in self.root.iterdir() if path.is_dir() and path != current)
        for folder in generations[: 1 - KEPT]:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def lock(self, *, wait: bool = True) -> Iterator[bool]:
        """Hold the writer's lock, for threads and processes alike; without `wait` says at once whether it is held."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "writer.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            try:
                yield True
            finally:
                with suppress(OSError):
                    fcntl.flock(file, fcntl.LOCK_UN)


def _flush(path: Path) -> None:
    """Make sure a file or folder is on the disk: Whoosh itself never does."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
