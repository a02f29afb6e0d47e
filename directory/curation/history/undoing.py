"""The rows of a record as they stood earlier: each change undone in turn, the newest first.

Values in, values out: nothing here touches the database, the clock or Flask.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from directory.additions import Revision

Columns = dict[str, Any]
READ = {date: date.fromisoformat, time: time.fromisoformat, datetime: datetime.fromisoformat}
"""How values come back from the text that `history.py` keeps them as; what is not here is kept as it is."""


@dataclass(frozen=True)
class Change:
    """All that one person or program changed at once."""

    id: str
    at: datetime
    """When the last of its rows was written; in UTC."""
    by: str
    reason: str | None
    revisions: tuple[Revision, ...]
    """In the order in which they were written."""


@dataclass
class Rows:
    """Table -> id of a row -> what its columns hold."""

    held: dict[str, dict[str, Columns]] = field(default_factory=dict)
    complete: bool = True
    """False once a change did not lead to what was found: part of the history is missing."""

    def of(self, table: str) -> list[Columns]:
        return list(self.held.get(table, {}).values())

    def copy(self) -> "Rows":
        return deepcopy(self)

    def undo(self, change: Change) -> None:
        for revision in reversed(change.revisions):
            table = SQLModel.metadata.tables.get(revision.table_name)
            if table is not None:
                self._undo(revision, table)

    def _undo(self, revision: Revision, table: Table) -> None:
        rows = self.held.setdefault(revision.table_name, {})
        before, after = typed(revision.changes, table, 0), typed(revision.changes, table, 1)
        found = rows.get(revision.row_id)
        if revision.action == "remove":
            self.complete &= found is None
            rows[revision.row_id] = dict.fromkeys(table.columns.keys()) | before
            return
        self.complete &= found is not None and all(found.get(name) == value for name, value in after.items())
        if revision.action == "add":
            rows.pop(revision.row_id, None)
        elif found is not None:
            found.update(before)


def typed(changes: Mapping[str, list[Any]], table: Table, which: int) -> Columns:
    """What the columns of a revision held before (0) or after (1); a column that is no more is left out."""
    return {
        name: _read(table.columns[name], values[which]) for name, values in changes.items() if name in table.columns
    }


def _read(column: Any, value: Any) -> Any:
    read = READ.get(column.type.python_type)
    return read(value) if read and value is not None else value


def in_changes(revisions: Iterable[Revision]) -> tuple[Change, ...]:
    """Revisions as the changes they were made in, the newest first."""
    by_change = sorted(revisions, key=lambda one: (_change_id(one), utc(one.changed_at), one.place))
    found = [_change(name, tuple(several)) for name, several in groupby(by_change, _change_id)]
    return tuple(sorted(found, key=lambda change: change.at, reverse=True))


def _change(name: str, revisions: tuple[Revision, ...]) -> Change:
    last = revisions[-1]
    return Change(name, utc(last.changed_at), last.changed_by, last.reason, revisions)


def _change_id(revision: Revision) -> str:
    return revision.change_id or revision.id


def utc(moment: datetime) -> datetime:
    """A moment as it is compared and sent to the database; SQLite gives back UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
