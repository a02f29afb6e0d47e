"""Where insight begins: what can be seen, and what stands out."""

from flask import render_template
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from insight.blueprint import bp


@bp.get("")
@permission.needs(Permission.SEE_INSIGHT)
def home() -> ResponseReturnValue:
    return render_template("insight/home.html")
