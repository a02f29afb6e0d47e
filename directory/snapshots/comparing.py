"""What differs between two snapshots of a record, in words; and one record out of two people's changes.

Nothing here touches the database, the clock or Flask.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from directory.snapshots.saying import LABELS, say
from directory.snapshots.snapshot import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot, Snapshot
from directory.wording import Words

Held = TypeVar("Held", ServiceSnapshot, OrganizationSnapshot, LocationSnapshot)


@dataclass(frozen=True)
class Difference:
    """One field that differs: what it said and what it says now, line by line; no lines where it was not known."""

    field: str
    label: Words
    before: tuple[Words | str, ...]
    after: tuple[Words | str, ...]

    @property
    def removed(self) -> tuple[Words | str, ...]:
        return tuple(line for line in self.before if line not in self.after)

    @property
    def added(self) -> tuple[Words | str, ...]:
        return tuple(line for line in self.after if line not in self.before)


@dataclass(frozen=True)
class Merged(Generic[Held]):
    """Two people's changes of the same record together. Where both changed a field, `record` says mine."""

    record: Held
    conflicts: tuple[str, ...]
    """Fields that both changed, each in their own way: a person must choose."""
    theirs: tuple[str, ...]
    """Fields that only the other person changed."""


def changed_fields(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """The fields that differ, in the order of the record."""
    return tuple(name for name in type(after).model_fields if getattr(before, name) != getattr(after, name))


def differences(
    before: Snapshot, after: Snapshot, names: dict[str, str] | None = None, *, hidden: frozenset[str] = frozenset()
) -> tuple[Difference, ...]:
    """Every field that differs but the hidden ones; `names` says ids of other records, needs and areas in words."""
    return tuple(
        Difference(name, LABELS[name], say(name, getattr(before, name), names), say(name, getattr(after, name), names))
        for name in changed_fields(before, after)
        if name not in hidden
    )


def merge(base: Held, mine: Held, theirs: Held) -> Merged[Held]:
    """Bring my changes since `base` into their version: each field from whoever changed it."""
    my_changes, their_changes = set(changed_fields(base, mine)), set(changed_fields(base, theirs))
    both = [name for name in my_changes & their_changes if getattr(mine, name) != getattr(theirs, name)]
    record = theirs.model_copy(update={name: getattr(mine, name) for name in my_changes})
    in_order = list(type(base).model_fields)
    return Merged(
        record=record,
        conflicts=tuple(sorted(both, key=in_order.index)),
        theirs=tuple(sorted(their_changes - my_changes, key=in_order.index)),
    )
