"""What the forms need from the database: names, places, who else changed something. Nothing here commits."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from directory.additions import Postcode, Revision
from directory.curation.reach import Person, services_in_reach
from directory.curation.record_names import PRIVATE
from directory.models import Address, Location, Organization, Service, ServiceAtLocation
from directory.point import Point
from directory.snapshots import LocationSnapshot, location_snapshot
from directory.snapshots.queries import whole_location

MOST_NAMES = 400
MOST_FOUND = 12
ADDRESS_COLUMNS: tuple[Any, ...] = (Address.address_1, Address.city, Address.postal_code)


def organization_names(session: Session) -> list[str]:
    """Names to choose from, in order; of a very large directory only the first."""
    return list(session.exec(select(Organization.name).order_by(Organization.name).limit(MOST_NAMES)))


def organizations_meant(session: Session, ids: Iterable[str | None], name: str) -> dict[str, str]:
    """Id -> name of these organisations and of those with this name, capitals or not."""
    wanted = or_(
        col(Organization.id).in_([each for each in ids if each]),
        func.lower(Organization.name) == name.lower(),
    )
    return dict(session.exec(select(Organization.id, Organization.name).where(wanted)).all())


def service_names(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    wanted = [each for each in ids if each]
    return dict(session.exec(select(Service.id, Service.name).where(col(Service.id).in_(wanted))).all())


def place_labels(session: Session, ids: Iterable[str], organization_id: str | None) -> dict[str, str]:
    """Id -> what to call it, of these locations and of all the organisation's."""
    wanted: list[Any] = [col(Location.id).in_(list(ids))]
    if organization_id:
        at_its_services = (
            select(ServiceAtLocation.location_id)
            .join(Service, col(Service.id) == ServiceAtLocation.service_id)
            .where(Service.organization_id == organization_id)
        )
        wanted += [Location.organization_id == organization_id, col(Location.id).in_(at_its_services)]
    return _labels(session, or_(*wanted))


def places_found(session: Session, text: str) -> dict[str, str]:
    """Id -> what to call it, of the locations whose name, street, town or postcode holds these words.

    One whose address is private is found by nothing: even that it was found would tell where it is.
    """
    plain = text.lower().replace(" ", "")
    if len(plain) < 2:
        return {}
    parts: list[Any] = [Location.name, *ADDRESS_COLUMNS]
    like = [func.replace(func.lower(part), " ", "").contains(plain, autoescape=True) for part in parts]
    return _labels(session, and_(or_(*like), col(Location.sensitive).is_(False)), limit=MOST_FOUND)


def _labels(session: Session, condition: Any, limit: int | None = None) -> dict[str, str]:
    """Of a private address no more than the place's name."""
    columns: Any = (Location.id, Location.sensitive, Location.name, *ADDRESS_COLUMNS)
    rows = select(*columns).outerjoin(Address, col(Address.location_id) == Location.id).where(condition)
    labels: dict[str, str] = {}
    for location_id, sensitive, name, *address in session.exec(rows.order_by(Location.name).limit(limit)).all():
        parts = [name, *([str(PRIVATE)] if sensitive else address)]
        labels.setdefault(location_id, ", ".join(part for part in parts if part) or location_id)
    return labels


def locations_held(session: Session, ids: Iterable[str]) -> dict[str, LocationSnapshot]:
    return {location_id: location_snapshot(whole_location(session, location_id)) for location_id in ids}


def services_at(session: Session, location_id: str) -> list[Service]:
    """The services that share a location, by name."""
    at = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id == location_id)
    return list(session.exec(select(Service).where(col(Service.id).in_(at)).order_by(Service.name)))


def services_of(session: Session, organization_id: str) -> list[Service]:
    own = select(Service).where(Service.organization_id == organization_id)
    return list(session.exec(own.order_by(Service.name)))


def services_led_here(session: Session, service_id: str) -> list[Service]:
    """Services that have ended and send people to this one."""
    return list(session.exec(select(Service).where(Service.successor_id == service_id).order_by(Service.name)))


def location_in_reach(session: Session, person: Person, location_id: str) -> bool:
    """A location may be changed by whoever may change a service at it; one that nobody uses yet, by anybody.

    One whose address is private is only for whoever may change every service at it.
    """
    at = {service.id for service in services_at(session, location_id)}
    reached = set(session.exec(select(Service.id).where(col(Service.id).in_(at), services_in_reach(person))))
    private = session.exec(select(Location.sensitive).where(Location.id == location_id)).first()
    return at == reached if private else not at or bool(reached)


def places_kept_from(session: Session, person: Person, ids: Iterable[str]) -> set[str]:
    """Which of these ids this person may put into no record: of no place, or of a private one out of reach.

    Whoever put somebody else's refuge into a service of their own could then open it, and publish where it is.
    """
    wanted = set(ids)
    there = dict(session.exec(select(Location.id, Location.sensitive).where(col(Location.id).in_(wanted))).all())
    private = {each for each, sensitive in there.items() if sensitive and not location_in_reach(session, person, each)}
    return (wanted - there.keys()) | private


def point_of_postcode(session: Session, code: str | None) -> Point | None:
    found = session.get(Postcode, (code or "").replace(" ", "").upper())
    return Point(found.latitude, found.longitude) if found else None


def last_change(session: Session, kind: str, record_id: str) -> Revision | None:
    """The newest revision of anything that belongs to a record: who changed it last, and when."""
    of_it = Revision.service_id == record_id if kind == "service" else Revision.row_id == record_id
    return session.exec(select(Revision).where(of_it).order_by(col(Revision.changed_at).desc()).limit(1)).first()


def names_said(session: Session, records: Iterable[Any], needs: Mapping[str, Any]) -> dict[str, str]:
    """Names for every id that these snapshots hold, to say their differences with."""
    held = list(records)
    organizations = [
        getattr(each, name, None) for each in held for name in ("organization_id", "parent_organization_id")
    ]
    places = {place.location_id for each in held for place in getattr(each, "places", ())}
    return {
        **{need: known.name for need, known in needs.items()},
        **organizations_meant(session, organizations, ""),
        **service_names(session, (getattr(each, "successor_id", None) for each in held)),
        **(place_labels(session, places, None) if places else {}),
    }
