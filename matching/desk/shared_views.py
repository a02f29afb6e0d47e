"""The page behind the link that a caller was given: the list as it was, and what has changed since."""

from flask import Response, g, make_response, render_template
from flask.typing import ResponseReturnValue

from accounts import permission
from directory.pages.templating import said
from matching.desk.handing import SHORTLIST
from matching.desk.handing_sheet import given_of, numbers_of
from matching.desk.then_and_now import then_and_now
from matching.following.blueprint import bp
from matching.following.codes import row_of
from matching.following.models import Handover
from matching.reader import house


@bp.get("/shortlist/<string(maxlength=80):token>")
@permission.public
def shortlist(token: str) -> ResponseReturnValue:
    """Whoever has the link sees the services and nothing else: no need, no advice, no reference."""
    handover_id = row_of(SHORTLIST, token)
    given = g.session.get(Handover, handover_id) if handover_id else None
    if given is None:
        return _unlisted(make_response(render_template("desk/shared_gone.html"), 404))
    found = then_and_now(g.session, given.service_ids, given.given_at)
    page = render_template(
        "desk/shared.html",
        given_on=given.given_at.astimezone(house().now().tzinfo),
        entries=[(one, given_of(one.shown, said) if one.shown else None) for one in found],
        changed=[one for one in found if not one.same],
        numbers=numbers_of(house().area, said),
    )
    return _unlisted(make_response(page))


def _unlisted(response: Response) -> Response:
    """No search engine is to keep it; where it leads from here no other site learns (Referrer-Policy in floor.py)."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
