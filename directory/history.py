"""Follow every change to the directory: a revision for the record, a mark for the search index.

It hangs on the session, so no query function can forget it, and it is part of the same transaction. A statement that
changes many rows at once without loading them would pass it by, and is refused.
Who and why come from `session.info["changed_by"]` and `session.info["reason"]`. Reading it back is `curation/past.py`.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import delete, event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session, SQLModel, col

from directory.additions import Revision, SearchDirty
from directory.models import (
    Accessibility,
    Address,
    Attribute,
    Location,
    Organization,
    Record,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
    new_id,
    utc_now,
)

UNTOLD = "unknown"
HOUSEKEEPING = {"version", "last_modified"}
OWNERS = ("service_id", "location_id", "organization_id")


class UnfollowedChange(Exception):
    """A statement would change rows of the directory without leaving revisions."""


def follow_changes(session: Session) -> None:
    event.listen(session, "do_orm_execute", _refuse_unfollowed)
    event.listen(session, "after_flush", _record_changes)
    event.listen(session, "after_transaction_end", _end_change)


def say_who(session: Session, *, changed_by: str, reason: str | None = None) -> None:
    """Name the person or program, and why, for the revisions that this session writes."""
    session.info.update(changed_by=changed_by, reason=reason)


def change_id(session: Session) -> str:
    """The id that all revisions of this transaction share."""
    return str(session.info.setdefault("change_id", new_id()))


def _end_change(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop("change_id", None)
        session.info.pop("revisions", None)


def _refuse_unfollowed(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and state.bind_mapper and issubclass(state.bind_mapper.class_, Record):
        raise UnfollowedChange(f"Change rows of {state.bind_mapper.local_table} one by one, so that each is followed.")


def _remember_what_stood_there() -> None:
    """Read a column that is about to be set and was not loaded: a revision says what it held before."""
    for table in Record.__subclasses__():
        for column in inspect(table).column_attrs:
            event.listen(getattr(table, column.key), "set", _nothing, active_history=True)


def _nothing(_row: Any, _value: Any, _before: Any, _event: Any) -> None:
    """Being asked is all that it takes for SQLAlchemy to look up the value before."""


_remember_what_stood_there()


def _record_changes(session: Session, context: Any) -> None:
    revisions, touched = [], set()
    removed = _removed(context)
    gone = {id(row) for row in removed}
    changed = [row for row in session.dirty if id(row) not in gone]
    for action, rows in (("add", session.new), ("change", changed), ("remove", removed)):
        for row in [row for row in rows if isinstance(row, Record)]:
            changes = _columns_changed(row, action)
            if changes:
                services = _services_touched(session, row)
                touched.update(services)
                revisions.append(_revision(row, action, changes, services))
    follow(session, revisions, touched)


def follow(session: Session, revisions: list[dict[str, Any]], touched: set[str]) -> None:
    """Write revisions, each in its place among those of this transaction, and mark the services for the search."""
    if revisions:
        first = session.info.setdefault("revisions", 0)
        session.info["revisions"] += len(revisions)
        signed = _signed(session)
        numbered = [signed | revision | {"place": first + number} for number, revision in enumerate(revisions)]
        session.execute(insert(Revision), numbered)
    mark_dirty(session, touched)


def revision_of_new(row: Record, service_id: str | None) -> dict[str, Any]:
    """The revision of a row that is inserted without a flush, for `follow`; `service_id`: the service it belongs to."""
    return _revision(row, "add", _columns_changed(row, "add"), [service_id] if service_id else [])


def _removed(context: Any) -> list[Any]:
    """Every row this flush deletes: `session.deleted` leaves out those whose owner has let them go."""
    return [state.obj() for state, (is_delete, _) in context.states.items() if is_delete]


def mark_dirty(session: Session, service_ids: set[str]) -> None:
    """Ask the index writer to look at these services again."""
    if service_ids:
        session.execute(delete(SearchDirty).where(col(SearchDirty.service_id).in_(service_ids)))
        session.execute(insert(SearchDirty), [{"service_id": service_id} for service_id in sorted(service_ids)])


def _signed(session: Session) -> dict[str, Any]:
    """Who, why and when: the same for every revision that is written together."""
    return {
        "changed_at": utc_now(),
        "changed_by": session.info.get("changed_by", UNTOLD),
        "reason": session.info.get("reason"),
        "change_id": change_id(session),
    }


def _revision(row: Record, action: str, changes: dict[str, list[Any]], services: list[str]) -> dict[str, Any]:
    return {
        "action": action,
        "table_name": str(row.__tablename__),
        "row_id": row.id,
        "record_id": _record_of(row, changes),
        "service_id": services[0] if len(services) == 1 else None,
        "changes": changes,
    }


def _columns_changed(row: Record, action: str) -> dict[str, list[Any]]:
    """Column -> [before, after] for the columns that differ; a removed row keeps what it held."""
    state = inspect(row)
    found: dict[str, list[Any]] = {}
    for column in state.mapper.column_attrs:
        if column.key in HOUSEKEEPING:
            continue
        now, history = getattr(row, column.key), state.attrs[column.key].history
        before = history.deleted[0] if history.deleted else None
        if action == "remove":
            before, now = history.deleted[0] if history.deleted else now, None
        elif action == "change" and not history.has_changes():
            continue
        if before != now:
            found[column.key] = [_plain(before), _plain(now)]
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def _record_of(row: Record, changes: dict[str, list[Any]]) -> str | None:
    """The service, organisation or place that this row is part of; None for a row of a taxonomy."""
    if isinstance(row, Service | Organization | Location):
        return row.id
    held = (getattr(row, name, None) or changes.get(name, [None])[0] for name in OWNERS)
    return next((owner for owner in held if owner), None)


def _services_touched(session: Session, row: SQLModel) -> list[str]:
    """The ids of the services whose search entry or page this row is part of."""
    if isinstance(row, Service):
        return [row.id]
    with session.no_autoflush:
        if isinstance(row, Organization):
            return _ids(session, Service.id, Service.organization_id == row.id)
        if isinstance(row, Location):
            return _at_location(session, row.id)
        if isinstance(row, Address | Accessibility):
            return _at_location(session, row.location_id)
        if isinstance(row, TaxonomyTerm):
            return _ids(session, Attribute.service_id, Attribute.taxonomy_term_id == row.id)
    own = getattr(row, "service_id", None)
    return [own] if own else []


def _at_location(session: Session, location_id: str) -> list[str]:
    return _ids(session, ServiceAtLocation.service_id, ServiceAtLocation.location_id == location_id)


def _ids(session: Session, column: Any, condition: Any) -> list[str]:
    return sorted({value for value in session.scalars(select(column).where(condition)) if value})
