"""Carry out the plan of an import, inside the transaction of whoever calls. Nothing here commits.

Everything is written or nothing: the caller commits once. The plan was made before; what it rests on is looked at again
here, so that nobody's change made meanwhile is written over.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from directory.curation.models import ImportChange, Kind, SourceRecord
from directory.errors import DirectoryError
from directory.exchange.additions import Additions, write
from directory.exchange.plan import ADD, Change, Plan
from directory.exchange.world import in_parts, read_locations, read_organizations
from directory.models import Location, Organization, Service
from directory.snapshots import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot, service_snapshot
from directory.snapshots.queries import need_terms, whole_location, whole_organization, whole_services
from directory.snapshots.rows import write_location, write_organization, write_service
from directory.wording import words

Tick = Callable[[int, int], None]
AT_ONCE = 200
TABLES: dict[Kind, type[Any]] = {Kind.SERVICE: Service, Kind.ORGANIZATION: Organization, Kind.LOCATION: Location}


class PlanOutdated(DirectoryError):
    """Somebody changed a record of the plan after it was made: nothing is written, and the plan must be made anew."""

    def __init__(self) -> None:
        super().__init__(words("The directory has changed since this was previewed. Look at it again."))


def apply_plan(
    session: Session, plan: Plan, additions: Additions, *, import_id: str, tick: Tick = lambda done, of: None
) -> None:
    """Write a plan's records, what each said before and after, and what the source said. Raises PlanOutdated.

    `additions`: what `prepare` made of the plan before anything was held.
    """
    writing = [change for change in plan.changes() if change.writes]
    _check_new(session, [change for change in writing if change.action == ADD])
    write(session, additions, tick)
    changed = [change for change in writing if change.action != ADD]
    done = 0
    for some in _parts(changed):
        _write(session, some)
        session.flush()
        done += len(some)
        tick(done, len(changed))
        session.expunge_all()
    kept = [_kept(change, import_id) for change in writing]
    for start in range(0, len(kept), AT_ONCE):
        session.execute(insert(ImportChange), kept[start : start + AT_ONCE])
    _keep_sources(session, plan, import_id)


def _check_new(session: Session, changes: list[Change]) -> None:
    """Nobody has brought in these records meanwhile. Raises PlanOutdated."""
    for kind, table in TABLES.items():
        for some in in_parts(change.record_id for change in changes if change.kind is kind):
            if session.exec(select(table.id).where(col(table.id).in_(some)).limit(1)).first() is not None:
                raise PlanOutdated


def _write(session: Session, changes: list[Change]) -> None:
    by_kind: dict[Kind, list[Change]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    _write_organizations(session, by_kind.get(Kind.ORGANIZATION, []))
    _write_locations(session, by_kind.get(Kind.LOCATION, []))
    _write_services(session, by_kind.get(Kind.SERVICE, []))


def _write_services(session: Session, changes: list[Change]) -> None:
    if not changes:
        return
    terms = need_terms(session)
    lock(session, Service, _ids(changes))
    known = whole_services(session, _ids(changes))
    for change in changes:
        after = cast(ServiceSnapshot, change.after)
        service = known.get(change.record_id)
        if service is None or service_snapshot(service) != change.before:
            raise PlanOutdated
        write_service(session, service, after, terms)


def _write_organizations(session: Session, changes: list[Change]) -> None:
    lock(session, Organization, _ids(changes))
    known = read_organizations(session, _ids(changes))
    for change in changes:
        after = cast(OrganizationSnapshot, change.after)
        check_still(change, known.get(change.record_id))
        write_organization(session, whole_organization(session, change.record_id), after)


def _write_locations(session: Session, changes: list[Change]) -> None:
    lock(session, Location, _ids(changes))
    known = read_locations(session, _ids(changes))
    for change in changes:
        after = cast(LocationSnapshot, change.after)
        check_still(change, known.get(change.record_id))
        write_location(session, whole_location(session, change.record_id), after)


def check_still(change: Change, current: Any) -> None:
    """Raises PlanOutdated where a record no longer says what the plan rests on."""
    if current != change.before:
        raise PlanOutdated


def lock(session: Session, table: type[Any], ids: Iterable[str]) -> None:
    """Wait for whoever is changing these records (PostgreSQL; on SQLite a writing session is alone already)."""
    if session.get_bind().dialect.name != "sqlite":
        for some in in_parts(ids):
            session.exec(select(table.id).where(col(table.id).in_(some)).order_by(table.id).with_for_update()).all()


def _keep_sources(session: Session, plan: Plan, import_id: str) -> None:
    """Which of our records is which of the source's, and what the source said of it."""
    rows = session.exec(select(SourceRecord).where(SourceRecord.source == plan.source))
    links = {(row.kind, row.source_id): row for row in rows}
    new, changed = [], []
    for change in plan.changes():
        if change.source_id is None or change.said is None:
            continue
        link = links.get((change.kind, change.source_id))
        if link is None:
            new.append(_link(change, plan.source, import_id))
        elif link.said != change.said or link.record_id != change.record_id:
            changed.append({"id": link.id, "said": change.said, "record_id": change.record_id})
    if new:
        session.execute(insert(SourceRecord), new)
    if changed:
        session.execute(update(SourceRecord), changed)


def _link(change: Change, source: str, import_id: str) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "source": source,
        "kind": change.kind,
        "source_id": change.source_id,
        "record_id": change.record_id,
        "import_id": import_id,
        "said": change.said,
    }


def _kept(change: Change, import_id: str) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "import_id": import_id,
        "kind": change.kind,
        "record_id": change.record_id,
        "row": change.row,
        "action": change.action,
        "before": change.before.as_json() if change.before else None,
        "after": change.after.as_json(),
    }


def _ids(changes: list[Change]) -> list[str]:
    return [change.record_id for change in changes]


def _parts(changes: list[Change]) -> Iterator[list[Change]]:
    """Not too many records at once, so that memory stays bounded; services after what they name."""
    waiting = iter(changes)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
