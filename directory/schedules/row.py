"""One line of a timetable, and the days it falls on.

The columns are those of the HSDS schedule: parts of an RFC 5545 recurrence. Where they do not say enough, a day is
*not known* (None), never guessed: "every second Thursday" without a first date may be this week or next.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BYDAY = re.compile(r"(\+?[1-5]|-1)?(MO|TU|WE|TH|FR|SA|SU)")
LAST_MINUTE = time(23, 59)
"""How many records write midnight at the end of a day."""


@dataclass(frozen=True)
class ScheduleRow:
    """The schedule columns of one row; blank is not known."""

    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    freq: str | None = None
    interval: int | None = None
    byday: str | None = None
    bymonthday: str | None = None
    description: str | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    """Not later than `opens_at` means the next day; equal to it means all round the clock."""
    attending_type: str | None = None
    notes: str | None = None

    @property
    def all_day(self) -> bool:
        if self.opens_at is None or self.closes_at is None:
            return False
        return self.opens_at == self.closes_at or (self.opens_at == time() and self.closes_at >= LAST_MINUTE)

    @property
    def always(self) -> bool:
        """Day and night, every day of the week."""
        pattern = pattern_of(self)
        return self.all_day and pattern.freq == "WEEKLY" and pattern.every == 1 and len(set(pattern.days)) == 7

    def falls_on(self, day: date) -> bool | None:
        """Whether the row's day comes round on this date; None is not known."""
        if (self.valid_from and day < self.valid_from) or (self.valid_to and day > self.valid_to):
            return False
        return comes_round(pattern_of(self), day)


@dataclass(frozen=True)
class Pattern:
    """The recurrence of a row, read."""

    freq: str | None = None
    every: int = 1
    days: tuple[tuple[int, int], ...] = ()
    """(which in the month or 0, weekday with Monday 0)"""
    month_days: tuple[int, ...] = ()
    start: date | None = None
    readable: bool = True


def pattern_of(row: ScheduleRow) -> Pattern:
    return _pattern(row.freq, row.interval, row.byday, row.bymonthday, row.dtstart)


@lru_cache(maxsize=4096)
def _pattern(
    freq: str | None, interval: int | None, byday: str | None, bymonthday: str | None, start: date | None
) -> Pattern:
    days = _days(byday or "")
    month_days = _month_days(bymonthday or "")
    if days is None or month_days is None or (freq or "WEEKLY") not in ("WEEKLY", "MONTHLY"):
        return Pattern(readable=False)
    if month_days or any(which for which, _ in days):
        freq = "MONTHLY"
    elif days and freq is None:
        freq = "WEEKLY"
    return Pattern(freq, interval or 1, days, month_days, start)


def _days(byday: str) -> tuple[tuple[int, int], ...] | None:
    """ "MO,1SA" -> ((0, 0), (1, 5)); None where any part cannot be read."""
    parts = [part for part in re.split(r"[\s,;]+", byday.upper()) if part]
    found = [BYDAY.fullmatch(part) for part in parts]
    return None if None in found else tuple((int(m[1] or 0), DAY_CODES.index(m[2])) for m in found if m)


def _month_days(bymonthday: str) -> tuple[int, ...] | None:
    parts = [part for part in re.split(r"[\s,;]+", bymonthday) if part]
    read = [int(part) for part in parts if re.fullmatch(r"-?[0-9]{1,2}", part) and 1 <= abs(int(part)) <= 31]
    return tuple(read) if len(read) == len(parts) else None


@lru_cache(maxsize=16384)
def comes_round(pattern: Pattern, day: date) -> bool | None:
    """Whether a recurrence falls on a date; None is not known. A month's days without a start count as every month."""
    if not pattern.readable:
        return None
    if pattern.start and day < pattern.start:
        return False
    if pattern.freq is None:
        return True if day == pattern.start else None
    if not (pattern.days or pattern.month_days or pattern.start):
        return None
    found = _rule_falls(pattern, day)
    return None if found and pattern.every > 1 and pattern.start is None else found


def _rule_falls(pattern: Pattern, day: date) -> bool:
    every = pattern.every if pattern.start else 1
    days, month_days = pattern.days, pattern.month_days
    if not days and not month_days and pattern.start:
        days = ((0, pattern.start.weekday()),) if pattern.freq == "WEEKLY" else ()
        month_days = () if days else (pattern.start.day,)
    rule = rrule(
        WEEKLY if pattern.freq == "WEEKLY" else MONTHLY,
        interval=every,
        byweekday=[weekday(number, which or None) for which, number in days] or None,
        bymonthday=month_days or None,
        dtstart=_near_start(pattern, every, day),
        until=day,
    )
    return any(occurrence.date() == day for occurrence in rule)


def _near_start(pattern: Pattern, every: int, day: date) -> date:
    """A start in step with the recurrence and close to the day, so that years are not counted through week by week."""
    start = pattern.start or day
    if pattern.freq == "WEEKLY":
        monday = start - timedelta(days=start.weekday())
        return monday + timedelta(weeks=(day - monday).days // (7 * every) * every)
    months = (day.year - start.year) * 12 + day.month - start.month
    return start.replace(day=1) + relativedelta(months=months // every * every)
