"""The areas that a commissioner may be given. Nothing here touches the database or Flask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    code: str
    """GSS code."""
    name: str
    county: str | None = None
    """The code of the county that a district is part of."""


def expand(chosen: Iterable[str], areas: Sequence[Area]) -> list[str]:
    """The codes as they are kept: a county's with those of all its districts, in the order of `areas`."""
    wanted = set(chosen)
    return [area.code for area in areas if area.code in wanted or area.county in wanted]


def chosen_names(codes: Iterable[str], areas: Sequence[Area]) -> list[str]:
    """What kept codes are called: a county by its own name, without its districts."""
    kept = set(codes)
    return [area.name for area in areas if area.code in kept and area.county not in kept]
