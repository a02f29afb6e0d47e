"""An old version of a record made fit to be written again: what it points at may be gone. Nothing here commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from directory.models import Location, Organization, Service
from directory.snapshots import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot, Snapshot
from directory.snapshots.queries import need_terms
from directory.wording import Words, words


@dataclass(frozen=True)
class Restorable:
    """What can be restored of a version, and what cannot, in words."""

    record: Snapshot
    lost: tuple[Words, ...]


def restorable(session: Session, version: Snapshot, live: Snapshot) -> Restorable:
    """The version without what is no longer in the directory; an organisation that is gone stays as it is now."""
    if isinstance(version, ServiceSnapshot) and isinstance(live, ServiceSnapshot):
        return _service(session, version, live)
    if isinstance(version, OrganizationSnapshot) and isinstance(live, OrganizationSnapshot):
        return _pointing(session, version, live, "parent_organization_id")
    if isinstance(version, LocationSnapshot) and isinstance(live, LocationSnapshot):
        return _pointing(session, version, live, "organization_id")
    raise TypeError("a version and the live record are of one kind")


def mark_of(record: Snapshot) -> str:
    """The same for two versions that say the same: a form carries it, so that a change meanwhile is noticed."""
    return sha256(record.model_dump_json().encode()).hexdigest()


def _service(session: Session, version: ServiceSnapshot, live: ServiceSnapshot) -> Restorable:
    update: dict[str, Any] = {}
    lost: list[Words] = []
    at = _there(session, Location, (place.location_id for place in version.places))
    update["places"] = tuple(place for place in version.places if place.location_id in at)
    if len(update["places"]) < len(version.places):
        lost.append(words("A place that it was at is no longer in the directory. It is left out"))
    update["schedules"] = tuple(
        held.model_copy(update={"location_id": None}) if held.location_id and held.location_id not in at else held
        for held in version.schedules
    )
    known = need_terms(session)
    update["needs"] = tuple(need for need in version.needs if need in known)
    if gone := [need for need in version.needs if need not in known]:
        lost.append(words("The need “%(need)s” is no longer used. It is left out", need=", ".join(gone)))
    if not _there(session, Organization, [version.organization_id]):
        update["organization_id"] = live.organization_id
        lost.append(words("The organisation that ran it is no longer in the directory. It stays as it is now"))
    if version.successor_id and not _there(session, Service, [version.successor_id]):
        update["successor_id"] = None
        lost.append(words("The service to go to instead is no longer in the directory. It is left out"))
    return Restorable(version.model_copy(update=update), tuple(lost))


def _pointing(session: Session, version: Any, live: Any, field: str) -> Restorable:
    """An organisation or a place that may point at another organisation."""
    points_at = getattr(version, field)
    if not points_at or _there(session, Organization, [points_at]):
        return Restorable(version, ())
    lost = words("The organisation that it belonged to is no longer in the directory. It stays as it is now")
    return Restorable(version.model_copy(update={field: getattr(live, field)}), (lost,))


def _there(session: Session, table: Any, ids: Iterable[str]) -> set[str]:
    return set(session.exec(select(table.id).where(col(table.id).in_(list(ids)))).all())
