"""A data folder with a directory of forty services, as several files of tests damage and crowd it."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cast import DirectoryBuilder

from directory.database import open_engine, open_session


def data_folder(empty_database: Path, folder: Path) -> Path:
    """The directory is made once, beside the empty database, and copied for each test."""
    whole = empty_database.with_name("forty.db")
    if not whole.exists():
        _fill(empty_database, whole.with_name("filling.db")).rename(whole)
    shutil.copyfile(whole, folder / "right_door.db")
    return folder


def _fill(empty_database: Path, path: Path) -> Path:
    shutil.copyfile(empty_database, path)
    engine = open_engine(f"sqlite:///{path}")
    with open_session(engine) as session:
        directory = DirectoryBuilder(session)
        for number in range(40):
            directory.add(f"Willow Club {number}", needs=["parenting-support", "sleep"], at="Mansfield")
    engine.dispose()
    return path


def address(folder: Path) -> str:
    return f"sqlite:///{folder / 'right_door.db'}"


HELD_UP = 8.0
"""Seconds: less than SQLite waits for its one writer, so whoever took as long may have waited for somebody. How fast
pages are is measured by `make bench`."""


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began
