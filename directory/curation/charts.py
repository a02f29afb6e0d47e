"""Small drawings beside the figures that they show: bars, ranges, spans of time. SVG from the server, no inline style.

Places are in per cent of the width, so that a drawing fits a phone and its words keep their size. Each is hidden from
screen readers, since the same figures stand beside it in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

THIN, HIGH = 12, 20
MOST_TICKS = 8


def bar(share: float) -> Markup:
    """A bar as long as a share of the whole width; `share` is from 0 to 1."""
    return _drawn(HIGH, _box("rd-chart__bar", 0, share, 3, 14))


def range_bar(low: float, value: float, high: float) -> Markup:
    """A value on a line from 0 to 100 %, with the range that it is likely in."""
    return _drawn(
        HIGH + 18,
        _word("0%", 0, "rd-chart__year", y=36),
        _word("100%", 1, "rd-chart__year", y=36),
        _line("rd-chart__axis", 0, 1, 10),
        _box("rd-chart__range", low, high - low, 6, 8),
        _upright("rd-chart__value", value, 2, 18),
    )


@dataclass(frozen=True)
class Calendar:
    """A stretch of time that several drawings share, so that the same day stands at the same place in each."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day stands, from 0 to 1; a day outside stands at the edge."""
        return min(1.0, max(0.0, (day - self.first).days / max(1, (self.last - self.first).days)))

    def years(self) -> list[int]:
        """The years that begin within it, few enough to be read side by side."""
        all_of_them = range(self.first.year + 1, self.last.year + 1)
        return list(all_of_them)[:: max(1, -(-len(all_of_them) // MOST_TICKS))]


def calendar_for(days: Iterable[date], today: date) -> Calendar:
    """From the January before the first of the days to the December after the last; today is within."""
    known = [*days, today]
    return Calendar(date(min(known).year, 1, 1), date(max(known).year, 12, 31))


def time_axis(calendar: Calendar, today: date, today_label: str) -> Markup:
    """The years, and where today is, as the head of a column of spans."""
    marks = [_word(str(year), calendar.at(date(year, 1, 1)), "rd-chart__year") for year in calendar.years()]
    here = calendar.at(today)
    return _drawn(
        38, *marks, _word(today_label, here, "rd-chart__today-word", y=34), _upright("rd-chart__today", here, 36)
    )


def span(calendar: Calendar, start: date | None, end: date | None, today: date, tone: str) -> Markup:
    """One stretch of time; an unknown start or end runs to the edge, drawn open. `tone` is a name of a colour."""
    left = calendar.at(start) if start else 0.0
    right = calendar.at(end) if end else 1.0
    box = _box(f"rd-chart__span rd-chart__span--{tone}", left, max(right - left, 0.005), 4, THIN)
    opened = [_upright("rd-chart__open", place, 4, 16) for place, day in ((left, start), (right, end)) if day is None]
    return _drawn(
        HIGH, _line("rd-chart__axis", 0, 1, 10), box, *opened, _upright("rd-chart__today", calendar.at(today), 0)
    )


def _drawn(height: int, *parts: Markup) -> Markup:
    opened = Markup('<svg class="rd-chart" width="100%" height="{}" aria-hidden="true" focusable="false">').format(
        height
    )
    return opened + Markup("").join(parts) + Markup("</svg>")


def _box(name: str, left: float, width: float, top: int, height: int) -> Markup:
    shape = Markup('<rect class="{}" x="{}%" width="{}%" y="{}" height="{}" rx="2"/>')
    return shape.format(name, _percent(left), _percent(width), top, height)


def _line(name: str, left: float, right: float, y: int) -> Markup:
    shape = Markup('<line class="{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>')
    return shape.format(name, _percent(left), _percent(right), y, y)


def _upright(name: str, at: float, top: int, bottom: int = HIGH) -> Markup:
    shape = Markup('<line class="{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>')
    return shape.format(name, _percent(at), _percent(at), top, bottom)


def _word(word: str, at: float, name: str, y: int = 14) -> Markup:
    anchor = "start" if at < 0.1 else "end" if at > 0.9 else "middle"
    return Markup('<text class="{}" x="{}%" y="{}" text-anchor="{}">{}</text>').format(
        name, _percent(at), y, anchor, word
    )


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"
