"""The reasons for a call: leads and commissioners add, reword and retire them."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from accounts import permission
from accounts.permission import Permission
from directory.pages.forms import OneOfThese, choices, tidy
from matching.desk.blueprint import bp
from matching.desk.labels import DEMAND
from matching.desk.reasons import (
    LONGEST_REASON,
    ReasonNotFound,
    ReasonThere,
    add_reason,
    get_reason,
    reasons_in_use,
    reasons_retired,
    retire_reason,
    reword_reason,
    seed_reasons,
)
from matching.following.models import DemandKind, DemandReason
from matching.identifying import SAID, looks_like
from matching.reader import house


class WordsForm(FlaskForm):
    words = StringField(
        lazy_gettext("The reason, in a few words"),
        description=lazy_gettext(
            "For everybody who calls: never about one family. For example: heard nothing since asking"
        ),
        filters=[tidy],
        widget=GovTextInput(),
        validators=[
            InputRequired(lazy_gettext("Write the reason")),
            Length(max=LONGEST_REASON, message=lazy_gettext("Keep this under 120 letters")),
        ],
    )

    def names_nobody(self) -> bool:
        found = looks_like(self.words.data or "")
        if found:
            self.words.errors = [gettext("This may hold %(what)s. Take it out", what=str(SAID[found[0]]))]
        return not found


class ReasonForm(WordsForm):
    kind = OneOfThese(lazy_gettext("What kind of call?"), widget=GovSelect(), default=DemandKind.CHASING.value)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.kind.choices = choices(DEMAND)


@bp.get("/reasons")
@permission.needs(Permission.EDIT_REASONS)
def reasons() -> ResponseReturnValue:
    return _page(ReasonForm(formdata=None))


@bp.post("/reasons")
@permission.needs(Permission.EDIT_REASONS)
def save_reason() -> ResponseReturnValue:
    seed_reasons(g.session)
    form = ReasonForm()
    if not form.validate() or not form.names_nobody():
        return _page(form), 422
    try:
        add_reason(g.session, kind=DemandKind(form.kind.data), words=form.words.data)
    except ReasonThere:
        form.words.errors = [gettext("This reason is in the list already")]
        return _page(form), 422
    return _done(gettext("Added."))


@bp.get("/reasons/<uuid:reason_id>")
@permission.needs(Permission.EDIT_REASONS)
def reason(reason_id: str) -> ResponseReturnValue:
    found = _reason(str(reason_id))
    return render_template("desk/reason.html", reason=found, form=WordsForm(data={"words": found.words}), kinds=DEMAND)


@bp.post("/reasons/<uuid:reason_id>")
@permission.needs(Permission.EDIT_REASONS)
def save_words(reason_id: str) -> ResponseReturnValue:
    """The reason in other words; calls that have the old ones keep them."""
    seed_reasons(g.session)
    found, form = _reason(str(reason_id)), WordsForm()
    if form.validate() and form.names_nobody():
        try:
            reword_reason(g.session, found.id, words=form.words.data, today=house().now().date())
            return _done(gettext("Reworded. Calls that have the old words keep them."))
        except ReasonThere:
            if form.words.data == found.words:
                return _done(gettext("Nothing was changed."))
            form.words.errors = [gettext("This reason is in the list already")]
    return render_template("desk/reason.html", reason=found, form=form, kinds=DEMAND), 422


@bp.post("/reasons/<uuid:reason_id>/retire")
@permission.needs(Permission.EDIT_REASONS)
def retire(reason_id: str) -> ResponseReturnValue:
    seed_reasons(g.session)
    retire_reason(g.session, _reason(str(reason_id)).id, today=house().now().date())
    return _done(gettext("Retired. No new call is given this reason."))


def _reason(reason_id: str) -> DemandReason:
    """One in use, also one that ships and is not in the database yet; 404 for any other."""
    shipped = (one for one in reasons_in_use(g.session) if one.id == reason_id)
    try:
        return get_reason(g.session, reason_id)
    except ReasonNotFound:
        return next(shipped, None) or abort(404)


def _page(form: ReasonForm) -> str:
    in_use = reasons_in_use(g.session)
    return render_template(
        "desk/reasons.html",
        form=form,
        groups=[(DEMAND[kind], [one for one in in_use if one.kind == kind]) for kind in DemandKind],
        retired=reasons_retired(g.session),
        kinds=DEMAND,
    )


def _done(said: str) -> ResponseReturnValue:
    g.session.commit()
    flash(said)
    return redirect(url_for("desk.reasons"), 303)
