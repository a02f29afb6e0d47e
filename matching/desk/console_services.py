"""The services that an officer sees while a caller talks: the fewest doors first, then what else fits. No commits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, cast

from sqlmodel import Session

from directory.eligibility import Asked, Check, Conditions, Verdict, language_check
from directory.pages.cards import Card, make_card
from directory.queries import services_by_id
from directory.running import running_services
from directory.search.question import Hit, Page, ServiceSearch
from directory.vocabulary.phrases import words_of
from directory.wording import words
from matching.candidates import Weighed, candidates_among, traits_of, weigh
from matching.desk.console_facts import Facts
from matching.plan import Availability, Candidate, make_plan
from matching.preference import Trait, preferred

CONSIDERED = 40
"""Services weighed against each other, the engine's best; a caller waits."""
SHOWN = 9
"""As many as there are number keys."""
A_FEW_WORDS = 6
"""So few words are looked for as they are: the name of a service, or what it does."""

SHORTEST_OF_A_NAME = 3
"""Letters of a word that must stand in the name of a service asked for by its name."""
SAID_BESIDE_A_NAME = frozenset(
    {"the", "for", "and", "with", "what", "their", "phone", "telephone", "number", "email", "contact", "details"}
    | {"waiting", "list", "times", "opening", "hours"}
)
ENGLISH = "English"


class Group(StrEnum):
    """Why a service is shown, the first to be read out first."""

    NAMED = "named"
    """It was asked for by its name."""
    TOGETHER = "together"
    """One of the fewest that together meet what is ticked."""
    OTHER = "other"


@dataclass(frozen=True)
class Row:
    """One service as an officer reads it out."""

    card: Card
    number: int = 0
    """Its key; 0 where it has none."""
    needs: tuple[str, ...] = ()
    """Names of the needs ticked that it is for."""
    group: Group = Group.OTHER
    speaks: tuple[str, ...] = ()
    """Languages besides English, where none is asked for."""
    language: Check | None = None
    """About the language spoken at home, or about interpreters where none is said."""
    listed: bool = False

    @property
    def unsure(self) -> tuple[Check, ...]:
        """What to ask before sending anybody there, but for the language, which has a line of its own."""
        return tuple(check for check in self.card.not_known if check.condition != "language")


@dataclass(frozen=True)
class Found:
    rows: tuple[Row, ...] = ()
    total: int = 0
    unmet: tuple[str, ...] = ()
    """Names of the needs that nobody here meets."""
    by_words: bool = False
    """Looked for by the words themselves: nothing is ticked."""

    def grouped(self) -> list[tuple[Group, list[Row]]]:
        """The rows that are shown, by why."""
        return [(group, rows) for group in Group if (rows := [row for row in self.rows if row.group is group])]

    @property
    def sure(self) -> int:
        """How many of those shown fit, as far as anybody knows."""
        return sum(1 for row in self.rows if row.card.fits)


class BestFirst:
    """A search engine that gives only its best answers, and remembers their order."""

    def __init__(self, engine: Any, language: str | None) -> None:
        self._engine, self._language = engine, language
        self.order: dict[str, int] = {}

    def search(self, question: ServiceSearch) -> Page:
        page = self._engine.search(
            replace(question, size=CONSIDERED, language=self._language, language_wished=bool(self._language))
        )
        self.order = {hit.service_id: place for place, hit in enumerate(page.hits)}
        return replace(page, total=len(page.hits), size=CONSIDERED)


def services_for(
    session: Session, house: Any, needs: Sequence[str], facts: Facts, *, text: str, names: Mapping[str, str]
) -> Found:
    """What was asked for by name, then what fits the needs ticked; with none ticked, what is found by a few words."""
    few = bool(text) and len(text.split()) <= A_FEW_WORDS
    said = _by_words(session, house, text, facts) if few else Found()
    if not needs:
        return replace(said, rows=_numbered(said.rows))
    found = _by_needs(session, house, needs, facts, names)
    named = [row for row in said.rows if row.group is Group.NAMED]
    others = [row for row in found.rows if row.card.id not in {one.card.id for one in named}]
    return replace(found, rows=_numbered([*named, *others][:SHOWN]))


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """In the order in which the page shows their groups."""
    in_order = sorted(rows, key=lambda row: list(Group).index(row.group))
    return tuple(replace(row, number=number) for number, row in enumerate(in_order, 1))


def rows_of(session: Session, house: Any, service_ids: Sequence[str]) -> tuple[Row, ...]:
    """These services in this order, as they are now; one that has ended is left out."""
    hits = [Hit(service_id, None, ()) for service_id in service_ids]
    return tuple(_rows(session, house, hits, Facts()))


