"""A timetable in one short line, as people write it in a file of services: "MO,WE 09:30-11:30 term time"."""

import re
from datetime import time

from directory.schedules.row import BYDAY, DAY_CODES, ScheduleRow
from directory.typed import shortened
from directory.wording import Words, words

LINE = re.compile(
    r"(?P<days>[A-Z0-9,+-]+)(?:/(?P<every>[1-9][0-9]?))?\s+"
    r"(?P<opens>[0-9]{1,2}:[0-9]{2})\s*[-–]\s*(?P<closes>[0-9]{1,2}:[0-9]{2})(?:\s+(?P<notes>\S.*))?"
)
ALWAYS = re.compile(r"always(?:\s+(?P<notes>\S.*))?", re.IGNORECASE)


class ScheduleNotUnderstood(ValueError):
    """The line is not a timetable we can read; `words` says what would do."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Words = words(
            "We could not read “%(text)s” as opening times. Write days then times, such as MO,WE 09:30-11:30 term "
            "time, TH/2 13:00-15:00, 1MO 10:00-12:00 or always.",
            text=shortened(text),
        )
        super().__init__(str(self.words))


def read_compact(text: str) -> ScheduleRow:
    """Read one line: days, "/2" for every second week, "1MO" for the first Monday of the month, times, then a note.

    "always" is day and night, every day. Raises ScheduleNotUnderstood.
    """
    always = ALWAYS.fullmatch(text.strip())
    if always:
        return ScheduleRow(
            freq="WEEKLY", byday=",".join(DAY_CODES), opens_at=time(), closes_at=time(), notes=always["notes"]
        )
    found = LINE.fullmatch(text.strip())
    days = [BYDAY.fullmatch(day) for day in found["days"].split(",")] if found else [None]
    if found is None or None in days:
        raise ScheduleNotUnderstood(text)
    every = int(found["every"] or 1)
    return ScheduleRow(
        freq="MONTHLY" if any(day and day[1] for day in days) else "WEEKLY",
        interval=every if every > 1 else None,
        byday=found["days"],
        opens_at=_clock(found["opens"], text),
        closes_at=_clock(found["closes"], text),
        notes=found["notes"],
    )


def _clock(figures: str, text: str) -> time:
    hour, minute = (int(part) for part in figures.split(":"))
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        raise ScheduleNotUnderstood(text)
    return time(hour, minute)
