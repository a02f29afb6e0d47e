"""A CSV file: the separator found from its headings, quoted line breaks kept, rows numbered as a spreadsheet does."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from directory.exchange.files.refused import FileRefused, not_a_table
from directory.exchange.files.sent import Limits, SentFile
from directory.exchange.files.table import Line, as_table, too_many_columns, too_many_rows
from directory.wording import Words, words

SEPARATORS = {",": words("commas"), ";": words("semicolons"), "\t": words("tabs"), "|": words("upright bars")}
SAYS_SEPARATOR = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
"""A first line that some versions of Excel write, and do not show."""
LOOKED_AT = 30
NO_COLUMNS = words(
    "We could not find columns in this file. The first row must hold the headings, with commas between them."
)


def read_csv(text: str, name: str, encoding: str, notes: list[Words], limits: Limits) -> SentFile:
    """Raises FileRefused where no columns are found or a quotation mark is left open."""
    said = SAYS_SEPARATOR.match(text)
    if said:
        separator, text = said[1], text[said.end() :]
        if separator not in SEPARATORS:
            raise FileRefused(NO_COLUMNS)
    else:
        separator = _separator(text)
    table = as_table(_lines(text, separator, limits), limits)
    if len(table.columns) < 2:
        raise FileRefused(NO_COLUMNS)
    if separator != ",":
        notes = [*notes, words("The columns are set apart by %(signs)s.", signs=SEPARATORS[separator])]
    return SentFile(name, "csv", table.columns, table.rows, encoding, notes=(*notes, *table.notes))


def _lines(text: str, separator: str, limits: Limits) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken(number, str(error), limits) from None
        if len(values) > 2 * limits.columns:
            raise too_many_columns(limits)
        if number > 4 * limits.rows:
            raise too_many_rows(limits)
        yield Line(number, values)


def _broken(number: int, reason: str, limits: Limits) -> FileRefused:
    if "field limit" in reason:
        said = words(
            "A cell in row %(row)s is longer than %(most)s letters. Make it shorter, or look for a quotation mark "
            "that is never closed.",
            row=number,
            most=limits.cell,
        )
    else:
        said = words(
            "The quotation marks in row %(row)s do not match, so we cannot tell where its cells end. Open the file in "
            "Excel and save it as CSV UTF-8 again.",
            row=number,
        )
    return FileRefused(said)


def _separator(text: str) -> str:
    """The sign that makes most columns of the headings; of two alike, the one that cuts more rows the same way."""
    found = [(*_cut(text, sign), sign) for sign in SEPARATORS]
    best = max(found, key=lambda each: each[:2])
    if best[0] < 2:
        raise not_a_table(NO_COLUMNS)
    if sum(each[:2] == best[:2] for each in found) > 1:
        raise FileRefused(
            words("We could not tell which sign sets the columns apart. Use commas: save the file as CSV UTF-8.")
        )
    return best[2]


def _cut(text: str, sign: str) -> tuple[int, int]:
    """(headings, rows of the first few with as many cells) if this were the separator."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    widths = []
    try:
        for row in islice(rows, LOOKED_AT):
            if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#"):
                widths.append(len(row))
    except csv.Error:
        pass
    return (widths[0], widths.count(widths[0])) if widths else (0, 0)