def _by_needs(session: Session, house: Any, needs: Sequence[str], facts: Facts, names: Mapping[str, str]) -> Found:
    today, engine = house.now().date(), BestFirst(house.search, facts.language)
    asked = Asked(ages=facts.years, areas=facts.place.areas if facts.place else (), role=facts.role)
    point = facts.place.point if facts.place else None
    weighed = {one.service.id: one for one in weigh(session, cast(Any, engine), needs, asked, point=point, today=today)}
    known = [_spoken(one, weighed, facts.language) for one in candidates_among(weighed.values(), today)]
    doors = _fewest(needs, known, traits_of(session, list(weighed)))[:SHOWN]
    others = sorted((one for one in known if one.service_id not in doors), key=lambda one: _order(one, engine))
    chosen = [weighed[name] for name in (*doors, *(one.service_id for one in others[: SHOWN - len(doors)]))]
    hits = [replace(one.hit, checks=one.checks) for one in chosen]
    rows = [
        replace(
            row,
            group=Group.TOGETHER if row.card.id in doors else Group.OTHER,
            needs=tuple(names.get(need, need) for need in needs if need in weighed[row.card.id].meets),
        )
        for row in _rows(session, house, hits, facts)
    ]
    met = frozenset().union(*(one.meets for one in known))
    return Found(tuple(rows), len(known), unmet=tuple(names.get(need, need) for need in needs if need not in met))


def _fewest(needs: Sequence[str], known: Sequence[Candidate], traits: Mapping[str, Trait]) -> list[str]:
    """The fewest services that fit and together meet the needs; for what those leave, the fewest that may fit.

    A service counts for what it is known for, if that is asked for, and for nothing besides: who asks for food is not
    sent to advice on debts because it knows a food bank.
    """
    sharp = [_known_for(one, traits) for one in known]
    sure = [one for one in sharp if one.fits and one.availability is not Availability.NOT_TAKING]
    first = make_plan(needs, preferred(sure, traits))
    left = [need for need in needs if need in first.unmet]
    others = [replace(one, meets=one.meets.intersection(left)) for one in sharp if one not in sure]
    then = make_plan(left, preferred([one for one in others if one.meets], traits))
    return [door.service_id for door in (*first.doors, *then.doors)]


def _known_for(candidate: Candidate, traits: Mapping[str, Trait]) -> Candidate:
    known_for = traits.get(candidate.service_id, Trait()).known_for & candidate.meets
    return replace(candidate, meets=known_for or candidate.meets)


def _by_words(session: Session, house: Any, text: str, facts: Facts) -> Found:
    place = facts.place
    page = house.search.search(
        ServiceSearch(
            words=text,
            point=place.point if place else None,
            areas=place.areas if place else (),
            ages=facts.years,
            role=facts.role,
            language=facts.language,
            language_wished=bool(facts.language),
            size=SHOWN,
        )
    )
    rows = tuple(_rows(session, house, page.hits, facts))
    asked = [word for word in words_of(text) if len(word) >= SHORTEST_OF_A_NAME and word not in SAID_BESIDE_A_NAME]
    marked = (replace(row, group=Group.NAMED) if _is_named(row, asked) else row for row in rows)
    return Found(rows=tuple(marked), total=page.total, by_words=True)


def _is_named(row: Row, asked: Sequence[str]) -> bool:
    return bool(asked) and set(asked) <= set(words_of(row.card.name))


def _rows(session: Session, house: Any, hits: Sequence[Hit], facts: Facts) -> Iterator[Row]:
    """Every service read again from the database, so that none has ended since it was found."""
    services = services_by_id(session, [hit.service_id for hit in hits])
    running = {one.id: one.conditions for one in running_services(session, list(services))}
    for hit in hits:
        if hit.service_id not in services:
            continue
        conditions = running.get(hit.service_id, Conditions())
        card = make_card(services[hit.service_id], hit, house.now(), house.bank_holidays)
        yield Row(
            card=card,
            speaks=() if facts.language else tuple(sorted(conditions.languages - {ENGLISH})),
            language=_language(conditions, facts.language),
        )


def _language(conditions: Conditions, language: str | None) -> Check:
    if language:
        return language_check(language, conditions.languages, conditions.interpreters)
    if conditions.interpreters:
        return Check("language", Verdict.MEETS, words("Works with interpreters"))
    if conditions.interpreters is False:
        return Check("language", Verdict.DOES_NOT, words("Does not work with interpreters"))
    return Check("language", Verdict.NOT_KNOWN, words("Interpreters: not known, ask"))


def _spoken(candidate: Candidate, weighed: Mapping[str, Weighed], language: str | None) -> Candidate:
    """It may fit, and no more, where nobody knows that the family will be understood."""
    if not language:
        return candidate
    told = language_check(
        language,
        weighed[candidate.service_id].service.conditions.languages,
        weighed[candidate.service_id].service.conditions.interpreters,
    )
    return replace(candidate, fits=candidate.fits and told.met)


def _order(candidate: Candidate, engine: BestFirst) -> tuple[bool, bool, int]:
    """Those that fit before those that may, those that take nobody last, and otherwise as the engine has them."""
    full = candidate.availability is Availability.NOT_TAKING
    return full, not candidate.fits, engine.order.get(candidate.service_id, CONSIDERED)
