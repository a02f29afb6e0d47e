"""The empty spreadsheet to fill in: headings, what to write in each column, an example, and lists to choose from."""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from directory.additions import Provision, Send, Sex
from directory.exchange.cells import guarded
from directory.exchange.exporting import OWN_TABLE, SHEET, own_columns, saved, write_sheet
from directory.exchange.mapping import built_in
from directory.models import Status

GUIDANCE = Path(__file__).parent / "guidance.toml"
YES_NO = ("yes", "no")
LISTS: dict[str, tuple[str, ...]] = {
    "Open or closed": tuple(Status),
    "Girls or boys": tuple(Sex),
    "Special needs or disability": tuple(Send),
    "Kind of service": tuple(Provision),
    "Family must agree": YES_NO,
    "Works with interpreters": YES_NO,
    "Taking new people": YES_NO,
    "Place 1 address kept private": YES_NO,
}
"""Heading -> what may be chosen in it."""
ROWS_WITH_LISTS = 1000


@dataclass(frozen=True)
class Column:
    heading: str
    write: str
    """What to write there, for whoever fills it in."""
    example: str


def template_columns() -> list[Column]:
    """The columns of the template, in order: those of the export with "Ages" in place of two, and one place."""
    told: Mapping[str, Mapping[str, str]] = tomllib.loads(GUIDANCE.read_text(encoding="utf-8"))
    headings = own_columns(built_in()[OWN_TABLE], places=1, private=False)
    youngest = headings.index("Youngest age")
    headings = [*headings[:youngest], "Ages", *headings[youngest + 2 :]]
    return [
        Column(heading, told.get(heading, {}).get("write", ""), told.get(heading, {}).get("example", ""))
        for heading in headings
        if heading in told
    ]


def template_csv() -> bytes:
    """Headings, and guidance in rows that begin with "#", which the reading leaves out."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = template_columns()
    writer.writerow(column.heading for column in columns)
    writer.writerow(_marked([column.write for column in columns]))
    writer.writerow(_marked([guarded(column.example) for column in columns]))
    return ("\ufeff" + out.getvalue()).encode()


def template_xlsx(needs: Mapping[str, str]) -> bytes:
    """A workbook: the sheet to fill in, with lists to choose from; the guidance; and the needs by id and name."""
    book = Workbook(write_only=True)
    columns = template_columns()
    headings = [column.heading for column in columns]
    sheet = book.create_sheet(SHEET)
    for heading, choices in LISTS.items():
        if heading in headings:
            letter = get_column_letter(headings.index(heading) + 1)
            listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            listed.add(f"{letter}3:{letter}{ROWS_WITH_LISTS}")
            sheet.data_validations.append(listed)
    write_sheet(sheet, headings, [_marked([column.example for column in columns])])
    guidance = [[column.heading, column.write, column.example] for column in columns]
    write_sheet(book.create_sheet("What to write"), ["Column", "What to write", "Example"], guidance)
    write_sheet(book.create_sheet("Needs"), ["Need id", "Need"], [[need, name] for need, name in needs.items()])
    return saved(book)


def _marked(cells: list[str]) -> list[str]:
    """A row that is read over: its first cell begins with "# "."""
    return [f"# {cells[0]}".strip() if cells[0] else "# Example", *cells[1:]]
