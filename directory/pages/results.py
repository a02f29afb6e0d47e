"""A page of search hits made ready to show: every hit read again from the database, so that none has since ended."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from directory.ages import say_age
from directory.map import Marker
from directory.models import Service
from directory.pages.cards import Card, make_card, shown_point
from directory.point import Point
from directory.queries import services_by_id
from directory.search.question import Hit, Page
from directory.wording import Words, words


@dataclass(frozen=True)
class Near:
    """Services that would fit but for one thing."""

    words: Words
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Results:
    cards: tuple[Card, ...]
    near: tuple[Near, ...]
    points: tuple[tuple[int, Card, Point], ...]
    """For the map: the number in the list, the card, and a place of it that may be shown."""
    understood: tuple[Words, ...] = ()
    """What was read out of the words typed, and how far to trust the list."""

    def markers(self) -> list[Marker]:
        return [Marker(number, card.name, f"#service-{number}", point) for number, card, point in self.points]


def read_results(session: Session, page: Page, now: datetime, holidays: Container[date]) -> Results:
    hits = [*page.hits, *(hit for near in page.near_misses for hit in near.hits)]
    services = services_by_id(session, {hit.service_id for hit in hits})

    def cards(found: tuple[Hit, ...]) -> tuple[Card, ...]:
        return tuple(
            make_card(services[hit.service_id], hit, now, holidays) for hit in found if hit.service_id in services
        )

    shown = cards(page.hits)
    near = tuple(Near(miss.words, cards(miss.hits)) for miss in page.near_misses)
    numbered = [(number, card, point_of(services[card.id])) for number, card in enumerate(shown, start=1)]
    return Results(
        cards=shown,
        near=tuple(group for group in near if group.cards),
        points=tuple((number, card, point) for number, card, point in numbered if point),
        understood=tuple(said_of(page)),
    )


def said_of(page: Page) -> Iterator[Words]:
    """What a reader should know about how this list was made."""
    if page.understood.place:
        yield words("We looked near %(place)s, because you wrote it.", place=page.understood.place)
    for years in page.understood.ages:
        yield words("We looked for a child of %(age)s, because you wrote it.", age=say_age(years))
    if page.understood.language:
        yield words(
            "Services that speak %(language)s or work with interpreters come first, because you wrote it.",
            language=page.understood.language,
        )
    if page.understood.outside:
        yield page.understood.outside
    if page.degraded:
        yield words("The search is being repaired, so this list is in a simpler order than usual.")


def point_of(service: Service) -> Point | None:
    """The first place of a service that may be drawn on a map."""
    points = (shown_point(row.location) for row in service.service_at_locations)
    return next((point for point in points if point), None)
