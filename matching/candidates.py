"""The services that a plan may choose from, and those that nearly fit. Nothing here commits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session, col, select

from directory.additions import Role
from directory.eligibility import Asked, Check, Conditions, Verdict, assess, fits
from directory.models import Attribute, Service, ServiceArea, TaxonomyTerm
from directory.point import Point
from directory.queries import live_services_by_need
from directory.running import Running, running_services
from directory.search.question import Engine, Hit, ServiceSearch
from directory.terms import NEED_LINK
from directory.wording import words
from matching.near import ROOM, NearMiss, near_miss
from matching.plan import Availability, Candidate
from matching.preference import Trait

TOLD_LONG_AGO = timedelta(days=92)
"""Room or a waiting time told longer ago than a quarter of a year counts as not known."""
SHORT_WAIT_WEEKS = 2
HITS_AT_A_TIME = 200
NEAR_AT_A_TIME = 1
"""Hits asked for besides the near misses; the engine gives those of every condition with any page."""
ROOM_WORDS = {
    Availability.NOW: Check(ROOM, Verdict.MEETS, words("Can take people soon")),
    Availability.AFTER_WAIT: Check(ROOM, Verdict.MEETS, words("Takes people, after a wait")),
    Availability.NOT_KNOWN: Check(ROOM, Verdict.NOT_KNOWN, words("Not known if they have room: ask")),
    Availability.NOT_TAKING: Check(ROOM, Verdict.DOES_NOT, words("Not taking anyone new now")),
}


@dataclass(frozen=True)
class Weighed:
    """A running service that meets some of the needs, held against what was asked."""

    service: Running
    hit: Hit
    meets: frozenset[str]
    checks: tuple[Check, ...]
    availability: Availability


def weigh(
    session: Session,
    search_engine: Engine,
    needs: Sequence[str],
    asked: Asked,
    *,
    point: Point | None,
    today: date,
) -> list[Weighed]:
    """The services found for any of the needs, as the database holds them now, whether they fit or not."""
    if not needs:
        return []
    hits = {hit.service_id: hit for hit in _all_hits(search_engine, _search(needs, asked, point))}
    return _weighed(session, hits, needs, asked, today)


def candidates_for(
    session: Session,
    search_engine: Engine,
    needs: Sequence[str],
    asked: Asked,
    *,
    point: Point | None,
    today: date,
) -> list[Candidate]:
    """The services that meet any of the needs and fit, or may fit; that each still runs is read from the database."""
    return candidates_among(weigh(session, search_engine, needs, asked, point=point, today=today), today)


def candidates_among(weighed: Iterable[Weighed], today: date) -> list[Candidate]:
    return [_candidate(one, today) for one in weighed if fits(one.checks) is not Verdict.DOES_NOT]


def near_misses(
    session: Session,
    search_engine: Engine,
    needs: Sequence[str],
    asked: Asked,
    weighed: Sequence[Weighed],
    *,
    point: Point | None,
    today: date,
) -> list[NearMiss]:
    """The services for any of the needs that nearly fit. `weighed` are those that the search found to fit."""
    hits: dict[str, Hit] = {}
    for need in needs:
        page = search_engine.search(replace(_search((need,), asked, point), size=NEAR_AT_A_TIME))
        hits |= {hit.service_id: hit for group in page.near_misses for hit in group.hits}
    known = {one.service.id for one in weighed}
    others = {service_id: hit for service_id, hit in hits.items() if service_id not in known}
    every = [*weighed, *_weighed(session, others, needs, asked, today)]
    failing = [one for one in every if _falls_short(one)]
    areas = _areas(session, [one.service.id for one in failing])
    misses = [
        near_miss(
            one.service.id,
            one.meets,
            one.service.conditions,
            (*one.checks, ROOM_WORDS[one.availability]),
            asked,
            areas=areas.get(one.service.id, ()),
            miles=one.hit.miles,
        )
        for one in failing
    ]
    return [miss for miss in misses if miss]


def _falls_short(one: Weighed) -> bool:
    return fits(one.checks) is Verdict.DOES_NOT or one.availability is Availability.NOT_TAKING


def _weighed(
    session: Session, hits: Mapping[str, Hit], needs: Sequence[str], asked: Asked, today: date
) -> list[Weighed]:
    wanted = frozenset(needs)
    return [
        Weighed(
            service=service,
            hit=hits[service.id],
            meets=service.needs & wanted,
            checks=_beside_the_family(service.conditions, asked),
            availability=availability_of(service, today),
        )
        for service in running_services(session, hits)
        if service.needs & wanted
    ]


def _areas(session: Session, service_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The names of the areas that each of these services covers."""
    rows = select(ServiceArea.service_id, ServiceArea.name).where(col(ServiceArea.service_id).in_(service_ids))
    named: dict[str, list[str]] = defaultdict(list)
    for service_id, name in session.exec(rows):
        if name:
            named[service_id].append(name)
    return {service_id: tuple(dict.fromkeys(names)) for service_id, names in named.items()}


