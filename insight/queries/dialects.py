"""What SQLite and PostgreSQL say differently: months, days between, and days of moments."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Dialect, Integer, String, cast, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import Session

MONTH_SIGNS = 7
"""Of "2026-03-14". Written out in the statement: PostgreSQL takes the same expression with two values to be two."""


class days_between(FunctionElement[int]):
    """Whole days from the first day to the second; both are days, not moments."""

    type = Integer()
    inherit_cache = True


@compiles(days_between, "sqlite")
def _days_sqlite(element: Any, compiler: Any, **kwargs: Any) -> str:
    first, second = (compiler.process(clause, **kwargs) for clause in element.clauses)
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _days_postgresql(element: Any, compiler: Any, **kwargs: Any) -> str:
    first, second = (compiler.process(clause, **kwargs) for clause in element.clauses)
    return f"(CAST({second} AS DATE) - CAST({first} AS DATE))"


class day_of(FunctionElement[Any]):
    """The day of a moment."""

    type = Date()
    inherit_cache = True


@compiles(day_of, "sqlite")
def _day_sqlite(element: Any, compiler: Any, **kwargs: Any) -> str:
    return f"date({compiler.process(element.clauses, **kwargs)})"


@compiles(day_of, "postgresql")
def _day_postgresql(element: Any, compiler: Any, **kwargs: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **kwargs)}) AT TIME ZONE 'UTC' AS DATE)"


def month_of(day: Any) -> ColumnElement[str]:
    """ "2026-03" of a day."""
    return func.substr(cast(day, String), literal_column("1"), literal_column(str(MONTH_SIGNS)))


def earlier(session: Session, one: Any, other: Any) -> ColumnElement[Any]:
    """The earlier of two days; the one that is known where the other is not."""
    least = func.min if _is_sqlite(session) else func.least
    return least(func.coalesce(one, other), func.coalesce(other, one))


def _is_sqlite(session: Session) -> bool:
    dialect: Dialect = session.get_bind().dialect
    return dialect.name == "sqlite"
