"""The e-mails about accounts: short, plain, without a word about anybody else."""

from threading import Thread

from flask import Flask, current_app
from flask_babel import gettext

from accounts import mail
from accounts.links import LIVES
from accounts.models import Account, Purpose

PAGES = {
    Purpose.INVITATION: "accounts.invitation",
    Purpose.PASSWORD: "accounts.new_password",
    Purpose.EMAIL: "accounts.new_address",
}
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


def send_password_link(account: Account, token: str) -> None:
    """Sent while nobody waits: how long a page takes must not tell whether an address is known."""
    body = gettext(
        "Hello %(name)s,\n\nsomebody asked for a new password for your account at Right Door.\n"
        "If it was you, open this page within an hour:\n\n%(address)s\n\n"
        "If it was not you, leave it: your password stays as it is.",
        name=account.name,
        address=link_address(Purpose.PASSWORD, token),
    )
    _send_unseen(account.email, gettext("A new password for Right Door"), body)


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
    _send_unseen(email, gettext("A change to your Right Door account"), body)


def _send_unseen(to: str, subject: str, body: str) -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    Thread(target=_send_in_thread, args=(app, to, subject, body + FOOT)).start()


def _send_in_thread(app: Flask, to: str, subject: str, body: str) -> None:
    with app.app_context():
        try:
            mail.send(to=to, subject=subject, body=body)
        except mail.MailNotSent as error:
            app.logger.error("An e-mail about an account was not sent: %s", error)
