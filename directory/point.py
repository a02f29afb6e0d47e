"""A point on the earth, by itself, so that places, maps and the search can all stand on it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """Degrees, WGS 84."""

    latitude: float
    longitude: float
