"""The draft: what it changes, what stands in its way, and how it begins, keeps up and ends."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.permission import Permission
from directory.pages.templating import said
from matching.editions.blueprint import bp, house, who
from matching.editions.book import Held
from matching.editions.desk import Desk, my_desk
from matching.editions.drafts import bring_up_to_date, name_draft, start_draft, throw_away
from matching.editions.errors import EditionError, EditionNotFound, ProposalGone, VignetteGone
from matching.editions.forms import WhatForm
from matching.editions.telling import turned
from matching.errors import ContentError

NOT_THERE = (EditionNotFound, ProposalGone, VignetteGone)


@bp.get("/draft")
@permission.needs(Permission.EDIT_CONTENT)
def draft() -> ResponseReturnValue:
    return draft_page(my_desk())


@bp.post("/draft")
@permission.needs(Permission.EDIT_CONTENT)
def start() -> ResponseReturnValue:
    """Begin a draft from what is in force, from an older edition, or from what came with Right Door."""
    number = request.form.get("edition", type=int)
    start_draft(
        g.session,
        house().contents,
        who(),
        now=house().now(),
        edition=number or None,
        shipped=request.form.get("shipped") == "yes",
    )
    g.session.commit()
    return redirect(url_for("content.draft"), 303)


@bp.post("/draft/what")
@permission.needs(Permission.EDIT_CONTENT)
def say_what() -> ResponseReturnValue:
    form = WhatForm()
    if not form.validate():
        return draft_page(my_desk(), form=form), 422
    name_draft(g.session, house().contents.area_name, form.what.data, who=who(), now=house().now())
    g.session.commit()
    return redirect(url_for("content.draft"), 303)


@bp.post("/draft/up-to-date")
@permission.needs(Permission.EDIT_CONTENT)
def catch_up() -> ResponseReturnValue:
    _, conflicts = bring_up_to_date(g.session, house().contents, who=who(), now=house().now())
    g.session.commit()
    flash(gettext("The draft lies over the newest edition now."))
    if conflicts:
        return draft_page(my_desk(), conflicts=conflicts), 409
    return redirect(url_for("content.draft"), 303)


@bp.route("/draft/throw-away", methods=["GET", "POST"])
@permission.needs(Permission.EDIT_CONTENT)
def throw_draft_away() -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("content/throw_away.html", desk=my_desk())
    throw_away(g.session, house().contents.area_name)
    g.session.commit()
    flash(gettext("The draft is thrown away."))
    return redirect(url_for("content.home"), 303)


@bp.errorhandler(EditionError)
def refused(error: EditionError) -> ResponseReturnValue:
    """Whatever was refused is said on a page of its own, and nothing was written."""
    g.session.rollback()
    return render_template("content/refused.html", error=error), 404 if isinstance(error, NOT_THERE) else 409


@bp.errorhandler(ContentError)
def unreadable(error: ContentError) -> ResponseReturnValue:
    """Every problem with its file, entry and mend; nothing was written."""
    g.session.rollback()
    return render_template("content/unreadable.html", problems=error.problems), 422


def draft_page(desk: Desk, *, form: WhatForm | None = None, conflicts: tuple[object, ...] = ()) -> str:
    return render_template(
        "content/draft.html",
        desk=desk,
        form=form or WhatForm(formdata=None, data={"what": desk.draft.what if desk.draft else ""}),
        changed=[
            (old, new, turned(old, new, desk.choices), _can_be_restored(desk, old, new)) for old, new in desk.changed
        ],
        problems=[(problem, desk.book.named_in(problem)) for problem in desk.problems],
        conflicts=conflicts,
        said=said,
    )


def _can_be_restored(desk: Desk, old: Held | None, new: Held | None) -> bool:
    """What came or went with the whole that it stands in goes back with that."""
    held = new or old
    if held is None or held.kind not in ("answer", "asked") or (old and new):
        return True
    return bool(desk.before.owner(held) and desk.book.owner(held))
