"""The question put to the directory, and the shape of its answer. Nothing here searches."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from directory.eligibility import Check
from directory.point import Point
from directory.vocabulary import Vocabulary
from directory.wording import Words


class Sort(StrEnum):
    FIT = "fit"
    DISTANCE = "distance"
    CHECKED = "checked"


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
    send: bool | None = None
    """Whether the child has special educational needs or a disability."""
    language: str | None = None
    language_wished: bool = False
    """The language was read out of the words: those who speak it come first, and nobody is ruled out by it."""
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
    """One value a filter can take, and how many hits of this question it would leave.

    `known` of them say that they have it; the others do not say, so they may fit.
    """

    value: str
    count: int
    known: int = 0


@dataclass(frozen=True)
class NearMiss:
    """Services that fail exactly one condition, named in words."""

    condition: str
    words: Words
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Understood:
    """What was read out of the words themselves because no field said it; the page tells the person so."""

    place: str | None = None
    """The place's label, such as "Beeston"; its point and areas were used."""
    point: Point | None = None
    areas: tuple[frozenset[str], ...] = ()
    ages: tuple[float, ...] = ()
    language: str | None = None
    """Services that speak it, or work with interpreters, were put first."""
    outside: Words | None = None
    """What to tell somebody who named a place that this directory does not cover; the search was for all of ours."""


@dataclass(frozen=True)
class Page:
    hits: tuple[Hit, ...] = ()
    total: int = 0
    number: int = 1
    size: int = 20
    facets: dict[str, tuple[Facet, ...]] = field(default_factory=dict)
    """Filter name (needs, provision, levels, language, free, open_now) -> its values, most hits first.

    `open_now` is counted only when `open_at` is set. A condition's own filter is left out of its own counts.
    """
    did_you_mean: str | None = None
    """The words as they may have been meant, when some of those typed are in no service's record."""
    corrected: bool = False
    """The words typed found nothing, so these hits are those for `did_you_mean`."""
    understood: Understood = Understood()
    near_misses: tuple[NearMiss, ...] = ()
    suggested_needs: tuple[str, ...] = ()
    """Need ids the words seem to be about, best first, for the person to confirm."""
    degraded: bool = False
    """The index could not be read, so this came from the database alone."""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


Asker = Callable[[ServiceSearch], Page]


class Engine(Protocol):
    """A search engine: one file each in this folder, one test suite for all."""

    def search(self, question: ServiceSearch) -> Page: ...

    def ready(self) -> bool:
        """Whether there is an index that can be read."""

    def rebuild(self, session: Any, tick: Callable[[int, int], None] | None = None) -> int:
        """Build the index of what is committed anew, aside, and swap it in; returns how many services it holds.

        The marks it makes good are cleared in `session`, for the caller to commit.
        """

    def drain(self, session: Any) -> int:
        """Bring the services marked in `search_dirty` up to date; returns how many marks were made good.

        They are cleared in `session`, for the caller to commit.
        """

    def trial(
        self, vocabulary: Vocabulary, moved: Mapping[str, str] = ..., *, anew: bool = True
    ) -> AbstractContextManager[Asker]:
        """Ask as if this vocabulary were in use, without touching the index; `moved`: need id -> the need that takes
        its services. Without `anew` services keep their entries as they stand, which a big directory needs.
        """
