"""New records of an import as rows ready to be inserted, so that the database is held only while they are written.

Thousands of new services through a flush each would hold SQLite's one writer for many seconds. Here their rows, and the
revisions that a flush would leave, are made before anything is held.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import insert, inspect
from sqlmodel import Session, SQLModel

from directory.exchange.plan import ADD, Change
from directory.history import follow, revision_of_new
from directory.models import Location, Organization, Record, Service
from directory.snapshots import OrganizationSnapshot, ServiceSnapshot
from directory.snapshots.rows import write_location, write_organization, write_service

Tick = Callable[[int, int], None]
AT_ONCE = 2_000


class Unsaved:
    """In place of a session for rows that are only made."""

    def add(self, _row: Any) -> None:
        """Nothing is kept."""

    def flush(self) -> None:
        """Nothing is written."""


@dataclass
class Additions:
    rows: dict[type[SQLModel], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    revisions: list[dict[str, Any]] = field(default_factory=list)
    services: set[str] = field(default_factory=set)


def prepare(changes: Iterable[Change], terms: dict[str, str]) -> Additions:
    """The rows and revisions of every record that is added. `terms`: need id -> taxonomy term row id."""
    additions = Additions()
    nobody = cast(Session, Unsaved())
    for change in changes:
        if change.action == ADD:
            record = _record(change, nobody, terms)
            service_id = record.id if isinstance(record, Service) else None
            additions.services.update([service_id] if service_id else [])
            for row in (record, *_owned(record)):
                additions.rows[type(row)].append(_columns(row))
                additions.revisions.append(revision_of_new(row, service_id))
    return additions


def write(session: Session, additions: Additions, tick: Tick = lambda done, of: None) -> None:
    """Insert what was prepared, in the order in which rows need each other."""
    by_table = {str(kind.__tablename__): (kind, rows) for kind, rows in additions.rows.items()}
    of, done = sum(len(rows) for rows in additions.rows.values()) * 2, 0
    for table in SQLModel.metadata.sorted_tables:
        kind, rows = by_table.get(table.name, (None, []))
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            session.execute(insert(cast(Any, kind)), some)
            done += len(some)
            tick(done, of)
    for start in range(0, len(additions.revisions), AT_ONCE):
        follow(session, additions.revisions[start : start + AT_ONCE], set())
        done += AT_ONCE
        tick(min(done, of), of)
    for start in range(0, len(additions.services), AT_ONCE):
        follow(session, [], set(sorted(additions.services)[start : start + AT_ONCE]))


def _record(change: Change, nobody: Session, terms: dict[str, str]) -> Record:
    held = change.after
    if isinstance(held, ServiceSnapshot):
        service = Service(id=change.record_id, organization_id=held.organization_id, name=held.name)
        write_service(nobody, service, held, terms)
        return service
    if isinstance(held, OrganizationSnapshot):
        organization = Organization(id=change.record_id, name=held.name, identifiers=[])
        write_organization(nobody, organization, held)
        return organization
    location = Location(id=change.record_id, addresses=[], accessibility=[])
    write_location(nobody, location, held)
    return location


def _owned(record: Record) -> Iterator[Record]:
    """The rows that belong to a new record, each pointing at it."""
    for relation in inspect(type(record)).relationships:
        if relation.key not in record.__dict__ or not relation.cascade.delete_orphan:
            continue
        value = getattr(record, relation.key)
        for row in value if isinstance(value, list) else [value] if value is not None else []:
            for ours, theirs in relation.local_remote_pairs or ():
                setattr(row, str(theirs.key), getattr(record, str(ours.key)))
            yield row


def _columns(row: Record) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
