"""When the day ended and when the next one begins, for those on duty in between. Pure."""

from collections.abc import Container, Iterable
from datetime import date, datetime, time, timedelta

from matching.area import WEEK, FrontDoor

FARTHEST = 15
"""Days to look back or on: longer than any run of holidays."""


def evening_before(moment: datetime, doors: Iterable[FrontDoor], holidays: Container[date]) -> datetime:
    """When the day teams last went home: the latest moment, not after this one, at which the first of them closed."""
    doors = list(doors)
    for back in range(FARTHEST):
        day = moment.date() - timedelta(back)
        closed = [datetime.combine(day, closes, moment.tzinfo) for _, closes in _hours(day, doors, holidays)]
        if closed and min(closed) <= moment:
            return min(closed)
    return moment - timedelta(days=1)


def next_morning(moment: datetime, doors: Iterable[FrontDoor], holidays: Container[date]) -> datetime | None:
    """When the first of the day teams is there again; None where no day team comes."""
    doors = list(doors)
    for ahead in range(FARTHEST):
        day = moment.date() + timedelta(ahead)
        opens = [datetime.combine(day, opening, moment.tzinfo) for opening, _ in _hours(day, doors, holidays)]
        coming = [one for one in opens if one > moment]
        if coming:
            return min(coming)
    return None


def _hours(day: date, doors: list[FrontDoor], holidays: Container[date]) -> list[tuple[time, time]]:
    """Opening and closing times of all doors on a day."""
    if day in holidays:
        return []
    return [
        (opens, closes)
        for door in doors
        for first, last, opens, closes in door.day_hours
        if WEEK.index(first) <= day.weekday() <= WEEK.index(last)
    ]
