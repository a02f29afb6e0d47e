"""Every edition of the words: who, when, why and what; and the way back to an earlier one."""

from datetime import datetime

from flask import abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.permission import Permission
from directory.errors import DirectoryError
from directory.words.blueprint import bp, house
from directory.words.edits import Edit
from directory.words.forms import SeenForm
from directory.words.models import WordsEdition
from directory.words.pages import author, my_desk, page, refusal_said, told
from directory.words.publishing import bring_back
from directory.words.queries import editions, get_edition


@bp.get("/editions")
@permission.needs(Permission.EDIT_WORDS)
def history() -> ResponseReturnValue:
    return _history_page()


@bp.get("/editions/<int:number>")
@permission.needs(Permission.EDIT_WORDS)
def edition(number: int) -> ResponseReturnValue:
    desk, found = my_desk(), get_edition(g.session, number)
    seen = SeenForm(formdata=None, data={"edition": desk.number})
    changes = told(desk, map(Edit.of, found.changes))
    return page("edition", desk, edition=found, told=changes, seen=seen, section="history", when=_local(found))


@bp.post("/editions/<int:number>/bring-back")
@permission.needs(Permission.EDIT_WORDS)
def bring_edition_back(number: int) -> ResponseReturnValue:
    """One click: the words of an earlier edition are published again as the newest."""
    form = SeenForm()
    if not form.validate():
        abort(400)
    if number:
        get_edition(g.session, number)
        reason = gettext("Back to edition %(number)s", number=number)
    else:
        reason = gettext("Back to the words that Right Door came with")
    try:
        made = bring_back(g.session, house().words.rules, number, author(reason), seen=form.edition.data).number
        g.session.commit()
    except DirectoryError as error:
        g.session.rollback()
        return _history_page(refused=refusal_said(error)), 409
    house().words.newest()
    return redirect(url_for("words.edition", number=made), 303)


def _history_page(refused: str | None = None) -> str:
    desk = my_desk()
    found = [(edition, _local(edition), told(desk, map(Edit.of, edition.changes))) for edition in editions(g.session)]
    seen = SeenForm(formdata=None, data={"edition": desk.number})
    return page("history", desk, editions=found, refused=refused, seen=seen, section="history")


def _local(edition: WordsEdition) -> datetime:
    zone = house().now().tzinfo
    return edition.published_at.astimezone(zone)
