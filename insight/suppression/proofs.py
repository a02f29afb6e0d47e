"""What is published, and for each small number the other records that would have looked the same."""

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
    """The views, what their cells truly hold, which are withheld, and the proofs.

    `least`: a withheld cell is known to be at least this, 1 where zeros are shown.
    """

    views: tuple[View, ...]
    values: tuple[Numbers, ...]
    withheld: tuple[Flags, ...]
    proofs: tuple[Proof, ...]
    least: int
