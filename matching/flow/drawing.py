"""What a layout says: which node stands where, with which lines of words, and what joins them. Pure.

Coordinates are in units of one picture, from its top left corner; a node's box holds all of its words and its mark.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from matching.entries import PathwayId
from matching.flow.chart import Node
from matching.flow.way import State

Point = tuple[float, float]


class Look(StrEnum):
    """What a box looks like."""

    STATION = "station"
    HEADING = "heading"
    ROW = "row"
    """A mark and words beside it."""
    PILL = "pill"
    SEAT = "seat"
    """A mark alone; its words come up when it is pointed at."""
    END = "end"


@dataclass(frozen=True)
class Placed:
    node: Node
    look: Look
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...] = ()
    size: float = 13
    """Height of the letters."""
    small: tuple[str, ...] = ()
    """Lines below, in smaller letters."""
    mark: Point | None = None
    """Middle of the mark that says where it leads."""

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: "Placed") -> bool:
        apart = self.right <= other.x or other.right <= self.x or self.bottom <= other.y or other.bottom <= self.y
        return not apart


@dataclass(frozen=True)
class Wire:
    """A line through these points; `thick` is the line of stations, `curved` goes in an S from end to end."""

    points: tuple[Point, ...]
    leads: PathwayId | None = None
    state: State = State.PLAIN
    thick: bool = False
    curved: bool = False


@dataclass(frozen=True)
class Label:
    """Words of the picture itself."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False


@dataclass(frozen=True)
class Drawing:
    width: float
    height: float
    placed: tuple[Placed, ...]
    wires: tuple[Wire, ...] = ()
    labels: tuple[Label, ...] = ()

    def overlapping(self) -> list[tuple[str, str]]:
        """The boxes that lie over each other: there should be none."""
        return [(one.node.id, other.node.id) for one, other in combinations(self.placed, 2) if one.overlaps(other)]
