"""Made-up cases: where each ends now and under the draft; the area's own are added, signed off and withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from matching.content import Content
from matching.editions.blueprint import bp, house, who
from matching.editions.desk import my_desk
from matching.editions.errors import VignetteGone
from matching.editions.fields import Sent
from matching.editions.models import ContentVignette, VignetteState
from matching.editions.own_vignettes import (
    add_vignette,
    as_vignette,
    may_withdraw,
    own_vignettes,
    sign_off,
    withdraw,
)
from matching.editions.vignette_forms import CaseForm, case_sent
from matching.entries import PathwayId
from matching.questionnaire import said as said_answers
from matching.vignettes import Ran, Vignette, answers_of, run_one


@dataclass(frozen=True)
class Line:
    """One case, and where it ends."""

    vignette: Vignette
    row: ContentVignette | None
    """None for those that come with Right Door."""
    now: Ran
    draft: Ran | None


@bp.get("/cases")
@permission.needs(Permission.EDIT_CONTENT)
def vignettes() -> ResponseReturnValue:
    contents, desk = house().contents, my_desk()
    drafted = desk.content if desk.draft else None
    own = [(as_vignette(row), row) for row in own_vignettes(g.session, contents.area_name)]
    shipped: Iterable[tuple[Vignette, ContentVignette | None]] = [(one, None) for one in contents.vignettes]
    return render_template(
        "content/vignettes.html",
        desk=desk,
        unreadable=bool(desk.problems),
        own=_lines(own, contents.known, drafted),
        shipped=_lines(shipped, contents.known, drafted),
    )


@bp.get("/cases/new")
@permission.needs(Permission.EDIT_CONTENT)
def new_vignette() -> ResponseReturnValue:
    return _page(CaseForm(_content()))


@bp.post("/cases/new")
@permission.needs(Permission.EDIT_CONTENT)
def send_new_vignette() -> ResponseReturnValue:
    """Show the questions that the case is asked and where it ends, or add it."""
    form = case_sent(_content(), Sent(request.form.to_dict(flat=False)))
    if request.form.get("do") == "look":
        return _page(form, ran=run_one(form.content, _as_is(form)))
    vignette = form.vignette()
    if vignette is None:
        return _page(form, ran=run_one(form.content, _as_is(form))), 422
    row = add_vignette(g.session, house().contents.area_name, vignette, who=who(), now=house().now())
    address = url_for("content.vignette", id_=row.id)
    g.session.commit()
    flash(gettext("The case is added. It is held to once somebody else has signed it off."))
    return redirect(address, 303)


@bp.get("/cases/<id_>")
@permission.needs(Permission.EDIT_CONTENT)
def vignette(id_: str) -> ResponseReturnValue:
    contents, desk = house().contents, my_desk()
    shipped = next((one for one in contents.vignettes if one.id == id_), None)
    row = None if shipped else g.session.get(ContentVignette, id_)
    if shipped is None and (row is None or row.area != contents.area_name):
        raise VignetteGone()
    case = shipped or as_vignette(row)  # type: ignore[arg-type]
    drafted = desk.content if desk.draft else None
    return render_template(
        "content/vignette.html",
        line=_lines([(case, row)], contents.known, drafted)[0],
        drafted=drafted is not None,
        said=_said(contents.known, case),
        may_sign=row is not None and row.state == VignetteState.PROPOSED and row.account_id != current_account().id,
        may_end=row is not None and row.state != VignetteState.WITHDRAWN and may_withdraw(row, current_account().id),
    )


@bp.post("/cases/<id_>/sign-off")
@permission.needs(Permission.EDIT_CONTENT)
def sign_off_vignette(id_: str) -> ResponseReturnValue:
    sign_off(g.session, house().contents.area_name, id_, who=who(), now=house().now())
    g.session.commit()
    flash(gettext("It is signed off. From now on content is held to it."))
    return redirect(url_for("content.vignette", id_=id_), 303)


@bp.post("/cases/<id_>/withdraw")
@permission.needs(Permission.EDIT_CONTENT)
def withdraw_vignette(id_: str) -> ResponseReturnValue:
    withdraw(g.session, house().contents.area_name, id_, who=who())
    g.session.commit()
    flash(gettext("It is run no more, and is kept."))
    return redirect(url_for("content.vignettes"), 303)


def _content() -> Content:
    """What a case is written against: the draft where it can be read, else what is in force."""
    content: Content = my_desk().content or house().contents.known
    return content


def _as_is(form: CaseForm) -> Vignette:
    """What is picked so far, whatever it must reach."""
    return Vignette(**form.sheet().plain(), id="new", title="-", at_least=PathwayId.ADVICE, at_most=PathwayId.EMERGENCY)


def _lines(
    cases: Iterable[tuple[Vignette, ContentVignette | None]], now: Content, drafted: Content | None
) -> list[Line]:
    return [Line(one, row, run_one(now, one), run_one(drafted, one) if drafted else None) for one, row in cases]


def _said(content: Content, case: Vignette) -> list[tuple[str, tuple[str, ...]]]:
    """What the case answers, in words."""
    told = []
    for one in said_answers(content, answers_of(content, case)):
        answered = one.question.id in case.answers or one.question.id.startswith("signs:")
        if answered and one.words:
            told.append((one.question.words or content.pages[one.page_id].title, one.words))
    return told


def _page(form: CaseForm, ran: Ran | None = None) -> str:
    return render_template("content/vignette_new.html", form=form, ran=ran, wrong=dict(reversed(form.errors)))
