"""One sheet of a workbook as lines of text: what a cell holds as a person would write it down."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from directory.exchange.files.sent import Limits
from directory.exchange.files.table import Line, too_many_columns, too_many_rows
from directory.exchange.files.workbook_parts import unhidden
from directory.exchange.files.workbook_zip import Part, WrongXml
from directory.wording import Words, words

LAST_ROW = 1_048_576
PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
WHOLE = re.compile(r"-?[0-9]{1,15}")


@dataclass(frozen=True)
class Shared:
    """What all sheets of a workbook share."""

    strings: list[str]
    kinds: list[str | None]
    from_1904: bool


class SheetLines(Part):
    """Fills `lines` with every line that holds anything."""

    def __init__(self, shared: Shared, limits: Limits) -> None:
        super().__init__()
        self._shared, self._limits = shared, limits
        self._row = self._column = self._cells = self._letters = 0
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._inline: list[str] = []
        self._formula = self._reading = False
        self._line: Line | None = None
        self.lines: list[Line] = []
        self.merged = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._reading = True
        elif name == "mergeCell":
            self.merged = True

    def end(self, name: str, text: str) -> None:
        if name == "v":
            self._value = text
        elif name == "t" and not self._reading:
            self._inline.append(text)
        elif name == "rPh":
            self._reading = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def _begin_row(self, number: str | None) -> None:
        row = self._row + 1 if number is None else int(number) if re.fullmatch(r"[1-9][0-9]{0,6}", number) else 0
        if not self._row < row <= LAST_ROW:
            raise WrongXml(number)
        self._row, self._column = row, -1
        self._line = Line(row, [])

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        column = self._column + 1
        if place is not None:
            found = PLACE.fullmatch(place)
            if not found or int(found[2]) != self._row:
                raise WrongXml(place)
            column = _column(found[1])
        if column <= self._column:
            raise WrongXml(place)
        self._column, self._cell, self._value, self._formula = column, attributes, None, False
        self._inline.clear()

    def _end_cell(self) -> None:
        text, wrong = self._read()
        if self._line is None or not (text or wrong):
            return
        if self._column >= self._limits.columns:
            raise too_many_columns(self._limits)
        self._cells += 1
        self._letters += len(text)
        if self._cells > self._limits.cells or self._letters > self._limits.unpacked:
            raise too_many_rows(self._limits)
        line = self._line
        line.values.extend([""] * (self._column - len(line.values)))
        line.values.append(text)
        if wrong:
            line.wrong[self._column] = wrong

    def _end_row(self) -> None:
        if self._line and self._line.values:
            self.lines.append(self._line)
            if len(self.lines) > 2 * self._limits.rows:
                raise too_many_rows(self._limits)
        self._line = None

    def _read(self) -> tuple[str, Words | None]:
        """(what the cell says, what is wrong with it)."""
        if self._formula:
            return "", words(
                "Cell %(place)s holds a formula. Paste its value instead.", place=self._cell.get("r", self._row)
            )
        kind, value = self._cell.get("t", "n"), self._value
        if kind == "inlineStr":
            return unhidden("".join(self._inline)), None
        if value is None or not value.strip():
            return "", None
        if kind == "s":
            return self._shared_string(value), None
        if kind == "e":
            return value, words("This cell shows the error %(error)s. Write its value instead.", error=value)
        if kind == "b":
            return "yes" if value.strip() in ("1", "true") else "no", None
        return (self._number(value.strip()) if kind == "n" else unhidden(value)), None

    def _shared_string(self, value: str) -> str:
        if not re.fullmatch(r"[0-9]{1,8}", value) or int(value) >= len(self._shared.strings):
            raise WrongXml(value)
        return self._shared.strings[int(value)]

    def _number(self, value: str) -> str:
        if self._line is None:
            raise WrongXml(value)
        style = self._cell.get("s", "0")
        kinds = self._shared.kinds
        kind = kinds[int(style)] if style.isdecimal() and len(style) < 8 and int(style) < len(kinds) else None
        if kind:
            self._line.dates += (self._column,)
            return _moment(_figure(value), kind, self._shared.from_1904)
        self._line.numeric += (self._column,)
        return value if WHOLE.fullmatch(value) else _plain(_figure(value))


def _column(letters: str) -> int:
    """ "A" is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _figure(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise WrongXml(value) from None


def _plain(figure: float) -> str:
    """A number as people write it: no ".0", and no more figures than a spreadsheet keeps."""
    if figure.is_integer() and abs(figure) < 1e15:
        return str(int(figure))
    return f"{figure:.15g}"


def _moment(figure: float, kind: str, from_1904: bool) -> str:
    """A date as 2026-03-03, a time as 09:30, both as 2026-03-03T09:30."""
    epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
    try:
        moment = from_excel(figure, epoch, timedelta=kind == "duration")
    except (OverflowError, ValueError):
        return _plain(figure)
    if isinstance(moment, timedelta):
        minutes = round(moment.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(moment, time):
        return moment.isoformat("minutes" if moment.second == 0 else "seconds")
    if isinstance(moment, datetime):
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(timespec="minutes")
    return moment.isoformat() if isinstance(moment, date) else _plain(figure)
