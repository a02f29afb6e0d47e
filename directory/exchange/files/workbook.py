"""An Excel workbook: which sheet is read, and its rows. Formulas are never trusted, macros and links never followed."""

from directory.exchange.files.refused import FileRefused
from directory.exchange.files.sent import Limits, SentFile
from directory.exchange.files.table import as_table
from directory.exchange.files.workbook_parts import Book, Sheet, Strings, Styles, open_book
from directory.exchange.files.workbook_sheet import Shared, SheetLines
from directory.exchange.files.workbook_zip import Package
from directory.typed import shortened
from directory.wording import Words, words

SHEET = "services"


def read_workbook(content: bytes, name: str, limits: Limits) -> SentFile:
    """Read the sheet called Services, or else the first that is shown. Raises FileRefused."""
    package = Package(content, limits)
    book = open_book(package)
    sheet = _chosen(book)
    lines = SheetLines(_shared(package, book, limits), limits)
    package.hear(sheet.part, lines)
    table = as_table(lines.lines, limits)
    notes = [*_notes(package, book, sheet, lines), *table.notes]
    return SentFile(name, "xlsx", table.columns, table.rows, sheet=sheet.name, notes=tuple(notes))


def _chosen(book: Book) -> Sheet:
    shown = [sheet for sheet in book.sheets if sheet.visible]
    if not shown:
        raise FileRefused(words("This workbook shows no sheet with rows. Show the sheet of services, then save it."))
    return next((sheet for sheet in shown if sheet.name.strip().casefold() == SHEET), shown[0])


def _shared(package: Package, book: Book, limits: Limits) -> Shared:
    styles, strings = Styles(), Strings(limits)
    if book.styles:
        package.hear(book.styles, styles)
    if book.strings:
        package.hear(book.strings, strings)
    return Shared(strings.found, styles.kinds, book.from_1904)


def _notes(package: Package, book: Book, sheet: Sheet, lines: SheetLines) -> list[Words]:
    notes = []
    if len(book.sheets) > 1:
        said = words(
            "We read the sheet “%(sheet)s” and left out the others (%(sheets)s sheets in all).",
            sheet=shortened(sheet.name),
            sheets=len(book.sheets),
        )
        notes.append(said)
    if any(name.endswith("vbaProject.bin") for name in package.names):
        notes.append(words("This workbook holds macros. We did not run them."))
    if lines.merged:
        notes.append(
            words("Some cells are joined together. What they say counts for the first row and column only: check it.")
        )
    return notes
