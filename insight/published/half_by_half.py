"""Months and halves of the same records, protected half by half: another half is other records.

No figure adds halves up. So the few enquiries of a half that has just begun, or began before the first enquiry, cost
nothing in the halves that are over.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insight.published.offer import Offer
from insight.suppression import Cell, Dimension, Protected, protect

Records = Mapping[tuple[str, ...], int]
"""Month and other categories -> how many."""
Tables = Sequence[Sequence[str]]


@dataclass(frozen=True)
class HalfByHalf:
    """As `Protected`, with "month.half" for the half: `cell({"month.half": "2025-04-to-2025-09"})`."""

    dimensions: tuple[Dimension, ...]
    parts: Mapping[str, Protected]
    """By half, those that are not over among them: of these there are months alone."""
    halves: Mapping[str, str]
    """Month -> the half it lies in."""

    def cell(self, where: Mapping[str, str]) -> Cell:
        """One count of one month or one half; either must be named."""
        named = dict(where)
        half = named.pop("month.half", None) or self.halves[named["month"]]
        return self.parts[half].cell(named)


def protect_halves(
    records: Records, offer: Offer, others: Sequence[Dimension], of_months: Tables, of_halves: Tables
) -> HalfByHalf:
    """`others`: the dimensions after the month; `of_months` and `of_halves` are what is shown of each."""
    by_half: dict[str, dict[tuple[str, ...], int]] = defaultdict(dict)
    for record, count in records.items():
        by_half[offer.half_by_month[record[0]]][record] = count
    over = {half.id for half in offer.halves}
    parts = {
        half: protect(
            by_half[half],
            [Dimension("month", tuple(one for one, of in offer.half_by_month.items() if of == half)), *others],
            [*of_months, *(of_halves if half in over else ())],
        )
        for half in dict.fromkeys(offer.half_by_month.values())
    }
    return HalfByHalf((offer.months_dimension, *others), parts, offer.half_by_month)
