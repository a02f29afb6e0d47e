"""Readers of ages, numbers, days and times. Nothing here touches the database, the clock or Flask."""

import re
from datetime import date, datetime, time
from typing import Any

from directory.age_ranges import OLDEST, AgeRange, AgeRangeNotUnderstood, read_age_range
from directory.exchange.readers.found import NOT_TOLD, Found, NotRead
from directory.schedules import ScheduleNotUnderstood, ScheduleRow
from directory.schedules.row import DAY_CODES
from directory.schedules.spoken import read_times
from directory.snapshots.snapshot import ScheduleHeld
from directory.typed import shortened
from directory.wording import words

NUMBER = re.compile(r"£?\s?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(\.[0-9]{1,20})?")
AGE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,20})?)\s*(years?|yrs?|months?|mths?|weeks?|wks?)?(?: old)?", re.I)
PER_YEAR = {"y": 1.0, "m": 12.0, "w": 365.25 / 7}
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
"""Days as people here write them: the day of the month comes first."""
NOT_THE_DAY = re.compile(
    r"(?<=[0-9])(?:st|nd|rd|th)\b|^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s", re.I
)
WHOLE_MOMENT = re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ].*$")
DATE_MEND = words("Write it as 3 March 2026 or 2026-03-03.")
CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(am|pm)?(?:Z|[+-][0-9:]{4,6})?", re.I)
DAY_NAMES = {
    name: code
    for code, names in zip(
        DAY_CODES,
        ("mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday", "fri friday",
         "sat saturday", "sun sunday"),
        strict=True,
    )
    for name in (code.casefold(), *names.split())
}  # fmt: skip


def ages(found: Found) -> AgeRange | None:
    """A range as people write it: "11+", "6 years - 14 years"."""
    said = found.text
    if said.casefold() in NOT_TOLD:
        return None
    if found.as_date:
        raise NotRead(
            said, words("The spreadsheet has made a date of these ages. Make the cell text, then write 5 to 11.")
        )
    try:
        return read_age_range(said)
    except AgeRangeNotUnderstood as error:
        raise NotRead(said, error.words) from error


def youngest(found: Found) -> float | None:
    return _age(found)


def oldest(found: Found) -> float | None:
    return _age(found)


def _age(found: Found) -> float | None:
    """One age in years: "5", "0.5" or "6 months"."""
    said = found.text
    if said.casefold() in NOT_TOLD:
        return None
    read = AGE.fullmatch(said)
    years = float(read[1]) / PER_YEAR[(read[2] or "y")[0].lower()] if read else -1.0
    if found.as_date or not 0 <= years <= OLDEST:
        raise NotRead(
            said, words("“%(text)s” is not an age. Write years, such as 5, or 6 months.", text=shortened(said))
        )
    return years


def number(found: Found) -> float | None:
    said = found.text
    if said.casefold() in NOT_TOLD:
        return None
    read = NUMBER.fullmatch(said)
    if not read or found.as_date:
        raise NotRead(said, words("“%(text)s” is not a number. Write figures only, such as 12.", text=shortened(said)))
    return float(read[1].replace(",", "") + (read[2] or ""))


def whole(found: Found) -> int | None:
    read = number(found)
    if read is not None and not read.is_integer():
        raise NotRead(found.text, words("“%(text)s” is not a whole number.", text=shortened(found.text)))
    return None if read is None else int(read)


def day(found: Found) -> date | None:
    said = found.text
    if said.casefold() in NOT_TOLD:
        return None
    plain = WHOLE_MOMENT.sub(r"\1", NOT_THE_DAY.sub("", said))
    for pattern in DAYS:
        try:
            return datetime.strptime(plain.strip(), pattern).date()
        except ValueError:
            continue
    raise NotRead(said, words("“%(text)s” is not a date we can read. %(mend)s", text=shortened(said), mend=DATE_MEND))


def past_day(found: Found) -> date | None:
    """A day on which something was done: not one to come."""
    read = day(found)
    if read and read > found.known.today:
        raise NotRead(found.text, words("%(day)s is still to come. Check the year.", day=read.isoformat()))
    return read


def clock(found: Found) -> time | None:
    said = found.text
    if said.casefold() in NOT_TOLD:
        return None
    read = CLOCK.fullmatch(said.strip())
    hour, minute = (int(read[1]), int(read[2])) if read else (99, 0)
    if read and read[3] and not 1 <= hour <= 12:
        hour = 99
    elif read and read[3]:
        hour = hour % 12 + (12 if read[3].lower() == "pm" else 0)
    elif (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        raise NotRead(said, words("“%(text)s” is not a time, such as 09:30.", text=shortened(said)))
    return time(hour, minute)


def days(found: Found) -> str | None:
    """Names of days, such as "Monday", as codes such as "MO"."""
    codes = []
    for name in re.split(r"[\s,;&]+", found.text.casefold()):
        if name and name != "and":
            last = name.rsplit("/", 1)[-1]  # "https://schema.org/Monday"
            code = DAY_NAMES.get(last) or DAY_NAMES.get(last.removesuffix("s"))
            if code is None:
                raise NotRead(found.text, words("“%(text)s” is not a day of the week.", text=shortened(name)))
            codes.append(code)
    return ",".join(codes) or None


def frequency(found: Found) -> str | None:
    said = found.text.upper()
    if said.casefold() in NOT_TOLD:
        return None
    if said not in ("WEEKLY", "MONTHLY"):
        raise NotRead(found.text, words("“%(text)s” is neither WEEKLY nor MONTHLY.", text=shortened(found.text)))
    return said


def times(found: Found) -> tuple[ScheduleHeld, ...]:
    """Opening times as people write them: "Mon-Fri 9 to 5 term time"; days and times of two columns are one text."""
    texts = found.texts if found.take.join is None else [found.text]
    return tuple(held for text in texts if text and text.casefold() not in NOT_TOLD for held in times_in(text))


def times_in(text: str) -> tuple[ScheduleHeld, ...]:
    try:
        return tuple(held_times(row) for row in read_times(text))
    except ScheduleNotUnderstood as error:
        raise NotRead(text, error.words) from error


def held_times(row: ScheduleRow) -> ScheduleHeld:
    columns: dict[str, Any] = {name: getattr(row, name) for name in ScheduleRow.__dataclass_fields__}
    return ScheduleHeld.model_validate(columns)
