"""The parts of an entry's form that are rows or tables of boxes: sources, opening hours, a designated officer. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from directory.curation.editing.fields import tidy
from directory.wording import Words, words
from matching.editions.fields import BLANK_ROWS, Choices, Field, NotUnderstood, Sent, Shown


@dataclass(frozen=True)
class Column:
    name: str
    label: Words
    options: Mapping[str, Words] | None = None
    whole: bool = False
    needed: bool = True
    width: int = 20


@dataclass(frozen=True)
class Rows(Field):
    """Rows of a few columns: sources, opening hours. `as_list`: the files have each row as a list, not a table."""

    columns: tuple[Column, ...] = ()
    as_list: bool = False
    kind: ClassVar[str] = "rows"

    @property
    def default(self) -> Any:
        return []

    def show(self, value: Any, choices: Choices) -> Shown:
        rows = [self._row(row) for row in value or ()]
        return [*rows, *({column.name: "" for column in self.columns} for _ in range(BLANK_ROWS))]

    def _row(self, row: Any) -> dict[str, str]:
        if self.as_list:
            return {column.name: str(part) for column, part in zip(self.columns, row, strict=False)}
        return {column.name: str(row.get(column.name, "") or "") for column in self.columns}

    def sent(self, sent: Sent) -> Shown:
        parts = [sent.getlist(f"{self.name}-{column.name}") for column in self.columns]
        rows = [dict(zip((column.name for column in self.columns), row, strict=True)) for row in _even(parts)]
        filled = [row for row in rows if any(self._typed(row))]
        return [*filled, *({column.name: "" for column in self.columns} for _ in range(BLANK_ROWS))]

    def _typed(self, row: Mapping[str, str]) -> Iterable[str]:
        """What somebody typed into a row; a choice that is made beforehand says nothing."""
        return (tidy(row[column.name]) for column in self.columns if not column.options)

    def read(self, sent: Sent, choices: Choices) -> Any:
        rows = [row for row in self.sent(sent) if any(self._typed(row))]
        return [self._read_row(row, place) for place, row in enumerate(rows)] or self._none()

    def _read_row(self, row: Mapping[str, str], place: int) -> Any:
        values = {column.name: self._cell(column, tidy(row[column.name]), place) for column in self.columns}
        if self.as_list:
            return [values[column.name] for column in self.columns]
        return {name: value for name, value in values.items() if value is not None}

    def _cell(self, column: Column, text: str, place: int) -> Any:
        at = f"{self.name}-{place}-{column.name}"
        if not text:
            if column.needed:
                raise NotUnderstood(at, words("Row %(row)s: fill in “%(name)s”", row=place + 1, name=column.label))
            return None
        if column.options is not None and text not in column.options:
            raise NotUnderstood(at, words("Row %(row)s: choose one of the list", row=place + 1))
        if column.whole and not text.isdecimal():
            raise NotUnderstood(at, words("Row %(row)s: write “%(name)s” in digits", row=place + 1, name=column.label))
        return int(text) if column.whole else text


@dataclass(frozen=True)
class Table(Field):
    """A small table of texts inside an entry, such as a designated officer's name and number."""

    columns: tuple[Column, ...] = ()
    kind: ClassVar[str] = "table"

    def show(self, value: Any, choices: Choices) -> Shown:
        return {column.name: str((value or {}).get(column.name, "")) for column in self.columns}

    def sent(self, sent: Sent) -> Shown:
        return {column.name: sent.get(f"{self.name}-{column.name}", "") for column in self.columns}

    def read(self, sent: Sent, choices: Choices) -> Any:
        values = {name: tidy(text) for name, text in self.sent(sent).items()}
        for column in self.columns:
            if column.needed and not values[column.name]:
                raise NotUnderstood(f"{self.name}-{column.name}", words("Fill in “%(name)s”", name=column.label))
        return {name: text for name, text in values.items() if text}


def _even(parts: Sequence[Sequence[str]]) -> Iterable[tuple[str, ...]]:
    length = max(map(len, parts), default=0)
    return zip(*([*part, *[""] * (length - len(part))] for part in parts), strict=True)
