"""A signed cookie by which a browser is known to an account it has signed in to before.

Wrong tries from such a browser are counted on their own, so that a stranger's tries elsewhere cannot make the owner
wait (the "device cookies" of OWASP's Slow Down Online Guessing Attacks). It lets nobody in by itself.
"""

from secrets import token_urlsafe
from typing import Any

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from accounts.models import Account

NAME = "right_door_known"
MOST = 5
"""Accounts that one browser is known to, such as on an office's shared computer."""
SECONDS = 180 * 24 * 60 * 60
LONGEST = 2000


def known_mark(account: Account) -> str | None:
    """The mark this browser was given when it signed in to this account before; None for a browser not known."""
    mark = _read().get(account.id)
    return mark if isinstance(mark, str) else None


def remember_browser(response: Response, account: Account) -> None:
    """Give the browser a mark for this account, besides those it has."""
    marks = _read()
    mark = marks.pop(account.id, None) or token_urlsafe(16)
    kept = dict([*marks.items(), (account.id, mark)][-MOST:])
    response.set_cookie(
        _name(),
        _signer().dumps(kept),
        max_age=SECONDS,
        path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _name() -> str:
    """Over HTTPS, browsers keep a name with this prefix from being set by any other host or for part of the site."""
    return f"__Host-{NAME}" if current_app.config["SESSION_COOKIE_SECURE"] else NAME


def _read() -> dict[str, Any]:
    sent = request.cookies.get(_name(), "")
    if not sent or len(sent) > LONGEST:
        return {}
    try:
        marks = _signer().loads(sent)
    except BadData:
        return {}
    return marks if isinstance(marks, dict) else {}


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="right door: known browser")
