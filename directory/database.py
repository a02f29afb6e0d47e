"""Open the one database: SQLite by default, PostgreSQL by `DATABASE_URL`.

SQLite writers must say BEGIN IMMEDIATE: with the driver's plain BEGIN, two writers at once end in
"database is locked" at the upgrade of their locks. A read-only session says BEGIN and never blocks.
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlmodel import Session

import directory.additions
import directory.curation.models
import directory.models
import directory.words.models  # noqa: F401  every table is known before the first query
from directory.history import follow_changes

BUSY_MILLISECONDS = 10_000
STATEMENT_MILLISECONDS = 15_000
NO_LIMIT = -1
"""A search reads in a session beside the page's own: with a limit, pages that hold one each may wait for each other."""


def open_engine(url: str) -> Engine:
    """An engine with the house's settings for its kind of database."""
    if url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True, max_overflow=NO_LIMIT)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = f"-c statement_timeout={STATEMENT_MILLISECONDS}"
    return create_engine(
        _with_driver(url),
        pool_pre_ping=True,
        hide_parameters=True,
        max_overflow=NO_LIMIT,
        connect_args={"options": options},
    )


def open_session(engine: Engine, *, writing: bool = True, patience: int = BUSY_MILLISECONDS) -> Session:
    """A session whose changes leave revisions and mark the search index (see `history.py`).

    `patience`: milliseconds to wait for SQLite's one writer.
    """
    options = {"patience": patience} if writing else {"reading": True}
    session = Session(engine.execution_options(**options), expire_on_commit=False)
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
    waiting = f"busy_timeout={BUSY_MILLISECONDS}"
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", waiting, "synchronous=FULL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={options.get('patience', BUSY_MILLISECONDS)}")
    connection.exec_driver_sql("BEGIN" if options.get("reading") else "BEGIN IMMEDIATE")
