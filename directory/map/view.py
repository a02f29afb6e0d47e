"""The part of the world a map shows, and where a point falls on it. Pure arithmetic.

The projection is equirectangular with east-west shrunk by the cosine of the middle latitude: over one county it is out
by less than the width of a marker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from directory.point import Point

MILES_PER_DEGREE = 69.0
MARGIN = 1.08
NICE_MILES = (0.25, 0.5, 1, 2, 3, 5, 10, 15, 20, 30, 40)
SMALLEST_RADIUS = 0.5
LARGEST_RADIUS = 40.0
WHOLE_COUNTRY = Point(53.1, -1.05)


@dataclass(frozen=True)
class View:
    centre: Point
    scale: float
    """Units of the drawing for a mile."""
    width: int
    height: int

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point falls: x to the right and y down, in units of the drawing."""
        shrink = cos(radians(self.centre.latitude))
        x = (point.longitude - self.centre.longitude) * MILES_PER_DEGREE * shrink * self.scale
        y = (self.centre.latitude - point.latitude) * MILES_PER_DEGREE * self.scale
        return self.width / 2 + x, self.height / 2 + y

    def shows(self, point: Point, margin: float = 0) -> bool:
        x, y = self.place(point)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


def view_around(centre: Point, radius_miles: float, size: tuple[int, int]) -> View:
    """A view that just holds the circle of this radius."""
    radius = min(max(radius_miles, SMALLEST_RADIUS), LARGEST_RADIUS)
    return View(centre, min(size) / 2 / (radius * MARGIN), *size)


def view_of(points: Sequence[Point], size: tuple[int, int]) -> View:
    """A view that just holds all the points; of the middle of the area where there are none."""
    if not points:
        return view_around(WHOLE_COUNTRY, LARGEST_RADIUS / 2, size)
    south, north = min(point.latitude for point in points), max(point.latitude for point in points)
    west, east = min(point.longitude for point in points), max(point.longitude for point in points)
    centre = Point((south + north) / 2, (west + east) / 2)
    high = max((north - south) * MILES_PER_DEGREE, 2 * SMALLEST_RADIUS)
    wide = max((east - west) * MILES_PER_DEGREE * cos(radians(centre.latitude)), 2 * SMALLEST_RADIUS)
    return View(centre, min(size[1] / (high * MARGIN), size[0] / (wide * MARGIN)), *size)


def rings_within(radius_miles: float) -> list[float]:
    """Up to three round distances in miles, the largest within the radius and each at most half of the one outside."""
    rings: list[float] = []
    limit = radius_miles
    while len(rings) < 3:
        fitting = [miles for miles in NICE_MILES if miles <= limit]
        if not fitting:
            break
        rings.append(fitting[-1])
        limit = fitting[-1] / 2
    return rings[::-1]
