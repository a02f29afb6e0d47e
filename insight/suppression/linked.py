"""Whether numbers that agree table by table are always numbers that some records have.

Two tables that share a breakdown always fit together: for each need, any split by district goes with any split by age.
Three tables in a ring (need by district, need by age, district by age) may agree pair by pair and yet be the tables of
no records at all. Then the ring is held together by a view of all its dimensions, which is not published but which
every proof must fill with counts of 0 or more.

The test is that of Graham, Yu and Ozsoyoglu (1979) for hypergraphs without rings; that tables without rings always fit
is in Dobra and Fienberg, "Bounds for cell entries in contingency tables given marginal totals" (PNAS, 2000).
"""

from collections.abc import Sequence

from insight.suppression.tables import Dimension, View, make_view


def hidden_views(dimensions: Sequence[Dimension], views: Sequence[View]) -> list[View]:
    """The view that holds a ring of tables together, where there is one."""
    ring = ring_of([view.by for view in views])
    if not ring:
        return []
    return [make_view(dimensions, tuple(one.id for place, one in enumerate(dimensions) if place in ring), hidden=True)]


def ring_of(tables: Sequence[frozenset[int]]) -> frozenset[int]:
    """The dimensions left when those of one table only, and tables within others, are taken away again and again."""
    left = set(tables)
    while True:
        lonely = {one for table in left for one in table if sum(one in other for other in left) == 1}
        trimmed = {table - lonely for table in left}
        kept = {table for table in trimmed if table and not any(table < other for other in trimmed)}
        if kept == left:
            return frozenset().union(*left)
        left = kept
