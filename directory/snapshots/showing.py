"""A snapshot as a service that can be shown: rows that belong to no session and are never written.

The public page, its preview and the page of a day in the past are then made by the same code. Values in, rows out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from directory.models import (
    Accessibility,
    Address,
    Attribute,
    Location,
    Organization,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
    new_id,
)
from directory.snapshots.rows import LISTS, OWN, SETS, SINGLES
from directory.snapshots.snapshot import LocationSnapshot, OrganizationSnapshot, Part, ServiceSnapshot
from directory.terms import NEED_LINK


def shown_service(
    snapshot: ServiceSnapshot,
    organization: OrganizationSnapshot,
    locations: Mapping[str, LocationSnapshot],
    needs: Mapping[str, str],
    *,
    service_id: str | None = None,
) -> Service:
    """A service with everything that belongs to it, as a page wants it.

    `locations` by id (a place that is not among them is left out); `needs`: need id -> its name. The status, too, is
    the snapshot's. Never add it to a session.
    """
    shown = Service(id=service_id or new_id(), **{name: getattr(snapshot, name) for name in OWN})
    shown.organization = Organization(
        id=snapshot.organization_id, **_columns(organization, Organization.model_fields, but=("identifiers",))
    )
    for name, (table, _) in LISTS.items():
        rows = [table(**held.model_dump()) for held in getattr(snapshot, name)]
        setattr(shown, name, rows)
    for name, (relationship, table, column) in SETS.items():
        setattr(shown, relationship, [table(**{column: value}) for value in getattr(snapshot, name)])
    for relationship, (table, fields) in SINGLES.items():
        values = {column: getattr(snapshot, field) for field, column in fields.items()}
        told = any(value is not None for value in values.values())
        setattr(shown, relationship, table(**values) if told else None)
    if snapshot.told_on is None:
        shown.availability = None  # half typed: room and waiting time are worth nothing without the day
    shown.service_areas = [ServiceArea(service_id=shown.id, **area.model_dump()) for area in snapshot.areas]
    shown.attributes = list(_needs(snapshot, needs))
    shown.service_at_locations = list(_places(snapshot, locations))
    times = [held.model_dump(exclude={"location_id"}) for held in snapshot.schedules]
    shown.schedules = [Schedule(service_id=shown.id, **columns) for columns in times]
    return shown


def _needs(snapshot: ServiceSnapshot, names: Mapping[str, str]) -> Iterable[Attribute]:
    for need in snapshot.needs:
        name = names.get(need, need)
        term = TaxonomyTerm(taxonomy_id="", code=need, name=name, description=name)
        yield Attribute(taxonomy_term_id=term.id, link_type=NEED_LINK, taxonomy_term=term)


def _places(snapshot: ServiceSnapshot, locations: Mapping[str, LocationSnapshot]) -> Iterable[ServiceAtLocation]:
    for place in snapshot.places:
        held = locations.get(place.location_id)
        if held is not None:
            location = shown_location(held, location_id=place.location_id)
            yield ServiceAtLocation(
                service_id="", location_id=location.id, description=place.description, location=location
            )


def shown_location(held: LocationSnapshot, *, location_id: str | None = None) -> Location:
    """A place with its addresses and accessibility, in no session."""
    location = Location(
        id=location_id or new_id(), **_columns(held, Location.model_fields, but=("addresses", "accessibility"))
    )
    location.addresses = [Address(**address.model_dump()) for address in held.addresses]
    location.accessibility = [Accessibility(**access.model_dump()) for access in held.accessibility]
    return location


def _columns(held: Part, columns: Iterable[str], *, but: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(held, name) for name in type(held).model_fields if name in columns and name not in but}
