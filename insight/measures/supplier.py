"""A running service as far as gaps go, and what the commissioner holds of one. Pure: values only."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Supplier:
    """A running service. None is not known."""

    id: str
    name: str
    minimum_age: float | None = None
    maximum_age: float | None = None
    needs: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    """GSS codes; empty where its record does not say which area it covers."""
    places: int | None = None
    """Places that are paid for."""
    waiting_weeks: float | None = None
    told_on: date | None = None
    taking_referrals: bool | None = None


@dataclass(frozen=True)
class Costs:
    """What the commissioner holds of a service."""

    evidence_base: str | None = None
    unit_cost: float | None = None
    """Pounds for each child."""
    funded_places: int | None = None
