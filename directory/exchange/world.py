"""What the directory holds of the records that a file tells of, read in a few queries. Nothing here writes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import func
from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from accounts.roles import AccountRole
from directory.additions import Postcode, Revision
from directory.curation.models import Kind, SourceRecord
from directory.curation.reach import services_in_reach
from directory.models import Location, Organization, Service, ServiceAtLocation, Status
from directory.snapshots import (
    LocationSnapshot,
    OrganizationSnapshot,
    ServiceSnapshot,
    location_snapshot,
    organization_snapshot,
    service_snapshot,
)
from directory.snapshots.queries import whole_services

AT_ONCE = 400
"""Records in one query: SQLite takes only so many values, and a whole service is large."""
LIVE = (Status.ACTIVE, Status.TEMPORARILY_CLOSED)


class Sender(Protocol):
    """Whose import it is: what an account tells about reach."""

    role: str
    areas: list[str]
    organization_id: str | None


@dataclass
class World:
    """Our records by id, and which of them are the source's."""

    sources: dict[tuple[str, str], SourceRecord] = field(default_factory=dict)
    """(kind, source's id) -> link to our record."""
    services: dict[str, ServiceSnapshot] = field(default_factory=dict)
    organizations: dict[str, OrganizationSnapshot] = field(default_factory=dict)
    locations: dict[str, LocationSnapshot] = field(default_factory=dict)
    organizations_called: dict[str, str] = field(default_factory=dict)
    """Name in small letters -> id."""


def stamp(session: Session) -> str:
    """Something that differs as soon as anybody has changed the directory or what is known of a source."""
    newest = session.exec(select(func.count(), func.max(Revision.changed_at)).select_from(Revision)).one()
    return f"{newest[0]} {newest[1]} {session.exec(select(func.count()).select_from(SourceRecord)).one()}"


def read_sources(session: Session, source: str) -> dict[tuple[str, str], SourceRecord]:
    rows = session.exec(select(SourceRecord).where(SourceRecord.source == source))
    return {(row.kind, row.source_id): row for row in rows}


def read_services(session: Session, ids: Iterable[str]) -> dict[str, ServiceSnapshot]:
    return {
        service_id: service_snapshot(service)
        for some in in_parts(ids)
        for service_id, service in whole_services(session, some).items()
    }


def read_organizations(session: Session, ids: Iterable[str]) -> dict[str, OrganizationSnapshot]:
    loaded: Any = selectinload(Organization.identifiers)  # type: ignore[arg-type]
    return {
        row.id: organization_snapshot(row)
        for some in in_parts(ids)
        for row in session.exec(select(Organization).where(col(Organization.id).in_(some)).options(loaded))
    }


def read_locations(session: Session, ids: Iterable[str]) -> dict[str, LocationSnapshot]:
    loaded: Any = [selectinload(Location.addresses), selectinload(Location.accessibility)]  # type: ignore[arg-type]
    return {
        row.id: location_snapshot(row)
        for some in in_parts(ids)
        for row in session.exec(select(Location).where(col(Location.id).in_(some)).options(*loaded))
    }


def organizations_called(session: Session) -> dict[str, str]:
    """Name in small letters -> id of the organisation first called so."""
    found: dict[str, str] = {}
    for organization_id, name in session.exec(select(Organization.id, Organization.name).order_by(Organization.id)):
        found.setdefault(name.casefold(), organization_id)
    return found


def points_of(session: Session, postcodes: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Postcode without its space -> latitude, longitude, of those that are loaded."""
    return {
        row.postcode: (row.latitude, row.longitude)
        for some in in_parts(postcodes)
        for row in session.exec(select(Postcode).where(col(Postcode.postcode).in_(some)))
    }


def live_services(session: Session, source: str, *, own: bool) -> set[str]:
    """The live services of a source; of our own layout, every one that no other source feeds."""
    links = select(SourceRecord.record_id).where(SourceRecord.kind == Kind.SERVICE)
    linked = links.where(SourceRecord.source != source) if own else links.where(SourceRecord.source == source)
    is_linked = col(Service.id).in_(linked)
    live = select(Service.id).where(col(Service.status).in_(LIVE), ~is_linked if own else is_linked)
    return set(session.exec(live))


@dataclass(frozen=True)
class Reach:
    """Which records somebody's import may touch; None: all of them."""

    services: frozenset[str] | None = None
    organizations: frozenset[str] = frozenset()
    locations: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()

    def takes(self, kind: Kind, record_id: str, *, new: bool) -> bool:
        if self.services is None or (new and kind is not Kind.SERVICE):
            return True
        within = {
            Kind.SERVICE: self.services,
            Kind.ORGANIZATION: self.organizations,
            Kind.LOCATION: self.locations,
        }
        return new or record_id in within[kind]

    def takes_areas(self, service: ServiceSnapshot) -> bool:
        """Whether a service would be within reach by where it is for; one whose area nobody knows is."""
        codes = {area.area_code for area in service.areas if area.area_code}
        return self.services is None or not codes or bool(codes & self.areas)


EVERYTHING = Reach()


def reach_of(session: Session, sender: Sender | None) -> Reach:
    """What a sender may touch: an administrator, or a command on the server, everything."""
    if sender is None or sender.role == AccountRole.ADMINISTRATOR:
        return EVERYTHING
    services = frozenset(session.exec(select(Service.id).where(services_in_reach(sender))))
    run: dict[str, set[str]] = {}
    for service_id, organization_id in session.exec(select(Service.id, Service.organization_id)):
        run.setdefault(organization_id, set()).add(service_id)
    at: dict[str, set[str]] = {}
    for service_id, location_id in session.exec(select(ServiceAtLocation.service_id, ServiceAtLocation.location_id)):
        at.setdefault(location_id, set()).add(service_id)
    organizations = {row for row in session.exec(select(Organization.id)) if row not in run or run[row] & services}
    locations = {row for row in session.exec(select(Location.id)) if at.get(row, set()) <= services}
    return Reach(services, frozenset(organizations), frozenset(locations), frozenset(sender.areas))


def in_parts(ids: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(sorted(set(ids)))
    while some := list(islice(waiting, AT_ONCE)):
        yield some
