"""Undo a whole import: what it changed says again what it said before, what it added is taken out.

What people have changed since stays as they made it, and is told. A record that was added and that somebody has
touched, or that something else now points at, is not taken out: a service is ended, with the reason; others stay.
Nothing here commits.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, inspect, update
from sqlmodel import Session, SQLModel, col, select

from directory.curation.models import ImportChange, ImportRun, Kind, SourceRecord
from directory.exchange.applying import lock
from directory.exchange.plan import ADD
from directory.exchange.world import in_parts, read_locations, read_organizations
from directory.models import Location, Organization, Service, Status
from directory.snapshots import (
    LocationSnapshot,
    OrganizationSnapshot,
    ServiceSnapshot,
    service_snapshot,
)
from directory.snapshots.queries import need_terms, whole_location, whole_organization, whole_services
from directory.snapshots.rows import write_location, write_organization, write_service

Tick = Callable[[int, int], None]
UNDONE = "The import that added it was undone."
SHAPES: dict[str, type[Any]] = {
    Kind.SERVICE: ServiceSnapshot,
    Kind.ORGANIZATION: OrganizationSnapshot,
    Kind.LOCATION: LocationSnapshot,
}


@dataclass
class Undone:
    restored: int = 0
    removed: int = 0
    ended: list[str] = field(default_factory=list)
    """Names of services that were added, touched since, and are ended instead of taken out."""
    kept: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """(name, fields) that people changed since and that stay."""


def undo_import(session: Session, run: ImportRun, *, tick: Tick = lambda done, of: None) -> Undone:
    """Take back what an applied import did, in this session's transaction."""
    changes = list(session.exec(select(ImportChange).where(ImportChange.import_id == run.id)))
    undone = Undone()
    done = 0
    for kind, work in ((Kind.SERVICE, _services), (Kind.LOCATION, _locations), (Kind.ORGANIZATION, _organizations)):
        for some in in_parts(change.record_id for change in changes if change.kind == kind):
            work(session, [change for change in changes if change.kind == kind and change.record_id in some], undone)
            session.flush()
            done += len(some)
            tick(done, len(changes))
    _forget(session, run, changes)
    return undone


def _services(session: Session, changes: list[ImportChange], undone: Undone) -> None:
    ids = [change.record_id for change in changes]
    lock(session, Service, ids)
    known = whole_services(session, ids)
    pointed_at = _pointed_at(session, "service", [change.record_id for change in changes if change.action == ADD])
    terms = need_terms(session)
    for change in changes:
        service = known.get(change.record_id)
        if service is None:
            continue
        current = service_snapshot(service)
        if change.action == ADD and current == _after(change) and change.record_id not in pointed_at:
            session.delete(service)
            undone.removed += 1
        elif change.action == ADD:
            ended = {"status": Status.DEFUNCT, "retired_because": UNDONE, "reopens_on": None}
            write_service(session, service, current.model_copy(update=ended), terms)
            undone.ended.append(current.name)
        else:
            write_service(session, service, _as_before(change, current, undone), terms)


def _locations(session: Session, changes: list[ImportChange], undone: Undone) -> None:
    ids = [change.record_id for change in changes]
    lock(session, Location, ids)
    known = read_locations(session, ids)
    used = _pointed_at(session, "location", ids)
    for change in changes:
        current = known.get(change.record_id)
        if current is None:
            continue
        row = whole_location(session, change.record_id)
        if change.action != ADD:
            write_location(session, row, _as_before(change, current, undone))
        elif current == _after(change) and change.record_id not in used:
            session.delete(row)


def _organizations(session: Session, changes: list[ImportChange], undone: Undone) -> None:
    ids = [change.record_id for change in changes]
    lock(session, Organization, ids)
    known = read_organizations(session, ids)
    used = _pointed_at(session, "organization", ids)
    for change in changes:
        current = known.get(change.record_id)
        if current is None:
            continue
        row = whole_organization(session, change.record_id)
        if change.action != ADD:
            write_organization(session, row, _as_before(change, current, undone))
        elif current == _after(change) and change.record_id not in used:
            session.delete(row)


def _as_before(change: ImportChange, current: Any, undone: Undone) -> Any:
    """The record with each field that the import changed as it was, but for those that people changed since."""
    before, after = SHAPES[change.kind].model_validate(change.before), _after(change)
    changed = [name for name in type(current).model_fields if getattr(before, name) != getattr(after, name)]
    since = tuple(
        name for name in changed if getattr(current, name) not in (getattr(after, name), getattr(before, name))
    )
    if since:
        undone.kept.append((current.name or "", since))
    undone.restored += 1
    return current.model_copy(update={name: getattr(before, name) for name in changed if name not in since})


def _after(change: ImportChange) -> Any:
    return SHAPES[change.kind].model_validate(change.after)


def _pointed_at(session: Session, table: str, ids: list[str]) -> set[str]:
    """Those of the rows that rows of other tables point at, which do not go when they go."""
    owned = _owned_by(table)
    found: set[str] = set()
    for other in SQLModel.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table.name == table and other.name not in owned:
                for some in in_parts(ids):
                    found |= set(session.exec(select(key.parent).where(key.parent.in_(some))))
    return found


def _owned_by(table: str) -> set[str]:
    """The tables whose rows belong to a row of this one and go with it; services and places are never owned so."""
    mapper = next(each for each in _mappers() if each.local_table.name == table)
    owned = {relation.mapper.local_table.name for relation in mapper.relationships if relation.cascade.delete_orphan}
    return owned - {"service", "location", *(["service_at_location"] if table == "location" else [])}


def _mappers() -> list[Any]:
    return [inspect(row) for row in (Service, Organization, Location)]


def _forget(session: Session, run: ImportRun, changes: list[ImportChange]) -> None:
    """What the source said before the import counts again, so that the same file would bring the same changes."""
    for some in in_parts(change.record_id for change in changes if change.action == ADD):
        gone = delete(SourceRecord).where(col(SourceRecord.source) == run.source, col(SourceRecord.record_id).in_(some))
        session.execute(gone)
    before = {change.record_id: change.before for change in changes if change.action != ADD and change.before}
    for some in in_parts(before):
        links = session.exec(
            select(SourceRecord).where(SourceRecord.source == run.source, col(SourceRecord.record_id).in_(some))
        )
        rows = [{"id": link.id, "said": _said_before(link, before[link.record_id] or {})} for link in links]
        if rows:
            session.execute(update(SourceRecord), rows)


def _said_before(link: SourceRecord, before: dict[str, Any]) -> dict[str, Any]:
    whole = SHAPES[link.kind].model_validate(before).model_dump(mode="json")
    return {name: whole[name] for name in link.said or {}}
