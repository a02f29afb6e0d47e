"""Out of hours: who answers now, what is open, what came in since the evening, and what the day team takes over."""

from dataclasses import dataclass
from datetime import datetime

from flask import g, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from accounts import permission
from accounts.permission import Permission
from directory.pages.cards import Card
from directory.pages.results import read_results
from directory.search.question import ServiceSearch
from matching.desk.blueprint import bp
from matching.desk.night_hours import evening_before, next_morning
from matching.desk.queue_queries import OPEN, Only, Row, Waits, counts, rows_of
from matching.desk.queue_views import Entry, entries_of
from matching.desk.spelling import read_out
from matching.following.models import Handling
from matching.models import Enquiry
from matching.outcome import doors_now
from matching.reader import house

MOST_OPEN = 40
MOST_LISTED = 60
ALL_DAY = ("Day and night",)
"""How the area's file says that a helpline answers at any hour."""


@dataclass(frozen=True)
class Night:
    since: datetime
    morning: datetime | None
    came_in: list[Entry]
    """Logged or taken on since the evening, and not closed."""
    take_over: list[Entry]
    """What is late or due by the next day, besides what came in."""


@bp.get("/night")
@permission.needs(Permission.ANSWER)
def night() -> ResponseReturnValue:
    now, area = house().now(), house().area
    return render_template(
        "desk/night.html",
        doors=doors_now(house(), (), now),
        night=_night(now),
        open_now=_open_now(now),
        helplines=sorted(area.national, key=lambda one: one.hours not in ALL_DAY),
        read_out=read_out,
        late=counts(g.session, now.date(), Only())[Waits.LATE],
        now=now,
    )


def _night(now: datetime) -> Night:
    doors, holidays = house().area.front_doors, house().bank_holidays
    since, morning = evening_before(now, doors, holidays), next_morning(now, doors, holidays)
    rows = came_in(g.session, since)
    seen = {row.enquiry.id for row in rows}
    last = (morning or now).date()
    due = [row for row in _due(now) if row.enquiry.id not in seen]
    soon = [row for row in due if row.handling and row.handling.chase_on and row.handling.chase_on <= last]
    return Night(since, morning, entries_of(rows, now.date()), entries_of(soon, now.date()))


def _due(now: datetime) -> list[Row]:
    """What is open, the nearest day first."""
    return rows_of(g.session, Waits.OPEN, now.date(), Only(), most=MOST_LISTED)


def came_in(session: Session, since: datetime) -> list[Row]:
    """What was logged or taken on since then and is still open, the first one first."""
    found = select(Enquiry, Handling).join(Handling, col(Handling.enquiry_id) == col(Enquiry.id))
    rows = session.exec(found.where(OPEN, col(Handling.logged_at) >= since).order_by(col(Handling.logged_at)))
    return [Row(enquiry, handling) for enquiry, handling in rows]


def _open_now(now: datetime) -> tuple[Card, ...]:
    """Services that say they are open at this moment, those for any hour and those for this one alike."""
    page = house().search.search(ServiceSearch(open_at=now, size=MOST_OPEN))
    cards = read_results(g.session, page, now, house().bank_holidays).cards
    return tuple(card for card in cards if card.open_now and not card.closed)
