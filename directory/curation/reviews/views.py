"""“Checked, nothing changed” in one click, for one record or many; and asking the provider now."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm

from accounts import permission
from accounts.current import current_account
from accounts.models import Account
from accounts.next_path import safe_path
from accounts.permission import Permission
from directory.curation.blueprint import bp, house, reach_or_refuse
from directory.curation.reviews.chasing import send_letter
from directory.curation.reviews.letters_out import Ask
from directory.curation.reviews.queries import NOT_UNDONE, check_many, provider_address, undo_check
from directory.errors import ServiceNotFound
from directory.history import change_id
from directory.models import Service
from directory.pages.templating import said
from directory.queries import SHOWN
from directory.snapshots.queries import whole_service

UNDO = "undo_check"
MOST = 500
"""Records in one go: a page of a work list has far fewer."""


@dataclass(frozen=True)
class Offer:
    """A check that whoever is at the page has just made and may take back."""

    change_id: str
    ids: tuple[str, ...]
    next: str


@bp.app_template_global()
def undo_offer() -> Offer | None:
    """Offered once, beside the words that say what was done."""
    kept = session.pop(UNDO, None)
    return Offer(kept["change"], tuple(kept["ids"]), kept["next"]) if isinstance(kept, dict) else None


@bp.post("/services/<uuid:service_id>/checked")
@permission.needs(Permission.EDIT)
def checked(service_id: str) -> ResponseReturnValue:
    return _check([str(service_id)], next_page() or url_for("curation.service", service_id=service_id))


@bp.post("/checked")
@permission.needs(Permission.EDIT)
def checked_many() -> ResponseReturnValue:
    """Every record whose box is ticked (`ids`)."""
    ids = list(dict.fromkeys(request.form.getlist("ids")))[:MOST]
    back = next_page() or url_for("curation.services")
    if not ids:
        flash(gettext("Tick at least one record first."))
        return redirect(back, 303)
    return _check(ids, back)


@bp.post("/checked/undo")
@permission.needs(Permission.EDIT)
def undo_checked() -> ResponseReturnValue:
    ids = list(dict.fromkeys(request.form.getlist("ids")))[:MOST]
    account = _reach_all(ids)
    undone = undo_check(g.session, request.form.get("change", ""), ids, by=account.name, today=house().now().date())
    g.session.commit()
    if len(undone) == len(ids):
        flash(gettext("Undone: it is as it was before."))
    else:
        flash(said(NOT_UNDONE))
    return redirect(next_page() or url_for("curation.services"), 303)


@bp.post("/services/<uuid:service_id>/ask")
@permission.needs(Permission.EDIT)
def ask(service_id: str) -> ResponseReturnValue:
    """Send the provider a letter now, whatever is due."""
    _reach(str(service_id))
    if not FlaskForm().validate():
        abort(400)
    service = whole_service(g.session, str(service_id))
    g.session.commit()  # a mail server may take its time: no transaction waits for it
    flash(_ask(service))
    return redirect(next_page() or url_for("curation.service", service_id=service_id), 303)


def _ask(service: Service) -> str:
    """What came of writing to the provider, in words."""
    if service.status not in SHOWN:
        return gettext("This service has ended, so there is nothing to ask.")
    address = provider_address(service, service.contacts, service.organization)
    if address is None:
        return gettext("There is no email address for this service. Ring them instead.")
    sent = send_letter(address, [Ask(service.id, service.name, 0)], house().now(), anyway=True)
    if sent.failed:
        return gettext("The letter could not be sent. %(why)s Nothing was changed.", why=sent.failed)
    return gettext("We wrote to %(address)s and asked whether it is still right.", address=address)


def _check(ids: list[str], back: str) -> ResponseReturnValue:
    account = _reach_all(ids)
    new = check_many(g.session, ids, by=account.name, by_email=account.email, today=house().now().date())
    if new:
        session[UNDO] = {"change": change_id(g.session), "ids": new, "next": back}
    g.session.commit()
    flash(_said(len(new), len(ids)))
    return redirect(back, 303)


def _said(new: int, asked: int) -> str:
    if not new:
        return gettext("It was marked as checked today already.")
    if asked == 1:
        return gettext("Marked as checked today.")
    return ngettext("%(num)d record is marked as checked today.", "%(num)d records are marked as checked today.", new)


def _reach_all(ids: Iterable[str]) -> Account:
    """The account at the page, if each of these is within its reach; else 403, 404 for no record, 400 for no id."""
    if not FlaskForm().validate():
        abort(400)
    for each in ids:
        try:
            UUID(each)
        except ValueError:
            abort(400)
        _reach(each)
    return current_account()


def _reach(service_id: str) -> None:
    """404 where there is no such service, 403 where it is out of reach."""
    if g.session.get(Service, service_id) is None:
        raise ServiceNotFound(service_id)
    reach_or_refuse(service_id)


def next_page() -> str | None:
    return safe_path(request.form.get("next"))
