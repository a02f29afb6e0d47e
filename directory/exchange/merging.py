"""What a source says now, what it said last, and what people have made of the record here: one record out of three.

Nothing here touches the database, the clock or Flask.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from directory.exchange.record import Facts
from directory.models import Status
from directory.snapshots import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot

Held = TypeVar("Held", ServiceSnapshot, OrganizationSnapshot, LocationSnapshot)
Said = dict[str, Any]
"""Field -> value as JSON."""


@dataclass(frozen=True)
class MergedRecord:
    update: Facts
    conflicts: tuple[str, ...]


def as_said(record: Held, fields: Facts) -> Said:
    """What a source says, as plain values to be kept and compared the next time."""
    dumped = record.model_dump(mode="json")
    return {name: dumped[name] for name in type(record).model_fields if name in fields}


def merged(current: Held, wanted: Held, said: Said, base: Said | None, take: frozenset[str]) -> MergedRecord:
    """The fields of `wanted` to write over `current`.

    `said`: what the source says now; `base`: what it said last, or None where it has never been here under this name
    and the file simply wins. A field that the source has not changed stays as it is here. Where both have changed it,
    ours stays, unless it is among those to `take`.
    """
    ours = current.model_dump(mode="json")
    update: Facts = {}
    conflicts = []
    for name, value in said.items():
        if ours[name] == value or (base is not None and base.get(name, _NEVER) == value):
            continue
        edited_here = base is not None and not (ours[name] == base[name] if name in base else _blank(ours[name]))
        if edited_here:
            conflicts.append(name)
        if not edited_here or name in take:
            update[name] = getattr(wanted, name)
    return MergedRecord(update, tuple(conflicts))


_NEVER = object()


def _blank(value: Any) -> bool:
    return value in (None, [], "")


def settled(record: ServiceSnapshot) -> ServiceSnapshot:
    """A service that runs again has no reason for having ended, and only one that is closed for now opens again."""
    update: Facts = {}
    if record.retired_because and record.status in (Status.ACTIVE, Status.TEMPORARILY_CLOSED):
        update["retired_because"] = None
    if record.reopens_on and record.status != Status.TEMPORARILY_CLOSED:
        update["reopens_on"] = None
    return record.model_copy(update=update) if update else record
