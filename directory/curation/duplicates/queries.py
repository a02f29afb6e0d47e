"""Services that may be the same: found by what they share, weighed point by point, merged or told apart by a person.

Candidates share a name, or, with names that are much alike, the figures of a phone number, a postcode or the host of a
web address: so every pair need not be compared. Nothing here commits.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, true
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from directory.curation.models import DuplicateVerdict, Kind, SourceRecord
from directory.exchange.owners import NOT_KNOWN
from directory.models import Address, Organization, Phone, Service, ServiceAtLocation, Status
from directory.wording import Words, words

LIVE = (Status.ACTIVE, Status.TEMPORARILY_CLOSED)
MOST_SHARING = 12
"""A number, host or postcode that more services than this share tells nothing of any two: a switchboard, a library."""
ALIKE = 82
"""Of 100, by rapidfuzz's token_set_ratio on names without what all names say."""
PROPOSED = 60
"""The least score of a pair that is shown."""
POINTS = {"name": 45, "phone": 25, "postcode": 15, "web": 10, "organization": 15, "description": 15}
EMPTY_WORDS = {
    "the",
    "a",
    "an",
    "and",
    "of",
    "for",
    "in",
    "at",
    "ltd",
    "service",
    "services",
    "group",
    "club",
    "centre",
}
SHARED_HOSTS = {"facebook.com", "twitter.com", "instagram.com", "example.com", "sites.google.com", "youtube.com"}
"""Sites on which everybody has a page; without "www."."""


@dataclass(frozen=True)
class Point:
    """One thing that speaks for two records being the same: what, how much, and what each of them says."""

    about: str
    label: Words
    points: int
    first: str
    second: str


@dataclass(frozen=True)
class Pair:
    first_id: str
    second_id: str
    score: int
    evidence: tuple[Point, ...]


@dataclass
class Traits:
    """What two services are compared by."""

    id: str
    name: str
    organization: str
    description: str
    host: str | None
    phones: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return name_key(self.name)


LABELS: dict[str, Words] = {
    "name": words("Name"),
    "phone": words("Phone number"),
    "postcode": words("Postcode"),
    "web": words("Website"),
    "organization": words("Organisation"),
    "description": words("Description"),
}


def find_duplicates(session: Session, *, within: ColumnElement[bool] | None = None) -> list[Pair]:
    """Pairs of live services that may be the same, the surest first, without those that people told apart.

    `within`: a condition on `Service` that both of a pair must meet.
    """
    traits = read_traits(session, true() if within is None else within)
    decided = set(session.exec(select(DuplicateVerdict.first_id, DuplicateVerdict.second_id)).all())
    open_pairs = (pair for pair in candidates(traits.values()) if pair not in decided)
    pairs = [weigh(traits[one], traits[other]) for one, other in open_pairs]
    found = [pair for pair in pairs if pair.score >= PROPOSED]
    return sorted(found, key=lambda pair: (-pair.score, traits[pair.first_id].name.casefold(), pair.first_id))


def candidates(traits: Iterable[Traits]) -> Iterator[tuple[str, str]]:
    """Pairs (ids in order) that share something that few others share."""
    blocks: dict[tuple[str, str], list[Traits]] = defaultdict(list)
    for each in traits:
        for phone in each.phones:
            blocks["phone", phone].append(each)
        for code in each.postcodes:
            blocks["postcode", code].append(each)
        if each.host and each.host not in SHARED_HOSTS:
            blocks["web", each.host].append(each)
        if each.key:
            blocks["name", each.key].append(each)
    seen: set[tuple[str, str]] = set()
    for (kind, _), sharing in blocks.items():
        if len(sharing) > MOST_SHARING and kind != "name":
            continue
        for one, other in combinations(sorted(sharing, key=lambda each: each.id)[: MOST_SHARING * 4], 2):
            pair = (one.id, other.id)
            if pair not in seen and (kind == "name" or alike(one, other) >= ALIKE):
                seen.add(pair)
                yield pair


def alike(one: Traits, other: Traits) -> float:
    return fuzz.token_set_ratio(one.key, other.key)


def weigh(one: Traits, other: Traits) -> Pair:
    """Two services compared point by point."""
    evidence = tuple(_evidence(one, other))
    score = min(100, sum(point.points for point in evidence))
    return Pair(one.id, other.id, score, evidence)


def _evidence(one: Traits, other: Traits) -> Iterator[Point]:
    name = fuzz.ratio(one.key, other.key)
    if name >= 60:
        yield _point("name", name / 100, one.name, other.name)
    for about, ours, theirs in (("phone", one.phones, other.phones), ("postcode", one.postcodes, other.postcodes)):
        same = sorted(ours & theirs)
        if same:
            yield _point(about, 1, same[0], same[0])
    if one.host and one.host == other.host and one.host not in SHARED_HOSTS:
        yield _point("web", 1, one.host, other.host)
    named = NOT_KNOWN not in (one.organization, other.organization)
    organization = named and fuzz.token_set_ratio(name_key(one.organization), name_key(other.organization))
    if organization and organization >= 85:
        yield _point("organization", organization / 100, one.organization, other.organization)
    if one.description and other.description:
        description = fuzz.token_sort_ratio(one.description[:600], other.description[:600])
        if description >= 70:
            yield _point("description", description / 100, one.description[:120], other.description[:120])


def _point(about: str, share: float, first: str, second: str) -> Point:
    return Point(about, LABELS[about], round(POINTS[about] * share), first, second)


def name_key(name: str) -> str:
    """A name in small letters, without signs and without words that many names have."""
    kept = [word for word in re.sub(r"[^a-z0-9 ]+", " ", name.casefold()).split() if word not in EMPTY_WORDS]
    return " ".join(kept) or " ".join(name.casefold().split())


def read_traits(session: Session, within: ColumnElement[bool]) -> dict[str, Traits]:
    """What live services are compared by, in three queries."""
    facts: Any = (Service.id, Service.name, Organization.name, Service.description, Service.url)
    wanted = (
        columns(*facts)
        .join(Organization, col(Service.organization_id) == col(Organization.id))
        .where(col(Service.status).in_(LIVE), within)
    )
    found = {row[0]: Traits(row[0], row[1], row[2], row[3] or "", _host(row[4])) for row in session.execute(wanted)}
    phones: dict[str, set[str]] = defaultdict(set)
    for service_id, number in session.exec(select(Phone.service_id, Phone.number)):
        figures = re.sub(r"[^0-9]", "", number)
        phones[str(service_id)].add("0" + figures[2:] if figures.startswith("44") else figures)
    at = select(ServiceAtLocation.service_id, Address.postal_code).join(
        Address, col(Address.location_id) == col(ServiceAtLocation.location_id)
    )
    codes: dict[str, set[str]] = defaultdict(set)
    for service_id, code in session.exec(at):
        codes[service_id].update([code.replace(" ", "").upper()] if code else [])
    for service_id, each in found.items():
        each.phones, each.postcodes = frozenset(phones[service_id]), frozenset(codes[service_id])
    return found


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def tell_apart(session: Session, first_id: str, second_id: str, *, by: str) -> None:
    """Keep that these two are different services, so that they are not proposed again."""
    _decide(session, first_id, second_id, "different", by)


def mark_merged(session: Session, kept_id: str, gone_id: str, *, by: str) -> None:
    """Keep that one was merged into the other; what its sources say goes to the one that is kept from now on."""
    _decide(session, kept_id, gone_id, "merged", by)
    links = select(SourceRecord).where(SourceRecord.kind == Kind.SERVICE, SourceRecord.record_id == gone_id)
    for link in session.exec(links):
        link.record_id = kept_id
        session.add(link)


def _decide(session: Session, one: str, other: str, verdict: str, by: str) -> None:
    first, second = sorted((one, other))
    same = select(DuplicateVerdict).where(DuplicateVerdict.first_id == first, DuplicateVerdict.second_id == second)
    known = session.exec(same).one_or_none()
    row = known or DuplicateVerdict(first_id=first, second_id=second, verdict=verdict, decided_by=by)
    row.verdict, row.decided_by = verdict, by
    session.add(row)
