"""The page behind a family's link: three questions, once, and nobody can see who answered."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from matching.following.blueprint import bp
from matching.following.errors import LinkOver
from matching.following.families import add_family_word, is_family_link
from matching.following.forms import FamilyForm
from matching.reader import house

PAGE = "/family/<string(maxlength=80):token>"
GONE = 410


@bp.get("/family/thank-you")
@permission.public
def family_thanks() -> ResponseReturnValue:
    return render_template("following/family_thanks.html")


@bp.get(PAGE)
@permission.public
def family(token: str) -> ResponseReturnValue:
    if not is_family_link(g.session, token, house().now().date()):
        return _over()
    return _page(token, FamilyForm(formdata=None))


@bp.post(PAGE)
@permission.public
def family_says(token: str) -> ResponseReturnValue:
    form, today = FamilyForm(), house().now().date()
    if not is_family_link(g.session, token, today):
        return _over()
    if not form.validate() or form.given().empty:
        return _page(token, form), 422
    try:
        add_family_word(g.session, token, form.given(), today=today)
    except LinkOver:
        return _over()
    g.session.commit()
    return redirect(url_for("following.family_thanks"), 303)


def _page(token: str, form: FamilyForm) -> str:
    return render_template("following/family.html", token=token, form=form)


def _over() -> ResponseReturnValue:
    """Used already, too old, or never made by us: which of them, nobody is told."""
    return render_template("following/family_over.html"), GONE
