"""How long everything about an enquiry is kept. Decided in docs/decisions/0025; said to people at /what-we-keep.

Nothing here touches the database or Flask.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = timedelta(days=1)
UNFINISHED = 7 * DAY
"""Answers that never reached an outcome."""
IN_FULL = 365 * DAY
"""An enquiry with its answers, from the last thing that happened to it. A repeat counts within twelve months."""
IN_FIGURES = 5 * 365 * DAY
"""What is left of it then: enough to see five years of need, as the flow model has."""
FAMILY_LINK = 180 * DAY
"""A link by which a family may answer."""
REMINDER = 180 * DAY
"""A work e-mail for reminders, where the enquiry was never closed."""
FAMILY_WORD = IN_FIGURES
UNMET = IN_FIGURES


@dataclass(frozen=True)
class Ends:
    """The moments before which things are let go."""

    unfinished: datetime
    in_full: datetime
    in_figures: datetime
    family_link: datetime
    reminder: datetime


def ends_at(now: datetime) -> Ends:
    """`now`: aware of its zone."""
    return Ends(now - UNFINISHED, now - IN_FULL, now - IN_FIGURES, now - FAMILY_LINK, now - REMINDER)
