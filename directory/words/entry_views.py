"""Add, change and take out one entry. Everything goes into the draft of whoever does it, and nothing else."""

from typing import Any

from flask import abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.vocabulary import VocabularyError
from directory.words.blueprint import bp, house
from directory.words.desk import Desk, sheet_at
from directory.words.differences import title
from directory.words.edits import Edit, Fields, Kind
from directory.words.errors import EntryNotFound
from directory.words.forms import EndForm, EntryForm, NewNeedForm, SeenForm, form_for
from directory.words.pages import KINDS, clash, my_desk, page, refusal_said
from directory.words.queries import known_codes, put_in_draft, services_with_need
from directory.words.sheets import free_key

RESERVED = ("new",)
"""What no key may be called: it has an address of its own."""
PATH = "/<any(needs, alike, jargon):path>"


@bp.get(f"{PATH}/new")
@permission.needs(Permission.EDIT_WORDS)
def new_entry(path: str) -> ResponseReturnValue:
    desk = my_desk()
    return _entry_page(desk, KINDS[path], None, _form(desk, KINDS[path], None))


@bp.post(f"{PATH}/new")
@permission.needs(Permission.EDIT_WORDS)
def add_entry(path: str) -> ResponseReturnValue:
    desk, kind = my_desk(), KINDS[path]
    form = _form(desk, kind, None)
    if not form.validate():
        return _entry_page(desk, kind, None, form), 422
    entry = form.entry(None)
    if kind is Kind.NEED:
        entry["id"] = free_key([entry["name"]], {*RESERVED, *known_codes(g.session), *desk.mine[kind]})
        entry["translations"] = {}
    key = entry.get("id") or free_key(_said(entry), {*RESERVED, *desk.files[kind], *desk.mine[kind]})
    return _keep(desk, Edit(kind, key, None, entry), form, None)


@bp.get(f"{PATH}/<key>")
@permission.needs(Permission.EDIT_WORDS)
def entry(path: str, key: str) -> ResponseReturnValue:
    desk = my_desk()
    return _entry_page(desk, KINDS[path], key, _form(desk, KINDS[path], desk.entry(KINDS[path], key)))


@bp.post(f"{PATH}/<key>")
@permission.needs(Permission.EDIT_WORDS)
def change_entry(path: str, key: str) -> ResponseReturnValue:
    desk, kind = my_desk(), KINDS[path]
    form = _form(desk, kind, desk.mine[kind].get(key, {}))
    if not form.validate():
        return _entry_page(desk, kind, key, form), 422
    was = _as_seen(form.edition.data, kind, key)
    now = desk.mine[kind].get(key) or was  # somebody may have taken it out while this was typed
    if now is None:
        raise EntryNotFound(key)
    return _keep(desk, Edit(kind, key, was, form.entry(now)), form, key)


@bp.post(f"{PATH}/<key>/take-out")
@permission.needs(Permission.EDIT_WORDS)
def take_out(path: str, key: str) -> ResponseReturnValue:
    """Words alike and jargon are taken out; a need ends on a page of its own."""
    desk, kind, form = my_desk(), KINDS[path], SeenForm()
    if kind is Kind.NEED or not form.validate():
        abort(400)
    desk.entry(kind, key)
    _put(Edit(kind, key, _as_seen(form.edition.data, kind, key), None))
    return redirect(url_for("words.draft"), 303)


@bp.get("/needs/<key>/end")
@permission.needs(Permission.EDIT_WORDS)
def end_need(key: str) -> ResponseReturnValue:
    desk = my_desk()
    return _end_page(desk, key, _end_form(desk, key))


@bp.post("/needs/<key>/end")
@permission.needs(Permission.EDIT_WORDS)
def send_end_need(key: str) -> ResponseReturnValue:
    desk = my_desk()
    form = _end_form(desk, key)
    if not form.validate():
        return _end_page(desk, key, form), 422
    edit = Edit(Kind.NEED, key, _as_seen(form.edition.data, Kind.NEED, key), None, form.move_to.data)
    try:
        desk.check(edit)
    except VocabularyError as error:
        form.move_to.errors = [refusal_said(error)]
        return _end_page(desk, key, form), 422
    _put(edit)
    return redirect(url_for("words.draft"), 303)


def _keep(desk: Desk, edit: Edit, form: EntryForm, key: str | None) -> ResponseReturnValue:
    """Put an edit that passes every check into the draft; what was typed stays on the page of one that does not."""
    try:
        desk.check(edit)
    except VocabularyError as error:
        form[form.faults_at].errors = [refusal_said(error)]
        return _entry_page(desk, edit.kind, key, form), 422
    _put(edit)
    return redirect(url_for("words.draft"), 303)


def _put(edit: Edit) -> None:
    put_in_draft(g.session, edit, account_id=current_account().id, now=house().now())
    g.session.commit()


def _as_seen(edition: int, kind: Kind, key: str) -> Fields | None:
    """The entry as it was in the edition its author saw; None where it was not there, as with one of their own."""
    return sheet_at(g.session, house().words.rules, edition)[kind].get(key)


def _form(desk: Desk, kind: Kind, entry: Fields | None) -> Any:
    if kind is Kind.NEED and entry is None:
        groups = dict.fromkeys(fields["group"] for fields in desk.mine[kind].values())
        return NewNeedForm(groups=groups, data={"edition": desk.number})
    return form_for(kind, entry, desk.number, desk.need_names)


def _entry_page(desk: Desk, kind: Kind, key: str | None, form: EntryForm) -> str:
    path = next(path for path, other in KINDS.items() if other is kind)
    edit = desk.edit_of(kind, key) if key else None
    return page(
        "entry",
        desk,
        form=form,
        kind=kind,
        key=key,
        path=path,
        title=title(kind, desk.mine[kind].get(key, {})) if key else NEW[kind](),
        clash=clash(desk, edit) if edit in desk.conflicts and edit else None,
        relied_on=key in desk.rules.relied_on,
        seen=SeenForm(formdata=None, data={"edition": desk.number}),
        section=path,
    )


NEW = {
    Kind.NEED: lambda: gettext("Add a need"),
    Kind.SYNONYMS: lambda: gettext("Add words alike"),
    Kind.JARGON: lambda: gettext("Add jargon"),
}


def _end_form(desk: Desk, key: str) -> EndForm:
    desk.entry(Kind.NEED, key)
    others = {need: fields["name"] for need, fields in desk.mine[Kind.NEED].items() if need != key}
    return EndForm(need_names=others, data={"edition": desk.number})


def _end_page(desk: Desk, key: str, form: EndForm) -> str:
    return page(
        "end_need",
        desk,
        form=form,
        key=key,
        name=desk.entry(Kind.NEED, key)["name"],
        relied_on=key in desk.rules.relied_on,
        services=services_with_need(g.session, key),
        section="needs",
    )


def _said(entry: Fields) -> list[str]:
    return [*entry.get("words", []), *entry.get("say", []), *entry.get("capitals", [])]
