"""Which services a plan looks to first. Pure.

The plan itself asks only for the fewest doors. One that takes nobody new is no door, and help that stays when workers
leave is better found near home: so the others are only asked for what those preferred cannot meet.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from matching.plan import Availability, Candidate


def preferring(candidates: Iterable[Candidate], preferred: Callable[[Candidate], bool]) -> list[Candidate]:
    """The candidates preferred, and the others for the needs that none of those meets."""
    known = list(candidates)
    first = [candidate for candidate in known if preferred(candidate)]
    met = frozenset[str]().union(*(candidate.meets for candidate in first))
    rest = [replace(candidate, meets=candidate.meets - met) for candidate in known if not preferred(candidate)]
    return [*first, *(candidate for candidate in rest if candidate.meets)]


def takes_people(candidate: Candidate) -> bool:
    """It has not told us lately that it takes nobody new."""
    return candidate.availability is not Availability.NOT_TAKING
