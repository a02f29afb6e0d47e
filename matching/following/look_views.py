"""The way in: reference and code together, for somebody on any device."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.answers import too_soon
from accounts.trying import MustWait
from matching.enquiries import enquiry_numbered
from matching.errors import EnquiryNotFound
from matching.following.blueprint import bp
from matching.following.looking_up import FOLLOWED, find_by_both
from matching.forms import ComeBackForm


@bp.get("/what-happened")
@permission.public
def look() -> ResponseReturnValue:
    return _page(ComeBackForm(formdata=None))


@bp.post("/what-happened")
@permission.public
def look_up() -> ResponseReturnValue:
    form = ComeBackForm()
    if not form.validate():
        return _page(form), 422
    try:
        enquiry = find_by_both(form.reference.data, form.code.data)
    except MustWait as wait:
        return too_soon(form.code, wait, lambda: _page(form))
    except EnquiryNotFound:
        form.reference.errors = [gettext("We know no such reference with this code. Check each letter and number.")]
        return _page(form), 422
    number = FOLLOWED.remember(enquiry.id)
    g.session.commit()
    return redirect(url_for("following.state", number=number), 303)


@bp.post("/what-happened/from-answers")
@permission.public
def follow() -> ResponseReturnValue:
    """From the answers that are open in this browser session, whose reader may see how they stand."""
    enquiry = enquiry_numbered(request.form.get("number", ""))
    return redirect(url_for("following.state", number=FOLLOWED.remember(enquiry.id)), 303)


@bp.post("/what-happened/<string(maxlength=6):number>/close")
@permission.public
def leave(number: str) -> ResponseReturnValue:
    """Close it on this device; reference and code still find it."""
    FOLLOWED.forget(number)
    return redirect(url_for("following.look"), 303)


@bp.errorhandler(EnquiryNotFound)
def not_found(_error: EnquiryNotFound) -> ResponseReturnValue:
    return render_template("following/not_found.html"), 404


def _page(form: ComeBackForm) -> str:
    return render_template("following/look.html", form=form)
