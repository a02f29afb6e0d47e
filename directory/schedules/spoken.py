"""Opening times as people write them: "Mon-Fri 9 to 5 term time", "First Monday of the month 10am to 12 noon".

Nothing here touches the database, the clock or Flask. A text is read wholly or refused: a word we do not know, a time
that could be morning or evening, or a note that could belong to one day or to several, and nothing of it is kept.
"""

import re

from directory.schedules.compact import LINE, ScheduleNotUnderstood, read_compact
from directory.schedules.row import ScheduleRow
from directory.schedules.spoken_clock import TimesNotCertain
from directory.schedules.spoken_lines import Line, read_line
from directory.schedules.spoken_reader import NotWhole
from directory.schedules.spoken_words import UnknownWord, clauses
from directory.typed import shortened
from directory.wording import Words, words

LONGEST = 1_000
UNSAFE_NOTE = re.compile(
    r"[0-9]|clos|except|not |unless|until|till|only in|\b(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE
)
"""What a free note after a short line must not say: it would change the times, and nothing reads it."""
WRITE = words("Write days then times, such as Monday to Friday 9am to 5pm, term time.")


class TimesNotUnderstood(ScheduleNotUnderstood):
    """The text is not opening times we can read for certain; `words` says what would do."""

    def __init__(self, text: str, said: Words | None = None) -> None:
        super().__init__(text)
        self.words = said or words(
            "We could not read “%(text)s” as opening times. %(mend)s", text=shortened(text), mend=WRITE
        )
        self.args = (str(self.words),)


def read_times(text: str) -> tuple[ScheduleRow, ...]:
    """Rows for a text of one or more lines, parted by new lines or semicolons; blank gives none.

    Reads the short form of `directory.schedules.compact` too. What a row cannot hold ("term time", "by appointment") is
    kept in its notes, in the words `directory.schedules.said` says and `directory.schedules.opening` knows. Raises
    TimesNotUnderstood.
    """
    if len(text) > LONGEST:
        raise TimesNotUnderstood(text)
    rows: list[ScheduleRow] = []
    lines: list[Line] = []
    for clause in clauses(text):
        short = _short(clause)
        if short:
            rows.append(short)
        else:
            found = _lines(clause, text)
            lines.extend(found)
            rows.extend(row for line in found for row in line.rows())
    _check(lines, rows, text)
    return tuple(rows)


def _short(clause: str) -> ScheduleRow | None:
    found = LINE.fullmatch(clause)
    if not found or UNSAFE_NOTE.search(found["notes"] or ""):
        return None
    try:
        return read_compact(clause)
    except ScheduleNotUnderstood:
        return None


def _lines(clause: str, text: str) -> list[Line]:
    try:
        return read_line(clause)
    except UnknownWord as error:
        said = words(
            "We could not read “%(rest)s” in these opening times. %(mend)s", rest=shortened(error.rest), mend=WRITE
        )
        raise TimesNotUnderstood(text, said) from None
    except TimesNotCertain:
        said = words(
            "The times in “%(text)s” can be read in more than one way. Write am or pm after each, such as 7pm to 9pm.",
            text=shortened(clause),
        )
        raise TimesNotUnderstood(text, said) from None
    except NotWhole as error:
        raise TimesNotUnderstood(text, error.words) from None


def _check(lines: list[Line], rows: list[ScheduleRow], text: str) -> None:
    """The lines of a text held against each other."""
    if lines and not rows:
        raise TimesNotUnderstood(text)
    shut = {day for line in lines if line.closed for day in line.days}
    if any(not line.closed and shut & set(line.days) for line in lines):
        said = words("“%(text)s” says a day is open and closed. Leave one of them out.", text=shortened(text))
        raise TimesNotUnderstood(text, said)
    if len({line.led for line in lines if not line.closed}) > 1:
        raise TimesNotUnderstood(text)
    if len({row.opens_at is None and row.closes_at is None for row in rows}) > 1:
        raise TimesNotUnderstood(text, words("Some days in “%(text)s” have no times.", text=shortened(text)))
