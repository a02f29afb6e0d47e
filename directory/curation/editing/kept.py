"""Nothing typed is lost: a form sent after the session ended, or from a page that is too old, comes back filled in."""

from typing import Any

from flask import Response, abort, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from accounts.current import signed_in
from accounts.permission import Permission
from directory.curation.blueprint import bp
from directory.curation.editing.desk import take_desk
from directory.curation.editing.showing import show_form
from directory.curation.models import Kind
from directory.errors import DirectoryError

FORMS: dict[str, tuple[str, str]] = {
    "curation.edit_service": (Kind.SERVICE, "service_id"),
    "curation.publish_service": (Kind.SERVICE, "service_id"),
    "curation.new_service": (Kind.SERVICE, ""),
    "curation.edit_organization": (Kind.ORGANIZATION, "organization_id"),
    "curation.new_organization": (Kind.ORGANIZATION, ""),
    "curation.edit_location": (Kind.LOCATION, "location_id"),
    "curation.new_location": (Kind.LOCATION, ""),
}
"""Endpoint of a long form -> the kind of record, and what its address calls the record."""
MOST_FIELDS = 2000
"""No form of ours has as many; who sends more is not somebody who typed."""


@bp.errorhandler(401)
@bp.errorhandler(CSRFError)
def come_back_filled(error: HTTPException) -> ResponseReturnValue:
    """The form again, with all that was typed; for somebody signed out, a page that holds it until they are back in.

    Nothing is written, whoever sent this: what comes back must be sent once more.
    """
    form = FORMS.get(request.endpoint or "")
    if form is None or request.method != "POST":
        return _as_ever(error)
    try:
        return _filled(*form)
    except HTTPException as refused:
        return _as_ever(refused)
    except DirectoryError:
        return _as_ever(error)


def _filled(kind: str, name: str) -> ResponseReturnValue:
    account = signed_in()
    if account is None:
        return _hold(), 401
    if not account.holds(Permission.EDIT):
        abort(403)
    desk = take_desk(kind, str((request.view_args or {})[name]) if name else None)
    return show_form(desk, stale=True, status=400)


def _hold() -> Response:
    if len(request.form) > MOST_FIELDS:
        abort(400)
    typed = {name: request.form.getlist(name) for name in request.form if name not in ("csrf_token", "action")}
    return make_response(
        render_template("curation/kept.html", typed=typed, again=request.path, sign_in=url_for("accounts.sign_in"))
    )


def _as_ever(error: HTTPException) -> ResponseReturnValue:
    """The page that the application shows for this error everywhere."""
    show: Any = current_app.error_handler_spec[None][None][HTTPException]
    answer: ResponseReturnValue = show(error)
    return answer
