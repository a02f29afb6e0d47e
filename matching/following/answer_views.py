"""The page behind a service's link: we can, we cannot, or a date; later, that help has begun.

Nobody signs in. Opening it changes nothing, since programs that look through mail open links too. It can be changed
until the enquiry is closed.
"""

from typing import Any

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from matching.following import answering
from matching.following.answer_forms import AnswerNoteForm, CannotForm, DateForm, PlainForm, StartedForm
from matching.following.answering import Linked, find_linked, last_said
from matching.following.asking import PURPOSE, told_of
from matching.following.blueprint import bp
from matching.following.codes import row_of
from matching.following.models import Answer, NotPossible
from matching.following.words import WHY_NOT
from matching.reader import house

PAGE = "/answer/<string(maxlength=90):token>"
GONE = 410


@bp.get(PAGE)
@permission.public
def answer(token: str) -> ResponseReturnValue:
    linked = _linked(token)
    return _page(token, linked) if linked is not None and linked.open else _over(linked)


@bp.post(f"{PAGE}/yes")
@permission.public
def answer_yes(token: str) -> ResponseReturnValue:
    return _take(token, PlainForm(), lambda form: {"said": Answer.ACCEPTED})


@bp.post(f"{PAGE}/date")
@permission.public
def answer_date(token: str) -> ResponseReturnValue:
    form = DateForm(house().now().date())
    return _take(token, form, lambda form: {"said": Answer.DATE_OFFERED, "offered_on": form.meant}, offer=form)


@bp.post(f"{PAGE}/no")
@permission.public
def answer_no(token: str) -> ResponseReturnValue:
    form = CannotForm()
    return _take(
        token, form, lambda form: {"said": Answer.DECLINED, "reason": NotPossible(form.reason.data)}, cannot=form
    )


@bp.post(f"{PAGE}/started")
@permission.public
def answer_started(token: str) -> ResponseReturnValue:
    linked, now = _linked(token, to_change=True), house().now()
    if linked is None or not linked.open:
        return _over(linked)
    form = StartedForm(linked.referral.made_on, now.date())
    if not form.validate() or form.meant is None:
        return _page(token, linked, started=form), 422
    answering.help_started(g.session, linked, started_on=form.meant, now=now)
    return _saved(token)


@bp.post(f"{PAGE}/note")
@permission.public
def answer_note(token: str) -> ResponseReturnValue:
    linked, form = _linked(token, to_change=True), AnswerNoteForm()
    if linked is None or not linked.open:
        return _over(linked)
    if not form.validate():
        return _page(token, linked, note=form), 422
    answering.add_note(g.session, linked, form.note.data)
    return _saved(token)


def _take(token: str, form: Any, given: Any, **shown: Any) -> ResponseReturnValue:
    """One answer, in place of what was answered before."""
    linked = _linked(token, to_change=True)
    if linked is None or not linked.open:
        return _over(linked)
    if not form.validate():
        return _page(token, linked, **shown), 422
    answering.answer(g.session, linked, now=house().now(), **given(form))
    return _saved(token)


def _linked(token: str, *, to_change: bool = False) -> Linked | None:
    referral_id = row_of(PURPOSE, token)
    return find_linked(g.session, referral_id, house().now().date(), to_change=to_change) if referral_id else None


def _saved(token: str) -> ResponseReturnValue:
    g.session.commit()
    return redirect(url_for("following.answer", token=token), 303)


def _page(token: str, linked: Linked, **forms: Any) -> str:
    today, referral = house().now().date(), linked.referral
    said = last_said(g.session, referral)
    return render_template(
        "following/answer.html",
        token=token,
        linked=linked,
        told=told_of(linked.enquiry),
        why=WHY_NOT.get(referral.reason or ""),
        said=said,
        offer=forms.get("offer") or DateForm(today, formdata=None),
        cannot=forms.get("cannot") or CannotForm(formdata=None),
        started=forms.get("started")
        or StartedForm(referral.made_on, today, formdata=None, data={"started_on": today.isoformat()}),
        note=forms.get("note") or AnswerNoteForm(formdata=None),
        problem=next((form for form in forms.values() if form.errors), None),
    )


def _over(linked: Linked | None) -> ResponseReturnValue:
    """A link that has nothing to ask any more, or that we never made."""
    return render_template("following/answer_over.html", linked=linked), GONE
