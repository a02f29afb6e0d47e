"""The small parts of a workbook: its sheets, which number formats are dates, and the texts its cells share."""

import posixpath
import re
from dataclasses import dataclass, field

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from directory.exchange.files.refused import FileRefused
from directory.exchange.files.sent import Limits
from directory.exchange.files.workbook_zip import DAMAGED, TOO_BIG, Package, Part, WrongXml

MOST_STYLES = 70_000
"""Excel itself allows some 65,000."""
HIDDEN_SIGN = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Sheet:
    name: str
    part: str
    visible: bool


@dataclass
class Book:
    sheets: list[Sheet] = field(default_factory=list)
    from_1904: bool = False
    """Dates counted from 1904, as Excel on a Mac once did."""
    strings: str | None = None
    styles: str | None = None


class Relations(Part):
    """Which part each id stands for: id -> (last word of its type, name in the package)."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
            self.found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)

    def of_type(self, kind: str) -> str | None:
        return next((part for type_, part in self.found.values() if type_ == kind), None)


class Sheets(Part):
    """(name, relation, visible) of each sheet, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            visible = attributes.get("state", "visible") == "visible"
            self.found.append((attributes.get("name", ""), attributes.get("id", ""), visible))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true")


class Styles(Part):
    """For each style of a cell: "date", "duration" or None."""

    def __init__(self) -> None:
        super().__init__()
        self._formats = dict(BUILTIN_FORMATS)
        self._in_cells = False
        self.kinds: list[str | None] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.kinds.append(self._kind(_whole(attributes.get("numFmtId", "0"))))
        if len(self._formats) > MOST_STYLES or len(self.kinds) > MOST_STYLES:
            raise FileRefused(TOO_BIG)

    def end(self, name: str, text: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def _kind(self, number: int) -> str | None:
        code = self._formats.get(number, "General")
        if is_timedelta_format(code):
            return "duration"
        return "date" if is_date_format(code) else None


class Strings(Part):
    """The texts that cells share, in order; readings of Asian words are left out."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self._pieces: list[str] = []
        self._reading = False
        self.found: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces.clear()
        elif name == "rPh":
            self._reading = True

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._reading:
            self._pieces.append(text)
        elif name == "rPh":
            self._reading = False
        elif name == "si":
            self.found.append(unhidden("".join(self._pieces)))
            if len(self.found) > self._limits.cells:
                raise FileRefused(TOO_BIG)


def unhidden(text: str) -> str:
    """Signs that Excel writes as "_x000D_", read; line breaks as in any other text."""
    if "_x" in text:
        text = HIDDEN_SIGN.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def open_book(package: Package) -> Book:
    """What the workbook says of itself. Raises FileRefused where its parts do not hang together."""
    main = _relations(package, "").of_type("officeDocument")
    if main is None:
        raise FileRefused(DAMAGED)
    sheets = Sheets()
    package.hear(main, sheets)
    related = _relations(package, main)
    book = Book(from_1904=sheets.from_1904, strings=related.of_type("sharedStrings"), styles=related.of_type("styles"))
    for name, relation, visible in sheets.found:
        kind, part = related.found.get(relation, ("", ""))
        if kind == "worksheet":
            book.sheets.append(Sheet(name, part, visible))
    return book


def _relations(package: Package, part: str) -> Relations:
    folder, name = posixpath.split(part)
    relations = Relations(folder)
    package.hear(posixpath.join(folder, "_rels", f"{name}.rels"), relations)
    return relations


def _whole(text: str | None) -> int:
    if text is None or not re.fullmatch(r"[0-9]{1,9}", text):
        raise WrongXml(text)
    return int(text)
