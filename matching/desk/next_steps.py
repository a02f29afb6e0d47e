"""What follows from a call as a rule: the day to ask what became of it, or closing it at once. Pure.

An officer may always choose otherwise; these are what a form is filled in with, so that nobody has to think of a day.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from matching.entries import PathwayId
from matching.following.models import Closing, ClosingReason, DemandKind

WORKING_DAYS: dict[PathwayId, int] = {
    PathwayId.EMERGENCY: 1,
    PathwayId.SAFEGUARDING: 1,
    PathwayId.EARLY_HELP: 10,
}
"""After this many working days somebody asks. The front door decides within one working day (Working Together 2023);
early help is given two weeks, as the guide tells the referrer. Advice waits for nothing."""
SATURDAY = 5
ANSWERED_AT_ONCE = {DemandKind.CHASING, DemandKind.MISDIRECTED}
"""Calls that are over when they are over: the enquiry they are about has a day of its own."""


@dataclass(frozen=True)
class NextStep:
    """A day to ask again, or an outcome with its reason; never both."""

    chase_on: date | None = None
    closing: Closing | None = None
    reason: ClosingReason | None = None

    @property
    def closes(self) -> bool:
        return self.closing is not None


AT_ONCE = NextStep(closing=Closing.INFORMATION, reason=ClosingReason.ANSWERED)


def usual_step(pathway: str | None, demand: str | None, today: date, holidays: Container[date]) -> NextStep:
    """What follows from a call of this kind that ended in this advice; with no advice it closes as answered."""
    if pathway is None or pathway == PathwayId.ADVICE:
        return AT_ONCE
    if demand in ANSWERED_AT_ONCE and pathway == PathwayId.EARLY_HELP:
        return AT_ONCE
    return NextStep(chase_on=working_days_on(today, WORKING_DAYS[PathwayId(pathway)], holidays))


def working_days_on(start: date, count: int, holidays: Container[date]) -> date:
    """The day that is so many working days after `start`, without weekends and bank holidays."""
    day = start
    while count:
        day += timedelta(1)
        count -= is_working_day(day, holidays)
    return day


def is_working_day(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
