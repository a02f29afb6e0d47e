"""Make guessing slow without locking anybody out.

Each try is counted before the secret is looked at, so that a thousand at once are not all let through; the more wrong
ones, the longer the wait. Keys are hashes: neither an e-mail address nor a network address is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from accounts.models import SignInDelay

FADES = timedelta(days=1)
"""Wrong tries are forgotten when there was none for a day."""


@dataclass(frozen=True)
class Rule:
    free: int
    """How many wrong tries cost nothing: people mistype."""
    longest: timedelta
    shared: bool = False
    """Whether one success says nothing about the other tries, as where many people share a network address."""

    def wait_after(self, failures: int) -> timedelta:
        """1, 2, 4, 8 … seconds from the first try that is not free, up to the longest."""
        over = failures - self.free
        if over <= 0:
            return timedelta(0)
        return min(timedelta(seconds=2 ** min(over - 1, 30)), self.longest)


ACCOUNT = Rule(free=4, longest=timedelta(seconds=60))
"""On one account from browsers not known to it: 1,440 guesses a day at most, against twelve signs at least."""
ADDRESS = Rule(free=20, longest=timedelta(minutes=15), shared=True)
"""From one network address, which a whole office may share."""
KNOWN_BROWSER = Rule(free=4, longest=timedelta(seconds=60))
CODE = Rule(free=4, longest=timedelta(minutes=15))
"""Six figures, of which three are right at any moment, are guessed sooner than a password: 96 tries a day at most."""
RESET = Rule(free=3, longest=timedelta(minutes=15))
"""Asking for a link to a new password: mail to somebody who did not ask for it."""


@dataclass(frozen=True)
class Watch:
    key: str
    rule: Rule


def count_try(session: Session, watches: Sequence[Watch], now: datetime) -> int:
    """Count a try and commit, before anything is checked. 0: go ahead. Otherwise the seconds to wait; not counted."""
    rows = _locked(session, watches, now)
    wait = max((row.wait_until - now for row in rows.values()), default=timedelta(0))
    if wait > timedelta(0):
        session.rollback()
        return ceil(wait.total_seconds())
    for watch in watches:
        row = rows[watch.key]
        row.failures = row.failures + 1 if now - row.last_at <= FADES else 1
        row.last_at, row.wait_until = now, now + watch.rule.wait_after(row.failures)
    session.execute(delete(SignInDelay).where(col(SignInDelay.last_at) < now - 2 * FADES))
    session.commit()
    return 0


def forgive(session: Session, watches: Sequence[Watch], now: datetime) -> None:
    """The try was right: take back its count, and where it speaks for one person, all counts. Does not commit."""
    for watch in watches:
        row = col(SignInDelay.key) == watch.key
        if watch.rule.shared:
            fewer = {"failures": SignInDelay.failures - 1, "wait_until": now}
            session.execute(update(SignInDelay).where(row, col(SignInDelay.failures) > 0).values(fewer))
        else:
            session.execute(delete(SignInDelay).where(row))


def write_as_much(session: Session, watches: Sequence[Watch]) -> None:
    """One row written again as it is, so that a try at no account takes as long as one at an account's password."""
    same = update(SignInDelay).where(col(SignInDelay.key) == watches[0].key)
    session.execute(same.values(failures=SignInDelay.failures))


def _locked(session: Session, watches: Sequence[Watch], now: datetime) -> dict[str, SignInDelay]:
    """The rows, made where they are missing, kept from everybody else until the commit; always in the same order."""
    keys = sorted(watch.key for watch in watches)
    new = [{"key": key, "failures": 0, "last_at": now, "wait_until": now} for key in keys]
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for row in new:
        session.execute(dialect.insert(SignInDelay).values(row).on_conflict_do_nothing())
    query = select(SignInDelay).where(col(SignInDelay.key).in_(keys)).order_by(SignInDelay.key).with_for_update()
    return {row.key: row for row in session.exec(query.execution_options(populate_existing=True))}
