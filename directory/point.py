"""A point on the map. Nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """Decimal degrees, WGS 84."""

    latitude: float
    longitude: float
