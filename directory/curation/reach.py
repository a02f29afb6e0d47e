"""Which records somebody may change: everything, a commissioner's areas, or a provider's own organisation.

A commissioner's `areas` are GSS codes, a county's districts among them. A service whose area nobody knows is within
every commissioner's reach, so that somebody can find it out; one for all of England is an administrator's.
"""

from typing import Any, Protocol

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select

from accounts.roles import AccountRole
from directory.models import Service, ServiceArea


class Person(Protocol):
    """What an account tells about reach (`accounts.models.Account`)."""

    role: str
    areas: list[str]
    organization_id: str | None


def service_in_reach(session: Session, person: Person, service_id: str) -> bool:
    """Whether this person may change this service, as far as place and organisation go."""
    return (
        session.exec(select(Service.id).where(Service.id == service_id, services_in_reach(person))).first() is not None
    )


def organization_in_reach(session: Session, person: Person, organization_id: str) -> bool:
    """A commissioner changes an organisation that runs a service within reach, or none at all yet."""
    if person.role == AccountRole.PROVIDER:
        return person.organization_id == organization_id
    own = select(Service.id).where(Service.organization_id == organization_id)
    return session.exec(own).first() is None or session.exec(own.where(services_in_reach(person))).first() is not None


def services_in_reach(person: Person) -> ColumnElement[bool]:
    """The condition on `Service` that leaves what this person may change.

    It looks up two sets of ids once: asking for each of 10,000 services by itself took SQLite 3.6 seconds.
    """
    if person.role == AccountRole.ADMINISTRATOR:
        return true()
    if person.role == AccountRole.PROVIDER:
        return col(Service.organization_id) == person.organization_id
    coded: Any = select(ServiceArea.service_id).where(col(ServiceArea.area_code).is_not(None))
    within = coded.where(col(ServiceArea.area_code).in_(person.areas))
    return or_(col(Service.id).in_(within), col(Service.id).not_in(coded))
