"""What the search holds of one service: facts to filter by and words to find it by, read straight from the tables."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlmodel import Session, col

from directory.additions import Availability, Eligibility, ReferralMethod, ReferralRole, ServiceLevel
from directory.eligibility import Conditions
from directory.models import (
    Address,
    Attribute,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Status,
    TaxonomyTerm,
)
from directory.quality import Told, steady_share
from directory.schedules import ScheduleRow
from directory.terms import NEED_LINK
from directory.vocabulary import Vocabulary

FOUND = (Status.ACTIVE, Status.TEMPORARILY_CLOSED)
CHUNK = 500
OPENING = 800
"""Characters of a description that say what a service is about."""


class Facts(NamedTuple):
    """A service's facts, in plain values that keep well; blank means not known."""

    id: str
    closed: bool
    """Temporarily: a service that has ended is in no index."""
    reopens_on: date | None
    minimum_age: float | None
    maximum_age: float | None
    needs: tuple[str, ...]
    emphasis: tuple[float, ...]
    """For each need, 0 to 1, how much the service's own words are about it beside its other needs."""
    areas: tuple[str, ...]
    roles: tuple[str, ...]
    levels: tuple[int, ...]
    languages: tuple[str, ...]
    interpreters: bool | None
    sex: str | None
    send: str | None
    free: bool | None
    provision: str | None
    assured: date | None
    taking_referrals: bool | None
    waiting_weeks: float | None
    points: tuple[tuple[float, float], ...]
    """Latitude and longitude of every place that may be told; never those of a sensitive one."""
    timetable: tuple[tuple[Any, ...], ...]
    unconfirmed: bool = False
    """Its provider was asked again and again whether the record is right, and has not answered."""
    quality: float = 0.0
    """0 to 1: how much of what a good record tells this one does; see `directory.quality.steady_share`."""

    @property
    def conditions(self) -> Conditions:
        return Conditions(
            minimum_age=self.minimum_age,
            maximum_age=self.maximum_age,
            area_codes=frozenset(self.areas),
            roles=frozenset(self.roles),
            sex=self.sex,
            send=self.send,
            languages=frozenset(self.languages),
            interpreters=self.interpreters,
            levels=frozenset(self.levels),
        )


@dataclass(frozen=True)
class Entry:
    facts: Facts
    words: dict[str, str]
    """Search field -> its text."""


PLACE_COLUMNS: tuple[Any, ...] = (Location.latitude, Location.longitude, Location.sensitive, Address.city)

Rows = dict[str, list[Any]]
AS_TAGGED: Mapping[str, str] = {}


def read_entries(
    session: Session,
    vocabulary: Vocabulary,
    ids: Collection[str] | None = None,
    moved: Mapping[str, str] = AS_TAGGED,
) -> Iterator[Entry]:
    """The search entries of these services, or of all; a service that has ended has none.

    `moved` reads a need's tag as another need's: need id -> need id.
    """
    if ids is None:
        yield from _read_chunk(session, vocabulary, None, moved)
        return
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        yield from _read_chunk(session, vocabulary, wanted[start : start + CHUNK], moved)


def _read_chunk(
    session: Session, vocabulary: Vocabulary, ids: list[str] | None, moved: Mapping[str, str]
) -> Iterator[Entry]:
    parts = {name: _by_service(session, query, ids) for name, query in _part_queries().items()}
    services = select(Service, col(Organization.name)).join(Organization).where(col(Service.status).in_(FOUND))
    if ids is not None:
        services = services.where(col(Service.id).in_(ids))
    for service, organization in session.execute(services.execution_options(yield_per=CHUNK)):
        rows = {name: part.get(service.id, []) for name, part in parts.items()}
        rows["needs"] = _needs(rows["needs"], vocabulary, moved)
        yield Entry(_facts(service, rows, vocabulary), _words(service, organization, rows))


def _needs(rows: Iterable[Any], vocabulary: Vocabulary, moved: Mapping[str, str]) -> list[Any]:
    """Service id, need id and name for each need of a service, called as the vocabulary calls it."""
    found = {moved.get(code, code): (service_id, name) for service_id, code, name in rows}
    return [
        (service_id, code, vocabulary.need[code].name if code in vocabulary.need else name)
        for code, (service_id, name) in found.items()
    ]


def _part_queries() -> dict[str, Select[Any]]:
    """One query for each table beside `service`; the first column is the service's id."""
    return {
        "needs": _parts(Attribute, TaxonomyTerm.code, TaxonomyTerm.name)
        .join(TaxonomyTerm)
        .where(col(Attribute.link_type) == NEED_LINK),
        "areas": _parts(ServiceArea, ServiceArea.area_code, ServiceArea.name),
        "roles": _parts(ReferralRole, ReferralRole.role),
        "levels": _parts(ServiceLevel, ServiceLevel.level),
        "languages": _parts(Language, Language.name),
        "costs": _parts(CostOption, CostOption.amount),
        "methods": _parts(ReferralMethod, ReferralMethod.method),
        "phones": _parts(Phone, Phone.number),
        "eligibility": _parts(Eligibility, Eligibility.sex, Eligibility.send),
        "availability": _parts(Availability, Availability.taking_referrals, Availability.waiting_weeks),
        "schedules": _parts(Schedule, *(getattr(Schedule, name) for name in ScheduleRow.__dataclass_fields__)),
        "places": _parts(ServiceAtLocation, Location.name, *PLACE_COLUMNS)
        .join(Location, col(ServiceAtLocation.location_id) == Location.id)
        .outerjoin(Address, col(Address.location_id) == Location.id),
    }


