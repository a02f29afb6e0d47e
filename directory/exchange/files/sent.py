"""What somebody sent: a file's rows with the numbers people see, and what is wrong with any of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from directory.wording import Words

Kind = Literal["csv", "xlsx", "json", "ndjson"]


@dataclass(frozen=True)
class Limits:
    """How much one file may hold, so that no file can fill the machine."""

    size: int = 25 * 1024 * 1024
    """Bytes, as sent."""
    unpacked: int = 100 * 1024 * 1024
    """Bytes of a workbook once unpacked; also the characters of all its cells together."""
    rows: int = 50_000
    columns: int = 500
    cell: int = 32_767
    """Characters in one cell: as many as Excel allows."""
    cells: int = 2_000_000
    text: int = 1_000_000
    """Characters in one text of a JSON file: real descriptions hold whole pictures as text, to be taken out later."""
    parts: int = 1_000_000
    """Brackets and commas in a JSON file: each stands for a value that takes memory."""
    depth: int = 32
    """Objects and lists inside each other in a JSON file."""


LIMITS = Limits()


@dataclass(frozen=True)
class RowProblem:
    """One row, or one cell of it, that cannot be used as it stands; the other rows still can."""

    number: int
    """The row as people see it: the first row of a spreadsheet is 1, the first record of a JSON list is 1."""
    column: str | None
    """The heading, or None where the whole row is meant."""
    found: str
    """What was there, made fit to show."""
    words: Words
    """What is wrong and what would do."""


class Cells(Mapping[str, str]):
    """One row of a table by heading, blank where nothing was written.

    Much smaller than a dict of its own for each row: all rows share the headings.
    """

    __slots__ = ("_columns", "_values")

    def __init__(self, columns: dict[str, int], values: tuple[str, ...]) -> None:
        self._columns, self._values = columns, values

    def __getitem__(self, column: str) -> str:
        place = self._columns[column]
        return self._values[place] if place < len(self._values) else ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(frozen=True, slots=True)
class SentRow:
    number: int
    values: Mapping[str, Any]
    """A table: text by heading, every heading present. JSON: the record as it was sent, lists and objects inside it."""
    problems: tuple[RowProblem, ...] = ()
    """Why this row cannot be used as it stands; a row with problems must not be imported."""
    numeric: frozenset[str] = frozenset()
    """Headings whose cell was kept as a number by a spreadsheet: a phone number there has lost its leading zero."""
    dates: frozenset[str] = frozenset()
    """Headings whose cell was kept as a date by a spreadsheet: ages such as 5-11 may have become one."""


@dataclass(frozen=True)
class SentFile:
    name: str
    kind: Kind
    columns: tuple[str, ...]
    """Headings as written; for JSON the dotted paths found, "organization.name" or "locations[].postcode"."""
    rows: tuple[SentRow, ...]
    """Blank rows and rows of guidance (first cell "#" or starting "# ") are left out; the others keep their number."""
    encoding: str | None = None
    """ "UTF-8", "UTF-16" or "Windows-1252" for text; None for a workbook."""
    sheet: str | None = None
    """The sheet of a workbook that was read."""
    notes: tuple[Words, ...] = ()
    """What the sender should know, such as which sheet was read or that the file is one page of many."""
