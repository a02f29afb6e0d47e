"""Default deny: a view is open to whom it declares itself open to, and one that declares nothing is open to nobody."""

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.current import READING, signed_in
from accounts.roles import Permission


def close_by_default(app: Flask) -> None:
    permission.public(app.view_functions["static"])
    app.before_request(_check_permission)


def _check_permission() -> ResponseReturnValue | None:
    """Refuse what declared nothing, what declared a permission that nobody knows, and whoever does not hold it."""
    if request.endpoint is None:
        return None
    declared = permission.declared(current_app.view_functions.get(request.endpoint))
    if declared == permission.PUBLIC:
        return None
    if declared not in list(Permission):
        abort(403)
    return _check_account(Permission(declared))


def _check_account(needed: Permission) -> ResponseReturnValue | None:
    account = signed_in()
    if account is None:
        if request.method not in READING:
            abort(401)
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    if account.lacks_second_step and needed is not Permission.OWN_ACCOUNT:
        if request.method not in READING:
            abort(403)
        return redirect(url_for("accounts.second_step"), 303)
    if not account.holds(needed):
        abort(403)
    return None
