"""What an import would do: every record added, changed, retired, unchanged or refused, with the reasons.

Nothing here touches the database, the clock or Flask.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from directory.curation.models import Kind
from directory.exchange.record import Remark
from directory.snapshots import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot

ADD, CHANGE, UNCHANGED, RETIRE = "add", "change", "unchanged", "retire"
MOST_RETIRED = 0.1
"""A larger part of a source's live services than this is retired only after somebody has typed how many."""

Held = ServiceSnapshot | OrganizationSnapshot | LocationSnapshot


@dataclass(frozen=True)
class Change:
    """One record of ours: what it says now, what it would say, and what the source said of it."""

    kind: Kind
    record_id: str
    action: str
    before: Held | None
    after: Held
    row: int | None = None
    source_id: str | None = None
    said: dict[str, Any] | None = None
    """Where it is new, or differs from what the source said before."""
    conflicts: tuple[str, ...] = ()
    """Fields that people changed here and the source changed too: ours stay unless somebody says otherwise."""
    theirs: dict[str, Any] = field(default_factory=dict)
    """What the source says in those fields."""

    @property
    def name(self) -> str:
        return self.after.name or ""

    @property
    def writes(self) -> bool:
        return self.action != UNCHANGED


@dataclass
class Plan:
    source: str
    read: int = 0
    services: list[Change] = field(default_factory=list)
    organizations: list[Change] = field(default_factory=list)
    locations: list[Change] = field(default_factory=list)
    touched_rows: set[int] = field(default_factory=set)
    """Rows whose service says the same, and whose organisation or places do not."""
    refused: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    unmapped: tuple[str, ...] = ()
    """Columns that say something and that nothing reads."""
    live_before: int = 0
    """How many live services the source had here."""
    terms: dict[str, str] = field(default_factory=dict)
    """Need id -> id of its taxonomy term's row."""
    stamp: str = ""
    """Changes with every change of the directory: while it is the same, this plan still holds."""

    def changes(self) -> list[Change]:
        """Every record in the order in which it can be written: organisations, places, services."""
        return [*self.organizations, *self.locations, *self.services]

    def does_anything(self) -> bool:
        """Whether applying this would write anything, if only what the source said."""
        return any(change.writes or change.said is not None for change in self.changes())

    def refused_rows(self) -> int:
        return len({remark.row for remark in self.refused})

    def counts(self) -> dict[str, int]:
        """added + changed + unchanged + refused = read; `retired` are records that the file does not hold."""
        actions = Counter(
            CHANGE if change.action == UNCHANGED and change.row in self.touched_rows else change.action
            for change in self.services
        )
        return {
            "read": self.read,
            "added": actions[ADD],
            "changed": actions[CHANGE],
            "unchanged": actions[UNCHANGED],
            "refused": self.refused_rows(),
            "retired": actions[RETIRE],
        }

    def retires_many(self) -> bool:
        retired = self.counts()["retired"]
        return retired > 0 and retired > self.live_before * MOST_RETIRED

    def digest(self) -> str:
        """The same for the same plan: what is applied must be what was shown."""
        told = [
            [change.kind, change.record_id, change.action, _plain(change.before), _plain(change.after), change.said]
            for change in self.changes()
        ]
        refused = [[remark.row, remark.field, str(remark.why)] for remark in self.refused]
        return hashlib.sha256(json.dumps([told, refused], sort_keys=True, default=str).encode()).hexdigest()


def _plain(held: Held | None) -> dict[str, Any] | None:
    return held.as_json() if held else None
