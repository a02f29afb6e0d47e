"""Read and write accounts. Nothing here commits; what is written stands in the account log."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, col, select

from accounts import codes
from accounts.errors import (
    AccountChanged,
    AccountNotFound,
    EmailTaken,
    InvalidAccount,
    LastAdministrator,
    OwnAccount,
)
from accounts.events import add_event
from accounts.links import end_links
from accounts.models import LONGEST_EMAIL, LONGEST_NAME, Account, Kind
from accounts.passwords import hash_password
from accounts.roles import AccountRole
from accounts.sessions import end_sessions

EMAIL = re.compile(r"[^\s@,;:<>\"()\[\]\\]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


def tidy_email(text: str) -> str:
    """An address as it is kept: in small letters. Raises InvalidAccount for what cannot be one."""
    email = text.strip().lower()
    if not email.isascii() or not email.isprintable() or len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email):
        raise InvalidAccount("email", "give a whole e-mail address, such as name@example.org.")
    return email


def get_account(session: Session, account_id: str) -> Account:
    """Raises AccountNotFound."""
    account = session.get(Account, account_id)
    if account is None:
        raise AccountNotFound(account_id)
    return account


def find_account(session: Session, email: str) -> Account | None:
    """The account with this address, however it was typed; None where there is none or it is no address."""
    try:
        tidy = tidy_email(email)
    except InvalidAccount:
        return None
    return session.exec(select(Account).where(Account.email == tidy)).one_or_none()


def all_accounts(session: Session) -> list[Account]:
    """By name; closed ones last."""
    rows = session.exec(select(Account).order_by(Account.name, Account.email))
    return sorted(rows, key=lambda account: account.disabled_at is not None)


def add_account(
    session: Session,
    *,
    email: str,
    name: str,
    role: AccountRole,
    areas: Sequence[str] = (),
    organization_id: str | None = None,
    by: Account | None,
    now: datetime,
) -> Account:
    """A new account, still without a password. Raises EmailTaken, InvalidAccount."""
    tidy = tidy_email(email)
    if find_account(session, tidy):
        raise EmailTaken(tidy)
    account = Account(email=tidy, name=tidy_name(name), role=role, made_at=now)
    _set_reach(account, role, areas, organization_id)
    session.add(account)
    session.flush()
    add_event(session, account, Kind.INVITED, by=by, now=now, detail=str(role))
    return account


def change_role(
    session: Session,
    account: Account,
    *,
    role: AccountRole,
    areas: Sequence[str] = (),
    organization_id: str | None = None,
    by: Account,
    now: datetime,
    expected_version: int,
) -> None:
    """Raises OwnAccount, LastAdministrator, AccountChanged, InvalidAccount."""
    if account.id == by.id:
        raise OwnAccount
    if account.version != expected_version:
        raise AccountChanged(account.id)
    if role != AccountRole.ADMINISTRATOR:
        _keep_an_administrator(session, account)
    before = account.role
    _set_reach(account, role, areas, organization_id)
    detail = f"{before} → {role}" if before != role else str(role)
    add_event(session, account, Kind.ROLE, by=by, now=now, detail=detail)
    _flush(session, account)


def disable(session: Session, account: Account, *, by: Account | None, now: datetime) -> None:
    """Close an account, end its sessions and its links. Raises OwnAccount, LastAdministrator."""
    if by is not None and account.id == by.id:
        raise OwnAccount
    _keep_an_administrator(session, account)
    account.disabled_at = account.disabled_at or now
    end_sessions(session, account, now=now)
    end_links(session, account, now=now)
    add_event(session, account, Kind.DISABLED, by=by, now=now)
    _flush(session, account)


def enable(session: Session, account: Account, *, by: Account, now: datetime) -> None:
    account.disabled_at = None
    add_event(session, account, Kind.ENABLED, by=by, now=now)
    _flush(session, account)


def set_password(
    session: Session, account: Account, password: str, *, kind: Kind, by: Account | None, now: datetime
) -> None:
    """A new password; every other link and session of the account ends, but none that is begun afterwards."""
    account.password_hash = hash_password(password)
    end_links(session, account, now=now)
    end_sessions(session, account, now=now)
    add_event(session, account, kind, by=by, now=now)
    _flush(session, account)


def change_email(session: Session, account: Account, email: str, *, by: Account | None, now: datetime) -> None:
    """Raises EmailTaken, InvalidAccount. Links that were sent to the old address end."""
    tidy = tidy_email(email)
    other = find_account(session, tidy)
    if other is not None and other.id != account.id:
        raise EmailTaken(tidy)
    account.email = tidy
    end_links(session, account, now=now)
    add_event(session, account, Kind.EMAIL, by=by, now=now)
    _flush(session, account)


def reset_second_step(session: Session, account: Account, *, by: Account | None, now: datetime) -> None:
    """For somebody who lost phone and recovery codes: sessions end, and at the next sign-in it is set up anew."""
    if by is not None and account.id == by.id:
        raise OwnAccount
    codes.turn_off(session, account)
    end_sessions(session, account, now=now)
    add_event(session, account, Kind.STEP_RESET, by=by, now=now)
    _flush(session, account)


def note_failure(session: Session, account: Account) -> None:
    """One more wrong try; counted where it lies, since many may come at once."""
    more = {"failed_sign_ins": Account.failed_sign_ins + 1}
    session.execute(update(Account).where(col(Account.id) == account.id).values(more))


def note_sign_in(session: Session, account: Account, *, now: datetime) -> None:
    """Somebody signed in: wrong tries before it go into the log, and the count starts again."""
    failed = account.failed_sign_ins
    if failed:
        add_event(session, account, Kind.SIGNED_IN, by=account, now=now, detail=str(failed))
    fresh = {"failed_sign_ins": 0, "signed_in_at": now}
    session.execute(update(Account).where(col(Account.id) == account.id).values(fresh))


def tidy_name(name: str) -> str:
    """A name as it is kept: on one line, without what cannot be seen. Raises InvalidAccount."""
    tidy = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise InvalidAccount("name", f"give a name of {LONGEST_NAME} letters at most.")
    return tidy


def _set_reach(account: Account, role: AccountRole, areas: Sequence[str], organization_id: str | None) -> None:
    if role is AccountRole.COMMISSIONER and not areas:
        raise InvalidAccount("areas", "a commissioner needs an area.")
    if role is AccountRole.PROVIDER and not organization_id:
        raise InvalidAccount("organization_id", "a provider editor needs an organisation.")
    account.role = role
    account.areas = list(areas) if role is AccountRole.COMMISSIONER else []
    account.organization_id = organization_id if role is AccountRole.PROVIDER else None


def _keep_an_administrator(session: Session, account: Account) -> None:
    """Nobody else may change an administrator while this looks: else two could each remove the other."""
    query = select(Account).where(Account.role == AccountRole.ADMINISTRATOR).order_by(Account.id).with_for_update()
    fresh = session.exec(query.execution_options(populate_existing=True))
    able = [one for one in fresh if one.is_open and one.id != account.id]
    if account.role == AccountRole.ADMINISTRATOR and account.is_open and not able:
        raise LastAdministrator


def _flush(session: Session, account: Account) -> None:
    account_id = account.id
    session.add(account)
    try:
        session.flush()
    except StaleDataError:
        raise AccountChanged(account_id) from None
