"""The desk's one screen."""

from flask import render_template
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from matching.desk.blueprint import bp


@bp.get("")
@permission.needs(Permission.ANSWER)
def console() -> ResponseReturnValue:
    return render_template("desk/console.html")
