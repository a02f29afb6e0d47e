"""A day to come as an officer types it: "4 December", "4/12", "tomorrow", "monday", "2026-12-04".

Nothing here touches the database, the clock or Flask. A day without a year is the next such day.
"""

from datetime import date, timedelta

from directory.curation.history.day_meant import day_meant

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FARTHEST = timedelta(days=366)


def day_to_come(text: str, today: date) -> date | None:
    """The day that a text names, today or later where it gives no year; None where it names none."""
    plain = " ".join(text.lower().split())
    if plain == "tomorrow":
        return today + timedelta(1)
    if plain in WEEK:
        return today + timedelta((WEEK.index(plain) - today.weekday() - 1) % 7 + 1)
    between = "/" if "/" in plain else " "
    for year in (today.year, today.year + 1):
        day = day_meant(f"{plain}{between}{year}", today)
        if day is not None and day >= today:
            return day
    return day_meant(plain, today)
