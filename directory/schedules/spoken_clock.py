"""Opening and closing times as people write them: "9-5", "10 to 12 noon", "09:00-17:00", "6.30pm - 8".

Hours without am or pm are read only where they can mean one thing. The rules, and why:
- a closing time is the next time a twelve-hour clock shows it: nobody writes "9 to 5" for twenty hours;
- an opening time lies between 7 in the morning and before 9 in the evening: what opens in the night says so;
- such hours do not run past midnight: what does says so too.
So "9-5" is 9am to 5pm, "1-3" is 1pm to 3pm, "10-12" is 10am to noon; "7-9" and "8-10" could be morning or evening and
are refused. On a 24-hour clock (13 to 24, or a nought in front) hours mean what they say. An opening that would run
past midnight must begin at 4pm or later: "09:00-05:00" is a slip.
"""

import re
from dataclasses import dataclass
from datetime import time

CLOCK = (
    r"(?:12 ?)?(?P<word>noon|midday|midnight)"
    r"|(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-5][0-9])(?::00)?)? ?(?:(?P<half>am|pm)|o'?clock)?(?![:.]?[0-9])"
    r"|(?P<four>[0-2][0-9][0-5][0-9]) ?(?:hrs?|h|hours)?"
)
HALF_DAY, DAY = 12 * 60, 24 * 60
EARLIEST, LATEST = 7 * 60, 21 * 60
"""Minutes of the day between which an opening time without am or pm lies, the second not included."""
LATE_ENOUGH, MORNING_END = 16 * 60, 12 * 60
PARTS = {"morning": (5 * 60, 12 * 60), "afternoon": (12 * 60, 18 * 60), "evening": (16 * 60, 22 * 60)}


@dataclass(frozen=True)
class Clock:
    """One time as written."""

    minutes: int
    """Of the day; for a bare hour, as a morning time (12 is 0)."""
    kind: str
    """ "am", "pm", "word" for noon and midnight, "24" for a 24-hour clock, "bare" where it may be either half."""

    @property
    def certain(self) -> bool:
        return self.kind != "bare"


class TimesNotCertain(ValueError):
    """The times can be read in two ways, or in none."""


def read_clock(found: re.Match[str]) -> Clock | None:
    """The time a match of CLOCK stands for; None for figures that are no time, such as 25."""
    if found["word"]:
        return Clock(0 if found["word"] == "midnight" else HALF_DAY, "word")
    if found["four"]:
        minutes = int(found["four"][:2]) * 60 + int(found["four"][2:])
        return Clock(minutes, "24") if minutes <= DAY else None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half:
        shift = HALF_DAY if half == "pm" else 0
        return Clock(hour % 12 * 60 + minute + shift, half) if 1 <= hour <= 12 else None
    if hour > 12 or found["hour"].startswith("0"):
        certain = found["minute"] is not None or hour > 12
        return Clock(hour * 60 + minute, "24") if certain and hour * 60 + minute <= DAY else None
    return Clock(hour % 12 * 60 + minute, "bare")


def between(opens: Clock, closes: Clock, part: str = "") -> tuple[time, time]:
    """Opening and closing time; equal ones are never returned but for 0:00 to 0:00, all round the clock.

    `part` is "morning", "afternoon" or "evening" where the text says so. Raises TimesNotCertain.
    """
    if opens == Clock(0, "24") and closes.kind == "24" and closes.minutes >= DAY - 1:
        return time(), time()
    if opens.certain and closes.certain:
        start, end = _both_certain(opens, closes)
    elif opens.certain:
        start, end = opens.minutes, _next(opens, closes)
    elif closes.certain:
        start, end = _before(opens, closes), closes.minutes or DAY
    else:
        start, end = _both_bare(opens, closes, part)
    low, high = PARTS.get(part, (0, DAY))
    if not low <= start < high:
        raise TimesNotCertain
    return _time(start), _time(end)


def one(at: Clock, part: str = "") -> time:
    """A single time, which must be certain by itself or by the part of the day."""
    if at.certain and not part:
        return _time(at.minutes)
    low, high = PARTS.get(part, (0, 0))
    found = [start for start in ([at.minutes] if at.certain else _either(at)) if low <= start < high]
    if len(found) != 1:
        raise TimesNotCertain
    return _time(found[0])


def _both_certain(opens: Clock, closes: Clock) -> tuple[int, int]:
    start, end = opens.minutes, closes.minutes
    mixed_up = (closes.kind == "am" and end < 60 <= start < LATE_ENOUGH) or (
        opens.kind == "am" and start < 60 and end >= HALF_DAY
    )
    if mixed_up or start == end or start >= DAY:
        raise TimesNotCertain
    if end < start and end and (start < LATE_ENOUGH or end >= MORNING_END):
        raise TimesNotCertain
    return start, end


def _next(opens: Clock, closes: Clock) -> int:
    """A bare closing time after a certain opening: the next time the clock shows it, on the same day."""
    if (opens.kind == "24" and opens.minutes >= 13 * 60) or (opens.kind == "am" and opens.minutes < 60):
        raise TimesNotCertain
    start = opens.minutes
    later = [end for end in (*_either(closes), DAY + closes.minutes) if end > start]
    if not later or later[0] > DAY:
        raise TimesNotCertain
    return later[0]


def _before(opens: Clock, closes: Clock) -> int:
    """A bare opening time before a certain closing: am or pm after the second time goes for both where it can."""
    end = closes.minutes
    if closes.kind == "24":
        start = opens.minutes or HALF_DAY
        if start >= end:
            raise TimesNotCertain
        return start
    if closes.kind == "word":
        if end == 0 or opens.minutes < EARLIEST - 120 or opens.minutes >= end:
            raise TimesNotCertain
        return opens.minutes
    same_half = opens.minutes + (HALF_DAY if closes.kind == "pm" else 0)
    if same_half < end:
        return same_half
    if closes.kind == "am" or not EARLIEST <= opens.minutes < end:
        raise TimesNotCertain
    return opens.minutes


def _both_bare(opens: Clock, closes: Clock, part: str) -> tuple[int, int]:
    low, high = PARTS.get(part, (EARLIEST, LATEST))
    found = []
    for start in _either(opens):
        later = [end for end in (*_either(closes), DAY + closes.minutes) if end > start]
        if low <= start < high and later[0] <= DAY and later[0] - start <= HALF_DAY:
            found.append((start, later[0]))
    if len(found) != 1 or opens.minutes == closes.minutes == 0:
        raise TimesNotCertain
    return found[0]


def _either(at: Clock) -> tuple[int, int]:
    return at.minutes, at.minutes + HALF_DAY


def _time(minutes: int) -> time:
    return time(minutes % DAY // 60, minutes % 60)
