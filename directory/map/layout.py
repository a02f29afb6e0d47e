"""Where markers and labels go so that none covers another. Pure geometry in units of the drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin

LETTER_WIDTH = 0.56
"""Of the font size: the mean for a plain sans serif."""
MARKER_RADIUS = 12.0
SPREAD = (26.0, 40.0, 54.0, 68.0, 82.0)
DIRECTIONS = 12


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass
class Canvas:
    """What is taken already, and how large the drawing is."""

    width: int
    height: int
    taken: list[Box] = field(default_factory=list)

    def holds(self, box: Box) -> bool:
        return box.left >= 2 and box.top >= 2 and box.right <= self.width - 2 and box.bottom <= self.height - 2

    def free(self, box: Box) -> bool:
        return self.holds(box) and not any(box.overlaps(other) for other in self.taken)

    def take(self, box: Box) -> None:
        self.taken.append(box)


def around(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, x + radius, y + radius)


def text_box(x: float, y: float, text: str, size: float) -> Box:
    """The box of a text whose middle is at x and whose baseline is at y."""
    half = len(text) * size * LETTER_WIDTH / 2
    return Box(x - half, y - size * 0.85, x + half, y + size * 0.25)


def place_markers(canvas: Canvas, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where each marker goes: at its point, or as near to it as there is room, first come first served."""
    placed: list[tuple[float, float]] = []
    for x, y in points:
        spot = next((spot for spot in _spots(x, y) if _clear(spot, placed, canvas)), (x, y))
        placed.append(spot)
        canvas.take(around(*spot, MARKER_RADIUS + 1))
    return placed


def place_label(
    canvas: Canvas, x: float, y: float, text: str, size: float, *, far: bool = False
) -> tuple[float, float] | None:
    """Where the middle of a label's baseline goes: on its point, else under, over or beside it; None without room.

    `far` lets the name of a large place stand some way off its middle.
    """
    for right, down in _offsets(len(text) * size * LETTER_WIDTH / 2, size, far):
        box = text_box(x + right, y + down, text, size)
        if canvas.free(box):
            canvas.take(box)
            return x + right, y + down
    return None


def _offsets(half: float, size: float, far: bool) -> Iterable[tuple[float, float]]:
    level = size * 0.3
    yield 0, level
    for gap in (MARKER_RADIUS, 26.0, 40.0) if far else (MARKER_RADIUS,):
        beside = half + gap + 4
        yield 0, gap + size
        yield 0, 6 - gap - size * 0.5
        yield beside, level
        yield -beside, level
        if far:
            yield from ((half, gap + size), (-half, gap + size), (half, -gap), (-half, -gap))


def _spots(x: float, y: float) -> Iterable[tuple[float, float]]:
    yield x, y
    for far in SPREAD:
        for step in range(DIRECTIONS):
            angle = 2 * pi * step / DIRECTIONS - pi / 2
            yield x + far * cos(angle), y + far * sin(angle)


def _clear(spot: tuple[float, float], placed: Sequence[tuple[float, float]], canvas: Canvas) -> bool:
    apart = all(hypot(spot[0] - x, spot[1] - y) >= 2 * MARKER_RADIUS + 1 for x, y in placed)
    box = around(*spot, MARKER_RADIUS)
    return apart and canvas.holds(box) and not any(box.overlaps(other) for other in canvas.taken)
