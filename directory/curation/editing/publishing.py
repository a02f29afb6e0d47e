"""My changes beside other people's: what to write, and what a person must choose. Nothing here touches the database.

`base` is what the record said when I began, `mine` what I made of it, `live` what it says now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic

from directory.curation.editing.reading import Record
from directory.snapshots import changed_fields, merge
from directory.snapshots.saying import LABELS, Lines, Names, say
from directory.wording import Words


class Version(StrEnum):
    """Which of two people's versions of a field stands."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    """For lists: what either added, without what either took out."""


@dataclass(frozen=True)
class Settled(Generic[Record]):
    record: Record
    """What to write; where `open` is not empty, the same with my version of those fields."""
    open: tuple[str, ...]
    """Fields that both changed, and nobody has chosen between the versions yet."""
    theirs: tuple[str, ...]
    """Fields that only others changed."""
    changed: tuple[str, ...]
    """What writing this would change of the live record."""


@dataclass(frozen=True)
class Conflict:
    """One field that two people changed, line by line."""

    field: str
    label: Words
    before: Lines
    theirs: Lines
    mine: Lines
    both: Lines
    """No lines where the two cannot stand together."""


def settle(base: Record, mine: Record, live: Record, chosen: Mapping[str, str] | None = None) -> Settled[Record]:
    """Bring my changes into the live record; `chosen`: field -> `Version` for those that both changed."""
    merged = merge(base, mine, live)
    chosen = chosen or {}
    updates: dict[str, Any] = {}
    for field in merged.conflicts:
        if chosen.get(field) == Version.THEIRS:
            updates[field] = getattr(live, field)
        elif chosen.get(field) == Version.BOTH and isinstance(getattr(live, field), tuple):
            updates[field] = both(*(getattr(each, field) for each in (base, mine, live)))
    record = merged.record.model_copy(update=updates)
    return Settled(
        record=record,
        open=tuple(field for field in merged.conflicts if chosen.get(field) not in list(Version)),
        theirs=merged.theirs,
        changed=changed_fields(live, record),
    )


def both(base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Their list with what I added, and without what I took out."""
    kept = [each for each in theirs if each not in base or each in mine]
    return (*kept, *(each for each in mine if each not in base and each not in kept))


def conflict(field: str, base: Record, mine: Record, live: Record, names: Names) -> Conflict:
    values = [getattr(each, field) for each in (base, live, mine)]
    together: Lines = ()
    if isinstance(values[0], tuple):
        together = say(field, both(values[0], values[2], values[1]), names)
    before, theirs, own = (say(field, value, names) for value in values)
    return Conflict(field, LABELS[field], before, theirs, own, together)
