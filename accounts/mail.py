"""Send an e-mail: by the server of SMTP_URL, or, without one, into the folder `DATA_DIR/mail`.

A program that fails to send says that it did, never to whom or what.
"""

import os
import smtplib
import ssl
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app

SECONDS = 10
"""How long the mail server may take to answer; a page waits for it."""
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
SENDER = "Right Door"
NO_SENDER = "right-door@localhost"


class MailNotSent(Exception):
    """The mail could not be handed over; the sentence says why without naming anybody."""


def send(*, to: str, subject: str, body: str) -> None:
    """Send a plain message to one address. Raises MailNotSent."""
    try:
        message = _message(to, subject, body)
    except ValueError as error:
        raise MailNotSent("The address or the subject cannot stand in an e-mail.") from error
    place = folder()
    try:
        if place is None:
            _hand_over(message, current_app.config["SMTP_URL"])
        else:
            _keep(message, place)
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSent(f"The e-mail could not be sent ({type(error).__name__}).") from error


def folder() -> Path | None:
    """Where mail is kept that no server sends; None where a server sends it."""
    return None if current_app.config["SMTP_URL"] else Path(current_app.config["DATA_DIR"]) / "mail"


def address_of(endpoint: str, **values: Any) -> str:
    """A page's full address for use in a mail: from BASE_URL, never from what a request calls this host."""
    base = current_app.config["BASE_URL"]
    if not base:
        raise MailNotSent("BASE_URL is not set, so that no link can be put in an e-mail.")
    return str(base).rstrip("/") + current_app.url_map.bind("localhost").build(endpoint, values)


def _message(to: str, subject: str, body: str) -> EmailMessage:
    message = EmailMessage()
    user, _, domain = to.rpartition("@")
    sender, _, sender_domain = (current_app.config["MAIL_FROM"] or NO_SENDER).rpartition("@")
    message["To"] = Address(username=user, domain=domain)
    message["From"] = Address(SENDER, sender, sender_domain)
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=sender_domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def _hand_over(message: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    trusted = ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trusted)
        if parts.scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=SECONDS)
    ) as server:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=trusted)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _keep(message: EmailMessage, place: Path) -> None:
    """One file for each mail, which its owner alone may read, since links in it let people in."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = place / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{token_hex(4)}.eml"
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
        opened.write(message.as_bytes())
