"""Read, change, add and end one entry. What is saved goes into the draft, which is begun where there is none."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.permission import Permission
from directory.pages.templating import said
from directory.wording import words
from matching.editions.blueprint import bp, house, who
from matching.editions.book import KINDS, Held
from matching.editions.desk import Desk, draft_begun, my_desk
from matching.editions.drafts import ENDED
from matching.editions.errors import EntryNotFound
from matching.editions.fields import Sent, picked_label
from matching.editions.forms import EntryForm
from matching.editions.keeping import Adding, add, keep, restore, take_out
from matching.editions.sheets import NEW, SHEETS
from matching.editions.telling import in_lines, told_fields
from matching.editions.threads import leads_here, leads_on, names
from matching.errors import ContentError

ENTRY = "/entries/<kind>/<id_>"
ADDS = {
    "sign": words("Add a sign"),
    "question": words("Add a question about a sign"),
    "answer": words("Add an answer"),
    "combination": words("Add signs that mean more together"),
    "notice": words("Add a notice"),
}
TABLE_OF = {"sign": "indicator", "notice": "notice"}


@bp.get(ENTRY)
@permission.needs(Permission.EDIT_CONTENT)
def entry(kind: str, id_: str) -> ResponseReturnValue:
    return entry_page(my_desk(), kind, id_)


@bp.get(f"{ENTRY}/change")
@permission.needs(Permission.EDIT_CONTENT)
def change(kind: str, id_: str) -> ResponseReturnValue:
    desk = my_desk()
    held = _held(desk, kind, id_)
    return _form_page(desk, kind, EntryForm(SHEETS[kind], desk.choices).fill(held.fields), held=held)


@bp.post(f"{ENTRY}/change")
@permission.needs(Permission.EDIT_CONTENT)
def send_change(kind: str, id_: str) -> ResponseReturnValue:
    desk = my_desk()
    form = EntryForm(SHEETS.get(kind) or abort(404), desk.choices)
    values = form.read(Sent(request.form.to_dict(flat=False)))
    held = desk.book.get(kind, id_)
    if held is None:
        gone = words("Somebody took this out while you were writing. Copy what you need, and add it anew.")
        return _form_page(desk, kind, form, refused=gone, id_=id_), 409
    moved = form.moved(held.fields)
    if moved:
        now = held.fields
        theirs = [(one.label, in_lines(one, now.get(one.name, one.default), desk.choices)) for one in moved]
        form.together(held.fields, values)
        return _form_page(desk, kind, form, held=held, theirs=theirs), 409
    if form.errors:
        return _form_page(desk, kind, form, held=held), 422
    changes = form.changes(held.fields, values)
    if not changes:
        flash(gettext("Nothing was changed."))
        return redirect(_address(kind, id_), 303)
    try:
        keep(draft_begun(), held, changes, who(), house().now())
        g.session.commit()
    except ContentError as error:
        g.session.rollback()
        return _form_page(my_desk(), kind, form, held=held, problems=error.problems), 422
    flash(gettext("It is in the draft. Nobody outside sees it until it is published."))
    return redirect(_address(kind, id_), 303)


@bp.get("/new/<kind>")
@permission.needs(Permission.EDIT_CONTENT)
def new(kind: str) -> ResponseReturnValue:
    desk, adding = my_desk(), _adding(kind)
    start: dict[str, Any] = {"status": "known", "kind": "one", "in_force": True, **_asked_for(kind)}
    return _form_page(desk, kind, EntryForm(SHEETS[kind], desk.choices).fill(start), adding=adding)


@bp.post("/new/<kind>")
@permission.needs(Permission.EDIT_CONTENT)
def send_new(kind: str) -> ResponseReturnValue:
    desk, adding = my_desk(), _adding(kind)
    form = EntryForm(SHEETS[kind], desk.choices)
    values = form.read(Sent(request.form.to_dict(flat=False)))
    if form.errors:
        return _form_page(desk, kind, form, adding=adding), 422
    try:
        id_ = add(draft_begun(), adding, form.changes({}, values), who(), house().now())
        g.session.commit()
    except ContentError as error:
        g.session.rollback()
        return _form_page(my_desk(), kind, form, adding=adding, problems=error.problems), 422
    flash(gettext("It is in the draft. Nobody outside sees it until it is published."))
    return redirect(_address(kind, id_), 303)


@bp.post(f"{ENTRY}/end")
@permission.needs(Permission.EDIT_CONTENT)
def end(kind: str, id_: str) -> ResponseReturnValue:
    """Use it no more and keep it: a sign leaves the list, a notice is not in force."""
    held = _held(my_desk(), kind, id_)
    ended = ENDED.get(TABLE_OF.get(kind, ""))
    if ended is None:
        abort(404)
    keep(draft_begun(), held, ended, who(), house().now())
    g.session.commit()
    flash(gettext("It ends with this draft, and is kept."))
    return redirect(_address(kind, id_), 303)


@bp.post(f"{ENTRY}/take-out")
@permission.needs(Permission.EDIT_CONTENT)
def send_take_out(kind: str, id_: str) -> ResponseReturnValue:
    held = _held(my_desk(), kind, id_)
    if kind not in NEW:
        abort(404)
    take_out(draft_begun(), held, who(), house().now())
    g.session.commit()
    flash(gettext("It is taken out of the draft. “Leave it as it was” on the draft's page brings it back."))
    return redirect(url_for("content.draft"), 303)


@bp.post(f"{ENTRY}/restore")
@permission.needs(Permission.EDIT_CONTENT)
def send_restore(kind: str, id_: str) -> ResponseReturnValue:
    """Leave an entry of the draft as it was."""
    restore(my_desk(), kind, id_, who(), house().now())
    g.session.commit()
    flash(gettext("It is as it was before the draft."))
    return redirect(url_for("content.draft"), 303)


@bp.errorhandler(EntryNotFound)
def entry_not_found(error: EntryNotFound) -> ResponseReturnValue:
    return render_template("content/gone.html", error=error), 404


def entry_page(desk: Desk, kind: str, id_: str) -> str:
    held = _held(desk, kind, id_)
    before = desk.before.get(kind, id_)
    return render_template(
        "content/entry.html",
        desk=desk,
        held=held,
        before=before,
        changed=(before, held) in desk.changed,
        told=told_fields(held, desk.choices),
        here=leads_here(desk.book, held),
        on=leads_on(desk.book, held),
        inside=desk.book.inside(held),
        owner=desk.book.owner(held) if held.at else None,
        named=names(desk.book, held),
        may_add=kind in NEW,
        may_end=ENDED.get(TABLE_OF.get(kind, "")) and not _ended(held),
        may_split=kind == "sign" and not held.fields.get("hidden"),
    )


def _ended(held: Held) -> bool:
    return all(held.fields.get(name) == value for name, value in ENDED[TABLE_OF[held.kind]].items())


def _held(desk: Desk, kind: str, id_: str) -> Held:
    if kind not in KINDS:
        abort(404)
    return desk.entry(kind, id_)


def _adding(kind: str) -> Adding:
    if kind not in NEW:
        abort(404)
    question = request.args.get("question", "")
    if kind == "answer" and not question:
        abort(404)
    return Adding(kind, question)


def _asked_for(kind: str) -> dict[str, Any]:
    """What the link that led here asks for: the topic of a new sign."""
    return {"topic": request.args["topic"]} if kind == "sign" and "topic" in request.args else {}


def _address(kind: str, id_: str) -> str:
    return url_for("content.entry", kind=kind, id_=id_)


def _form_page(
    desk: Desk,
    kind: str,
    form: EntryForm,
    *,
    held: Held | None = None,
    adding: Adding | None = None,
    id_: str = "",
    problems: Any = (),
    **shown: Any,
) -> str:
    wanted = {one.among for one in form.sheet if hasattr(one, "among")}
    lists = {name: [picked_label(desk.choices[name], key) for key in desk.choices[name]] for name in sorted(wanted)}
    if adding:
        action = url_for("content.send_new", kind=kind, question=adding.question or None)
        back = url_for("content.entries")
    else:
        action = url_for("content.send_change", kind=kind, id_=held.id if held else id_)
        back = _address(kind, held.id) if held else url_for("content.entries")
    return render_template(
        "content/form.html",
        desk=desk,
        form=form,
        held=held,
        kind_name=KINDS[kind],
        adds=ADDS.get(kind),
        lists=lists,
        action=action,
        back=back,
        errors=[*form.problems, *((None, problem) for problem in problems)],
        said=said,
        **shown,
    )
