"""Two services made one: each field from the one that people chose, the other ended with the way to the one kept.

Nothing here touches the database, the clock or Flask.
"""

from typing import Any

from directory.models import Status
from directory.snapshots import ServiceSnapshot, changed_fields

NEVER_CHOSEN = frozenset({"status", "retired_because", "successor_id", "reopens_on", "organization_id"})
"""What stays as it is in the record that is kept."""
MERGED = "It is the same as %s, and was merged with it."


def fields_to_choose(kept: ServiceSnapshot, other: ServiceSnapshot) -> list[str]:
    """The fields in which two services differ and that people choose from."""
    return [name for name in changed_fields(kept, other) if name not in NEVER_CHOSEN]


def offered(kept: ServiceSnapshot, other: ServiceSnapshot) -> set[str]:
    """The fields in which the other one is offered: what only it knows; all it knows where it was checked later."""
    later = (other.assured_date is not None) and (kept.assured_date is None or other.assured_date > kept.assured_date)
    return {
        name
        for name in fields_to_choose(kept, other)
        if not _blank(getattr(other, name)) and (_blank(getattr(kept, name)) or later)
    }


def fuller(one: ServiceSnapshot, other: ServiceSnapshot) -> bool:
    """Whether the first knows more than the second, or as much."""
    return _known(one) >= _known(other)


def merged(kept: ServiceSnapshot, other: ServiceSnapshot, from_other: set[str]) -> ServiceSnapshot:
    """The record that is kept, with these fields from the other."""
    chosen = from_other.intersection(fields_to_choose(kept, other))
    return kept.model_copy(update={name: getattr(other, name) for name in chosen})


def ended(other: ServiceSnapshot, kept_id: str, kept_name: str) -> ServiceSnapshot:
    return other.model_copy(
        update={
            "status": Status.DEFUNCT,
            "retired_because": MERGED % kept_name,
            "successor_id": kept_id,
            "reopens_on": None,
        }
    )


def _known(held: ServiceSnapshot) -> int:
    return sum(not _blank(getattr(held, name)) for name in ServiceSnapshot.model_fields)


def _blank(value: Any) -> bool:
    return value in (None, (), "")
