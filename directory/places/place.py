"""A place people look for services near, and how far one point is from another."""

from dataclasses import dataclass

from geopy.distance import geodesic

from directory.point import Point


@dataclass(frozen=True)
class Place:
    label: str
    point: Point
    areas: tuple[frozenset[str], ...]
    """The districts the place may be in, each with the GSS codes of all that contain it; one where it is certain."""
    approximate: bool
    """The point is the middle of a town, a district or part of a postcode."""
    district_name: str | None = None
    """None where the place may be in several districts and none of them is its own."""
    district_code: str | None = None
    outcode: str | None = None


def miles_between(a: Point, b: Point) -> float:
    """Miles over the ground as the crow flies, on the WGS 84 ellipsoid."""
    return float(geodesic((a.latitude, a.longitude), (b.latitude, b.longitude)).miles)
