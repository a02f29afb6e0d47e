"""What the database says now of many services at once: whether each runs, whom it takes, and whether it has room.

A plan weighs every service that may help, so this reads plain columns in a few queries instead of whole records.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from directory.additions import Availability, Eligibility, ReferralRole, ServiceLevel
from directory.eligibility import Conditions
from directory.models import Attribute, Language, Service, ServiceArea, Status, TaxonomyTerm
from directory.terms import NEED_LINK

Sets = dict[str, frozenset[Any]]


@dataclass(frozen=True)
class Running:
    """One active service; blank means not known."""

    id: str
    needs: frozenset[str]
    conditions: Conditions
    provision: str | None
    assured_date: date | None
    told_on: date | None
    """The day that the next two were told."""
    taking_referrals: bool | None
    waiting_weeks: float | None


def running_services(session: Session, service_ids: Collection[str]) -> list[Running]:
    """Those of the services that are active now."""
    needs = _pairs(Attribute, TaxonomyTerm.code).join(TaxonomyTerm).where(col(Attribute.link_type) == NEED_LINK)
    sets = {
        "needs": needs,
        "areas": _pairs(ServiceArea, ServiceArea.area_code),
        "roles": _pairs(ReferralRole, ReferralRole.role),
        "levels": _pairs(ServiceLevel, ServiceLevel.level),
        "languages": _pairs(Language, Language.name),
    }
    read = {name: _sets(session, query, service_ids) for name, query in sets.items()}
    return [
        _running(row, {name: found.get(row.id, frozenset()) for name, found in read.items()})
        for row in session.execute(_services(service_ids))
    ]


def _pairs(table: Any, column: Any) -> Any:
    return select(table.service_id, column).select_from(table)


def _services(service_ids: Collection[str]) -> Any:
    columns: tuple[Any, ...] = (
        Service.id,
        Service.minimum_age,
        Service.maximum_age,
        Service.interpretation_services,
        Service.provision,
        Service.assured_date,
        Eligibility.sex,
        Eligibility.send,
        Availability.told_on,
        Availability.taking_referrals,
        Availability.waiting_weeks,
    )
    return (
        select(*columns)
        .select_from(Service)
        .outerjoin(Eligibility, col(Eligibility.service_id) == Service.id)
        .outerjoin(Availability, col(Availability.service_id) == Service.id)
        .where(col(Service.id).in_(service_ids), col(Service.status) == Status.ACTIVE)
    )


def _sets(session: Session, query: Any, service_ids: Collection[str]) -> Sets:
    found: dict[str, set[Any]] = defaultdict(set)
    for service_id, value in session.execute(query.where(query.selected_columns[0].in_(service_ids))):
        if value is not None:
            found[service_id].add(value)
    return {service_id: frozenset(values) for service_id, values in found.items()}


def _running(row: Any, sets: dict[str, frozenset[Any]]) -> Running:
    conditions = Conditions(
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        area_codes=sets["areas"],
        roles=sets["roles"],
        sex=row.sex,
        send=row.send,
        languages=sets["languages"],
        interpreters=row.interpretation_services,
        levels=sets["levels"],
    )
    return Running(
        id=row.id,
        needs=sets["needs"],
        conditions=conditions,
        provision=row.provision,
        assured_date=row.assured_date,
        told_on=row.told_on,
        taking_referrals=row.taking_referrals,
        waiting_weeks=row.waiting_weeks,
    )
