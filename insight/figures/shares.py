"""Shares of counts that may be shown, and the columns and words that figures have in common. Pure."""

from collections.abc import Mapping, Sequence

from directory.wording import Words, words
from insight.figure import Column, Figure, Value
from insight.halves import short_of
from insight.periods import Period
from insight.published.half_by_half import HalfByHalf
from insight.suppression import WITHHELD, Cell, Protected, Shown, Withheld

Text = Words | str
FULL = 100
ENQUIRIES = words("enquiries")
PER_CENT = words("per cent")
NOTHING_YET = words("There is nothing to count yet: no whole period has gone by.")
WITHHELD_ALL = words("Too little can be shown to say anything here.")
PERIOD = Column("period", words("Period"), only_in_files=True)
MONTH = Column("month", words("Month"), only_in_files=True)
MONTH_TITLE = Column("month_title", words("Month"))


def count_column(id_: str, title: Text) -> Column:
    return Column(id_, title, numeric=True)


def share_column(id_: str, title: Text) -> Column:
    return Column(id_, title, numeric=True, unit=PER_CENT, places=1)


def shown(cell: Cell) -> int | Withheld:
    return cell.count if isinstance(cell, Shown) else WITHHELD


def added(*cells: Cell) -> Cell:
    """The sum of counts that may be shown; withheld where any of them is."""
    if any(isinstance(cell, Withheld) for cell in cells):
        return WITHHELD
    return Shown(sum(cell.count for cell in cells if isinstance(cell, Shown)))


def per_cent(part: Cell, *others: Cell) -> float | Withheld | None:
    """What share `part` is of itself and these together; None of nothing.

    All of them must be shown: then nothing is told that their counts do not tell.
    """
    whole = added(part, *others)
    if isinstance(part, Withheld) or isinstance(whole, Withheld):
        return WITHHELD
    return round(FULL * part.count / whole.count, 1) if whole.count else None


def number(value: Value) -> float | None:
    """A value for a chart that knows gaps only; None where there is none to show."""
    return float(value) if isinstance(value, int | float) else None


def along(protected: Protected | HalfByHalf, names: Sequence[str], *fixed: str) -> dict[str, Cell]:
    """The cells of a breakdown by its last name, where the ones before are fixed."""
    where = dict(zip(names, fixed, strict=False))
    return {label: protected.cell({**where, names[-1]: label}) for label in labels(protected, names[-1])}


def labels(protected: Protected | HalfByHalf, name: str) -> tuple[str, ...]:
    """The categories of a dimension, or of a group of them such as "district.county"."""
    of, _, group = name.partition(".")
    dimension = next(one for one in protected.dimensions if one.id == of)
    if not group:
        return dimension.categories
    return tuple(dict.fromkeys(dimension.groups[group][one] for one in dimension.categories))


def size(cell: Cell) -> int:
    """To put the largest first; what is withheld comes last, so that the order tells nothing of it."""
    return cell.count if isinstance(cell, Shown) else -1


def largest(cells: Mapping[str, Cell], most: int) -> list[str]:
    """The largest of those that are shown and not 0."""
    known = [name for name, cell in cells.items() if size(cell) > 0]
    return sorted(known, key=lambda name: (-size(cells[name]), name))[:most]


def axis(months: Sequence[Period]) -> list[Text]:
    """Months as a chart names them."""
    return [short_of(month) for month in months]


def empty(figure_id: str, title: Text, unit: Text = ENQUIRIES) -> Figure:
    """A figure before there is anything to count."""
    return Figure(figure_id, title, NOTHING_YET, (NOTHING_YET,), unit, (), ())


def listed(names: Sequence[Text]) -> Words:
    """Up to three things in a row."""
    if len(names) == 1:
        return words("%(one)s", one=names[0])
    if len(names) == 2:
        return words("%(one)s and %(two)s", one=names[0], two=names[1])
    return words("%(one)s, %(two)s and %(three)s", one=names[0], two=names[1], three=names[2])
