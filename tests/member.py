"""Somebody with an account, signed in already, over HTTP."""

import re
import time
from collections.abc import Sequence
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyotp
from flask import Flask
from referrer import Referrer
from werkzeug.test import TestResponse

from accounts.keys import seal
from accounts.models import Account
from accounts.passwords import hash_password
from accounts.roles import AccountRole, needs_second_step
from accounts.sessions import start_session
from directory.models import Organization

PASSWORD = "mallow thirteen lanterns"
PHRASE = "seven quiet otters swimming"
"""A password to choose anew."""
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_hashed: list[str] = []


class Member(Referrer):
    """As `Referrer`: `see` a page, `send` its form. Besides: whose account it is."""

    def __init__(self, app: Flask, account: Account | None = None, token: str | None = None) -> None:
        super().__init__(app)
        self.account = account
        if token is not None:
            with self.client.session_transaction() as cookie:
                cookie["_user_id"] = token

    @property
    def id(self) -> str:
        assert self.account is not None
        return self.account.id


def add_account(
    app: Flask,
    role: str,
    *,
    areas: Sequence[str] = (),
    organization_id: str | None = None,
    email: str | None = None,
    second_step: bool | None = None,
) -> Account:
    """An account that is open; with its second step set up unless its role needs none, or it is told otherwise."""
    house = app.extensions["right_door"]
    with app.app_context(), house.open_session() as session:
        if role == AccountRole.PROVIDER and organization_id is None:
            trust = Organization(name="Willow Trust")
            session.add(trust)
            session.flush()
            organization_id = trust.id
        account = Account(
            email=email or f"{role.replace(' ', '.')}.{uuid4().hex[:6]}@example.org",
            name=f"Sam the {role}",
            role=role,
            areas=list(areas),
            organization_id=organization_id,
            password_hash=_password_hash(),
            made_at=house.now(),
        )
        if needs_second_step(role) if second_step is None else second_step:
            account.totp_secret, account.totp_since = seal(TOTP_SECRET), house.now()
        session.add(account)
        session.commit()
    return account


def start(app: Flask, account: Account, *, second_step: bool = True) -> str:
    """Sign an account in without its forms: the token for the cookie."""
    house = app.extensions["right_door"]
    with house.open_session() as session:
        token = start_session(session, account, browser="Firefox on Linux", now=house.now(), second_step=second_step)
        session.commit()
    return token


def join(app: Flask, role: str, **about: Any) -> Member:
    account = add_account(app, role, **about)
    return Member(app, account, start(app, account))


def _password_hash() -> str:
    if not _hashed:
        _hashed.append(hash_password(PASSWORD))
    return _hashed[0]


def invite(app: Flask, email: str = "ada@example.org", role: str = "administrator") -> str:
    """Invite by the command on the server; the path of the link."""
    made = app.test_cli_runner().invoke(args=["accounts", "invite", email, "--role", role])
    assert made.exit_code == 0, made.output
    found = re.search(r"(/invitation/\S+)", made.output)
    assert found, made.output
    return found[1]


def code_at(app: Flask, steps: int = 0, secret: str = TOTP_SECRET) -> str:
    """The code that a phone shows, so many half-minutes from the app's own moment."""
    return pyotp.TOTP(secret).at(app.extensions["right_door"].now() + timedelta(seconds=30 * steps))


def sign_in(person: Member, account: Account, password: str = PASSWORD) -> TestResponse:
    person.see("/sign-in")
    return person.send("/sign-in", {"email": account.email, "password": password})


def mails(app: Flask, to: str = "") -> list[str]:
    """The words of what was mailed, to anybody or to one address, the newest last."""
    folder = Path(app.config["DATA_DIR"]) / "mail"
    read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in sorted(folder.glob("*.eml"))]
    return [message.get_content() for message in read if to in str(message["To"])]


def wait_for_link(app: Flask, page: str, to: str = "") -> str:
    """The last link of this kind that was mailed; the mail is sent while nobody waits for it."""
    for _ in range(1200):
        found = re.findall(rf"http://127\.0\.0\.1:5000(/{page}/\S+)", "\n".join(mails(app, to)))
        if found:
            return found[-1]
        time.sleep(0.05)
    raise AssertionError(f"no mail with a link to {page}")
