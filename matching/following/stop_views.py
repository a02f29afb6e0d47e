"""The link that ends reminders, by one press; opening it changes nothing, since mail scanners open links too."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.answers import pressed
from matching.following.blueprint import bp
from matching.following.codes import row_of
from matching.following.queries import stop_reminding
from matching.following.reminders import reminded
from matching.following.reminding import PURPOSE

PAGE = "/stop-reminders/<string(maxlength=90):token>"
NOT_FOUND = 404


@bp.get(PAGE)
@permission.public
def stop_by_link(token: str) -> ResponseReturnValue:
    enquiry_id = row_of(PURPOSE, token)
    on = enquiry_id is not None and reminded(g.session, enquiry_id) is not None
    page = render_template("following/stop.html", token=token, known=enquiry_id is not None, on=on)
    return page, 200 if enquiry_id else NOT_FOUND


@bp.post(PAGE)
@permission.public
def stop_now(token: str) -> ResponseReturnValue:
    pressed()
    enquiry_id = row_of(PURPOSE, token)
    if enquiry_id is not None:
        stop_reminding(g.session, enquiry_id)
        g.session.commit()
    return redirect(url_for("following.stop_by_link", token=token), 303)
