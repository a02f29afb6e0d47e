"""Links that are sent by e-mail and do one thing once. Nothing here commits."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from accounts.errors import LinkNotUsable
from accounts.models import Account, AccountLink, Purpose
from accounts.tokens import hash_of, new_token

LIVES = {
    Purpose.INVITATION: timedelta(days=7),
    Purpose.PASSWORD: timedelta(hours=1),
    Purpose.EMAIL: timedelta(hours=1),
}


def make_link(
    session: Session, account: Account, purpose: Purpose, *, now: datetime, new_email: str | None = None
) -> str:
    """A new link's token, in place of older links for the same purpose."""
    end_links(session, account, purpose, now=now)
    token = new_token()
    link = AccountLink(
        account_id=account.id,
        purpose=purpose,
        token_hash=hash_of(token),
        expires_at=now + LIVES[purpose],
        new_email=new_email,
    )
    session.add(link)
    session.flush()
    return token


def find_link(session: Session, token: str, purpose: Purpose, *, now: datetime) -> tuple[AccountLink, Account]:
    """A link that can be used, and whose it is; looking at it does not use it. Raises LinkNotUsable."""
    query = (
        select(AccountLink, Account)
        .join(Account, col(AccountLink.account_id) == Account.id)
        .where(AccountLink.token_hash == hash_of(token), AccountLink.purpose == purpose)
    )
    found = session.exec(query).first()
    if found is None:
        raise LinkNotUsable
    link, account = found
    answered = purpose is Purpose.INVITATION and account.password_hash is not None
    if link.used_at is not None or link.expires_at <= now or account.disabled_at is not None or answered:
        raise LinkNotUsable
    return link, account


def use_link(session: Session, token: str, purpose: Purpose, *, now: datetime) -> tuple[AccountLink, Account]:
    """Use a link up, and with it every other link of its account. Of two who use it at once, one gets LinkNotUsable."""
    link, account = find_link(session, token, purpose, now=now)
    unused = col(AccountLink.id) == link.id, col(AccountLink.used_at).is_(None)
    used = session.execute(update(AccountLink).where(*unused).values(used_at=now))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise LinkNotUsable
    end_links(session, account, now=now)
    return link, account


def end_links(session: Session, account: Account, purpose: Purpose | None = None, *, now: datetime) -> None:
    """Make links of an account useless: all of them, or those for one purpose."""
    which = [col(AccountLink.account_id) == account.id, col(AccountLink.used_at).is_(None)]
    if purpose is not None:
        which.append(col(AccountLink.purpose) == purpose)
    session.execute(update(AccountLink).where(*which).values(used_at=now))
