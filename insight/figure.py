"""A figure: one set of numbers with its name, what it says, how it is worked out, and perhaps a picture.

The page, the CSV file and the JSON answer all come out of the same `Figure`, so they cannot differ. Values in, values
out; `say` puts words into the reader's language (`directory.pages.templating.said`).
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from directory.wording import Words, words
from insight.charts.chart import Chart
from insight.suppression import MARK, Withheld

Text = str | Words
Value = Text | int | float | date | None | Withheld
Say = Callable[[Text], str]
WITHHELD_SAID = words("withheld")
NOT_KNOWN = words("not known")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column: `id` names it in files and never changes, `title` heads it on the page.

    `places` are digits after the point, of which `trimmed` leaves out those that say nothing. A column that is
    `only_in_files` (an identifier, a code) is not on the page.
    """

    id: str
    title: Text
    numeric: bool = False
    unit: Text | None = None
    places: int = 0
    trimmed: bool = False
    only_in_files: bool = False


@dataclass(frozen=True)
class Figure:
    """`finding` is one sentence of what the numbers say; `definition` how they are worked out, a paragraph each.

    `rows` have a value for each column. `id` is part of addresses: small letters, digits and hyphens.
    """

    id: str
    title: Text
    finding: Text
    definition: tuple[Text, ...]
    unit: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: Chart | None = None
    notes: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"{self.id}: a row has {len(wrong[0])} values for {len(self.columns)} columns")

    @property
    def has_withheld(self) -> bool:
        return any(isinstance(value, Withheld) for row in self.rows for value in row)

    @property
    def on_page(self) -> list[tuple[int, Column]]:
        """The columns that the page shows, with their places."""
        return [(place, column) for place, column in enumerate(self.columns) if not column.only_in_files]


def value_said(value: Value, column: Column, say: Say) -> str:
    """A value as a page shows it."""
    if value is None:
        return say(NOT_KNOWN)
    if isinstance(value, Withheld):
        return say(WITHHELD_SAID)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return number_said(value, column.places, trimmed=column.trimmed)
    return say(value)


def number_said(value: float, places: int = 0, *, trimmed: bool = False) -> str:
    """12345.678 with one place is "12,345.7"; 12.00 trimmed is "12"."""
    said = f"{value:,.{places}f}"
    return said.rstrip("0").rstrip(".") if trimmed and places else said


def as_csv(figure: Figure, say: Say) -> str:
    """A row of column ids, then the rows: numbers unrounded, withheld ones as "[c]", what is not known empty.

    Text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.id for column in figure.columns)
    writer.writerows([_in_csv(value, say) for value in row] for row in figure.rows)
    return file.getvalue()


def as_json(figure: Figure, say: Say) -> dict[str, Any]:
    """The figure with its definition. Each row is an object by column id, withheld values null and named under
    "suppressed"; "suppressed" is there, empty, where none is.
    """
    return {
        "id": figure.id,
        "title": say(figure.title),
        "finding": say(figure.finding),
        "definition": [say(paragraph) for paragraph in figure.definition],
        "notes": [say(note) for note in figure.notes],
        "unit": say(figure.unit),
        "columns": [
            {"id": column.id, "title": say(column.title), "unit": say(column.unit) if column.unit else None}
            for column in figure.columns
        ],
        "rows": [_in_json(figure, row, say) for row in figure.rows],
    }


def _in_csv(value: Value, say: Say) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, Withheld):
        return MARK
    if isinstance(value, int | float):
        return value
    text = value.isoformat() if isinstance(value, date) else say(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _in_json(figure: Figure, row: tuple[Value, ...], say: Say) -> dict[str, Any]:
    pairs = list(zip(figure.columns, row, strict=True))
    found: dict[str, Any] = {column.id: _plain(value, say) for column, value in pairs}
    found["suppressed"] = [column.id for column, value in pairs if isinstance(value, Withheld)]
    return found


def _plain(value: Value, say: Say) -> Any:
    if value is None or isinstance(value, Withheld):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | float) else say(value)
