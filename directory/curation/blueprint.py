"""The pages for keeping the directory true hang on this; `views.py` brings their modules together."""

from typing import Any

from flask import Blueprint, abort, current_app, g

from accounts.current import current_account
from accounts.models import Account
from directory.curation.reach import service_in_reach
from directory.history import say_who

bp = Blueprint("curation", __name__, url_prefix="/curation")


def house() -> Any:
    """What the application shares: the search, the vocabulary, the area, the clock. See `House` in app.py."""
    return current_app.extensions["right_door"]


def reach_or_refuse(service_id: str) -> Account:
    """The account at the page, if this service is within its reach; else the request ends with 403."""
    account = current_account()
    if not service_in_reach(g.session, account, service_id):
        abort(403)
    return account


def sign_changes(reason: str | None = None) -> None:
    """Name the account at the page in every revision that this request writes."""
    say_who(g.session, changed_by=current_account().name, reason=reason or None)
