"""Whether a service is open at a moment, and when it next opens. Three answers: open, closed, not known.

Times are those on a clock in England. On a bank holiday only what runs day and night is known to be open. Councils set
their own term dates, so "term time" is not known on any day that is a school holiday somewhere in most years.
"""

import re
from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.easter import easter

from directory.eligibility import Verdict
from directory.schedules.row import LAST_MINUTE, ScheduleRow

LONDON = ZoneInfo("Europe/London")
DAYS_AHEAD = 62
TERM_TIME = re.compile(
    r"(?<!half )(?<!half-)\bterm\b|term[- ]?time|(?:not|except|outside)[^.;]*school holiday", re.IGNORECASE
)
PART_OF_THE_YEAR = re.compile(
    r"school holiday|holidays only|half[- ]term|summer|winter|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
    r"|january|february|march|april|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
MAY_BE_HOLIDAY = (((2, 10), (2, 26)), ((5, 24), (6, 6)), ((7, 17), (9, 6)), ((10, 13), (11, 3)), ((12, 17), (12, 31)))
"""First and last (month, day) of the breaks of English schools, widened to take in councils that differ."""


def open_at(rows: Iterable[ScheduleRow], moment: datetime, holidays: Container[date] = ()) -> Verdict:
    """Whether any of the rows is open; a moment without a zone is English time.

    A row that has ended says nothing any more: rows that have all ended, like no rows at all, are NOT_KNOWN.
    """
    at = in_england(moment)
    verdicts = {_row_at(row, at, holidays) for row in rows if not _ended(row, at.date())}
    for verdict in (Verdict.MEETS, Verdict.NOT_KNOWN):
        if verdict in verdicts:
            return verdict
    return Verdict.DOES_NOT if verdicts else Verdict.NOT_KNOWN


def next_opening(rows: Sequence[ScheduleRow], moment: datetime, holidays: Container[date] = ()) -> datetime | None:
    """When a row is next known to open after a moment, within two months; None where that is not known."""
    at = in_england(moment)
    for ahead in range(DAYS_AHEAD):
        day = at.date() + timedelta(days=ahead)
        starts = [_start(row, day) for row in rows if _certain(row, day, holidays) and not row.always]
        later = [start for start in starts if start and start > at]
        if later:
            return min(later).replace(tzinfo=LONDON)
    return None


def in_england(moment: datetime) -> datetime:
    """The date and time on an English clock, without a zone."""
    return moment.astimezone(LONDON).replace(tzinfo=None) if moment.tzinfo else moment


def may_be_school_holiday(day: date) -> bool:
    """Whether schools of some English councils are on holiday on this date in most years."""
    if day <= date(day.year, 1, 8):
        return True
    around_easter = (day - easter(day.year)).days
    if -17 <= around_easter <= 17:
        return True
    return any(first <= (day.month, day.day) <= last for first, last in MAY_BE_HOLIDAY)


def _row_at(row: ScheduleRow, at: datetime, holidays: Container[date]) -> Verdict:
    if row.opens_at is None or row.closes_at is None:
        return _half_told(row, at)
    best = Verdict.DOES_NOT
    for day in (at.date(), at.date() - timedelta(days=1)):
        start = datetime.combine(day, row.opens_at)
        if start <= at < _end(start, row.closes_at) and row.falls_on(day) is not False:
            if _certain(row, day, holidays):
                return Verdict.MEETS
            best = Verdict.NOT_KNOWN
    return best


def _half_told(row: ScheduleRow, at: datetime) -> Verdict:
    """A row without both times can only say when it is closed: on another day, before it opens, after it closes."""
    too_early = row.opens_at is not None and at.time() < row.opens_at
    too_late = row.closes_at is not None and at.time() >= row.closes_at
    if too_early or too_late or row.falls_on(at.date()) is False:
        return Verdict.DOES_NOT
    return Verdict.NOT_KNOWN


def _end(start: datetime, closes_at: time) -> datetime:
    if closes_at >= LAST_MINUTE:
        closes_at = time()
    end = datetime.combine(start.date(), closes_at)
    return end if end > start else end + timedelta(days=1)


def _start(row: ScheduleRow, day: date) -> datetime | None:
    return datetime.combine(day, row.opens_at) if row.opens_at is not None else None


def _certain(row: ScheduleRow, day: date, holidays: Container[date]) -> bool:
    """Whether the row is known to run on this date."""
    if row.falls_on(day) is not True:
        return False
    if row.always:
        return True
    notes = f"{row.notes or ''} {row.description or ''}"
    if TERM_TIME.search(notes):
        return day not in holidays and not may_be_school_holiday(day)
    return day not in holidays and not PART_OF_THE_YEAR.search(notes)


def _ended(row: ScheduleRow, day: date) -> bool:
    return row.valid_to is not None and row.valid_to < day - timedelta(days=1)
