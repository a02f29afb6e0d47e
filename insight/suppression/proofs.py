"""What is published, and for each small number the other records that would have looked the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from insight.suppression.boxes import Box, Place
from insight.suppression.tables import Flags, Numbers, View


@dataclass(frozen=True)
class Proof:
    """That a small number may be anything from `lowest` to `highest`, as far as the publication tells.

    `up` and `down` are boxes to apply one after another to the true records.
    """

    view: View
    cell: Place
    count: int
    lowest: int
    highest: int
    up: tuple[Box, ...]
    down: tuple[Box, ...]


@dataclass(frozen=True)
class Publication:
    """The views, what their cells truly hold, which are withheld, and the proofs. `lowest`: a withheld cell is known to
    be at least this, 1 where zeros are shown.
    """

    views: tuple[View, ...]
    values: tuple[Numbers, ...]
    withheld: tuple[Flags, ...]
    proofs: tuple[Proof, ...]
    lowest: int
    smallest_shown: int


def range_to_keep(parts: int, lowest: int, smallest_shown: int, width: int) -> tuple[int, int]:
    """The values that a small number must keep. `parts`: into how many withheld counts a published table splits it,
    each of them known to be at least `lowest`.
    """
    least = max(lowest, parts * lowest)
    return least, max(smallest_shown - 1, least + width - 1)


def most_parts(views: Sequence[View], view: View, records: Sequence[Place]) -> int:
    """Into how many counts other than 0 the finest published breakdown splits what these records are."""
    finer = [other for other in views if other.by >= view.by and not other.hidden]
    return max(len({other.place(record) for record in records}) for other in finer) if records else 0
