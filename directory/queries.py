"""Read the directory's tables, and write what the public pages write. Nothing here commits."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption
from sqlmodel import Session, col, select

from directory.additions import DirectoryFact, ProblemReport, UnmetNeed
from directory.errors import ServiceNotFound
from directory.models import (
    Attribute,
    Language,
    Location,
    Service,
    ServiceAtLocation,
    Status,
    Taxonomy,
    TaxonomyTerm,
)
from directory.terms import NEED_LINK, NEEDS

DEMONSTRATION = "demonstration"
"""The name of the fact that a directory is the invented one."""

SHOWN = (Status.ACTIVE, Status.TEMPORARILY_CLOSED)
"""The statuses a list may show; a service's own page also tells of one that has ended."""

ONE_ROW = ("organization", "eligibility", "availability", "commissioning")
"""What a service has one of at most: read in the same query as the service."""

MANY_ROWS = (
    "schedules",
    "service_areas",
    "languages",
    "cost_options",
    "funding",
    "contacts",
    "phones",
    "levels",
    "referral_roles",
    "referral_methods",
)
CARD_ONE, CARD_MANY = ("organization", "availability"), ("schedules", "phones")


def get_service(session: Session, service_id: str) -> Service:
    """One service of any status with everything that belongs to it. Raises ServiceNotFound."""
    found = session.exec(select(Service).where(Service.id == service_id).options(*everything())).one_or_none()
    if found is None:
        raise ServiceNotFound(service_id)
    return found


def successor_of(session: Session, service: Service) -> Service | None:
    """The running service to go to instead of one that has ended, through those that ended since; None: unknown."""
    seen = {service.id}
    found: Service | None = service
    while found is not None and found.successor_id and found.successor_id not in seen:
        seen.add(found.successor_id)
        found = session.get(Service, found.successor_id)
        if found is not None and found.status in SHOWN:
            return found
    return None


def services_by_id(session: Session, ids: Iterable[str], *, and_needs: bool = False) -> dict[str, Service]:
    """Those of the services that a list may show now, with what a result card needs and perhaps their needs, by id.

    An id that is missing from the answer has been retired or removed since the search index was written.
    """
    wanted = select(Service).where(col(Service.id).in_(list(ids)), col(Service.status).in_(SHOWN))
    options = [*_rows(CARD_ONE, CARD_MANY), _places(Location.addresses), *([_needs()] if and_needs else [])]
    return {service.id: service for service in session.exec(wanted.options(*options))}


def everything() -> list[ORMOption]:
    """Load whole services: all their rows, their places and their needs."""
    return [*_rows(ONE_ROW, MANY_ROWS), _places(Location.addresses, Location.accessibility), _needs()]


def _rows(one: Iterable[str], many: Iterable[str]) -> list[ORMOption]:
    return [_joined(getattr(Service, name)) for name in one] + [_with(getattr(Service, name)) for name in many]


def _places(*parts: Any) -> Any:
    """The places of a service, each with these of its parts."""
    location = _joined(ServiceAtLocation.location).options(*map(_with, parts))
    return _with(Service.service_at_locations).options(location)


def _needs() -> Any:
    return _with(Service.attributes).options(_joined(Attribute.taxonomy_term))


def _with(relationship: Any) -> Any:
    """Load these rows too, in a query of their own. (SQLModel declares a relationship as the type it holds.)"""
    return selectinload(relationship)


def _joined(relationship: Any) -> Any:
    """Load this one row too, in the same query."""
    return joinedload(relationship)


def needs_of(service: Service) -> list[TaxonomyTerm]:
    """The need terms a loaded service is tagged with, by name."""
    terms = [row.taxonomy_term for row in service.attributes if row.link_type == NEED_LINK]
    return sorted(terms, key=lambda term: term.name)


def need_names(session: Session) -> dict[str, str]:
    """Need id -> its name, in order of name."""
    terms = select(TaxonomyTerm.code, TaxonomyTerm.name).join(Taxonomy).where(Taxonomy.name == NEEDS)
    return dict(session.exec(terms.order_by(TaxonomyTerm.name)).all())


def live_services_by_need(session: Session) -> dict[str, int]:
    """Need id -> how many live services are tagged with it; a need that nobody meets is absent."""
    counted = (
        select(TaxonomyTerm.code, func.count(func.distinct(Service.id)))
        .join(Attribute, col(Attribute.taxonomy_term_id) == TaxonomyTerm.id)
        .join(Service, col(Attribute.service_id) == Service.id)
        .where(Attribute.link_type == NEED_LINK, Service.status == Status.ACTIVE)
        .group_by(TaxonomyTerm.code)
    )
    return dict(session.exec(counted).all())


def languages_in_use(session: Session) -> list[str]:
    """Every language that a live service says it speaks, by name."""
    spoken = select(Language.name).join(Service).where(Service.status == Status.ACTIVE).distinct()
    return sorted(session.exec(spoken).all())


def is_demonstration(session: Session) -> bool:
    """Whether this directory is the invented one, so that every page says so."""
    return session.get(DirectoryFact, DEMONSTRATION) is not None


def add_problem_report(
    session: Session, *, service_id: str, kind: str, comment: str | None, today: date, reply_to: str | None = None
) -> ProblemReport:
    """Keep what somebody told us is wrong with a service's page; `reply_to` is sealed. Raises ServiceNotFound."""
    if session.get(Service, service_id) is None:
        raise ServiceNotFound(service_id)
    report = ProblemReport(
        service_id=service_id,
        kind=kind,
        comment=(comment or "").strip()[:1000] or None,
        reported_on=today,
        reply_to=reply_to,
    )
    session.add(report)
    session.flush()
    return report


def add_unmet_need(
    session: Session, *, need: str | None, district_code: str | None, age_band: str | None, source: str, today: date
) -> UnmetNeed:
    """Keep that nobody could be found: the need, district, age band and day, and nothing that anybody typed.

    `source` is "search" or "plan".
    """
    unmet = UnmetNeed(need=need, district_code=district_code, age_band=age_band, source=source, noticed_on=today)
    session.add(unmet)
    session.flush()
    return unmet


def unmet_need_is_noted(
    session: Session, *, need: str | None, district_code: str | None, age_band: str | None, source: str, today: date
) -> bool:
    """Whether this gap was kept today already, so that going back to a page does not count it again."""
    same = select(UnmetNeed.id).where(
        UnmetNeed.need == need,
        UnmetNeed.district_code == district_code,
        UnmetNeed.age_band == age_band,
        UnmetNeed.source == source,
        UnmetNeed.noticed_on == today,
    )
    return session.exec(same.limit(1)).first() is not None
