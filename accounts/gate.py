"""Default deny: a view that declares no permission answers 403 to everybody."""

from flask import Flask, abort, current_app, request

from accounts import permission


def close_by_default(app: Flask) -> None:
    permission.public(app.view_functions["static"])
    app.before_request(_refuse_undeclared)


def _refuse_undeclared() -> None:
    if request.endpoint is not None and permission.declared(current_app.view_functions[request.endpoint]) is None:
        abort(403)
