"""Read whole records and their snapshots, and write them. Nothing here commits.

Whoever is about to change a record says `to_change=True`: the row is locked until the transaction ends, so that two
people's changes of anything that belongs to it come one after the other, and the second sees the first.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from directory.errors import LocationNotFound, OrganizationNotFound, ServiceNotFound
from directory.models import Location, Organization, Service, TaxonomyTerm
from directory.queries import everything
from directory.snapshots.rows import write_location, write_organization, write_service
from directory.snapshots.snapshot import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot


def whole_service(session: Session, service_id: str, *, to_change: bool = False) -> Service:
    """A service of any status with everything that belongs to it. Raises ServiceNotFound."""
    if to_change:
        _lock(session, Service, service_id)
    wanted = select(Service).where(Service.id == service_id).options(*everything())
    found = session.exec(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise ServiceNotFound(service_id)
    return found


def whole_services(session: Session, ids: Iterable[str]) -> dict[str, Service]:
    """Whole services by id; an id that is not there is left out."""
    found = session.exec(select(Service).where(col(Service.id).in_(list(ids))).options(*everything()))
    return {service.id: service for service in found}


def whole_organization(session: Session, organization_id: str, *, to_change: bool = False) -> Organization:
    """An organisation with its identifiers. Raises OrganizationNotFound."""
    if to_change:
        _lock(session, Organization, organization_id)
    loaded: Any = selectinload(Organization.identifiers)  # type: ignore[arg-type]
    wanted = select(Organization).where(Organization.id == organization_id).options(loaded)
    found = session.exec(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise OrganizationNotFound(organization_id)
    return found


def whole_location(session: Session, location_id: str, *, to_change: bool = False) -> Location:
    """A location with its addresses and accessibility. Raises LocationNotFound."""
    if to_change:
        _lock(session, Location, location_id)
    loaded: Any = [selectinload(Location.addresses), selectinload(Location.accessibility)]  # type: ignore[arg-type]
    wanted = select(Location).where(Location.id == location_id).options(*loaded)
    found = session.exec(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise LocationNotFound(location_id)
    return found


def need_terms(session: Session) -> dict[str, str]:
    """Need id -> id of its taxonomy term's row."""
    return dict(session.exec(select(TaxonomyTerm.code, TaxonomyTerm.id)).all())


def add_service(session: Session, wanted: ServiceSnapshot) -> Service:
    service = _empty_service(wanted)
    write_service(session, service, wanted, need_terms(session))
    session.flush()
    return service


def change_service(session: Session, service_id: str, wanted: ServiceSnapshot) -> Service:
    """Make a service say what the snapshot says. Raises ServiceNotFound."""
    service = whole_service(session, service_id, to_change=True)
    write_service(session, service, wanted, need_terms(session))
    session.flush()
    return service


def add_organization(session: Session, wanted: OrganizationSnapshot) -> Organization:
    organization = Organization(name=wanted.name, identifiers=[])
    write_organization(session, organization, wanted)
    session.flush()
    return organization


def change_organization(session: Session, organization_id: str, wanted: OrganizationSnapshot) -> Organization:
    organization = whole_organization(session, organization_id, to_change=True)
    write_organization(session, organization, wanted)
    session.flush()
    return organization


def add_location(session: Session, wanted: LocationSnapshot) -> Location:
    location = Location(addresses=[], accessibility=[])
    write_location(session, location, wanted)
    session.flush()
    return location


def change_location(session: Session, location_id: str, wanted: LocationSnapshot) -> Location:
    location = whole_location(session, location_id, to_change=True)
    write_location(session, location, wanted)
    session.flush()
    return location


def _empty_service(wanted: ServiceSnapshot) -> Service:
    return Service(organization_id=wanted.organization_id, name=wanted.name, schedules=[])


def _lock(session: Session, table: type[Any], row_id: str) -> None:
    """Wait for whoever is changing this record (PostgreSQL; on SQLite a writing session is alone already)."""
    session.exec(select(table.id).where(table.id == row_id).with_for_update()).one_or_none()
