"""Open the one database: SQLite by default, PostgreSQL by `DATABASE_URL`.

SQLite writers must say BEGIN IMMEDIATE: with the driver's plain BEGIN, two writers at once end in
"database is locked" at the upgrade of their locks. A read-only session says BEGIN and never blocks.
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlmodel import Session

import directory.additions
import directory.models  # noqa: F401  every table is known before the first query
from directory.history import follow_changes

BUSY_MILLISECONDS = 10_000
STATEMENT_MILLISECONDS = 15_000


def open_engine(url: str) -> Engine:
    """An engine with the house's settings for its kind of database."""
    if url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = f"-c statement_timeout={STATEMENT_MILLISECONDS}"
    return create_engine(_with_driver(url), pool_pre_ping=True, hide_parameters=True, connect_args={"options": options})


def open_session(engine: Engine, *, writing: bool = True) -> Session:
    """A session whose changes leave revisions and mark the search index (see `history.py`)."""
    session = Session(engine if writing else engine.execution_options(reading=True), expire_on_commit=False)
    follow_changes(session)
    return session


def _with_driver(url: str) -> str:
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
