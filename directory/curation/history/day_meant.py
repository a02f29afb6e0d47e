"""The day that somebody means: "3 March", "3rd March 2026", "3/3/26", "2026-03-03", "yesterday".

Nothing here touches the database, the clock or Flask. Day before month, as in the United Kingdom. A day without a year
is the last such day. What could be two days, or none, is not read.
"""

import re
from datetime import date, datetime, timedelta

WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y", "%d.%m.%y")
WITHOUT_YEAR = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y")
MONTH_FIRST = re.compile(r"([a-z]+) ([0-9]{1,2})\b(.*)")
LONGEST = 60
A_LEAP_YEAR_APART = 8
"""29 February is at most so many years back."""


def day_meant(text: str, today: date) -> date | None:
    """The day a text names, or None."""
    plain = _plain(text)
    said = {"today": today, "yesterday": today - timedelta(1)}
    if plain in said:
        return said[plain]
    found = (_read(plain, written) for written in WRITTEN)
    return next((day for day in found if day), None) or _last_such_day(plain, today)


def _plain(text: str) -> str:
    """Small letters without a weekday's name, "on", "of", commas and the ending of "3rd"; the day before the month."""
    plain = " ".join(text[:LONGEST].lower().replace(",", " ").split())
    plain = re.sub(r"^(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day )?(?:the )?", "", plain)
    plain = re.sub(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b(?: of)?", r"\1", plain)
    plain = re.sub(r"\bsept\b", "sep", plain)
    return MONTH_FIRST.sub(r"\2 \1\3", plain)


def _read(text: str, written: str) -> date | None:
    try:
        return datetime.strptime(text, written).date()
    except ValueError:
        return None


def _last_such_day(text: str, today: date) -> date | None:
    """Of "3 March" the one not later than today; 29 February may be years ago."""
    for written in WITHOUT_YEAR:
        between = "/" if "/" in written else " "
        for year in range(today.year, today.year - A_LEAP_YEAR_APART - 1, -1):
            day = _read(f"{text}{between}{year}", written)
            if day is not None and day <= today:
                return day
    return None
