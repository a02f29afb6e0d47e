"""The services of a plan as the database holds them now, to be shown: each door, who else was near, and who is missing.

A stale index shows nothing that has closed since: every service named is read anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from directory.eligibility import Check
from directory.labels import PROVISION
from directory.models import Service
from directory.pages.cards import Card, make_card
from directory.queries import services_by_id
from directory.search.question import Hit
from directory.wording import Words
from matching.candidates import ROOM_WORDS
from matching.near import ROOM, NearMiss, nearest
from matching.plan import Candidate, Door, Plan


@dataclass(frozen=True)
class NearDoor:
    """A service that nearly fits, and what it fails."""

    card: Card
    failed: tuple[Words, ...]


@dataclass(frozen=True)
class Unmet:
    """A need for which nobody fits, and who comes nearest."""

    need: str
    """Its name."""
    near: tuple[NearDoor, ...]


@dataclass(frozen=True)
class PlannedDoor:
    """One service of the plan: what it is for, how it fits, and who else was near."""

    card: Card
    fits: bool
    needs: tuple[str, ...]
    """Names of the needs that it is for."""
    checks: tuple[Check, ...]
    """Each condition with its verdict, and whether it has room."""
    provision_words: Words | None
    """What kind of service it is."""
    alternatives: tuple[Card, ...]
    near: tuple[NearDoor, ...]
    """Others for these needs that nearly fit."""

    @property
    def who_refers(self) -> Words | None:
        """Who may refer, where that is known to be right."""
        return next((check.words for check in self.checks if check.condition == "role" and check.met), None)

    @property
    def open_questions(self) -> tuple[Words, ...]:
        """What to ask them; room is said with the waiting time."""
        return tuple(check.words for check in self.checks if not check.met and check.condition != ROOM)


@dataclass(frozen=True)
class Shown:
    """What is shown of a plan. `names` are those of the needs, by id."""

    session: Session
    house: Any
    names: Mapping[str, str]
    plan: Plan
    misses: Sequence[NearMiss]

    def doors_and_gaps(self) -> tuple[tuple[PlannedDoor, ...], tuple[Unmet, ...]]:
        """The doors of the plan, and the needs that nobody meets."""
        taken = {door.service_id for door in self.plan.doors}
        taken |= {one.service_id for door in self.plan.doors for one in door.alternatives}
        misses = [miss for miss in self.misses if miss.service_id not in taken]
        beside = {door.service_id: nearest(misses, door.needs) for door in self.plan.doors}
        missing = {need: nearest(misses, (need,)) for need in self.plan.unmet}
        named = (miss.service_id for some in (*beside.values(), *missing.values()) for miss in some)
        rows = services_by_id(self.session, {*taken, *named})
        doors = [self._door(one, rows, beside[one.service_id]) for one in self.plan.doors if one.service_id in rows]
        gaps = [Unmet(self._named((need,))[0], self._near(some, rows)) for need, some in missing.items()]
        return tuple(doors), tuple(gaps)

    def _door(self, door: Door, rows: Mapping[str, Service], near: Sequence[NearMiss]) -> PlannedDoor:
        row = rows[door.service_id]
        return PlannedDoor(
            card=self._card(row, door),
            fits=door.fits,
            needs=self._named(door.needs),
            checks=(*door.checks, ROOM_WORDS[door.availability]),
            provision_words=PROVISION.get(row.provision or ""),
            alternatives=tuple(
                self._card(rows[one.service_id], one) for one in door.alternatives if one.service_id in rows
            ),
            near=self._near(near, rows),
        )

    def _near(self, misses: Iterable[NearMiss], rows: Mapping[str, Service]) -> tuple[NearDoor, ...]:
        known = [miss for miss in misses if miss.service_id in rows]
        return tuple(NearDoor(self._card(rows[miss.service_id], miss), miss.failed) for miss in known)

    def _named(self, needs: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.names.get(need, need) for need in needs)

    def _card(self, service: Service, found: Door | Candidate | NearMiss) -> Card:
        hit = Hit(found.service_id, found.miles, checks=())
        return make_card(service, hit, self.house.now(), self.house.bank_holidays)
