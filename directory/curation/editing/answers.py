"""One answer as people write it: a day, an amount, a number. Nothing here touches the database, the clock or Flask."""

import re
from datetime import date, timedelta

from directory.schedules.said import MONTHS
from directory.typed import shortened
from directory.wording import Words, words

FIGURES = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})")
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9})\.?,? ([0-9]{4})")
NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
MONTH_NAMES = [month.message.lower() for month in MONTHS]
NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
FREE = {"free", "nothing", "no cost"}
WEEKS_IN_A_MONTH = 52 / 12


class NotUnderstood(ValueError):
    """An answer that cannot be read; `name` is the id of its field, `words` say what would do."""

    def __init__(self, name: str, said: Words) -> None:
        self.name, self.words = name, said
        super().__init__(str(said))


def read_day(text: str, name: str, today: date) -> date | None:
    """A day: "3/3/2026", "3 March 2026", "2026-03-03", "today". Raises NotUnderstood."""
    if not text:
        return None
    if text.lower() in NEAR:
        return today + timedelta(days=NEAR[text.lower()])
    try:
        return date(*_parts(text.lower()))
    except ValueError:
        raise NotUnderstood(
            name, words("“%(text)s” is not a day. Write it like 3/3/2026 or 3 March 2026", text=shortened(text))
        ) from None


def _parts(text: str) -> tuple[int, int, int]:
    figures, iso, named = FIGURES.fullmatch(text), ISO.fullmatch(text), NAMED.fullmatch(text)
    if iso:
        return int(iso[1]), int(iso[2]), int(iso[3])
    if figures:
        year = int(figures[3])
        return year if year > 99 else 2000 + year, int(figures[2]), int(figures[1])
    months = [number for number, month in enumerate(MONTH_NAMES, 1) if named and month.startswith(named[2])]
    if not named or len(months) != 1:
        raise ValueError(text)
    return int(named[3]), months[0], int(named[1])


def say_day(day: date | None) -> str:
    """As `read_day` reads it: "3 March 2026"."""
    return f"{day.day} {MONTHS[day.month - 1].message} {day.year}" if day else ""


def read_number(text: str, name: str, *, whole: bool = False) -> float | int | None:
    """A number that is not below zero. Raises NotUnderstood."""
    if not text:
        return None
    plain = text.replace(",", "")
    if NUMBER.fullmatch(plain) and not (whole and "." in plain):
        return int(plain) if whole else float(plain)
    if whole:
        raise NotUnderstood(name, words("“%(text)s” is not a whole number, such as 12", text=shortened(text)))
    raise NotUnderstood(name, words("“%(text)s” is not a number, such as 6 or 2.5", text=shortened(text)))


def read_weeks(text: str, name: str) -> float | None:
    """A waiting time in weeks: "6", "6 weeks", "about 3 months", "no wait". Raises NotUnderstood."""
    plain = re.sub(r"^(?:about|around|up to) ", "", text.lower())
    if plain in ("no wait", "no waiting", "none"):
        return 0.0
    found = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9])?) ?(weeks?|wks?|months?|days?)?", plain)
    if not plain or not found:
        return None if not plain else _not_weeks(text, name)
    number, unit = float(found[1]), (found[2] or "week")[0]
    return round(number * {"w": 1, "m": WEEKS_IN_A_MONTH, "d": 1 / 7}[unit], 1)


def _not_weeks(text: str, name: str) -> float:
    raise NotUnderstood(name, words("“%(text)s” is not a waiting time. Write 6 weeks or 0", text=shortened(text)))


def read_pounds(text: str, name: str) -> float | None:
    """Pounds: "5", "£5.50", "free". Raises NotUnderstood."""
    if text.lower() in FREE:
        return 0.0
    try:
        return read_number(text.removeprefix("£").strip(), name)
    except NotUnderstood:
        raise NotUnderstood(
            name, words("“%(text)s” is not an amount. Write £5 or 5.50, or 0 for free", text=shortened(text))
        ) from None


def say_number(number: float | None) -> str:
    return "" if number is None else f"{number:.6f}".rstrip("0").rstrip(".")


def say_pounds(amount: float | None) -> str:
    if not amount:
        return "" if amount is None else "0"
    return f"{amount:.2f}" if amount == round(amount, 2) else str(amount)
