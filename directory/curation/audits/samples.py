"""Draw a sample of services to look at by hand, in a way that anybody can draw again.

Nothing here touches the database, the clock or Flask.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

LARGEST = 200
"""More than a person checks before the first results are old."""
MOST_SEEDS = 1_000_000


class Checked(StrEnum):
    """Which services to draw from, by when they were last checked."""

    ANY = "any"
    NEVER = "never"
    OLD = "old"
    """Never, or longer ago than the public page warns of."""


@dataclass(frozen=True)
class Conditions:
    """What every service of a sample meets; None asks for nothing."""

    need: str | None = None
    area: str | None = None
    """A GSS code that the service names as its own."""
    organization_id: str | None = None
    checked: str = Checked.ANY

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def draw(ids: Iterable[str], seed: int, size: int) -> list[str]:
    """A sample in which each service has the same chance.

    Each id's place in the draw is the SHA-256 of the seed and the id, so that the same seed draws the same services
    again, on any computer, and one more service in the directory moves none of the others.
    """
    return sorted(ids, key=lambda each: sha256(f"{seed} {each}".encode()).digest())[:size]
