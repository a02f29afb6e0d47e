"""What the directory says of each running service that matters for gaps: whom it takes, where, and how much room."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from directory.additions import Availability, Commissioning
from directory.models import Attribute, Service, ServiceArea, Status, TaxonomyTerm
from directory.terms import NEED_LINK
from insight.measures.supplier import Costs, Supplier


@dataclass
class _Lists:
    needs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    areas: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def read_suppliers(session: Session) -> tuple[Supplier, ...]:
    """Every running service, by name."""
    lists = _Lists()
    for service_id, need in session.execute(_needs()):
        lists.needs[service_id].add(need)
    areas = select(col(ServiceArea.service_id), col(ServiceArea.area_code))
    for service_id, area in session.execute(areas.where(col(ServiceArea.area_code).is_not(None))):
        lists.areas[service_id].add(area)
    return tuple(_supplier(row, lists) for row in session.execute(_services()))


def service_names(session: Session) -> dict[str, str]:
    """Service id -> name, of any status: what was referred to once may have closed since."""
    return {row[0]: row[1] for row in session.execute(select(col(Service.id), col(Service.name)))}


def read_costs(session: Session) -> dict[str, Costs]:
    """Service id -> what the commissioner holds. Only for those who may see costs."""
    columns = (Commissioning.evidence_base, Commissioning.unit_cost, Commissioning.funded_places)
    rows = session.execute(select(col(Commissioning.service_id), *(col(one) for one in columns)))
    return {row[0]: Costs(row[1], row[2], row[3]) for row in rows}


def _services() -> Any:
    room = (Availability.waiting_weeks, Availability.told_on, Availability.taking_referrals)
    return (
        select(
            *(col(one) for one in (Service.id, Service.name, Service.minimum_age, Service.maximum_age)),
            col(Commissioning.funded_places),
            *(col(one) for one in room),
        )
        .select_from(Service)
        .outerjoin(Commissioning, col(Commissioning.service_id) == col(Service.id))
        .outerjoin(Availability, col(Availability.service_id) == col(Service.id))
        .where(col(Service.status) == Status.ACTIVE.value)
        .order_by(col(Service.name), col(Service.id))
    )


def _needs() -> Any:
    tagged = select(col(Attribute.service_id), col(TaxonomyTerm.code))
    tagged = tagged.join(TaxonomyTerm, col(TaxonomyTerm.id) == col(Attribute.taxonomy_term_id))
    return tagged.where(col(Attribute.link_type) == NEED_LINK, col(Attribute.service_id).is_not(None))


def _supplier(row: Any, lists: _Lists) -> Supplier:
    return Supplier(
        id=row.id,
        name=row.name,
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        needs=frozenset(lists.needs.get(row.id, ())),
        areas=frozenset(lists.areas.get(row.id, ())),
        places=row.funded_places,
        waiting_weeks=row.waiting_weeks,
        told_on=row.told_on,
        taking_referrals=row.taking_referrals,
    )
