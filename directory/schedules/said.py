"""A timetable in words: "Mondays and Wednesdays, 9:30am to 11:30am, term time"."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time

from directory.schedules.row import DAY_CODES, LAST_MINUTE, ScheduleRow, pattern_of
from directory.wording import Clock, Words, words

DAYS = (
    words("Monday"),
    words("Tuesday"),
    words("Wednesday"),
    words("Thursday"),
    words("Friday"),
    words("Saturday"),
    words("Sunday"),
)
ON_DAYS = (
    words("Mondays"),
    words("Tuesdays"),
    words("Wednesdays"),
    words("Thursdays"),
    words("Fridays"),
    words("Saturdays"),
    words("Sundays"),
)
MONTHS = (
    words("January"),
    words("February"),
    words("March"),
    words("April"),
    words("May"),
    words("June"),
    words("July"),
    words("August"),
    words("September"),
    words("October"),
    words("November"),
    words("December"),
)
WHICH = {
    0: words("Every"),
    1: words("First"),
    2: words("Second"),
    3: words("Third"),
    4: words("Fourth"),
    5: words("Fifth"),
    -1: words("Last"),
}
AND_WHICH = {
    0: words("every"),
    1: words("first"),
    2: words("second"),
    3: words("third"),
    4: words("fourth"),
    5: words("fifth"),
    -1: words("last"),
}
SHORTEST_RUN = 3


def in_words(rows: Iterable[ScheduleRow], on: date | None = None) -> list[Words]:
    """One phrase for each line of a timetable, days with the same times put together.

    With `on`, lines that have ended by then are left out. A row that says nothing gives no phrase.
    """
    live = [row for row in rows if on is None or row.valid_to is None or row.valid_to >= on]
    phrases = [_phrase(row, on) for row in _together(live)]
    return [phrase for phrase in phrases if phrase]


def _together(rows: Sequence[ScheduleRow]) -> list[ScheduleRow]:
    """Weekly rows that differ only in their days made one, as many records hold a row for each day."""
    merged: dict[ScheduleRow, list[str]] = {}
    for row in rows:
        pattern = pattern_of(row)
        plain = pattern.freq == "WEEKLY" and pattern.every == 1 and bool(pattern.days)
        key = replace(row, freq="WEEKLY", interval=None, byday="", dtstart=None) if plain else row
        merged.setdefault(key, []).extend(DAY_CODES[number] for _, number in pattern.days)
    return [
        replace(row, byday=",".join(sorted(set(days), key=DAY_CODES.index))) if row.byday == "" else row
        for row, days in merged.items()
    ]


def _phrase(row: ScheduleRow, on: date | None) -> Words | None:
    if row.always and not row.notes:
        return words("Day and night, every day")
    parts: list[Words | str | None] = [days_in_words(row), times_in_words(row), *_dates_in_words(row, on)]
    told = [part for part in parts if part]
    note = (row.notes or row.description or "").strip()
    if row.all_day and note.lower() == "all day":
        note = ""
    return _listed([*told, note] if note else told)


def _listed(parts: Sequence[Words | str]) -> Words | None:
    """The parts with commas between."""
    if not parts:
        return None
    said = words("%(only)s", only=parts[0])
    for part in parts[1:]:
        said = words("%(before)s, %(after)s", before=said, after=part)
    return said


def days_in_words(row: ScheduleRow) -> Words | None:
    """The days of a row: "Monday to Friday", "Every second Thursday", "First Saturday of the month"; None unsaid."""
    pattern = pattern_of(row)
    if not pattern.readable:
        return None
    if pattern.month_days:
        numbers = _joined([words("%(number)s", number=number) for number in pattern.month_days])
        return words("Day %(numbers)s of the month", numbers=numbers)
    if pattern.freq == "MONTHLY":
        return _monthly(pattern.days, pattern.every)
    weekdays = sorted({number for _, number in pattern.days})
    if not weekdays:
        return day_in_words(row.dtstart) if row.dtstart and pattern.freq is None else None
    return _weekly(weekdays, pattern.every)


def _weekly(weekdays: list[int], every: int) -> Words:
    if every == 2 and len(weekdays) == 1:
        return words("Every second %(day)s", day=DAYS[weekdays[0]])
    days = words("Every day") if len(weekdays) == 7 else _joined(_runs(weekdays))
    return days if every == 1 else words("%(days)s, one week in %(every)s", days=days, every=every)


def _runs(weekdays: list[int]) -> list[Words]:
    """Three or more days in a row as "Monday to Wednesday", others by name."""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said: list[Words] = []
    for run in runs:
        if len(run) >= SHORTEST_RUN:
            said.append(words("%(first)s to %(last)s", first=DAYS[run[0]], last=DAYS[run[-1]]))
        else:
            said.extend(ON_DAYS[day] for day in run)
    return said


def _monthly(days: tuple[tuple[int, int], ...], every: int) -> Words | None:
    if not days:
        return None
    named = [_which_day(which, number, AND_WHICH if place else WHICH) for place, (which, number) in enumerate(days)]
    if every > 1:
        return words("%(days)s, one month in %(every)s", days=_joined(named), every=every)
    return words("%(days)s of the month", days=_joined(named))


def _which_day(which: int, number: int, names: dict[int, Words]) -> Words:
    return words("%(which)s %(day)s", which=names[which], day=DAYS[number])


def _joined(parts: Sequence[Words]) -> Words:
    """ "A", "A and B", "A, B and C"."""
    before = _listed(parts[:-1])
    return words("%(before)s and %(last)s", before=before, last=parts[-1]) if before else parts[-1]


def times_in_words(row: ScheduleRow) -> Words | None:
    if row.all_day:
        return words("day and night")
    if row.opens_at is not None and row.closes_at is not None:
        return words("%(opens)s to %(closes)s", opens=clock(row.opens_at), closes=clock(row.closes_at))
    if row.opens_at is not None:
        return words("from %(opens)s", opens=clock(row.opens_at))
    return words("until %(closes)s", closes=clock(row.closes_at)) if row.closes_at is not None else None


def _dates_in_words(row: ScheduleRow, on: date | None) -> list[Words]:
    said = []
    if row.valid_from and (on is None or row.valid_from > on):
        said.append(words("from %(day)s", day=day_in_words(row.valid_from)))
    if row.valid_to:
        said.append(words("until %(day)s", day=day_in_words(row.valid_to)))
    return said


def day_in_words(day: date) -> Words:
    return words("%(day)s %(month)s %(year)s", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def clock(at: time) -> Words | Clock:
    """A time as people say it: "9:30am", "5pm", "noon", "midnight"."""
    if at == time(12):
        return words("noon")
    if at == time() or at >= LAST_MINUTE:
        return words("midnight")
    figures = f"{at.hour % 12 or 12}:{at.minute:02}" if at.minute else f"{at.hour % 12 or 12}"
    return Clock(f"{figures}{'am' if at.hour < 12 else 'pm'}", f"{at.hour}:{at.minute:02}")
