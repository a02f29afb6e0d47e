"""What we keep, for how long, and why: said from the list that the tables are held to."""

from flask import render_template
from flask.typing import ResponseReturnValue

from accounts import permission
from matching.following.blueprint import bp
from matching.keeping.fields import KEPT, UNTIL


@bp.get("/what-we-keep")
@permission.public
def kept() -> ResponseReturnValue:
    return render_template("matching/kept.html", kept=KEPT, until=UNTIL)
