"""Boxes: the smallest changes to records that leave most totals as they are.

One enquiry moves from Ashfield to Mansfield and another, about another need, the other way: the totals of both needs
and of both districts stay, four inner cells change by one. In general a box has a corner for each choice of "own" or
"other" category along some dimensions; corners with an even number of others rise as much as the rest fall. A view that
does not tell own from other along one of the box's dimensions does not change at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from insight.suppression.tables import Flags, Numbers, View

Place = tuple[int, ...]
FREE = 2**40
"""No limit to how often a box may be applied."""


@dataclass(frozen=True)
class Box:
    """`times` records more (or, below 0, fewer) of the own categories `at`; `others` gives the other categories along
    the dimensions of the box, by dimension.
    """

    at: Place
    others: tuple[tuple[int, int], ...]
    times: int

    def corners(self) -> Iterator[tuple[Place, int]]:
        """The categories of each corner, and by how many its records grow."""
        for size in range(len(self.others) + 1):
            for chosen in combinations(self.others, size):
                corner = list(self.at)
                for dimension, category in chosen:
                    corner[dimension] = category
                yield tuple(corner), self.times * (-1) ** size


@dataclass
class Sheet:
    """A view with what it shows and what its cells hold in the world being tried."""

    view: View
    values: Numbers
    withheld: Flags
    price: NDArray[np.float64]
    """What is lost by withholding a cell: infinite where it may not be withheld, 0 where it is already."""
    lowest: int
    """A withheld cell is known to be at least this."""


@dataclass(frozen=True)
class Offer:
    """The cheapest box found along some dimensions, and how much withholding it costs."""

    box: Box
    price: float


def cheapest_box(
    sheets: Sequence[Sheet], at: Place, along: tuple[int, ...], sign: int, wanted: int, below: float
) -> Offer | None:
    """The box along these dimensions by which the records `at` grow (sign 1) or shrink (-1) by up to `wanted`.

    The first sheet is the one whose cell must change. None where no box can do it, or none for less than `below`.
    Where a box can be applied less often than wanted, its price is reckoned for as many boxes as that would take.
    """
    shape = tuple(len(sheets[0].view.maps[dimension]) for dimension in along)
    price, room = np.zeros(shape), np.full(shape, FREE, dtype=np.int64)
    changes = [sheet for sheet in sheets if sheet.view.by >= set(along)]
    if sum(float(sheet.price[sheet.view.place(at)]) for sheet in changes) >= below:
        return None
    for sheet in changes:
        told_apart = _told_apart(sheet.view, at, along)
        for turned, cells in _corners(sheet.view, at, along):
            price += np.where(told_apart, sheet.price[cells], 0.0)
            if sign * (-1) ** turned < 0:
                left = np.maximum(sheet.values[cells] - sheet.lowest, 0)
                room = np.minimum(room, np.where(told_apart, left, FREE))
    possible = _told_apart(sheets[0].view, at, along) & (room > 0)
    times = np.minimum(np.maximum(room, 1), wanted)
    price = np.where(possible, price * -(-wanted // times) + (wanted - times) * 1e-6, np.inf)
    best = np.unravel_index(int(np.argmin(price)), shape) if shape else ()
    if not price[best] < below:
        return None
    others = tuple((dimension, int(category)) for dimension, category in zip(along, best, strict=True))
    return Offer(Box(at, others, sign * int(times[best])), float(price[best]))


def can_apply(sheets: Sequence[Sheet], boxes: Sequence[Box]) -> bool:
    """Whether these boxes, one after another, change nothing that may not change. The sheets stay as they are."""
    changed: dict[tuple[int, Place], int] = {}
    for box in boxes:
        for number, sheet in enumerate(sheets):
            for cell, by in _changes(sheet.view, box):
                changed[number, cell] = changed.get((number, cell), 0) + by
                now = int(sheet.values[cell]) + changed[number, cell]
                if np.isinf(sheet.price[cell]) or now < sheet.lowest:
                    return False
    return True


def apply(sheets: Sequence[Sheet], box: Box) -> None:
    """Change what the sheets hold as the box says, and withhold every cell that it changes."""
    for sheet in sheets:
        for cell, by in _changes(sheet.view, box):
            sheet.values[cell] += by
            sheet.withheld[cell], sheet.price[cell] = True, 0.0


def take_back(sheets: Sequence[Sheet], box: Box) -> None:
    """What the sheets held before the box; what is withheld stays so."""
    for sheet in sheets:
        for cell, by in _changes(sheet.view, box):
            sheet.values[cell] -= by


def _changes(view: View, box: Box) -> list[tuple[Place, int]]:
    found: dict[Place, int] = {}
    for corner, by in box.corners():
        cell = view.place(corner)
        found[cell] = found.get(cell, 0) + by
    return [(cell, by) for cell, by in found.items() if by]


def _told_apart(view: View, at: Place, along: tuple[int, ...]) -> Any:
    """For every choice of other categories: whether the view tells each from the own one."""
    told: Any = True
    for axis, dimension in enumerate(along):
        labels = view.maps[dimension]
        told = told & _along(labels != labels[at[dimension]], axis, len(along))
    return np.broadcast_to(told, tuple(len(view.maps[dimension]) for dimension in along))


def _corners(view: View, at: Place, along: tuple[int, ...]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """For each corner, how many dimensions are turned and the places of its cells for every choice of others."""
    for size in range(len(along) + 1):
        for turned in combinations(range(len(along)), size):
            cells: list[Any] = list(view.place(at))
            for axis in turned:
                cells[along[axis]] = _along(view.maps[along[axis]], axis, len(along))
            yield size, tuple(cells)


def _along(values: NDArray[Any], axis: int, axes: int) -> NDArray[Any]:
    return values.reshape([-1 if one == axis else 1 for one in range(axes)])
