"""Split one sign by a question, in one form: how often, how recent, how bad."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.permission import Permission
from directory.curation.editing.fields import tidy
from directory.wording import Words
from matching.editions.blueprint import bp, house, who
from matching.editions.desk import Desk, draft_begun, my_desk
from matching.editions.drafts import add_entry
from matching.editions.fields import Sent, picked_label
from matching.editions.keeping import keep, short_id
from matching.editions.splitting import LEADS, ROWS, Row, Split, rows_sent, split
from matching.errors import ContentError

SPLIT = "/entries/sign/<id_>/split"


@bp.get(SPLIT, endpoint="split")
@permission.needs(Permission.EDIT_CONTENT)
def split_sign(id_: str) -> ResponseReturnValue:
    return _page(my_desk(), id_, "", [Row()] * ROWS)


@bp.post(SPLIT)
@permission.needs(Permission.EDIT_CONTENT)
def send_split(id_: str) -> ResponseReturnValue:
    desk, sent = my_desk(), Sent(request.form.to_dict(flat=False))
    asked, rows = tidy(sent.get("asked")), rows_sent(sent)
    made, errors = split(desk.book, desk.entry("sign", id_), asked, rows, desk.choices, short_id)
    if made is None:
        return _page(desk, id_, asked, rows, errors), 422
    try:
        question = _write(draft_begun(), id_, made)
        g.session.commit()
    except ContentError as error:
        g.session.rollback()
        return _page(my_desk(), id_, asked, rows, [("asked", Words(problem)) for problem in error.problems]), 422
    flash(gettext("The sign is split in the draft. Look at each answer, and at the new signs, before you publish."))
    return redirect(url_for("content.entry", kind="question", id_=question), 303)


def _write(desk: Desk, id_: str, made: Split) -> str:
    me, now, contents = who(), house().now(), house().contents
    sign = desk.entry("sign", id_)
    for one in made.signs:
        add_entry(g.session, contents, sign.file, "indicator", one, who=me, now=now)
    question = {"id": short_id(f"{id_} detail", desk.book.questions), **made.question}
    add_entry(g.session, contents, "qualifiers.toml", "question", question, who=me, now=now)
    desk = my_desk()
    keep(desk, desk.entry("sign", id_), {"qualifier": question["id"]}, me, now)
    return str(question["id"])


def _page(desk: Desk, id_: str, asked: str, rows: list[Row], errors: list[tuple[str, Words]] | None = None) -> str:
    sign = desk.entry("sign", id_)
    return render_template(
        "content/split.html",
        desk=desk,
        sign=sign,
        there=desk.book.get("question", sign.fields.get("qualifier", "")),
        asked=asked,
        rows=rows,
        leads=LEADS,
        errors=errors or [],
        wrong=dict(errors or []),
        findings=[picked_label(desk.choices["findings"], name) for name in desk.choices["findings"]],
    )
