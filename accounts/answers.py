"""Answers that several pages of accounts give."""

from collections.abc import Callable

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from wtforms import Field

from accounts.errors import AccountNotFound
from accounts.forms import PressForm
from accounts.models import Account
from accounts.queries import get_account
from accounts.trying import MustWait


def too_soon(field: Field, wait: MustWait, show: Callable[[], str]) -> ResponseReturnValue:
    """The same form again, saying how long to wait: what was typed was not looked at."""
    minutes = -(-wait.seconds // 60)
    said = (
        ngettext("%(num)s second", "%(num)s seconds", wait.seconds)
        if wait.seconds <= 90
        else ngettext("%(num)s minute", "%(num)s minutes", minutes)
    )
    field.errors = [gettext("There were too many wrong tries. Wait %(time)s, then try again", time=said)]
    return show(), 429, {"Retry-After": str(wait.seconds)}


def pressed() -> None:
    """A button without a form to fill in; its token is checked. Refuses (400) what is no form of ours."""
    if not PressForm().validate():
        abort(400)


def account_or_404(account_id: object) -> Account:
    try:
        return get_account(g.session, str(account_id))
    except AccountNotFound:
        abort(404)


def to_own_account(said: str) -> ResponseReturnValue:
    """Back to one's own account, which says what was done; `said` is a key of `words.DONE`."""
    return redirect(url_for("accounts.own_account", done=said), 303)


def done() -> str | None:
    """What the page before has just done; a key of `words.DONE`."""
    return request.args.get("done")
