"""Which services a plan looks to first. Pure.

The plan itself asks only for the fewest doors. But one that takes nobody new is no door; one that is known for
something else, such as prison visits, is the wrong door for a family with none of that; and where help is ending, what
is open to everyone stays when workers leave. So services are asked in an order, each group only for what is left unmet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from directory.additions import Provision
from matching.plan import Availability, Candidate

LASTING = (Provision.UNIVERSAL, Provision.COMMUNITY)


@dataclass(frozen=True)
class Trait:
    """What a service is like, apart from what it meets here."""

    known_for: frozenset[str] = frozenset()
    """The rarest of its needs in the whole directory: what people go there for rather than elsewhere."""
    provision: str | None = None


class Order(IntEnum):
    LASTING = 0
    KNOWN_FOR_THIS = 1
    TAKES_PEOPLE = 2
    FULL = 3


def preferred(
    candidates: Iterable[Candidate], traits: Mapping[str, Trait], *, stepping_down: bool = False
) -> list[Candidate]:
    """The candidates, each left with the needs that nobody asked before it meets; those left with none are gone."""
    groups: dict[Order, list[Candidate]] = {order: [] for order in Order}
    for candidate in candidates:
        trait = traits.get(candidate.service_id, Trait())
        groups[order_of(candidate, trait, stepping_down=stepping_down)].append(candidate)
    met: frozenset[str] = frozenset()
    kept: list[Candidate] = []
    for group in groups.values():
        left = [replace(candidate, meets=candidate.meets - met) for candidate in group]
        kept += [candidate for candidate in left if candidate.meets]
        met = met.union(*(candidate.meets for candidate in left))
    return kept


def order_of(candidate: Candidate, trait: Trait, *, stepping_down: bool) -> Order:
    if candidate.availability is Availability.NOT_TAKING:
        return Order.FULL
    for_everybody = trait.provision == Provision.UNIVERSAL
    if not for_everybody and not trait.known_for & candidate.meets:
        return Order.TAKES_PEOPLE
    return Order.LASTING if stepping_down and trait.provision in LASTING else Order.KNOWN_FOR_THIS
