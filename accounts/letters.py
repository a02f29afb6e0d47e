"""The e-mails about accounts: short, plain, without a word about anybody else."""

from collections.abc import Callable, Sequence
from secrets import randbelow
from threading import Thread
from time import sleep

from flask import Flask, current_app
from flask_babel import gettext
from sqlalchemy.exc import SQLAlchemyError

from accounts import mail
from accounts.links import LIVES, make_link
from accounts.models import Account, Purpose
from accounts.queries import find_account

PAGES = {
    Purpose.INVITATION: "accounts.invitation",
    Purpose.PASSWORD: "accounts.new_password",
    Purpose.EMAIL: "accounts.new_address",
}
AT_MOST_MILLISECONDS = 1000
"""How long a link may wait to be made: the page asked for next would else wait for it, and tell by how long."""
FOOT = "\n\nRight Door\n"


def link_address(purpose: Purpose, token: str) -> str:
    return mail.address_of(PAGES[purpose], token=token)


def send_invitation(account: Account, token: str) -> None:
    """Raises MailNotSent."""
    days = LIVES[Purpose.INVITATION].days
    body = gettext(
        "Hello %(name)s,\n\nyou are invited to Right Door, the directory of help for children and families.\n"
        "To choose a password, open this page within %(days)s days:\n\n%(address)s\n\n"
        "If you did not expect this, leave it: nothing happens without you.",
        name=account.name,
        days=days,
        address=link_address(Purpose.INVITATION, token),
    )
    mail.send(to=account.email, subject=gettext("Your invitation to Right Door"), body=body + FOOT)


def send_password_link(email: str) -> None:
    """A link for whoever has this address, if anybody has; looked up, made and sent while nobody waits.

    How long a page takes must not tell whether an address is known.
    """
    _while_nobody_waits(_send_password_link, email)


def _send_password_link(email: str) -> None:
    sleep(randbelow(AT_MOST_MILLISECONDS) / 1000)
    house = current_app.extensions["right_door"]
    with house.open_session() as session:
        account = find_account(session, email)
        if account is None or not account.is_open:
            return
        token = make_link(session, account, Purpose.PASSWORD, now=house.now())
        session.commit()
    mail.send(to=account.email, subject=gettext("A new password for Right Door"), body=_password_letter(account, token))


def _password_letter(account: Account, token: str) -> str:
    body = gettext(
        "Hello %(name)s,\n\nsomebody asked for a new password for your account at Right Door.\n"
        "If it was you, open this page within an hour:\n\n%(address)s\n\n"
        "If it was not you, leave it: your password stays as it is.",
        name=account.name,
        address=link_address(Purpose.PASSWORD, token),
    )
    return str(body + FOOT)


def send_address_link(account: Account, new_email: str, token: str) -> None:
    """To the new address, to show that it is theirs. Raises MailNotSent."""
    body = gettext(
        "Hello %(name)s,\n\nto sign in to Right Door with this address, open this page within an hour:\n\n"
        "%(address)s\n\n"
        "If you did not expect this, leave it: nothing changes.",
        name=account.name,
        address=link_address(Purpose.EMAIL, token),
    )
    mail.send(to=new_email, subject=gettext("Your new address for Right Door"), body=body + FOOT)


def tell_owner(email: str, what: str) -> None:
    """Tell an account's owner what was changed, so that they notice what they did not do."""
    body = gettext(
        "Hello,\n\n%(what)s\n\nIf it was not you, tell the person who looks after Right Door where you work, today.",
        what=what,
    )
    subject = gettext("A change to your Right Door account")
    _while_nobody_waits(lambda: mail.send(to=email, subject=subject, body=body + FOOT))


def _while_nobody_waits(send: Callable[..., None], *about: str) -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    Thread(target=_send_in_thread, args=(app, send, about)).start()


def _send_in_thread(app: Flask, send: Callable[..., None], about: Sequence[str]) -> None:
    with app.app_context():
        try:
            send(*about)
        except (mail.MailNotSent, SQLAlchemyError) as error:
            app.logger.error("An e-mail about an account was not sent (%s).", type(error).__name__)
