"""The mails to referrers who asked to be told: neutral, few, and each sent at least once.

A mail names no family, no need, no reference and no code: whoever reads over a shoulder learns nothing.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from flask import current_app

from accounts import mail
from accounts.keys import CannotRead, unseal
from matching.following.asking import Letter, written
from matching.following.codes import token_of
from matching.following.queries import stop_reminding
from matching.following.reminders import Due, claim, due_reminders, note_sent

PURPOSE = "stop reminders"


def remind_all(now: datetime) -> Counter[str]:
    """Send what is due today: how many were "sent", "failed" (tried again tomorrow) and "unreadable" (forgotten)."""
    today, done = now.date(), Counter[str]()
    with _house().open_session(writing=False) as session:
        due = due_reminders(session, today)
    for one in due:
        with _house().open_session() as session:
            claimed = claim(session, one, today)
            session.commit()
        if claimed:
            done[_send(one, now)] += 1
    return done


def _send(due: Due, now: datetime) -> str:
    """One mail, with no transaction open while it is handed over; then it counts."""
    try:
        address = unseal(due.sealed_email)
    except CannotRead:
        with _house().open_session() as session:
            stop_reminding(session, due.enquiry_id)
            session.commit()
        return "unreadable"
    try:
        letter = _reminder(address, due)
    except mail.MailNotSent:
        return "failed"
    if not letter.post():
        return "failed"
    with _house().open_session() as session:
        note_sent(session, due, now.date())
        session.commit()
    return "sent"


def say_closed(sealed_email: str | None) -> bool:
    """The last mail, to an address that `queries.close` has just deleted; call it after the commit.

    Sent once at most: where the mail server is away, nobody can try again. Whether it was sent.
    """
    if not sealed_email:
        return False
    try:
        link = mail.address_of("following.look")
        subject, body = written("closed", link=link)
        return Letter(unseal(sealed_email), subject, body).post()
    except (CannotRead, mail.MailNotSent):
        return False


def _reminder(address: str, due: Due) -> Letter:
    """Raises MailNotSent where this installation does not know its own address."""
    links = {
        "link": mail.address_of("following.look"),
        "stop": mail.address_of("following.stop_by_link", token=token_of(PURPOSE, due.enquiry_id)),
    }
    subject, body = written("reminder", due=due, **links)
    return Letter(address, subject, body)


def _house() -> Any:
    return current_app.extensions["right_door"]
