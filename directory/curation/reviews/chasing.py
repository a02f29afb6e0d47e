"""The day's round of letters to providers: written down, sent, counted, one after the other."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import gettext, ngettext

from accounts import mail
from directory.curation.approvals.replies import write_letter
from directory.curation.reviews.letters_out import (
    Ask,
    Made,
    Nobody,
    Round,
    forget_letter,
    mark_unconfirmed,
    note_sent,
    plan_round,
    write_down,
)
from directory.curation.reviews.rules import LINK_DAYS

Tick = Callable[[int, int], None]


@dataclass
class Done:
    """What a round did."""

    letters: int = 0
    asked: Counter[int] = field(default_factory=Counter)
    """0 for the first letter, 1 to 3 for a chaser -> about how many services."""
    failed: list[tuple[str, str]] = field(default_factory=list)
    """(name of a service, why its letter could not be sent)."""
    marked: list[str] = field(default_factory=list)
    """Names of services whose pages say from now on that nobody has confirmed them."""
    nobody: tuple[Nobody, ...] = ()


def plan(now: datetime) -> Round:
    with _house().open_session(writing=False) as session:
        return plan_round(session, now)


def chase(now: datetime, tick: Tick = lambda done, of: None) -> Done:
    """Send what is due, and mark what nobody has confirmed. Run twice on a day, the second does nothing."""
    to_do = plan(now)
    done, steps = Done(nobody=to_do.nobody), len(to_do.letters) + len(to_do.unconfirmed)
    for number, (address, asks) in enumerate(to_do.letters.items(), start=1):
        _count(done, send_letter(address, asks, now))
        tick(number, steps)
    for number, ask in enumerate(to_do.unconfirmed, start=len(to_do.letters) + 1):
        with _house().open_session() as session:
            if mark_unconfirmed(session, ask, now.date()):
                done.marked.append(ask.name)
            session.commit()
        tick(number, steps)
    return done


@dataclass(frozen=True)
class Sent:
    """What became of one letter: the services in it, and why it failed, if it did."""

    made: tuple[Made, ...]
    failed: str | None = None


def send_letter(address: str, asks: Iterable[Ask], now: datetime, *, anyway: bool = False) -> Sent:
    """Write a letter down, send it with no transaction open, then count it; each is committed."""
    with _house().open_session() as session:
        made = write_down(session, address, asks, now, anyway=anyway)
        session.commit()
    if not made:
        return Sent(())
    try:
        _post(address, made)
    except mail.MailNotSent as error:
        with _house().open_session() as session:
            forget_letter(session, made)
            session.commit()
        return Sent(tuple(made), str(error))
    with _house().open_session() as session:
        note_sent(session, address, made, now.date())
        session.commit()
    return Sent(tuple(made))


def _post(address: str, made: list[Made]) -> None:
    """Raises MailNotSent."""
    links = [(each.ask.name, mail.address_of("directory.review", token=each.token)) for each in made]
    last = max(each.ask.number for each in made)
    if len(made) == 1:
        subject = gettext("Is this still right? %(name)s", name=made[0].ask.name)
    else:
        subject = ngettext("Is this still right? %(num)d service", "Is this still right? %(num)d services", len(made))
    letter = write_letter(address, subject=subject, letter="review", links=links, chaser=last, days=LINK_DAYS)
    mail.send(to=letter.address, subject=letter.subject, body=letter.body)


def _count(done: Done, sent: Sent) -> None:
    if sent.failed:
        done.failed += [(each.ask.name, sent.failed) for each in sent.made]
    elif sent.made:
        done.letters += 1
        done.asked.update(each.ask.number for each in sent.made)


def _house() -> Any:
    return current_app.extensions["right_door"]
