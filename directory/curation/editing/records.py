"""The list of all records: found by name, organisation, phone number or id, and narrowed. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_
from sqlmodel import Session, col, select

from directory.curation.models import Draft, Kind, Proposal, ProposalState
from directory.models import Attribute, Organization, Phone, Service, ServiceArea, TaxonomyTerm
from directory.terms import NEED_LINK

PAGE_SIZE = 50
FEWEST_FIGURES = 4
"""Figures in the words that make them a phone number to look for."""


class Order(StrEnum):
    NAME = "name"
    OLDEST = "checked"
    """The longest unchecked first, never checked before all."""
    NEWEST = "changed"


@dataclass(frozen=True)
class Asked:
    """What somebody asked of the list; blank leaves all."""

    words: str = ""
    status: str = ""
    organization: str = ""
    need: str = ""
    area: str = ""
    order: str = Order.NAME
    page: int = 1


@dataclass(frozen=True)
class Line:
    service: Service
    organization: str


@dataclass(frozen=True)
class Found:
    lines: Sequence[Line]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def find_records(session: Session, asked: Asked, *, within: ColumnElement[bool]) -> Found:
    """One page of the services that are asked for; `within` is what this person may see."""
    wanted = select(Service, Organization.name).join(Organization).where(within, *_conditions(asked))
    total = session.exec(select(func.count()).select_from(wanted.subquery())).one()
    page = min(max(1, asked.page), max(1, -(-total // PAGE_SIZE)))
    ordered = wanted.order_by(*_order(asked.order)).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return Found([Line(service, name) for service, name in session.exec(ordered)], total, page)


def record_meant(found: Found, words: str) -> Service | None:
    """The one record that these words can only mean: all that was found, or the only one with them in its name."""
    named = [line.service for line in found.lines if words.casefold() in line.service.name.casefold()]
    if not words or found.pages > 1:
        return None
    if found.total == 1:
        return found.lines[0].service
    return named[0] if len(named) == 1 else None


def organizations_with(session: Session, within: ColumnElement[bool]) -> list[tuple[str, str]]:
    """Id and name of the organisations that run any of these services, by name."""
    running = select(Organization.id, Organization.name).join(Service).where(within).distinct()
    return [(id_, name) for id_, name in session.exec(running.order_by(Organization.name)).all()]


def waiting_proposals(session: Session, service_id: str) -> list[Proposal]:
    waiting = select(Proposal).where(
        Proposal.kind == Kind.SERVICE, Proposal.record_id == service_id, Proposal.state == ProposalState.WAITING
    )
    return list(session.exec(waiting.order_by(col(Proposal.proposed_at))))


def records_with_drafts(session: Session, ids: Sequence[str]) -> set[str]:
    begun = select(Draft.record_id).where(Draft.kind == Kind.SERVICE, col(Draft.record_id).in_(ids))
    return {record_id for record_id in session.exec(begun) if record_id}


def _conditions(asked: Asked) -> list[Any]:
    conditions: list[Any] = [_about(word) for word in asked.words.split()] if not _figures(asked.words) else []
    if _figures(asked.words):
        conditions.append(or_(_has_number(_figures(asked.words)), _about(asked.words)))
    if asked.status:
        conditions.append(Service.status == asked.status)
    if asked.organization:
        conditions.append(Service.organization_id == asked.organization)
    if asked.need:
        tagged = select(Attribute.id).join(TaxonomyTerm, col(TaxonomyTerm.id) == Attribute.taxonomy_term_id)
        own = col(Attribute.service_id) == col(Service.id)
        conditions.append(exists(tagged.where(own, Attribute.link_type == NEED_LINK, TaxonomyTerm.code == asked.need)))
    if asked.area:
        covered = select(ServiceArea.id).where(col(ServiceArea.service_id) == col(Service.id))
        conditions.append(exists(covered.where(ServiceArea.area_code == asked.area)))
    return conditions


def _about(word: str) -> Any:
    like: list[Any] = [
        col(column).icontains(word, autoescape=True)
        for column in (Service.name, Service.alternate_name, Organization.name)
    ]
    return or_(*like, col(Service.id) == word.lower())


def _figures(words: str) -> str:
    """The figures of a phone number; blank where the words are something else."""
    figures = "".join(mark for mark in words if mark.isdigit())
    others = "".join(mark for mark in words if not mark.isdigit() and mark not in " ()+-.")
    return figures if len(figures) >= FEWEST_FIGURES and not others else ""


def _has_number(figures: str) -> Any:
    plain: Any = col(Phone.number)
    for mark in (" ", "(", ")", "-", "."):
        plain = func.replace(plain, mark, "")
    local = figures.removeprefix("44").removeprefix("0")
    own = select(Phone.id).where(col(Phone.service_id) == col(Service.id), plain.contains(local))
    return exists(own)


def _order(order: str) -> list[Any]:
    name = [func.lower(Service.name), Service.id]
    if order == Order.OLDEST:
        return [col(Service.assured_date).is_not(None), Service.assured_date, *name]
    return [col(Service.last_modified).desc(), *name] if order == Order.NEWEST else name
