"""What somebody has changed and not yet published: see it, see what it does to the search, publish it."""

from typing import Any

from flask import abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.errors import DirectoryError
from directory.words.blueprint import bp, house
from directory.words.desk import Desk
from directory.words.edits import Edit
from directory.words.errors import EditionMoved, EntryNotFound
from directory.words.forms import PublishForm, SeenForm, TryForm
from directory.words.pages import KINDS, author, clash, my_desk, page, refusal_said, told
from directory.words.preview import own_questions, services_shown
from directory.words.publishing import publish
from directory.words.queries import editions_after, put_in_draft, take_out_of_draft
from directory.words.trying import preview_of, service_names

AT_EDIT = "/draft/<any(needs, alike, jargon):path>/<key>"


@bp.get("/draft")
@permission.needs(Permission.EDIT_WORDS)
def draft() -> ResponseReturnValue:
    return _draft_page(my_desk())


@bp.post(f"{AT_EDIT}/drop")
@permission.needs(Permission.EDIT_WORDS)
def drop_edit(path: str, key: str) -> ResponseReturnValue:
    take_out_of_draft(g.session, account_id=current_account().id, kind=KINDS[path], key=key)
    g.session.commit()
    return redirect(url_for("words.draft"), 303)


@bp.post(f"{AT_EDIT}/together")
@permission.needs(Permission.EDIT_WORDS)
def keep_together(path: str, key: str) -> ResponseReturnValue:
    """Keep what somebody else published of an entry and what the draft makes of it, both."""
    desk, form = my_desk(), SeenForm()
    edit = desk.edit_of(KINDS[path], key)
    if edit is None:
        raise EntryNotFound(key)
    if not form.validate() or form.edition.data != desk.number:
        return _draft_page(desk, since=form.edition.data or 0), 409
    put_in_draft(g.session, desk.together(edit), account_id=current_account().id, now=house().now())
    g.session.commit()
    return redirect(url_for("words.draft"), 303)


@bp.get("/draft/preview")
@permission.needs(Permission.EDIT_WORDS)
def preview() -> ResponseReturnValue:
    return _preview_page(my_desk(), TryForm(formdata=None))


@bp.post("/draft/preview")
@permission.needs(Permission.EDIT_WORDS)
def preview_with_questions() -> ResponseReturnValue:
    form, desk = TryForm(), my_desk()
    g.session.commit()  # nobody waits to write while the questions are asked
    if not form.validate():
        return _preview_page(desk, form, own=""), 422
    return _preview_page(desk, form, own=form.questions.data)


@bp.post("/draft/publish")
@permission.needs(Permission.EDIT_WORDS)
def publish_draft() -> ResponseReturnValue:
    desk, form = my_desk(), PublishForm()
    if desk.draft and (form.edition.data != desk.number or desk.conflicts):
        return _draft_page(desk, since=form.edition.data or 0), 409
    if not desk.draft or form.draft_mark.data != desk.draft_mark:
        return _draft_page(desk, other_draft=True), 409
    if not form.validate():
        g.session.commit()
        return _preview_page(desk, TryForm(formdata=None), publishing=form), 422
    rules = house().words.rules
    try:
        edition = publish(g.session, rules, desk.draft, author(form.reason.data), seen=desk.number)
        number = edition.number
        g.session.commit()
    except EditionMoved:
        g.session.rollback()
        return _draft_page(my_desk(), since=desk.number), 409
    except DirectoryError as error:
        g.session.rollback()
        return _draft_page(desk, refused=refusal_said(error)), 409
    house().words.newest()
    return redirect(url_for("words.edition", number=number), 303)


def _draft_page(desk: Desk, *, since: int | None = None, other_draft: bool = False, refused: str | None = None) -> str:
    """The draft; `since` is the edition its author saw when somebody else published."""
    later = editions_after(g.session, since) if since is not None else []
    clashing = set(map(id, desk.conflicts))
    return page(
        "draft",
        desk,
        told=told(desk, (edit for edit in desk.draft if id(edit) not in clashing)),
        clashes=[clash(desk, edit) for edit in desk.conflicts],
        later=[(edition, told(desk, map(Edit.of, edition.changes))) for edition in later],
        other_draft=other_draft,
        refused=refused,
        seen=SeenForm(formdata=None, data={"edition": desk.number}),
        section="draft",
    )


def _preview_page(desk: Desk, form: TryForm, *, own: str = "", publishing: PublishForm | None = None) -> str:
    if not desk.draft:
        abort(404)
    if desk.conflicts:
        return _draft_page(desk)
    shown: dict[str, Any] = {}
    try:
        with house().open_session(writing=False) as reading:
            preview = preview_of(reading, house().search, house().words, desk.draft, own_questions(own))
            shown = {"preview": preview, "names": service_names(reading, services_shown(preview))}
    except DirectoryError as error:
        return _draft_page(desk, refused=refusal_said(error))
    return page(
        "preview",
        desk,
        **shown,
        trying=form,
        own=own,
        told=told(desk, desk.draft),
        publishing=publishing
        or PublishForm(formdata=None, data={"edition": desk.number, "draft_mark": desk.draft_mark}),
        section="draft",
    )
