"""Where answers go: addresses that people left so that they hear what became of what they sent.

An address is encrypted in the database, and forgotten once the answer has been sent, or after 90 days.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template
from sqlalchemy import update
from sqlmodel import Session, col

from accounts import mail
from accounts.keys import CannotRead, seal, unseal
from directory.additions import ProblemReport
from directory.curation.models import Proposal

KEPT_DAYS = 90

__all__ = ["KEPT_DAYS", "Letter", "NotSent", "forget_old_addresses", "seal", "write_answer", "write_letter"]


class NotSent(Exception):
    """The answer could not be sent; the address is kept, so that it can be sent again."""


@dataclass(frozen=True)
class Letter:
    """Written, and ready to go. Send it when no transaction is open: a mail server may take its time."""

    address: str
    subject: str
    body: str

    def post(self) -> None:
        """Raises NotSent."""
        try:
            mail.send(to=self.address, subject=self.subject, body=self.body)
        except mail.MailNotSent as error:
            raise NotSent from error


def write_answer(sealed: str | None, *, subject: str, letter: str, **about: Any) -> Letter | None:
    """The letter `curation/letters/<letter>.txt` to a sealed address; None where there is no address to write to.

    One that can no longer be read, since SECRET_KEY was changed, is as good as none.
    """
    if not sealed:
        return None
    try:
        address = unseal(sealed)
    except CannotRead:
        return None
    return write_letter(address, subject=subject, letter=letter, **about)


def write_letter(address: str, *, subject: str, letter: str, **about: Any) -> Letter:
    """`about`, besides `page(endpoint, ...)`, is what the letter's template is given."""
    body = render_template(f"curation/letters/{letter}.txt", page=_page, **about)
    tidy = "\n".join(line.rstrip() for line in body.strip().splitlines())
    return Letter(address, " ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", tidy) + "\n")


def _page(endpoint: str, **values: Any) -> str | None:
    """A page's address for a letter; None where this installation does not know its own address."""
    try:
        return mail.address_of(endpoint, **values)
    except mail.MailNotSent:
        return None


def forget_old_addresses(session: Session, today: date) -> int:
    """Forget the addresses that were left more than 90 days ago; how many there were. Does not commit."""
    day = today - timedelta(days=KEPT_DAYS)
    reports = update(ProblemReport).where(
        col(ProblemReport.reply_to).is_not(None), col(ProblemReport.reported_on) < day
    )
    proposals = update(Proposal).where(
        col(Proposal.reply_to).is_not(None), col(Proposal.proposed_at) < datetime.combine(day, time())
    )
    done: Any = [session.execute(each.values(reply_to=None)) for each in (reports, proposals)]
    return sum(result.rowcount for result in done)
