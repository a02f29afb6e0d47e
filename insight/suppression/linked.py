"""Whether numbers that agree table by table are always numbers that some records have.

Two tables that share a breakdown always fit together: for each need, any split by district goes with any split by age.
Three tables in a ring (need by district, need by age, district by age) may agree pair by pair and yet be the tables of
no records at all. So may tables by two groupings of one dimension of which neither is the finer. Then what is in the
ring is held together by a view of all its dimensions, which is not published but which every proof must fill with
counts of 0 or more.

The test is that of Graham, Yu and Ozsoyoglu (1979) for hypergraphs without rings; that tables without rings always fit
is in Dobra and Fienberg, "Bounds for cell entries in contingency tables given marginal totals" (PNAS, 2000). A table by
something finer counts as one by everything coarser, too: months tell quarters.
"""

from collections.abc import Collection, Sequence
from itertools import combinations

from insight.suppression.tables import Dimension, View, dimension_of, make_view

Labels = tuple[str, ...]
"""The label that each category of a dimension has under one name."""


def hidden_views(dimensions: Sequence[Dimension], views: Sequence[View]) -> list[View]:
    """The view that holds together what is in a ring, where there is one."""
    labels = _labels(dimensions, {name for view in views for name in view.names})
    tables = [frozenset(_told_by(view.names, labels)) for view in views]
    held = _dimensions(ring_of(tables))
    for one in _crossed(labels):
        held = held.union(*(by for by in map(_dimensions, tables) if one in by))
    while held:
        whole = frozenset(name for name in labels if dimension_of(name) in held)
        more = _dimensions(ring_of([*tables, whole]))
        if more <= held:
            names = tuple(one.id for one in dimensions if one.id in held)
            return [make_view(dimensions, names, hidden=True)]
        held |= more
    return []


def ring_of(tables: Sequence[frozenset[str]]) -> frozenset[str]:
    """The names left when those of one table only, and tables within others, are taken away again and again."""
    left = set(tables)
    while True:
        lonely = {one for table in left for one in table if sum(one in other for other in left) == 1}
        trimmed = {table - lonely for table in left}
        kept = {table for table in trimmed if table and not any(table < other for other in trimmed)}
        if kept == left:
            return frozenset().union(*left)
        left = kept


def _labels(dimensions: Sequence[Dimension], used: Collection[str]) -> dict[str, Labels]:
    """The names that tables use, with the labels they give the categories of their dimension."""
    found = {one.id: one.categories for one in dimensions if one.id in used}
    for one in dimensions:
        for group, members in one.groups.items():
            if f"{one.id}.{group}" in used:
                found[f"{one.id}.{group}"] = tuple(members[category] for category in one.categories)
    return found


def _told_by(names: Collection[str], labels: dict[str, Labels]) -> set[str]:
    """The names of a table and all that are coarser than one of them."""
    return {other for other in labels for name in names if _finer(name, other, labels)}


def _crossed(labels: dict[str, Labels]) -> set[str]:
    """The dimensions that are grouped in two ways of which neither is the finer."""
    return {
        dimension_of(one)
        for one, other in combinations(labels, 2)
        if dimension_of(one) == dimension_of(other)
        and not _finer(one, other, labels)
        and not _finer(other, one, labels)
    }


def _finer(name: str, other: str, labels: dict[str, Labels]) -> bool:
    """Whether a label under `name` tells the label under `other`."""
    if dimension_of(name) != dimension_of(other):
        return False
    pairs = set(zip(labels[name], labels[other], strict=True))
    return len(pairs) == len({one for one, _ in pairs})


def _dimensions(table: Collection[str]) -> set[str]:
    return set(map(dimension_of, table))
