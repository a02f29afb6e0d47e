"""Referrers who want to be reminded to look, as they are kept. Nothing here commits or knows Flask.

Before a mail goes out its row is claimed: the next day to try is tomorrow. Killed in between, the mail goes out
tomorrow, so at least once; and of two rounds at once only one gets the claim.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col, select

from matching.following.dates import MOST_NUDGES, NUDGED_EVERY
from matching.following.models import Reminder, StateChange
from matching.following.queries import stop_reminding
from matching.models import Enquiry

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Due:
    """A mail that is to go out, its address still sealed."""

    enquiry_id: str
    sealed_email: str
    number: int
    """1 to `MOST_NUDGES`."""
    news: bool
    """A state was written since the mail before."""

    @property
    def last(self) -> bool:
        return self.number >= MOST_NUDGES


def remind(session: Session, enquiry: Enquiry, *, sealed_email: str, today: date) -> None:
    """Write to this address, sealed already, when there is news and every two weeks; one address for an enquiry."""
    reminder = session.get(Reminder, enquiry.id) or Reminder(enquiry_id=enquiry.id, sealed_email="", next_on=today)
    reminder.sealed_email, reminder.next_on, reminder.sent = sealed_email, today + NUDGED_EVERY, 0
    session.add(reminder)
    session.flush()


def reminded(session: Session, enquiry_id: str) -> Reminder | None:
    return session.get(Reminder, enquiry_id)


def due_reminders(session: Session, today: date) -> list[Due]:
    """The mails of this day's round, the longest due first."""
    found = select(Reminder).where(col(Reminder.next_on) <= today).order_by(col(Reminder.next_on), Reminder.enquiry_id)
    return [
        Due(one.enquiry_id, one.sealed_email, one.sent + 1, news=_news_since(session, one.enquiry_id, today))
        for one in session.exec(found)
    ]


def claim(session: Session, due: Due, today: date) -> bool:
    """Whether this round is to send it: it is still due, and nobody else is sending it."""
    still = (col(Reminder.enquiry_id) == due.enquiry_id, col(Reminder.sent) == due.number - 1)
    tomorrow = update(Reminder).where(*still, col(Reminder.next_on) <= today).values(next_on=today + timedelta(days=1))
    done: Any = session.execute(tomorrow)
    return bool(done.rowcount)


def note_sent(session: Session, due: Due, today: date) -> None:
    """The mail is out: it counts, and with the last one the address is forgotten."""
    reminder = session.get(Reminder, due.enquiry_id, populate_existing=True)
    if reminder is None:
        return
    if due.last:
        stop_reminding(session, due.enquiry_id)
        return
    reminder.sent, reminder.next_on = due.number, today + NUDGED_EVERY
    session.add(reminder)
    session.flush()


def _news_since(session: Session, enquiry_id: str, today: date) -> bool:
    """Whether a state was written within the time between two mails."""
    newest = select(StateChange.at).where(StateChange.enquiry_id == enquiry_id).order_by(col(StateChange.at).desc())
    at: datetime | None = session.exec(newest.limit(1)).one_or_none()
    return at is not None and today - at.astimezone(LONDON).date() < NUDGED_EVERY
