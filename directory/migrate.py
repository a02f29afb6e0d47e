"""Bring the database to the newest shape, or to a named one, by the numbered migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

FOLDER = Path(__file__).parent.parent / "migrations"


class RowsLost(Exception):
    """A migration would leave rows that point to rows which are gone; nothing was changed."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    with _migrating(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    with _migrating(engine) as connection:
        command.downgrade(_config(connection), revision)


def write_revision(engine: Engine, message: str, number: str) -> None:
    """Draft the next numbered migration from the difference between the tables and this database."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction in which a table of SQLite can be made anew without its children going with the old one.

    As https://www.sqlite.org/lang_altertable.html#otheralter says: foreign keys are off meanwhile, and checked after.
    """
    with engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if lost:
                    raise RowsLost(f"{len(lost)} rows of {lost[0][0]} would point to nothing.")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
