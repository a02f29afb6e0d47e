"""A service's timetable: in words, open at a given moment, read from a short line.

Nothing here touches the database, the clock or Flask: callers pass rows, moments and bank holidays in.
"""

from directory.schedules.compact import ScheduleNotUnderstood, read_compact
from directory.schedules.opening import may_be_school_holiday, next_opening, open_at
from directory.schedules.row import ScheduleRow
from directory.schedules.said import in_words

__all__ = [
    "ScheduleNotUnderstood",
    "ScheduleRow",
    "in_words",
    "may_be_school_holiday",
    "next_opening",
    "open_at",
    "read_compact",
]
