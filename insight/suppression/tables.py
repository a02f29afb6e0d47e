"""Breakdowns of the same records: by which dimensions, and what each of their cells holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = Mapping[tuple[str, ...], int]
"""How many records have these categories, one of each dimension."""
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
LARGEST_TABLE = 2_000_000
"""Cells. A breakdown beyond this is a mistake, not a table."""


class CannotPublish(ValueError):
    """What was asked for is no table of these dimensions; the message says what is wrong with it."""


@dataclass(frozen=True)
class Dimension:
    """Something that records are told apart by.

    `groups` name coarser ways to tell them apart: {"county": {district: its county}} makes "district.county" a name
    for tables. With `several`, one record may count under several categories (the needs of one enquiry), so sums
    across it count nothing and are not published.
    """

    id: str
    categories: tuple[str, ...]
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    several: bool = False


@dataclass(frozen=True, eq=False)
class View:
    """One breakdown, over all dimensions: those it does not break down by have one label, "all".

    `maps[i]` gives for each category of dimension i the place of its label. A `hidden` view is not published: it holds
    together views that could otherwise be changed in a way that no records can have.
    """

    names: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    maps: tuple[NDArray[np.intp], ...]
    hidden: bool = False

    @cached_property
    def by(self) -> frozenset[int]:
        """The dimensions it breaks down by."""
        return frozenset(i for i, one in enumerate(self.labels) if one != ALL)

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(one) for one in self.labels)

    def place(self, categories: Sequence[int]) -> tuple[int, ...]:
        """The cell in which records of these categories count."""
        return tuple(int(one[category]) for one, category in zip(self.maps, categories, strict=True))

    def add_up(self, records: Mapping[tuple[int, ...], int]) -> Numbers:
        cells = np.zeros(self.shape, dtype=np.int64)
        for categories, count in records.items():
            cells[self.place(categories)] += count
        return cells


ALL = ("",)


def as_places(cells: Counts, dimensions: Sequence[Dimension]) -> dict[tuple[int, ...], int]:
    """The counts by places of categories instead of their names, without the zeros.

    Raises `CannotPublish` for a category that its dimension does not name, and for a count below 0.
    """
    known = [{category: place for place, category in enumerate(one.categories)} for one in dimensions]
    found = {}
    for categories, count in cells.items():
        if count < 0:
            raise CannotPublish(f"{categories} has a count of {count}.")
        try:
            places = tuple(one[category] for one, category in zip(known, categories, strict=True))
        except (KeyError, ValueError) as error:
            raise CannotPublish(f"{categories} is not one category of each dimension.") from error
        if count:
            found[places] = count
    return found


def make_views(dimensions: Sequence[Dimension], tables: Iterable[Sequence[str]]) -> list[View]:
    """Every table asked for and all its margins, the finest first."""
    asked = {part for table in tables for part in _margins(in_order(table, dimensions), dimensions)}
    return [make_view(dimensions, names) for names in sorted(asked, key=lambda one: (-len(one), one))]


def make_view(dimensions: Sequence[Dimension], names: tuple[str, ...], *, hidden: bool = False) -> View:
    pairs = [_labels(one, names) for one in dimensions]
    if sum(labels != ALL for labels, _ in pairs) != len(names):
        raise CannotPublish(f"There is no table by {', '.join(names)}.")
    view = View(names, tuple(labels for labels, _ in pairs), tuple(places for _, places in pairs), hidden)
    if np.prod([float(length) for length in view.shape]) > LARGEST_TABLE:
        raise CannotPublish(f"A table by {', '.join(names)} has too many cells.")
    return view


def in_order(names: Iterable[str], dimensions: Sequence[Dimension]) -> tuple[str, ...]:
    """The names of a table in the order of their dimensions. Raises `CannotPublish` for one that is no dimension's."""
    order = [one.id for one in dimensions]
    try:
        return tuple(sorted(names, key=lambda name: order.index(dimension_of(name))))
    except ValueError as error:
        raise CannotPublish(f"There is no table by {', '.join(names)}.") from error


def dimension_of(name: str) -> str:
    """The dimension that a name in a table is of: "district.county" is of "district"."""
    return name.partition(".")[0]


def _margins(names: tuple[str, ...], dimensions: Sequence[Dimension]) -> list[tuple[str, ...]]:
    kept = {one.id for one in dimensions if one.several}
    every = [part for size in range(len(names) + 1) for part in combinations(names, size)]
    return [part for part in every if kept <= {dimension_of(name) for name in part}]


def _labels(dimension: Dimension, names: tuple[str, ...]) -> tuple[tuple[str, ...], NDArray[Any]]:
    """The labels of one dimension in a view, and the place of the label of each category."""
    if dimension.id in names:
        return dimension.categories, np.arange(len(dimension.categories), dtype=np.intp)
    for group, members in dimension.groups.items():
        if f"{dimension.id}.{group}" in names:
            labels = tuple(dict.fromkeys(members[category] for category in dimension.categories))
            return labels, np.array([labels.index(members[category]) for category in dimension.categories], np.intp)
    return ALL, np.zeros(len(dimension.categories), dtype=np.intp)
