"""Between a snapshot and the rows of the tables: read one from loaded rows, and make the rows say what one says.

Rows that already say it are left alone, so that history shows what changed and nothing else. Nothing here commits.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, SQLModel

from directory.additions import Availability, Commissioning, Eligibility, ReferralMethod, ReferralRole, ServiceLevel
from directory.errors import InvalidRecord
from directory.models import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Language,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from directory.snapshots.snapshot import (
    AccessHeld,
    AddressHeld,
    AreaHeld,
    ContactHeld,
    CostHeld,
    IdentifierHeld,
    LanguageHeld,
    LocationSnapshot,
    OrganizationSnapshot,
    Part,
    PhoneHeld,
    PlaceHeld,
    ScheduleHeld,
    ServiceSnapshot,
)
from directory.terms import NEED_LINK

GSS = "http://statistics.data.gov.uk/id/statistical-geography/"

OWN = tuple(name for name in ServiceSnapshot.model_fields if name in Service.model_fields)
"""The fields that are columns of the service itself."""

LISTS: dict[str, tuple[type[SQLModel], type[Part]]] = {
    "phones": (Phone, PhoneHeld),
    "contacts": (Contact, ContactHeld),
    "languages": (Language, LanguageHeld),
    "cost_options": (CostOption, CostHeld),
}
"""Snapshot field = relationship -> the table of its rows, whose columns have the names of the part's fields."""

SETS: dict[str, tuple[str, type[SQLModel], str]] = {
    "funding": ("funding", Funding, "source"),
    "levels": ("levels", ServiceLevel, "level"),
    "referral_roles": ("referral_roles", ReferralRole, "role"),
    "referral_methods": ("referral_methods", ReferralMethod, "method"),
}
"""Snapshot field -> relationship, table, and the one column that matters."""

SINGLES: dict[str, tuple[type[SQLModel], dict[str, str]]] = {
    "eligibility": (Eligibility, {name: name for name in ("sex", "send", "excludes", "consent_needed")}),
    "availability": (
        Availability,
        {
            "told_on": "told_on",
            "taking_referrals": "taking_referrals",
            "waiting_weeks": "waiting_weeks",
            "free_places": "places",
        },
    ),
    "commissioning": (
        Commissioning,
        {
            "commissioner": "commissioner",
            "contract_start": "contract_start",
            "contract_end": "contract_end",
            "contract_review": "review_date",
            "funded_places": "funded_places",
            "evidence_base": "evidence_base",
            "unit_cost": "unit_cost",
        },
    ),
}
"""Relationship to a row of its own -> its table, and snapshot field -> column."""


def service_snapshot(service: Service) -> ServiceSnapshot:
    """The snapshot of a service loaded with everything that belongs to it (`get_whole_service`)."""
    values: dict[str, Any] = {name: getattr(service, name) for name in OWN}
    for name, (_, part) in LISTS.items():
        values[name] = tuple(_part(part, row) for row in _steady(getattr(service, name)))
    for name, (relationship, _, column) in SETS.items():
        values[name] = tuple(getattr(row, column) for row in getattr(service, relationship))
    for relationship, (_, fields) in SINGLES.items():
        row = getattr(service, relationship)
        values |= {field: getattr(row, column) if row else None for field, column in fields.items()}
    at = {row.id: row.location_id for row in service.service_at_locations}
    values["places"] = tuple(_part(PlaceHeld, row) for row in _steady(service.service_at_locations))
    values["areas"] = tuple(_part(AreaHeld, row) for row in _steady(service.service_areas))
    values["schedules"] = tuple(
        _part(ScheduleHeld, row, location_id=at.get(row.service_at_location_id or ""))
        for row in _steady(service.schedules)
    )
    values["needs"] = tuple(row.taxonomy_term.code for row in service.attributes if row.link_type == NEED_LINK)
    return ServiceSnapshot.model_validate(values)


def organization_snapshot(organization: Organization) -> OrganizationSnapshot:
    """The snapshot of an organisation loaded with its identifiers."""
    rows = _steady(organization.identifiers)
    return OrganizationSnapshot.model_validate(
        _columns(OrganizationSnapshot, organization) | {"identifiers": [_part(IdentifierHeld, row) for row in rows]}
    )


def location_snapshot(location: Location) -> LocationSnapshot:
    """The snapshot of a location loaded with its addresses and accessibility."""
    return LocationSnapshot.model_validate(
        _columns(LocationSnapshot, location)
        | {
            "addresses": [_part(AddressHeld, row) for row in _steady(location.addresses)],
            "accessibility": [_part(AccessHeld, row) for row in _steady(location.accessibility)],
        }
    )


def write_service(session: Session, service: Service, wanted: ServiceSnapshot, terms: dict[str, str]) -> None:
    """Make a whole loaded (or new, still empty) service say what the snapshot says.

    `terms`: need id -> taxonomy term row id. Raises InvalidRecord for a need that is not there.
    """
    session.add(service)
    for name in OWN:
        _set(service, name, getattr(wanted, name))
    for name, (table, part) in LISTS.items():
        _settle(getattr(service, name), table, [_values(part, held) for held in getattr(wanted, name)])
    for name, (relationship, table, column) in SETS.items():
        _settle_set(getattr(service, relationship), table, column, getattr(wanted, name))
    for relationship, (table, fields) in SINGLES.items():
        _settle_single(service, relationship, table, {fields[name]: getattr(wanted, name) for name in fields})
    _settle(service.service_areas, ServiceArea, [_area_columns(held) for held in wanted.areas])
    _write_needs(service, wanted, terms)
    _write_places(session, service, wanted)


