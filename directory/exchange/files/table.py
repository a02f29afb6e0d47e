"""Lines of cells made a table: the headings found and checked, blank lines and guidance left out, each row judged."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from directory.exchange.files.refused import FileRefused
from directory.exchange.files.sent import Cells, Limits, RowProblem, SentRow
from directory.exchange.files.signs import UNSHOWABLE, tidied, unfit
from directory.typed import shortened
from directory.wording import Words, counted, words


@dataclass(slots=True)
class Line:
    """One line of a spreadsheet: its cells from the first column on, and what the spreadsheet says about them."""

    number: int
    values: list[str]
    wrong: dict[int, Words] = field(default_factory=dict)
    """What is wrong with the cell at a place, 0 for the first column."""
    numeric: tuple[int, ...] = ()
    dates: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        while self.values and not self.values[-1].strip() and len(self.values) - 1 not in self.wrong:
            self.values.pop()


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[SentRow, ...]
    notes: tuple[Words, ...]


def as_table(lines: Iterable[Line], limits: Limits) -> Table:
    """The first line that is neither blank nor guidance holds the headings. Raises FileRefused."""
    columns: dict[str, int] | None = None
    rows: list[SentRow] = []
    guidance = cells = 0
    for line in lines:
        if not line.values:
            continue
        if _is_guidance(line, before_headings=columns is None):
            guidance += 1
            continue
        if columns is None:
            columns = _headings(line, limits)
            continue
        cells += len(line.values)
        if len(rows) == limits.rows or cells > limits.cells:
            raise too_many_rows(limits)
        rows.append(_row(line, columns, limits))
    if columns is None or not rows:
        raise FileRefused(words("This file has no rows of services in it. Check that you chose the right one."))
    notes = counted(
        "We left out %(n)s row of guidance (it starts with #).",
        "We left out %(n)s rows of guidance (they start with #).",
        n=guidance,
    )
    return Table(tuple(columns), tuple(rows), (notes,) if guidance else ())


def too_many_rows(limits: Limits) -> FileRefused:
    return FileRefused(
        words(
            "This file has more rows or cells than we read at once (%(rows)s rows). Send it in parts.", rows=limits.rows
        )
    )


def too_many_columns(limits: Limits) -> FileRefused:
    said = words(
        "This file has more than %(most)s columns. Take out those that are not about services.", most=limits.columns
    )
    return FileRefused(said)


def column_letters(place: int) -> str:
    """The letters above a column of a spreadsheet: 0 is "A", 26 is "AA"."""
    letters = ""
    while place >= 0:
        place, letter = divmod(place, 26)
        letters, place = chr(65 + letter) + letters, place - 1
    return letters


def _is_guidance(line: Line, *, before_headings: bool) -> bool:
    """Below the headings "#iwill" is a name, so there only "#" alone, or with a space after it, marks guidance."""
    first = line.values[0].strip()
    return first == "#" or first.startswith("#" if before_headings else "# ")


def _headings(line: Line, limits: Limits) -> dict[str, int]:
    if len(line.values) > limits.columns:
        raise too_many_columns(limits)
    names = [" ".join(value.split()).strip("\ufeff") for value in line.values]
    for place, wrong in line.wrong.items():
        raise FileRefused(words("Heading in column %(letters)s: %(wrong)s", letters=column_letters(place), wrong=wrong))
    _refuse_blank(names, line.number)
    _refuse_repeated(names, line.number)
    for name in names:
        if len(name) > limits.cell or UNSHOWABLE.search(name):
            raise FileRefused(words("The heading “%(name)s” cannot be read. Type it again.", name=shortened(name)))
    return {name: place for place, name in enumerate(names)}


def _refuse_blank(names: list[str], number: int) -> None:
    blank = [column_letters(place) for place, name in enumerate(names) if not name]
    if blank:
        said = counted(
            "Row %(row)s should hold the headings, but column %(letters)s has none. Write one, or take the column out.",
            "Row %(row)s should hold the headings, but columns %(letters)s have none. Write them, or take the columns "
            "out.",
            n=len(blank),
            row=number,
            letters=shortened(", ".join(blank)),
        )
        raise FileRefused(said)


def _refuse_repeated(names: list[str], number: int) -> None:
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name.casefold(), []).append(place)
    for twice in places.values():
        if len(twice) > 1:
            said = words(
                "The heading “%(name)s” stands in columns %(letters)s (row %(row)s). Give each column its own heading.",
                name=shortened(names[twice[0]]),
                letters=shortened(", ".join(column_letters(place) for place in twice)),
                row=number,
            )
            raise FileRefused(said)


def _row(line: Line, columns: dict[str, int], limits: Limits) -> SentRow:
    names = tuple(columns)
    problems = [
        RowProblem(line.number, names[place] if place < len(names) else None, _found(line, place), wrong)
        for place, wrong in line.wrong.items()
    ]
    values = [tidied(value) for value in line.values]
    if len(values) > len(names):
        problems.append(_too_many_cells(line, len(names)))
        values = values[: len(names)]
    for place, value in enumerate(values):
        reason = unfit(value, limits.cell)
        if reason:
            problems.append(RowProblem(line.number, names[place], shortened(value), reason))
    return SentRow(
        line.number,
        Cells(columns, tuple(values)),
        tuple(problems),
        frozenset(names[place] for place in line.numeric if place < len(names)),
        frozenset(names[place] for place in line.dates if place < len(names)),
    )


def _found(line: Line, place: int) -> str:
    return shortened(line.values[place]) if place < len(line.values) else ""


def _too_many_cells(line: Line, headings: int) -> RowProblem:
    extra = next((value for value in line.values[headings:] if value.strip()), "")
    said = words(
        "This row has %(cells)s cells, but there are %(headings)s headings. Put quotation marks round text that holds "
        "commas, or take the extra cells out.",
        cells=len(line.values),
        headings=headings,
    )
    return RowProblem(line.number, None, shortened(extra), said)
