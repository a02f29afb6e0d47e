"""What people suggest themselves: a provider's own services, a suggestion about any page, and taking one back."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlmodel import col, select

from accounts import permission
from accounts.current import current_account, signed_in
from accounts.keys import seal
from accounts.models import Account
from accounts.permission import Permission
from accounts.roles import AccountRole
from directory.curation.approvals.proposals import (
    NothingSuggested,
    ProposalDecided,
    Suggested,
    add_proposal,
    may_suggest,
    own_proposals,
    sides_of,
    withdraw,
)
from directory.curation.approvals.provider_forms import ClosedForm
from directory.curation.approvals.replies import forget_old_addresses
from directory.curation.approvals.suggesting import MAY_BE_SUGGESTED
from directory.curation.approvals.suggestion_form import (
    base_json,
    base_sent,
    blank_form,
    known_for,
    read_suggestion,
    shown,
    typed,
)
from directory.curation.audits.forms import PressForm
from directory.curation.models import ProposalState
from directory.curation.record_names import names_for
from directory.curation.reviews.checking import mark_checked
from directory.history import say_who
from directory.models import Service
from directory.pages.blueprint import bp, house
from directory.pages.showing import page_of
from directory.pages.templating import said
from directory.queries import SHOWN, add_problem_report, get_service
from directory.snapshots import Difference, ServiceSnapshot, differences, service_snapshot
from directory.snapshots.queries import whole_services

HIDDEN = frozenset(ServiceSnapshot.model_fields) - MAY_BE_SUGGESTED
LONGEST_NOTE = 1000


@bp.app_template_global()
def suggestion_welcome(service: Service) -> bool:
    """Whether whoever is at the page may suggest a change of this service."""
    account = signed_in()
    return account is not None and account.holds(Permission.SUGGEST) and may_suggest(account, service)


@bp.get("/provider")
@permission.needs(Permission.SUGGEST)
def provider() -> ResponseReturnValue:
    """A provider's services, each with what is missing; and, for everybody, what they suggested."""
    account = current_account()
    mine = own_proposals(g.session, account.id)
    return render_template(
        "provider/home.html",
        own=account.role == AccountRole.PROVIDER,
        pages=[page_of(service, house().now()) for service in _own_services(account)],
        waiting=[(each, _differences(each)) for each in mine if each.proposal.state == ProposalState.WAITING],
        decided=[(each, _differences(each)) for each in mine if each.proposal.state != ProposalState.WAITING],
        press=PressForm(),
    )


@bp.get("/services/<uuid:service_id>/suggest")
@permission.needs(Permission.SUGGEST)
def suggest(service_id: str) -> ResponseReturnValue:
    _, live = _suggestible(str(service_id))
    known = known_for(live)
    return _suggest_page(str(service_id), live, shown(blank_form(live, known), None, known), "")


@bp.post("/services/<uuid:service_id>/suggest")
@permission.needs(Permission.SUGGEST)
def send_suggestion(service_id: str) -> ResponseReturnValue:
    account, live = _suggestible(str(service_id))
    base, fields = base_sent(live), typed()
    known = known_for(base, live)
    reading = read_suggestion(fields, base, known)
    note = request.form.get("note", "").strip()[:LONGEST_NOTE]
    answer = shown(fields, reading, known)
    if request.form.get("action") != "send":
        return _suggest_page(str(service_id), base, {**answer, "errors": ()}, note)
    if reading.errors:
        return _suggest_page(str(service_id), base, answer, note), 422
    try:
        add_proposal(
            g.session,
            str(service_id),
            base=base,
            wanted=reading.record,
            note=note,
            by=account.name,
            account_id=account.id,
            now=house().now(),
        )
    except NothingSuggested as error:
        return _suggest_page(str(service_id), base, {**answer, "errors": (("note", error.words),)}, note), 422
    forget_old_addresses(g.session, house().now().date())
    g.session.commit()
    flash(gettext("Thank you. Somebody will look at it; until then the page stays as it is."))
    return redirect(url_for("directory.provider"), 303)


@bp.post("/provider/services/<uuid:service_id>/still-right")
@permission.needs(Permission.SUGGEST)
def still_right(service_id: str) -> ResponseReturnValue:
    """A provider looked a page of their own over: checked today, and nobody need write to them about it."""
    account, live = _suggestible(str(service_id))
    if account.role != AccountRole.PROVIDER:
        abort(403)
    if not PressForm().validate():
        abort(400)
    say_who(g.session, changed_by=account.name, reason=gettext("Still correct"))
    mark_checked(g.session, str(service_id), by_email=account.email, today=house().now().date())
    g.session.commit()
    flash(gettext("Thank you. %(name)s says that it was checked today.", name=live.name))
    return redirect(url_for("directory.provider"), 303)


@bp.post("/provider/suggestions/<uuid:proposal_id>/withdraw")
@permission.needs(Permission.SUGGEST)
def withdraw_suggestion(proposal_id: str) -> ResponseReturnValue:
    if not PressForm().validate():
        abort(400)
    try:
        withdraw(g.session, str(proposal_id), current_account().id, now=house().now())
    except ProposalDecided as error:
        flash(said(error.words))
        return redirect(url_for("directory.provider"), 303)
    g.session.commit()
    flash(gettext("You have taken it back. The page stays as it is."))
    return redirect(url_for("directory.provider"), 303)


@bp.get("/services/<uuid:service_id>/closed")
@permission.needs(Permission.SUGGEST)
def closed(service_id: str) -> ResponseReturnValue:
    _suggestible(str(service_id))
    return render_template("provider/closed.html", service=get_service(g.session, str(service_id)), form=ClosedForm())


@bp.post("/services/<uuid:service_id>/closed")
@permission.needs(Permission.SUGGEST)
def send_closed(service_id: str) -> ResponseReturnValue:
    """ "We have closed" is looked at first; nothing disappears by itself."""
    account, live = _suggestible(str(service_id))
    form = ClosedForm()
    if not form.validate():
        service = get_service(g.session, str(service_id))
        return render_template("provider/closed.html", service=service, form=form), 422
    add_problem_report(
        g.session,
        service_id=str(service_id),
        kind="closed",
        comment=f"{account.name}: {form.comment.data}",
        reply_to=seal(account.email),
        today=house().now().date(),
    )
    g.session.commit()
    flash(gettext("Thank you. Somebody will look at %(name)s first thing and write to you.", name=live.name))
    return redirect(url_for("directory.provider"), 303)


def _suggestible(service_id: str) -> tuple[Account, ServiceSnapshot]:
    """The account and the live record. 404: there is none; 403: it is somebody else's; 410: it has ended."""
    account, service = current_account(), get_service(g.session, service_id)
    if service.status not in SHOWN:
        abort(410)
    if not may_suggest(account, service):
        abort(403)
    return account, service_snapshot(service)


def _own_services(account: Account) -> list[Service]:
    if account.role != AccountRole.PROVIDER:
        return []
    own = select(Service.id).where(Service.organization_id == account.organization_id, col(Service.status).in_(SHOWN))
    found = whole_services(g.session, g.session.exec(own).all())
    return sorted(found.values(), key=lambda service: service.name.lower())


def _differences(suggested: Suggested) -> tuple[Difference, ...]:
    base, wanted = sides_of(suggested.proposal)
    return differences(base, wanted, names_for(g.session, base, wanted), hidden=HIDDEN)


def _suggest_page(service_id: str, base: ServiceSnapshot, answer: object, note: str) -> str:
    return render_template(
        "provider/suggest.html", service_id=service_id, base=base, base_json=base_json(base), form=answer, note=note
    )
