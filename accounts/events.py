"""The account log: who did what to whose account, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from accounts.models import Account, AccountEvent, Kind


@dataclass(frozen=True)
class Entry:
    at: datetime
    kind: str
    about: str
    """The name of whose account it is."""
    by: str | None
    """Who did it; None for a command on the server, or for nobody signed in."""
    detail: str | None


def add_event(
    session: Session, account: Account, kind: Kind, *, by: Account | None, now: datetime, detail: str | None = None
) -> None:
    event = AccountEvent(at=now, account_id=account.id, by_account_id=by.id if by else None, kind=kind, detail=detail)
    session.add(event)


def latest_events(session: Session, *, account_id: str | None = None, limit: int = 100) -> Sequence[Entry]:
    """The log's last lines, the latest first: of every account, or of one."""
    doer = aliased(Account)
    query = (
        select(AccountEvent, Account.name, doer.name)
        .join(Account, col(AccountEvent.account_id) == Account.id)
        .outerjoin(doer, col(AccountEvent.by_account_id) == doer.id)
        .order_by(col(AccountEvent.at).desc(), col(AccountEvent.id))
        .limit(limit)
    )
    if account_id is not None:
        query = query.where(AccountEvent.account_id == account_id)
    return [Entry(event.at, event.kind, about, by, event.detail) for event, about, by in session.exec(query)]
