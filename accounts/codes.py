"""The second step of signing in: six figures from a phone, or one of ten recovery codes. Nothing here commits."""

import hmac
from datetime import datetime
from secrets import choice

import pyotp
from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, func, select

from accounts.keys import CannotRead, keyed_hash, seal, unseal
from accounts.models import Account, RecoveryCode

ISSUER = "Right Door"
SECONDS = 30
DRIFT = 1
"""How many half-minutes a phone's clock may be wrong (RFC 6238, section 5.2 recommends one at most)."""
RECOVERY_CODES = 10
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's thirty-two, without those that people mistake."""
HALF = 5
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def propose_secret(account: Account) -> None:
    """Give the account a secret to put into a phone. It counts once a code has proved that the phone has it."""
    account.totp_secret = seal(pyotp.random_base32())
    account.totp_since = account.totp_last_used = None


def secret_of(account: Account) -> str | None:
    """The secret to show while the second step is being set up. Raises CannotRead."""
    return unseal(account.totp_secret) if account.totp_secret else None


def phone_address(account: Account, secret: str) -> str:
    """What the square picture says to the phone."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER)


def use_code(session: Session, account: Account, typed: str, now: datetime) -> bool:
    """Whether these are the figures of now or of the half-minute before or after, and were not used before."""
    step = _matching_step(account, "".join(sign for sign in typed if sign.isdigit()), now)
    if step is None:
        return False
    unused = or_(col(Account.totp_last_used).is_(None), col(Account.totp_last_used) < step)
    used = session.execute(update(Account).where(col(Account.id) == account.id, unused).values(totp_last_used=step))
    return used.rowcount == 1  # type: ignore[attr-defined]


def _matching_step(account: Account, figures: str, now: datetime) -> int | None:
    try:
        secret = secret_of(account)
    except CannotRead:
        return None
    if secret is None or not figures.isascii():
        return None
    clock, totp = int(now.timestamp()) // SECONDS, pyotp.TOTP(secret)
    steps = range(clock - DRIFT, clock + DRIFT + 1)
    return next((step for step in steps if hmac.compare_digest(totp.generate_otp(step), figures)), None)


def turn_on(account: Account, now: datetime) -> None:
    account.totp_since = now


def turn_off(session: Session, account: Account) -> None:
    account.totp_secret = account.totp_since = account.totp_last_used = None
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account.id))


def make_recovery_codes(session: Session, account: Account) -> list[str]:
    """Ten new codes in place of the old ones. Only their hashes are kept, so this is the one time to show them."""
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account.id))
    codes = ["".join(choice(SIGNS) for _ in range(2 * HALF)) for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(account_id=account.id, code_hash=_hash(account, code)) for code in codes)
    return [f"{code[:HALF]}-{code[HALF:]}" for code in codes]


def use_recovery_code(session: Session, account: Account, typed: str, now: datetime) -> bool:
    """Whether this is one of the account's codes that was not used before, however it was typed."""
    code = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum()).translate(MISREAD)
    which = (
        col(RecoveryCode.account_id) == account.id,
        col(RecoveryCode.code_hash) == _hash(account, code),
        col(RecoveryCode.used_at).is_(None),
    )
    used = session.execute(update(RecoveryCode).where(*which).values(used_at=now))
    return used.rowcount == 1  # type: ignore[attr-defined]


def recovery_codes_left(session: Session, account: Account) -> int:
    unused = col(RecoveryCode.account_id) == account.id, col(RecoveryCode.used_at).is_(None)
    return session.exec(select(func.count()).select_from(RecoveryCode).where(*unused)).one()


def _hash(account: Account, code: str) -> str:
    return keyed_hash("recovery code", f"{account.id} {code}")
