"""The fewest services that together meet the needs, exactly: as few doors for a family to knock on as there can be.

Pure. Weighted set cover by dynamic programming over the subsets of needs. The cost of a plan is the sum of its
services' costs, compared in this order: how many services, how many of them only *may* fit, how soon they can take
people, how far they are, how long ago they were checked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from directory.eligibility import Check

MOST_NEEDS = 12
"""More needs than this double the work with each: the gravest are planned exactly, and the plan says which were not."""
MOST_ALTERNATIVES = 2
USUAL_MILES = 10.0
"""Distance taken for a service that has none: it may come to the home, or be by telephone."""
FAR_MILES = 200.0
"""The most miles that count."""
LONG_AGO_DAYS = 3650
"""Days taken for a service that was never checked; also the most that count."""


class Availability(IntEnum):
    """Whether a service can take people, the best first."""

    NOW = 0
    AFTER_WAIT = 1
    NOT_KNOWN = 2
    NOT_TAKING = 3


@dataclass(frozen=True)
class Candidate:
    """A service that fits, or may fit, and the needs it meets. A service that does not fit is not a candidate."""

    service_id: str
    meets: frozenset[str]
    fits: bool = True
    """Every condition asked about is known to be met; otherwise it may fit: check the open questions."""
    availability: Availability = Availability.NOT_KNOWN
    miles: float | None = None
    days_since_checked: int | None = None
    checks: tuple[Check, ...] = ()
    """Each condition that was asked about, with its verdict."""


@dataclass(frozen=True)
class Door:
    """One service to contact, and which of the needs it is for."""

    service_id: str
    needs: tuple[str, ...]
    fits: bool
    availability: Availability
    miles: float | None
    checks: tuple[Check, ...]
    alternatives: tuple[Candidate, ...]
    """Others that could stand in its place without a need going unmet, the best first."""


@dataclass(frozen=True)
class Plan:
    doors: tuple[Door, ...]
    unmet: tuple[str, ...]
    """Needs that no service meets."""
    not_planned: tuple[str, ...]
    """Needs beyond the gravest twelve that no door happens to meet."""


def make_plan(needs: Sequence[str], candidates: Iterable[Candidate]) -> Plan:
    """The cheapest set of candidates that together meet the needs, which are given gravest first."""
    wanted = list(dict.fromkeys(needs))
    known = sorted(candidates, key=lambda one: (cost(one), -len(one.meets.intersection(wanted)), one.service_id))
    offered = frozenset().union(*(candidate.meets for candidate in known))
    meetable = [need for need in wanted if need in offered]
    chosen = _cheapest_cover(meetable[:MOST_NEEDS], known)
    met = frozenset().union(*(candidate.meets for candidate in chosen))
    return Plan(
        doors=tuple(_door(candidate, wanted, chosen, known) for candidate in _gravest_first(chosen, wanted)),
        unmet=tuple(need for need in wanted if need not in offered),
        not_planned=tuple(need for need in meetable if need not in met),
    )


def cost(candidate: Candidate) -> int:
    """What taking this service costs, as one number whose digits do not run into each other over twelve services."""
    miles = USUAL_MILES if candidate.miles is None else min(candidate.miles, FAR_MILES)
    days = LONG_AGO_DAYS if candidate.days_since_checked is None else candidate.days_since_checked
    total = 1
    for digits, share in (
        (1 << 4, 0 if candidate.fits else 1),
        (1 << 6, int(candidate.availability)),
        (1 << 19, round(miles * 100)),
        (1 << 17, max(0, min(days, LONG_AGO_DAYS))),
    ):
        total = total * digits + share
    return total


def _cheapest_cover(needs: Sequence[str], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates, in order of cost, of least total cost that meet all the needs; each need is met by one at least."""
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        best.setdefault(_mask(needs, candidate), candidate)
    best.pop(0, None)
    options = _undominated(best)
    subsets = np.arange(1 << len(needs))
    least = np.full(len(subsets), np.iinfo(np.int64).max // 2, dtype=np.int64)
    least[0] = 0
    last = np.zeros(len(subsets), dtype=np.int64)
    for mask, candidate in options:
        _offer(mask, cost(candidate), subsets, least, last)
    return _walk_back(len(subsets) - 1, last, best)


def _offer(
    mask: int, price: int, subsets: NDArray[np.int64], least: NDArray[np.int64], last: NDArray[np.int64]
) -> None:
    """Let one candidate cheapen every subset of needs: its price and the least cost of what it leaves."""
    with_it = least[subsets & ~mask] + price
    cheaper = with_it < least
    least[cheaper] = with_it[cheaper]
    last[cheaper] = mask


def _walk_back(subset: int, last: NDArray[np.int64], best: dict[int, Candidate]) -> list[Candidate]:
    chosen = []
    while subset:
        mask = int(last[subset])
        chosen.append(best[mask])
        subset &= ~mask
    return chosen


def _undominated(best: dict[int, Candidate]) -> list[tuple[int, Candidate]]:
    """Leave out each candidate when one before it, so no dearer, meets all the same needs. `best` is in cost order."""
    kept: list[tuple[int, Candidate]] = []
    for mask, candidate in best.items():
        if not any(mask & ~other == 0 for other, _ in kept):
            kept.append((mask, candidate))
    return kept


def _mask(needs: Sequence[str], candidate: Candidate) -> int:
    return sum(1 << place for place, need in enumerate(needs) if need in candidate.meets)


def _gravest_first(chosen: Sequence[Candidate], wanted: Sequence[str]) -> list[Candidate]:
    order = {need: place for place, need in enumerate(wanted)}
    return sorted(chosen, key=lambda one: sorted(order[need] for need in one.meets if need in order))


def _door(candidate: Candidate, wanted: Sequence[str], chosen: Sequence[Candidate], known: Sequence[Candidate]) -> Door:
    others = frozenset().union(*(other.meets for other in chosen if other is not candidate))
    only_here = {need for need in wanted if need in candidate.meets and need not in others}
    taken = {other.service_id for other in chosen}
    instead = [one for one in known if one.service_id not in taken and only_here <= one.meets]
    return Door(
        service_id=candidate.service_id,
        needs=tuple(need for need in wanted if need in candidate.meets),
        fits=candidate.fits,
        availability=candidate.availability,
        miles=candidate.miles,
        checks=candidate.checks,
        alternatives=tuple(instead[:MOST_ALTERNATIVES]),
    )
