"""Small numbers withheld so that nobody can work them out: `protect` the counts of some records, then show its cells.

Pure: no Flask, no database. Start with `protecting` for the rule, the proof and the method.
"""

from insight.suppression.auditing import VALUES_KEPT, audit
from insight.suppression.cells import (
    MARK,
    SMALLEST_SHOWN,
    WITHHELD,
    Cell,
    Shown,
    Withheld,
    enough_for_percentile,
    share,
    shown_or_none,
)
from insight.suppression.protected import Protected
from insight.suppression.protecting import NotSafe, protect
from insight.suppression.tables import CannotPublish, Counts, Dimension

__all__ = [
    "MARK",
    "SMALLEST_SHOWN",
    "VALUES_KEPT",
    "WITHHELD",
    "CannotPublish",
    "Cell",
    "Counts",
    "Dimension",
    "NotSafe",
    "Protected",
    "Shown",
    "Withheld",
    "audit",
    "enough_for_percentile",
    "protect",
    "share",
    "shown_or_none",
]
