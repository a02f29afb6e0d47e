"""The lists: needs, words alike, jargon."""

from itertools import groupby
from typing import Any

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from directory.pages.forms import tidy
from directory.queries import live_services_by_need
from directory.vocabulary.phrases import words_of
from directory.words.blueprint import bp
from directory.words.desk import Desk
from directory.words.differences import title
from directory.words.edits import Fields, Kind
from directory.words.pages import KINDS, my_desk, page, told

SHOWN_WORDS = 6


@bp.get("")
@permission.needs(Permission.EDIT_WORDS)
def needs() -> ResponseReturnValue:
    desk = my_desk()
    rows = sorted(desk.mine[Kind.NEED].items(), key=lambda row: _place_of_group(desk, row[1]["group"]))
    groups = [(group, list(found)) for group, found in groupby(rows, key=lambda row: row[1]["group"])]
    return page(
        "needs",
        desk,
        groups=groups,
        services=live_services_by_need(g.session),
        shown=SHOWN_WORDS,
        changed=_changed(desk, Kind.NEED),
        left_out=told(desk, desk.left_out),
        section="needs",
    )


def _place_of_group(desk: Desk, group: str) -> int:
    groups = list(dict.fromkeys(fields["group"] for fields in desk.mine[Kind.NEED].values()))
    return groups.index(group)


@bp.get("/alike", defaults={"path": "alike"})
@bp.get("/jargon", defaults={"path": "jargon"})
@permission.needs(Permission.EDIT_WORDS)
def entries(path: str) -> ResponseReturnValue:
    """Words alike or jargon, all of them or those with the words that were looked for."""
    kind = KINDS.get(path) or abort(404)
    desk, wanted = my_desk(), tidy(request.args.get("q"))[:100]
    rows = [(key, fields) for key, fields in desk.mine[kind].items() if _has(fields, wanted)]
    rows.sort(key=lambda row: title(kind, row[1]).casefold())
    changed = _changed(desk, kind)
    return page(path, desk, rows=rows, wanted=wanted, changed=changed, every=len(desk.mine[kind]), section=path)


def _changed(desk: Desk, kind: Kind) -> set[str]:
    return {edit.key for edit in desk.draft if edit.kind is kind}


def _has(fields: Fields, wanted: str) -> bool:
    """Whether every word looked for begins a word of the entry."""
    held = {word for value in fields.values() for text in _texts(value) for word in words_of(text)}
    return all(any(word.startswith(start) for word in held) for start in words_of(wanted))


def _texts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []
