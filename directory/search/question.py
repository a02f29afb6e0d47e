"""The question put to the directory, and the shape of its answer. Nothing here searches."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from directory.eligibility import Check
from directory.wording import Words


class Sort(StrEnum):
    FIT = "fit"
    DISTANCE = "distance"
    CHECKED = "checked"


@dataclass(frozen=True)
class Point:
    latitude: float
    longitude: float


@dataclass(frozen=True)
class ServiceSearch:
    """What somebody is looking for. Blank or empty means they did not say, and then it rules nothing out."""

    words: str = ""
    point: Point | None = None
    areas: tuple[frozenset[str], ...] = ()
    """The districts the family may live in, as `eligibility.Asked.areas`."""
    within_miles: float | None = None
    ages: tuple[float, ...] = ()
    """Decimal years, one for each child; any of them will do."""
    needs: tuple[str, ...] = ()
    """Need ids; a service for any of them is found, one for more of them ranks higher."""
    role: str | None = None
    """Who is referring, one of `additions.Role`."""
    sex: str | None = None
    language: str | None = None
    open_at: datetime | None = None
    """Local time; set when "open now" is ticked."""
    free: bool = False
    provision: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    sort: Sort = Sort.FIT
    page: int = 1
    size: int = 20


@dataclass(frozen=True)
class Hit:
    """One service found, by id: the caller reads the row itself from the database before showing it."""

    service_id: str
    miles: float | None
    checks: tuple[Check, ...]
    """Every condition the question raised: met, not met (near misses only) or not known."""
    reasons: tuple[Words, ...] = ()
    """Why it was found: the words or needs that matched."""
    score: float = 0.0

    @property
    def fits(self) -> bool:
        """Every condition asked about is known to be met; otherwise it *may* fit."""
        return all(check.met for check in self.checks)


@dataclass(frozen=True)
class Facet:
    """One value a filter can take, and how many hits of this question it would leave."""

    value: str
    count: int


@dataclass(frozen=True)
class NearMiss:
    """Services that fail exactly one condition, named in words."""

    condition: str
    words: Words
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Page:
    hits: tuple[Hit, ...] = ()
    total: int = 0
    number: int = 1
    size: int = 20
    facets: dict[str, tuple[Facet, ...]] = field(default_factory=dict)
    """Filter name (needs, provision, levels, language, free, open_now, district) -> its values, most hits first."""
    did_you_mean: str | None = None
    near_misses: tuple[NearMiss, ...] = ()
    suggested_needs: tuple[str, ...] = ()
    """Need ids the words seem to be about, best first, for the person to confirm."""
    degraded: bool = False
    """The index could not be read, so this came from the database alone."""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


class Engine(Protocol):
    """A search engine: one file each in this folder, one test suite for all."""

    def search(self, question: ServiceSearch) -> Page: ...

    def rebuild(self, session: Any, tick: Callable[[int, int], None] | None = None) -> int:
        """Build the index anew, aside, and swap it in. Returns how many services it holds."""

    def drain(self, session: Any) -> int:
        """Bring the services marked in `search_dirty` up to date; returns how many were done."""