def traits_of(session: Session, service_ids: Sequence[str]) -> dict[str, Trait]:
    """What each of these services is known for, by how many live services are tagged with each of its needs."""
    tagged = (
        select(Service.id, Service.provision, TaxonomyTerm.code)
        .join(Attribute, col(Attribute.service_id) == Service.id)
        .join(TaxonomyTerm, col(Attribute.taxonomy_term_id) == TaxonomyTerm.id)
        .where(col(Service.id).in_(service_ids), Attribute.link_type == NEED_LINK)
    )
    needs: dict[str, set[str]] = defaultdict(set)
    provisions: dict[str, str | None] = {}
    for service_id, provision, need in session.exec(tagged):
        needs[service_id].add(need)
        provisions[service_id] = provision
    others = live_services_by_need(session)
    return {service_id: Trait(_rarest(needs[service_id], others), provisions[service_id]) for service_id in needs}


def _rarest(needs: Iterable[str], others: Mapping[str, int]) -> frozenset[str]:
    fewest = min(others.get(need, 0) for need in needs)
    return frozenset(need for need in needs if others.get(need, 0) == fewest)


def availability_of(told: Running, today: date) -> Availability:
    """Whether a service can take people, from what it last told us; old news is no news."""
    if told.told_on is None or today - told.told_on > TOLD_LONG_AGO:
        return Availability.NOT_KNOWN
    if told.taking_referrals is False:
        return Availability.NOT_TAKING
    if told.waiting_weeks is not None:
        return Availability.NOW if told.waiting_weeks <= SHORT_WAIT_WEEKS else Availability.AFTER_WAIT
    return Availability.NOW if told.taking_referrals else Availability.NOT_KNOWN


def _beside_the_family(conditions: Conditions, asked: Asked) -> tuple[Check, ...]:
    """The checks, with a service that only families may ask for kept in: whoever asks here can help them to ask."""
    checks = assess(conditions, asked)
    if Role.SELF not in conditions.roles:
        return checks
    return tuple(replace(check, verdict=Verdict.MEETS) if check.condition == "role" else check for check in checks)


def _search(needs: Sequence[str], asked: Asked, point: Point | None) -> ServiceSearch:
    return ServiceSearch(
        needs=tuple(needs),
        ages=asked.ages,
        areas=asked.areas,
        sex=asked.sex,
        language=asked.language,
        point=point,
        size=HITS_AT_A_TIME,
    )


def _all_hits(search_engine: Engine, question: ServiceSearch) -> Iterator[Hit]:
    page = search_engine.search(question)
    yield from page.hits
    for number in range(2, page.pages + 1):
        yield from search_engine.search(replace(question, page=number)).hits


def _candidate(one: Weighed, today: date) -> Candidate:
    checked = one.service.assured_date
    return Candidate(
        service_id=one.service.id,
        meets=one.meets,
        fits=fits(one.checks) is Verdict.MEETS,
        availability=one.availability,
        miles=one.hit.miles,
        days_since_checked=(today - checked).days if checked else None,
        checks=one.checks,
    )
