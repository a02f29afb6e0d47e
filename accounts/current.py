"""Who is at the page: what views and templates ask about the person signed in."""

from datetime import datetime
from typing import Any

from flask import Flask, Response, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import Unauthorized
from werkzeug.local import LocalProxy

from accounts.models import Account
from accounts.sessions import PASSWORD_STANDS, SEEN_EVERY, Visit, find_visit, note_seen

READING = {"GET", "HEAD"}
SEEN_PATIENCE = 100
"""Milliseconds to wait for SQLite's one writer before giving up: when somebody was last seen is not worth a page."""


class Visitor(UserMixin):
    """What Flask-Login knows of somebody: its "user id" is the token of the session, so that ending the session on
    the server signs them out."""

    def __init__(self, token: str, visit: Visit) -> None:
        self.token, self.visit = token, visit

    def get_id(self) -> str:
        return self.token


class Manager(LoginManager):
    """Flask-Login without its remember-me cookie, and without a mark made of people's addresses and browsers."""

    def __init__(self) -> None:
        super().__init__()
        self.session_protection = None
        self._session_identifier_generator = lambda: None
        self.user_loader(_find_visitor)

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


def register(app: Flask) -> None:
    Manager().init_app(app, add_context_processor=False)
    app.jinja_env.globals.update(account=LocalProxy(_account_for_page), may=may)


def now() -> datetime:
    moment: datetime = current_app.extensions["right_door"].now()
    return moment


def signed_in() -> Account | None:
    """The account of whoever is at the page, second step and all; None for somebody who is not signed in."""
    visit = current_visit()
    return visit.account if visit and not visit.waits_for_code else None


def current_account() -> Account:
    """The account of whoever is at the page, on pages that need a permission. Raises Unauthorized (401)."""
    account = signed_in()
    if account is None:
        raise Unauthorized
    return account


def current_visit() -> Visit | None:
    """The session of whoever is at the page, also one that still waits for the code of the second step."""
    visitor = current_user._get_current_object()
    return visitor.visit if isinstance(visitor, Visitor) else None


def may(permission: str) -> bool:
    """Whether whoever is at the page holds this permission; on a page that fails for want of a database, no."""
    account = _account_for_page()
    return account is not None and account.holds(permission)


def confirm_password_first(back: str | None = None) -> Any:
    """For a view that changes a safety number, both to show the form and to take it:

        asked = confirm_password_first()
        if asked:
            return asked

    None where the password was asked again within the last ten minutes, else a redirect to the page that asks it and
    then goes `back`: to this address, unless another path is given, as it must be where this address shows no page.
    """
    visit = current_visit()
    if visit is None:
        raise Unauthorized
    confirmed = visit.session.password_confirmed_at
    if confirmed is not None and now() - confirmed <= PASSWORD_STANDS:
        return None
    if back is None:
        back = request.full_path.rstrip("?") if request.method in READING else request.path
    return redirect(url_for("accounts.confirm_password", next=back), 303)


def let_in(token: str) -> None:
    """Put a session's token in the browser's cookie, with a new token for its forms."""
    visit = find_visit(g.session, token, now())
    if visit is None:
        raise Unauthorized
    session.pop("csrf_token", None)
    login_user(Visitor(token, visit))


def let_out() -> None:
    """Empty the browser's cookie of everything, as the next person at it may be somebody else."""
    logout_user()
    session.clear()


def _account_for_page() -> Account | None:
    """As `signed_in`, but on an error page too, where the account may have to be read again and cannot be."""
    try:
        account = signed_in()
        return account if account and account.role else None
    except SQLAlchemyError:
        return None


def _find_visitor(token: Any) -> Visitor | None:
    if not isinstance(token, str) or "session" not in g:
        return None
    moment = now()
    visit = find_visit(g.session, token, moment)
    if visit is None:
        return None
    if request.method in READING and moment - visit.session.last_seen_at >= SEEN_EVERY:
        _note_seen(visit, moment)
    return Visitor(token, visit)


def _note_seen(visit: Visit, moment: datetime) -> None:
    try:
        with current_app.extensions["right_door"].open_session(patience=SEEN_PATIENCE) as own:
            note_seen(own, visit.session.id, moment)
    except SQLAlchemyError:
        return
