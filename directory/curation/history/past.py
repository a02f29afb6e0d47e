"""What a record said before each of its changes, and at any moment. Reads only; nothing here touches Flask.

A record's rows as they are now are taken, and what `history.py` wrote down is undone from them, the newest first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, col, select

from directory.additions import Revision
from directory.curation.history.undoing import Change, Columns, Rows, in_changes, utc
from directory.curation.models import Kind
from directory.models import (
    Accessibility,
    Address,
    Attribute,
    Location,
    Organization,
    OrganizationIdentifier,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)
from directory.snapshots import (
    LocationSnapshot,
    OrganizationSnapshot,
    ServiceSnapshot,
    Snapshot,
    location_snapshot,
    organization_snapshot,
    service_snapshot,
)
from directory.snapshots.rows import LISTS, SETS, SINGLES
from directory.terms import NEED_LINK

WHOLE: dict[str, type[SQLModel]] = {
    Kind.SERVICE: Service,
    Kind.ORGANIZATION: Organization,
    Kind.LOCATION: Location,
}
PARTS: dict[str, tuple[type[SQLModel], ...]] = {
    Kind.SERVICE: (
        *(table for table, _ in LISTS.values()),
        *(table for _, table, _ in SETS.values()),
        *(table for table, _ in SINGLES.values()),
        *(Schedule, ServiceArea, ServiceAtLocation, Attribute),
    ),
    Kind.ORGANIZATION: (OrganizationIdentifier,),
    Kind.LOCATION: (Address, Accessibility),
}
"""The tables whose rows are part of a record."""
TAKE: dict[str, Callable[[Any], Any]] = {
    Kind.SERVICE: service_snapshot,
    Kind.ORGANIZATION: organization_snapshot,
    Kind.LOCATION: location_snapshot,
}


@dataclass(frozen=True)
class Terms:
    """The words of the taxonomy as they are now, and their changes: a tag holds the id of a term."""

    now: Rows
    changes: tuple[Change, ...]

    def at(self, moment: datetime) -> dict[str, Columns]:
        """Id of a term -> its columns."""
        return _rewound(self.now, _since(self.changes, moment)).held["taxonomy_term"]


@dataclass(frozen=True)
class Past:
    """One record as it is, and its changes, the newest first."""

    kind: str
    record_id: str
    now: Rows
    changes: tuple[Change, ...]
    terms: Terms

    def rewound(self, count: int) -> Rows:
        """The rows before the newest `count` changes."""
        return _rewound(self.now, self.changes[:count])

    def at(self, moment: datetime) -> Rows:
        """The rows at this moment: without every change that was finished later."""
        return self.rewound(len(_since(self.changes, moment)))

    def number(self, change_id: str) -> int | None:
        """Where a change stands in `changes`; None for a change of something else."""
        return next((number for number, change in enumerate(self.changes) if change.id == change_id), None)

    def snapshot(self, rows: Rows) -> Snapshot | None:
        """What the rows said; None where the record was not there."""
        own = rows.held.get(self.kind, {}).get(self.record_id)
        return TAKE[self.kind](_record(self.kind, own, rows, self.terms)) if own else None

    def snapshot_at(self, moment: datetime) -> Snapshot | None:
        return self.snapshot(self.at(moment))

    @property
    def first(self) -> datetime | None:
        """When the record was added; None where that was before anything was written down."""
        revisions = self.changes[-1].revisions if self.changes else ()
        added = any(one.action == "add" and one.row_id == self.record_id for one in revisions)
        return self.changes[-1].at if added else None


def read_past(session: Session, kind: str, record_id: str, terms: Terms | None = None) -> Past:
    """A record that is or was in the directory; of an id that never was, one without rows and changes."""
    revisions = session.exec(select(Revision).where(Revision.record_id == record_id)).all()
    tables = {str(table.__tablename__) for table in (WHOLE[kind], *PARTS[kind])}
    changes = in_changes(revision for revision in revisions if revision.table_name in tables)
    return Past(kind, record_id, _rows_now(session, kind, record_id), changes, terms or read_terms(session))


def read_terms(session: Session) -> Terms:
    of_terms = select(Revision).where(col(Revision.record_id).is_(None), Revision.table_name == "taxonomy_term")
    now = {row["id"]: dict(row) for row in session.execute(_select(TaxonomyTerm)).mappings()}
    return Terms(Rows({"taxonomy_term": now}), in_changes(session.exec(of_terms)))


def service_snapshot_at(session: Session, service_id: str, moment: datetime) -> ServiceSnapshot | None:
    """What a service said at this moment; None where it was not there."""
    found = read_past(session, Kind.SERVICE, service_id).snapshot_at(moment)
    return found if isinstance(found, ServiceSnapshot) else None


def organization_snapshot_at(session: Session, organization_id: str, moment: datetime) -> OrganizationSnapshot | None:
    found = read_past(session, Kind.ORGANIZATION, organization_id).snapshot_at(moment)
    return found if isinstance(found, OrganizationSnapshot) else None


def location_snapshot_at(session: Session, location_id: str, moment: datetime) -> LocationSnapshot | None:
    found = read_past(session, Kind.LOCATION, location_id).snapshot_at(moment)
    return found if isinstance(found, LocationSnapshot) else None


def _since(changes: tuple[Change, ...], moment: datetime) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.at > utc(moment))


def _rewound(now: Rows, changes: tuple[Change, ...]) -> Rows:
    rows = now.copy()
    for change in changes:
        rows.undo(change)
    return rows


def _rows_now(session: Session, kind: str, record_id: str) -> Rows:
    owner = f"{kind}_id"
    found = {}
    for table in (WHOLE[kind], *PARTS[kind]):
        own: Any = col(getattr(table, "id" if table is WHOLE[kind] else owner)) == record_id
        rows = session.execute(_select(table).where(own)).mappings()
        found[str(table.__tablename__)] = {row["id"]: dict(row) for row in rows}
    return Rows(found)


def _select(table: type[SQLModel]) -> Any:
    """Plain rows, not objects of the session: they are going to be changed, and never written."""
    return select(table.__table__)  # type: ignore[attr-defined]


def _record(kind: str, own: Columns, rows: Rows, terms: Terms) -> Any:
    """The rows as objects that belong to no session, as the snapshot wants them."""
    record = WHOLE[kind](**own)
    for relation in inspect(WHOLE[kind]).relationships:
        table = relation.mapper.class_
        if table in PARTS[kind]:
            parts = [table(**columns) for columns in rows.of(str(table.__tablename__))]
            parts = _with_terms(parts, terms) if table is Attribute else parts
            setattr(record, relation.key, parts if relation.uselist else next(iter(parts), None))
    return record


def _with_terms(tags: list[Any], terms: Terms) -> list[Any]:
    """The tags of needs, each with its term, also of terms that are no more."""
    known = _every_term(terms)
    found = [tag for tag in tags if tag.link_type == NEED_LINK and tag.taxonomy_term_id in known]
    for tag in found:
        tag.taxonomy_term = TaxonomyTerm(**known[tag.taxonomy_term_id])
    return found


def _every_term(terms: Terms) -> dict[str, Columns]:
    gone = {
        revision.row_id: {name: values[0] for name, values in revision.changes.items()}
        for change in terms.changes
        for revision in change.revisions
        if revision.action == "remove"
    }
    return gone | terms.now.held["taxonomy_term"]