def _parts(table: Any, *columns: Any) -> Select[Any]:
    return select(table.service_id, *columns).select_from(table)


def _by_service(session: Session, query: Select[Any], ids: list[str] | None) -> Rows:
    first = query.selected_columns[0]
    found = query.where(first.is_not(None) if ids is None else first.in_(ids))
    grouped: Rows = defaultdict(list)
    for row in session.execute(found):
        grouped[row[0]].append(row)
    return grouped


def _facts(service: Service, rows: Rows, vocabulary: Vocabulary) -> Facts:
    eligibility = rows["eligibility"][0] if rows["eligibility"] else None
    availability = rows["availability"][0] if rows["availability"] else None
    return Facts(
        id=service.id,
        closed=service.status == Status.TEMPORARILY_CLOSED,
        reopens_on=service.reopens_on,
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        needs=_column(rows["needs"]),
        emphasis=_emphasis(service, _column(rows["needs"]), vocabulary),
        areas=_column(rows["areas"]),
        roles=_column(rows["roles"]),
        levels=_column(rows["levels"]),
        languages=_column(rows["languages"]),
        interpreters=service.interpretation_services,
        sex=eligibility.sex if eligibility else None,
        send=eligibility.send if eligibility else None,
        free=_is_free([row.amount for row in rows["costs"]]),
        provision=service.provision,
        assured=service.assured_date,
        taking_referrals=availability.taking_referrals if availability else None,
        waiting_weeks=availability.waiting_weeks if availability else None,
        points=_points(rows["places"]),
        timetable=tuple(tuple(row[1:]) for row in rows["schedules"]),
        unconfirmed=service.unconfirmed_since is not None,
        quality=steady_share(_told(service, rows, availability)),
    )


def _told(service: Service, rows: Rows, availability: Any) -> Told:
    """What its quality is judged by, as far as it holds while nobody changes the record."""
    return Told(
        description=service.description,
        how=service.application_process,
        needs=bool(rows["needs"]),
        ages=service.minimum_age is not None or service.maximum_age is not None,
        area=bool(_column(rows["areas"])),
        area_name=bool(rows["areas"]),
        ways=bool(rows["methods"]),
        who=bool(rows["roles"]),
        phones=_column(rows["phones"]),
        emails=(service.email,) if service.email else (),
        links=(service.url,) if service.url else (),
        times=bool(rows["schedules"]),
        place=bool(rows["places"]),
        cost=bool(rows["costs"] or service.fees),
        level=bool(rows["levels"]),
        waiting=bool(availability) and (availability.taking_referrals, availability.waiting_weeks) != (None, None),
    )


def _emphasis(service: Service, needs: tuple[str, ...], vocabulary: Vocabulary) -> tuple[float, ...]:
    """What the service's name and description make most of; alike for all of its needs where they say nothing."""
    said = ". ".join(text for text in (service.name, service.alternate_name, service.description) if text)
    weights = {found.need: found.weight for found in vocabulary.expand(said[:OPENING]).needs if found.need in needs}
    most = max(weights.values(), default=0)
    return tuple(round(weights.get(need, 0) / most, 3) if most else 1.0 for need in needs)


def _column(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted({row[1] for row in rows if row[1] is not None}))


def _is_free(amounts: list[float | None]) -> bool | None:
    """Free if any way of paying is free; not known while no amount is stated."""
    stated = [amount for amount in amounts if amount is not None]
    return min(stated) == 0 if stated else None


def _points(places: Iterable[Any]) -> tuple[tuple[float, float], ...]:
    told = [row for row in places if not row.sensitive and row.latitude is not None and row.longitude is not None]
    return tuple(sorted({(row.latitude, row.longitude) for row in told}))


def _words(service: Service, organization: str, rows: Rows) -> dict[str, str]:
    told = [row for row in rows["places"] if not row.sensitive]
    places = {text for row in told for text in (row.city, row[1]) if text}
    areas = {row[2] for row in rows["areas"] if row[2]}
    return {
        "name": service.name,
        "alternate_name": service.alternate_name or "",
        "description": service.description or "",
        "needs": " . ".join(row[2] for row in rows["needs"]),
        "organization": organization,
        "places": " . ".join(sorted(places | areas)),
        "languages": " . ".join(row[1] for row in rows["languages"]),
    }