def write_organization(session: Session, organization: Organization, wanted: OrganizationSnapshot) -> None:
    session.add(organization)
    _set_columns(organization, wanted, "identifiers")
    held = [_values(IdentifierHeld, identifier) for identifier in wanted.identifiers]
    _settle(organization.identifiers, OrganizationIdentifier, held)


def write_location(session: Session, location: Location, wanted: LocationSnapshot) -> None:
    session.add(location)
    _set_columns(location, wanted, "addresses", "accessibility")
    _settle(location.addresses, Address, [_values(AddressHeld, held) for held in wanted.addresses])
    _settle(location.accessibility, Accessibility, [_values(AccessHeld, held) for held in wanted.accessibility])


def _write_needs(service: Service, wanted: ServiceSnapshot, terms: dict[str, str]) -> None:
    codes = {term_id: code for code, term_id in terms.items()}
    kept: set[str] = set()
    for row in [row for row in service.attributes if row.link_type == NEED_LINK]:
        code = codes.get(row.taxonomy_term_id)
        if code in wanted.needs:
            kept.add(str(code))
        else:
            service.attributes.remove(row)
    for need in wanted.needs:
        if need not in terms:
            raise InvalidRecord("service", wanted.name, "needs", f"“{need}” is not one of the needs")
        if need not in kept:
            service.attributes.append(Attribute(taxonomy_term_id=terms[need], link_type=NEED_LINK))


def _write_places(session: Session, service: Service, wanted: ServiceSnapshot) -> None:
    """Where the service is, then its times: they may be those of one place."""
    by_location = {row.location_id: row for row in service.service_at_locations}
    wished = {place.location_id: place for place in wanted.places}
    for location_id in by_location.keys() - wished.keys():
        for times in service.schedules:
            if times.service_at_location_id == by_location[location_id].id:
                times.service_at_location_id = None
        service.service_at_locations.remove(by_location.pop(location_id))
    for location_id, place in wished.items():
        row = by_location.get(location_id)
        if row is None:
            row = ServiceAtLocation(location_id=location_id, description=place.description)
            service.service_at_locations.append(row)
            by_location[location_id] = row
        _set(row, "description", place.description)
    columns = []
    for held in wanted.schedules:
        at = by_location.get(held.location_id or "")
        columns.append(_values(ScheduleHeld, held, but=("location_id",)) | {"service_at_location_id": at and at.id})
    if any(row["service_at_location_id"] for row in columns):
        session.flush()  # the place is there before the times that point at it
    _settle(service.schedules, Schedule, columns)


def _settle(rows: list[Any], table: type[SQLModel], wanted: Sequence[dict[str, Any]]) -> None:
    """Keep the rows that say a wanted thing; change the others to say what is left, add or remove the rest."""
    ordered = "position" in table.model_fields
    missing = [values | ({"position": place} if ordered else {}) for place, values in enumerate(wanted)]
    spare = []
    for row in _steady(rows):
        said = next((values for values in missing if _says(row, values)), None)
        if said is None:
            spare.append(row)
        else:
            missing.remove(said)
            _set(row, "position", said.get("position"))
    for row, values in zip(spare, missing, strict=False):
        _write(row, values)
    for row in spare[len(missing) :]:
        rows.remove(row)
    rows.extend(table(**values) for values in missing[len(spare) :])


def _settle_set(rows: list[Any], table: type[SQLModel], column: str, wanted: Iterable[Any]) -> None:
    wished = set(wanted)
    for row in [row for row in rows if getattr(row, column) not in wished]:
        rows.remove(row)
    held = {getattr(row, column) for row in rows}
    rows.extend(table(**{column: value}) for value in sorted(wished - held))


def _settle_single(service: Service, relationship: str, table: type[SQLModel], wanted: dict[str, Any]) -> None:
    row = getattr(service, relationship)
    if all(value is None for value in wanted.values()):
        if row is not None:
            setattr(service, relationship, None)
    elif row is None:
        setattr(service, relationship, table(**wanted))
    else:
        _write(row, wanted)


def _says(row: Any, values: dict[str, Any]) -> bool:
    """Whether a row says this already, wherever it stands and whether or not its area's address is written out."""
    return all(getattr(row, column) == value for column, value in values.items() if column not in ("position", "uri"))


def _write(row: Any, values: dict[str, Any]) -> None:
    for column, value in values.items():
        _set(row, column, value)


def _set(row: Any, column: str, value: Any) -> None:
    if getattr(row, column, None) != value:
        setattr(row, column, value)


def _set_columns(row: Any, wanted: Part, *but: str) -> None:
    _write(row, _values(type(wanted), wanted, but))


def _columns(part: type[Part], row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in part.model_fields if name in type(row).model_fields}


def _part(part: type[Part], row: Any, **others: Any) -> Part:
    return part.model_validate(_columns(part, row) | others)


def _values(part: type[Part], held: Part, but: Iterable[str] = ()) -> dict[str, Any]:
    return {name: getattr(held, name) for name in part.model_fields.keys() - set(but)}


def _area_columns(held: AreaHeld) -> dict[str, Any]:
    columns = {"name": held.name, "area_code": held.area_code}
    return columns | ({"uri": GSS + held.area_code} if held.area_code else {})


def _steady(rows: Iterable[Any]) -> list[Any]:
    """Rows in their order, whatever order they were read in."""
    return sorted(rows, key=lambda row: (getattr(row, "position", 0), row.id))
