"""Which services an export takes. Nothing here writes."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists
from sqlmodel import Session, col, select

from directory.models import Attribute, Service, ServiceArea, Status, TaxonomyTerm
from directory.places import area_codes
from directory.terms import NEED_LINK


@dataclass(frozen=True)
class Choice:
    """Blank takes all."""

    needs: tuple[str, ...] = ()
    """Services tagged with any of these."""
    areas: tuple[str, ...] = ()
    """GSS codes: services for this area, or for one it is part of."""
    statuses: tuple[str, ...] = ()
    words: str = ""
    """Part of the name."""
    among: Collection[str] | None = None
    """Only these services: what a search has found."""


def chosen_services(session: Session, choice: Choice) -> list[str]:
    """The ids of the services that are meant."""
    wanted = select(Service.id).order_by(Service.id)
    if choice.statuses:
        wanted = wanted.where(col(Service.status).in_([Status(status) for status in choice.statuses]))
    if choice.words:
        wanted = wanted.where(col(Service.name).icontains(choice.words, autoescape=True))
    if choice.needs:
        tagged = (
            select(Attribute.id)
            .join(TaxonomyTerm)
            .where(
                col(Attribute.service_id) == col(Service.id),
                col(Attribute.link_type) == NEED_LINK,
                col(TaxonomyTerm.code).in_(choice.needs),
            )
        )
        wanted = wanted.where(exists(tagged))
    if choice.areas:
        codes = {code for area in choice.areas for code in area_codes(area)}
        of_area = select(ServiceArea.id).where(
            col(ServiceArea.service_id) == col(Service.id), col(ServiceArea.area_code).in_(codes)
        )
        wanted = wanted.where(exists(of_area))
    found = session.exec(wanted).all()
    return [each for each in found if choice.among is None or each in choice.among]
