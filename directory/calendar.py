"""A service's timetable as an iCalendar file, to keep in a phone or a work calendar.

Nothing here touches the database, the clock or Flask: callers pass rows and the first day in.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from directory.schedules import ScheduleRow, in_words
from directory.schedules.opening import LONDON
from directory.schedules.row import DAY_CODES, LAST_MINUTE, pattern_of

DAYS_AHEAD = 400


def service_calendar(
    name: str, rows: Sequence[ScheduleRow], url: str, *, first_day: date, place: str | None = None
) -> bytes:
    """A calendar with one repeating event for each row whose first day on or after `first_day` is known.

    A row without times, one that has ended, and "every second week" without a first date are left out: a wrong day in
    somebody's calendar is worse than none. So is what runs day and night: it would cover every day. The event's words
    carry what a calendar cannot, such as "term time".
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Right Door//Service timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for number, row in enumerate(rows):
        event = _event(row, first_day)
        if event:
            event.add("uid", str(uuid5(NAMESPACE_URL, f"{url}#{number}")))
            event.add("summary", name)
            event.add("url", url)
            if place:
                event.add("location", place)
            calendar.add_component(event)
    calendar.add_missing_timezones(first_date=date(first_day.year - 1, 1, 1))
    return bytes(calendar.to_ical())


def _event(row: ScheduleRow, first_day: date) -> Event | None:
    start = _first(row, first_day)
    if start is None or row.closes_at is None or row.always:
        return None
    event = Event()
    event.add("dtstamp", datetime.combine(first_day, time(), ZoneInfo("UTC")))
    event.add("dtstart", start)
    event.add("dtend", _end(start, row.closes_at))
    event.add("description", _description(row))
    rule = _rule(row)
    if rule:
        event.add("rrule", rule)
    return event


def _first(row: ScheduleRow, first_day: date) -> datetime | None:
    """When the row first opens on or after a day; None where its days or times are not known."""
    if row.opens_at is None:
        return None
    days = (first_day + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    day = next((day for day in days if row.falls_on(day)), None)
    return datetime.combine(day, row.opens_at, LONDON) if day else None


def _end(start: datetime, closes_at: time) -> datetime:
    end = datetime.combine(start.date(), time() if closes_at >= LAST_MINUTE else closes_at, LONDON)
    return end if end > start else end + timedelta(days=1)


def _rule(row: ScheduleRow) -> vRecur | None:
    pattern = pattern_of(row)
    if pattern.freq is None:
        return None
    rule: dict[str, object] = {"freq": pattern.freq, "interval": pattern.every}
    if pattern.days:
        rule["byday"] = [f"{which or ''}{DAY_CODES[number]}" for which, number in pattern.days]
    if pattern.month_days:
        rule["bymonthday"] = list(pattern.month_days)
    if row.valid_to:
        rule["until"] = datetime.combine(row.valid_to, time(23, 59, 59), LONDON).astimezone(ZoneInfo("UTC"))
    return vRecur(rule)


def _description(row: ScheduleRow) -> str:
    said = "; ".join(str(phrase) for phrase in in_words([row]))
    return f"{said}\nCheck before you go, above all on bank holidays and in school holidays."
