"""The halves of a council's year, which figures by need, place or service are for.

A quarter would leave most breakdowns with too few enquiries to be shown, and a year would be over too late to act on.
Values in, values out; see `periods` for why nobody may choose days of their own.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from directory.schedules.said import MONTHS
from directory.wording import Words, words
from insight.periods import Period

MOST_HALVES = 4
SPRING, AUTUMN = 4, 10
"""The months in which a half begins: April to September, October to March."""


def half_of(day: date) -> Period:
    """The half that a day lies in: "2026-04-to-2026-09"."""
    year = day.year if day.month >= SPRING else day.year - 1
    if SPRING <= day.month < AUTUMN:
        return Period(date(year, SPRING, 1), date(year, AUTUMN, 1) - timedelta(days=1), f"{year}-04-to-{year}-09")
    first, last = date(year, AUTUMN, 1), date(year + 1, SPRING, 1) - timedelta(days=1)
    return Period(first, last, f"{year}-10-to-{year + 1}-03")


def complete_halves(since: date, today: date, *, most: int = MOST_HALVES) -> tuple[Period, ...]:
    """The halves that began on or after `since` and ended before `today`, the newest `most`, in order."""
    found: list[Period] = []
    half = half_of(since)
    while half.last < today:
        if half.first >= since:
            found.append(half)
        half = half_of(half.last + timedelta(days=1))
    return tuple(found[-most:])


def next_complete(since: date, today: date) -> date:
    """The day from which the first half after `since` can be shown, where none is complete today."""
    half = half_of(since)
    if half.first < since:
        half = half_of(half.last + timedelta(days=1))
    return half.last + timedelta(days=1)


def title_of(period: Period) -> Words:
    """A month ("March 2026") or several ("October 2025 to March 2026", "April to September 2026")."""
    first, last = MONTHS[period.first.month - 1], MONTHS[period.last.month - 1]
    if (period.first.year, period.first.month) == (period.last.year, period.last.month):
        return words("%(month)s %(year)s", month=first, year=str(period.first.year))
    if period.first.year == period.last.year:
        return words("%(first)s to %(last)s %(year)s", first=first, last=last, year=str(period.first.year))
    return words(
        "%(first)s %(from_year)s to %(last)s %(year)s",
        first=first,
        from_year=str(period.first.year),
        last=last,
        year=str(period.last.year),
    )


def short_of(period: Period) -> str:
    """ "03/26", for the axis of a chart."""
    return f"{period.first:%m/%y}"


def chosen(halves: Sequence[Period], asked: str | None) -> Period | None:
    """The half asked for by its id; the newest where none is asked for. None where there is no such half."""
    if not asked:
        return halves[-1] if halves else None
    return next((half for half in halves if half.id == asked), None)
