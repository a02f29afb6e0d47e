"""From the invitation to the second step and out again, as somebody without scripts walks it."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pyotp
import pytest
from conftest import TUESDAY_AFTERNOON
from member import PASSWORD, TOTP_SECRET, Member, add_account, start

from accounts.models import Account, AccountEvent, AccountSession
from accounts.sessions import ABSOLUTE, IDLE

PHRASE = "seven quiet otters swimming"


def invite(app, email="ada@example.org", role="administrator", *more):
    made = app.test_cli_runner().invoke(args=["accounts", "invite", email, "--role", role, *more])
    assert made.exit_code == 0, made.output
    return re.search(r"(/invitation/\S+)", made.output)[1]


def code_at(steps=0, secret=TOTP_SECRET):
    return pyotp.TOTP(secret).at(TUESDAY_AFTERNOON + timedelta(seconds=30 * steps))


def sign_in(person, account, password=PASSWORD, path="/sign-in"):
    person.see(path)
    return person.send(path, {"email": account.email, "password": password})


def mails(app) -> list[str]:
    folder = Path(app.config["DATA_DIR"]) / "mail"
    files = sorted(folder.glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default).get_content() for file in files]


def test_the_first_administrator_comes_in_by_the_link_and_sets_up_the_second_step(app_now):
    person = Member(app_now)
    link = invite(app_now)
    assert "Choose a password" in person.see(link).text
    person.send(link, {"password": PHRASE})
    assert person.places[-1] == "/account"
    assert "One thing is missing" in person.text
    person.see("/accounts")
    person.see(person.response.headers["Location"])
    assert person.places[-1] == "/account/second-step"
    person.send("/account/second-step")
    assert person.places[-1] == "/account/second-step/phone"
    secret = re.search(r'id="key">([A-Z2-7 ]+)<', person.response.text)[1].replace(" ", "")
    assert "<svg" in person.response.text
    person.send("/account/second-step/phone", {"code": code_at(0, secret)})
    codes = re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", person.response.text)
    assert len(set(codes)) == 10
    assert "Everybody who may sign in" in person.see("/accounts").text
    person.send("/sign-out")
    assert person.places[-1] == "/signed-out"
    person.see("/sign-in?next=/accounts")
    person.send("/sign-in?next=/accounts", {"email": "ADA@example.org ", "password": PHRASE})
    assert person.places[-1] == "/sign-in/code?next=/accounts"
    assert person.client.get("/accounts").status_code == 303, "the password alone lets nobody in"
    assert person.send(person.places[-1], {"code": code_at(0, secret)}).status_code == 422, "a code works once"
    person.send(person.places[-1], {"code": code_at(1, secret)})
    assert person.places[-1] == "/accounts"
