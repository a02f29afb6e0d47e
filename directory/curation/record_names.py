"""What the ids in records stand for, so that a page can say them by name."""

from typing import Any

from sqlmodel import Session, col, select

from directory.models import Address, Location, Organization, Service
from directory.queries import need_names
from directory.snapshots import ServiceSnapshot, Snapshot
from directory.wording import words

PRIVATE = words("A private address")


def names_for(session: Session, *snapshots: Snapshot) -> dict[str, str]:
    """Id -> name, for every need and for the organisations, places and services that these records point at."""
    services = [each for each in snapshots if isinstance(each, ServiceSnapshot)]
    names: dict[str, str] = dict(need_names(session))
    names |= _named(session, Organization, {each.organization_id for each in services})
    names |= _named(session, Service, {each.successor_id for each in services if each.successor_id})
    return names | _places(session, {place.location_id for each in services for place in each.places})


def _named(session: Session, table: Any, ids: set[str]) -> dict[str, str]:
    return dict(session.exec(select(table.id, table.name).where(col(table.id).in_(ids))).all()) if ids else {}


def _places(session: Session, ids: set[str]) -> dict[str, str]:
    """Places by name and address; of one whose address is private, only that: it stays so wherever names are said."""
    if not ids:
        return {}
    found: dict[str, list[str]] = {}
    wanted = select(Location, Address).join(Address, isouter=True).where(col(Location.id).in_(ids))
    for location, address in session.exec(wanted):
        parts = [location.name, *((address.address_1, address.city, address.postal_code) if address else ())]
        if location.sensitive:
            parts = [str(PRIVATE)]
        found.setdefault(location.id, [part for part in parts if part])
    return {location_id: ", ".join(parts) or location_id for location_id, parts in found.items()}
