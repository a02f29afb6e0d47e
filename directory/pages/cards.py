"""A service as one entry in a list: the few facts that decide whether to open it.

Takes loaded rows and the moment; touches neither the database nor the clock.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from directory.additions import Availability
from directory.eligibility import Check, Verdict
from directory.models import Location, LocationType, Schedule, Service, Status
from directory.pages.freshness import checked_words, how_long_ago, is_old
from directory.point import Point
from directory.schedules import ScheduleRow, open_at
from directory.search.question import Hit
from directory.wording import Words, counted, words

SUMMARY_CHARACTERS = 170


@dataclass(frozen=True)
class Card:
    id: str
    name: str
    organization: str
    summary: str
    fits: bool | None
    """None where the question raised no condition, so that there is nothing to fit."""
    closed: bool
    """Closed for now, until `reopens_on` where that is known."""
    reopens_on: date | None
    open_now: bool
    miles: float | None
    town: str | None
    reasons: tuple[Words, ...]
    met: tuple[Check, ...]
    not_known: tuple[Check, ...]
    not_met: tuple[Check, ...]
    waiting: Words | None
    checked: Words
    old: bool
    phone: str | None
    email: str | None
    how: str | None


def make_card(service: Service, hit: Hit, now: datetime, holidays: Container[date] = ()) -> Card:
    """The entry for one hit; `service` is its row, read again from the database."""
    today = now.date()
    checks = {verdict: tuple(check for check in hit.checks if check.verdict is verdict) for verdict in Verdict}
    return Card(
        id=service.id,
        name=service.name,
        organization=service.organization.name,
        summary=summary(service.description or ""),
        fits=hit.fits if hit.checks else None,
        closed=service.status == Status.TEMPORARILY_CLOSED,
        reopens_on=service.reopens_on,
        open_now=open_at(schedule_rows(service), now, holidays) is Verdict.MEETS,
        miles=hit.miles,
        town=town_of(service),
        reasons=hit.reasons,
        met=checks[Verdict.MEETS],
        not_known=checks[Verdict.NOT_KNOWN],
        not_met=checks[Verdict.DOES_NOT],
        waiting=waiting_words(service.availability, today),
        checked=checked_words(service.assured_date, today, service.unconfirmed_since),
        old=is_old(service.assured_date, today, service.unconfirmed_since),
        phone=next((phone.number for phone in service.phones), None),
        email=service.email,
        how=service.application_process,
    )


def summary(description: str) -> str:
    """The opening of a description: whole sentences where they fit, else cut at a word."""
    if len(description) <= SUMMARY_CHARACTERS:
        return description
    opening = description[:SUMMARY_CHARACTERS]
    end = max(opening.rfind(mark) for mark in (". ", "? ", "! "))
    if end > SUMMARY_CHARACTERS // 3:
        return opening[: end + 1]
    return opening.rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def waiting_words(availability: Availability | None, today: date) -> Words | None:
    """Room and waiting time with the day they were told; None where nothing was."""
    said = availability and room_words(availability)
    if availability is None or said is None:
        return None
    return words("%(what)s (told %(when)s)", what=said, when=how_long_ago(availability.told_on, today))


def room_words(availability: Availability) -> Words | None:
    if availability.taking_referrals is False:
        return words("Not taking anyone new")
    weeks = availability.waiting_weeks
    if weeks is None:
        return words("Taking people now") if availability.taking_referrals else None
    if weeks == 0:
        return words("No waiting")
    if weeks < 1:
        return words("Waiting: under a week")
    return counted("Waiting: about %(n)s week", "Waiting: about %(n)s weeks", round(weeks))


def town_of(service: Service) -> str | None:
    """The town of the first place that may be shown."""
    places = (row.location for row in service.service_at_locations if not row.location.sensitive)
    return next((address.city for place in places for address in place.addresses if address.city), None)


def schedule_rows(service: Service) -> Sequence[ScheduleRow]:
    return [schedule_row(row) for row in service.schedules]


def schedule_row(row: Schedule) -> ScheduleRow:
    return ScheduleRow(**{name: getattr(row, name) for name in ScheduleRow.__dataclass_fields__})


def shown_point(location: Location) -> Point | None:
    """Where a place may be drawn on a map; None for a sensitive one, a postal address or a point not known."""
    if location.sensitive or location.location_type != LocationType.PHYSICAL:
        return None
    if location.latitude is None or location.longitude is None:
        return None
    return Point(location.latitude, location.longitude)
