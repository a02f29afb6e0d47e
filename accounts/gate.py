"""Default deny: a view that does not declare itself public answers 403 to everybody."""

from flask import Flask, abort, current_app, request

from accounts import permission


def close_by_default(app: Flask) -> None:
    permission.public(app.view_functions["static"])
    app.before_request(_refuse_undeclared)


def _refuse_undeclared() -> None:
    """Refuse what declared nothing, and what declared a permission that nobody here knows how to grant."""
    if request.endpoint is None:
        return
    if permission.declared(current_app.view_functions.get(request.endpoint)) != permission.PUBLIC:
        abort(403)
