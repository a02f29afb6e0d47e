"""Start, find, renew and end sessions. Nothing here commits, but for `note_seen`, which has a session of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from accounts.models import Account, AccountSession
from accounts.tokens import hash_of, new_token

IDLE = timedelta(minutes=60)
"""NIST SP 800-63B-4, section 2.2.3: at assurance level 2, sign in again after at most an hour without activity."""
ABSOLUTE = timedelta(hours=12)
"""A working day and no more (NIST SP 800-63B-4 allows 24 hours, OWASP 4 to 8 for an office worker's session)."""
SEEN_EVERY = timedelta(minutes=1)
PASSWORD_STANDS = timedelta(minutes=10)
"""For how long the password, asked again, need not be asked again."""
CODE_WAITS = timedelta(minutes=15)
"""For how long somebody who gave the password may look for the phone with the code."""
KEPT = timedelta(days=30)
"""For how long sessions that are over are kept, so that their owner can see where they were signed in."""


@dataclass(frozen=True)
class Visit:
    """A session that is not over, and its account."""

    account: Account
    session: AccountSession

    @property
    def waits_for_code(self) -> bool:
        """Whether the password was right and the code of the second step is still to come."""
        return self.account.has_second_step and self.session.second_step_at is None


def start_session(
    session: Session,
    account: Account,
    *,
    browser: str,
    now: datetime,
    second_step: bool = False,
    confirmed: datetime | None = None,
) -> str:
    """A new session of this account; its token, which is kept nowhere but in the browser's cookie.

    `confirmed`: when the password was asked again, or was chosen.
    """
    token = new_token()
    old = col(AccountSession.account_id) == account.id, col(AccountSession.started_at) < now - KEPT
    session.execute(delete(AccountSession).where(*old))
    started = AccountSession(
        account_id=account.id,
        token_hash=hash_of(token),
        started_at=now,
        last_seen_at=now,
        second_step_at=now if second_step else None,
        password_confirmed_at=confirmed,
        browser=browser,
    )
    session.add(started)
    session.flush()
    return token


def find_visit(session: Session, token: str, now: datetime) -> Visit | None:
    """Whose session this token opens; None where there is none, it is over, or the account is closed."""
    query = (
        select(Account, AccountSession)
        .join(AccountSession, col(AccountSession.account_id) == Account.id)
        .where(AccountSession.token_hash == hash_of(token))
    )
    found = session.exec(query).first()
    if found is None:
        return None
    visit = Visit(*found)
    return visit if visit.account.is_open and is_current(visit, now) else None


def is_current(visit: Visit, now: datetime) -> bool:
    row = visit.session
    if visit.waits_for_code and now - row.started_at > CODE_WAITS:
        return False
    return row.ended_at is None and now - row.last_seen_at <= IDLE and now - row.started_at <= ABSOLUTE


def current_sessions(session: Session, account: Account, now: datetime) -> list[AccountSession]:
    """Where this account is signed in, the latest first."""
    query = select(AccountSession).where(AccountSession.account_id == account.id)
    rows = session.exec(query.order_by(col(AccountSession.last_seen_at).desc()))
    return [row for row in rows if is_current(Visit(account, row), now)]


def end_session(session: Session, account: Account, session_id: str, *, now: datetime) -> bool:
    """End one session of this account; False where it has no such session."""
    return _end(session, account, now, col(AccountSession.id) == session_id) > 0


def end_sessions(session: Session, account: Account, *, now: datetime, but: str | None = None) -> int:
    """End every session of this account, but perhaps one; how many."""
    return _end(session, account, now, *([col(AccountSession.id) != but] if but else []))


def _end(session: Session, account: Account, now: datetime, *which: object) -> int:
    ours = col(AccountSession.account_id) == account.id, col(AccountSession.ended_at).is_(None)
    ended = session.execute(update(AccountSession).where(*ours, *which).values(ended_at=now))  # type: ignore[arg-type]
    return ended.rowcount  # type: ignore[attr-defined]


def note_seen(session: Session, session_id: str, now: datetime) -> None:
    """Write that a session was used, and commit."""
    stale = col(AccountSession.id) == session_id, col(AccountSession.last_seen_at) <= now - SEEN_EVERY
    session.execute(update(AccountSession).where(*stale).values(last_seen_at=now))
    session.commit()
