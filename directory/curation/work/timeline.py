"""The deadlines of the coming 90 days, week by week: a drawing, and the same figures for its table.

The drawing is SVG from the server with no inline style; places are in per cent of the width, so that it fits a phone
and its words keep their size. It is hidden from screen readers, which read the table.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from directory.curation.work.board import Board
from directory.curation.work.found import check_due
from directory.curation.work.worklist import LATER_DAYS
from directory.wording import Words, words

WEEKS = -(-LATER_DAYS // 7)
WIDTH = 100 / WEEKS
TOP, HIGH, FOOT = 22, 96, 26
GAP = 0.16
"""The share of a week's width that is left free between two bars."""

KINDS: tuple[tuple[str, Words], ...] = (
    ("contracts", words("Contracts end")),
    ("reviews", words("Contract reviews")),
    ("checks", words("Records to check")),
    ("actions", words("Audit actions")),
)
"""What is drawn, from the bottom up; the name is that of its colour."""


@dataclass(frozen=True)
class Week:
    first: date
    counts: tuple[int, ...]
    """For each of `KINDS`."""

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Timeline:
    weeks: tuple[Week, ...]
    drawing: Markup

    @property
    def total(self) -> int:
        return sum(week.total for week in self.weeks)

    @property
    def kinds(self) -> tuple[tuple[str, Words], ...]:
        return KINDS


def timeline(board: Board, say_day: Callable[[date], str]) -> Timeline:
    """The thirteen weeks from today on; `say_day` writes a short date, such as "3 Mar"."""
    days = _days(board)
    counts = [[_in_week(several, board.today, week) for several in days] for week in range(WEEKS)]
    weeks = tuple(Week(board.today + timedelta(7 * week), tuple(found)) for week, found in enumerate(counts))
    return Timeline(weeks, _drawn(weeks, say_day))


def _days(board: Board) -> list[list[date]]:
    rows = board.rows.values()
    days: list[Iterable[date | None]] = [
        (row.contract_end for row in rows),
        (row.contract_review for row in rows),
        (check_due(row) for row in rows),
        (thing.on for thing in board.waiting.actions),
    ]
    last = board.today + timedelta(LATER_DAYS)
    return [[day for day in several if day and board.today <= day <= last] for several in days]


def _in_week(days: Iterable[date], today: date, week: int) -> int:
    return sum((day - today).days // 7 == week for day in days)


FRAME = Markup('<svg class="rd-weeks" width="100%" height="{}" aria-hidden="true" focusable="false">{}{}</svg>')
FLOOR = Markup('<line class="rd-weeks__floor" x1="0%" x2="100%" y1="{0}" y2="{0}"/>')
BAR = Markup('<rect class="rd-weeks__bar rd-weeks__bar--{}" x="{:.2f}%" width="{:.2f}%" y="{:.1f}" height="{:.1f}"/>')
COUNT = Markup('<text class="rd-weeks__count" x="{:.2f}%" y="{:.1f}" text-anchor="middle">{}</text>')
DATE = Markup('<text class="rd-weeks__date" x="{:.2f}%" y="{}" text-anchor="{}">{}</text>')
DATED_EVERY = 4
"""Weeks: a date under each would not fit a phone."""


def _drawn(weeks: Sequence[Week], say_day: Callable[[date], str]) -> Markup:
    most = max((week.total for week in weeks), default=0) or 1
    bars = [_week(number, week, most) for number, week in enumerate(weeks)]
    dates = [_date(number, weeks[number], say_day) for number in range(0, len(weeks), DATED_EVERY)]
    return FRAME.format(TOP + HIGH + FOOT, Markup("").join([*bars, *dates]), FLOOR.format(TOP + HIGH))


def _week(number: int, week: Week, most: int) -> Markup:
    """One bar of its parts, and the number above it."""
    bottom, parts = float(TOP + HIGH), []
    for (name, _), count in zip(KINDS, week.counts, strict=True):
        height = HIGH * count / most
        bottom -= height
        if count:
            parts.append(BAR.format(name, _left(number), WIDTH * (1 - GAP), bottom, height))
    if week.total:
        parts.append(COUNT.format(WIDTH * (number + 0.5), bottom - 6, week.total))
    return Markup("").join(parts)


def _date(number: int, week: Week, say_day: Callable[[date], str]) -> Markup:
    """The last week's ends where its bar ends: there is no room to its right."""
    last = number == WEEKS - 1
    at = _left(number) + (WIDTH * (1 - GAP) if last else 0)
    return DATE.format(at, TOP + HIGH + 18, "end" if last else "start", say_day(week.first))


def _left(number: int) -> float:
    return WIDTH * (number + GAP / 2)
