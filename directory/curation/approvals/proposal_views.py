"""Suggested changes beside the live version: take, change or leave each answer, or refuse it all with a reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import confirm_password_first, current_account
from accounts.permission import Permission
from directory.curation.approvals.proposal_answer import answer
from directory.curation.approvals.proposal_forms import DecideForm
from directory.curation.approvals.proposals import (
    CannotPublish,
    LiveMoved,
    ProposalDecided,
    approve,
    get_proposal,
    others_waiting,
    proposals_waiting,
    refuse,
    sides_of,
)
from directory.curation.approvals.reports import answers_not_sent, reports_waiting
from directory.curation.approvals.suggesting import (
    Change,
    changed_already,
    changes_of,
    fingerprint,
    suggestion,
    together,
)
from directory.curation.approvals.suggestion_form import blank_form, known_for, read_answers, typed
from directory.curation.blueprint import bp, house, reach_or_refuse, sign_changes
from directory.curation.editing.fields import Fields
from directory.curation.editing.questions import Known
from directory.curation.editing.safety import safety_changes
from directory.curation.models import Proposal, ProposalState
from directory.curation.reach import services_in_reach
from directory.curation.record_names import names_for
from directory.curation.reviews.checking import mark_checked
from directory.curation.work.waiting import what_waits
from directory.errors import DirectoryError
from directory.labels import PROBLEMS
from directory.pages.templating import said
from directory.snapshots import ServiceSnapshot, service_snapshot
from directory.snapshots.queries import whole_service
from directory.wording import Words, words

DO = "do-"
TAKE, TOGETHER = "take", "together"


@bp.get("/proposals")
@permission.needs(Permission.EDIT)
def proposals() -> ResponseReturnValue:
    account, today = current_account(), house().now().date()
    waiting = what_waits(g.session, services_in_reach(account), account.id, account.name, today)
    return render_template(
        "curation/proposals.html",
        proposals=proposals_waiting(g.session, account),
        reports=reports_waiting(g.session, account),
        closed=waiting.closed,
        unsent=answers_not_sent(g.session, account),
        kinds=PROBLEMS,
    )


@bp.get("/proposals/<uuid:proposal_id>")
@permission.needs(Permission.EDIT)
def proposal(proposal_id: str) -> ResponseReturnValue:
    proposal = _reached(str(proposal_id))
    _, wanted = sides_of(proposal)
    live = _live(proposal)
    known = known_for(live, wanted)
    return _proposal_page(proposal, live, DecideForm(), blank_form(wanted, known), known)


@bp.post("/proposals/<uuid:proposal_id>")
@permission.needs(Permission.EDIT)
def decide_proposal(proposal_id: str) -> ResponseReturnValue:
    proposal, form = _reached(str(proposal_id)), DecideForm()
    if not form.validate():
        return _again(proposal, form)
    if request.form.get("action") == "refuse":
        return _refuse(proposal, form)
    return _approve(proposal, form)


@bp.post("/proposals/<uuid:proposal_id>/answer")
@permission.needs(Permission.EDIT)
def send_proposal_answer(proposal_id: str) -> ResponseReturnValue:
    """Try again to send an answer that could not be sent."""
    proposal = _reached(str(proposal_id))
    if proposal.state not in (ProposalState.APPROVED, ProposalState.REFUSED):
        abort(404)
    flash(answer(proposal))
    return redirect(url_for("curation.proposal", proposal_id=proposal_id), 303)


def _refuse(proposal: Proposal, form: DecideForm) -> ResponseReturnValue:
    reason = form.given_reason()
    if not reason:
        form.reason.errors = [gettext("Say why, so that they know what to do next")]
        return _again(proposal, form)
    try:
        refuse(g.session, proposal.id, reason=reason, by=current_account().name, now=house().now())
    except ProposalDecided as error:
        return _told(error, proposal)
    flash(answer(proposal))
    return redirect(url_for("curation.proposals"), 303)


def _approve(proposal: Proposal, form: DecideForm) -> ResponseReturnValue:
    live, (_, wanted) = _live(proposal), sides_of(proposal)
    known = known_for(live, wanted)
    values, errors = _values(proposal, live, known)
    if errors:
        return _again(proposal, form, errors)
    if not values and not form.checked.data and proposal.base != proposal.content:
        form.reason.errors = [gettext("You left every answer as it is. Refuse the suggestion, and say why")]
        return _again(proposal, form)
    if safety_changes(live, live.model_copy(update=values), house().vocabulary.need):
        asked = confirm_password_first(url_for("curation.proposal", proposal_id=proposal.id))
        if asked:
            return asked
    try:
        _publish(proposal, form, values)
    except (ProposalDecided, LiveMoved) as error:
        g.session.rollback()
        return _told(error, proposal)
    except CannotPublish as error:
        g.session.rollback()
        form.reason.errors = [said(error.words)]
        return _again(_reached(proposal.id), form)
    flash(answer(_reached(proposal.id)))
    return redirect(url_for("curation.proposals"), 303)


def _publish(proposal: Proposal, form: DecideForm, values: Mapping[str, Any]) -> None:
    account, now = current_account(), house().now()
    reason = form.given_reason()
    told = gettext("Suggested by %(who)s, approved by %(by)s", who=proposal.proposed_by, by=account.name)
    sign_changes(f"{told}. {reason}" if reason else told)
    seen = request.form.get("seen", "")
    approve(g.session, proposal.id, values, seen=seen, reason=reason or None, by=account.name, now=now)
    if form.checked.data:
        mark_checked(g.session, proposal.record_id, by_email=account.email, today=now.date())


def _values(proposal: Proposal, live: ServiceSnapshot, known: Known) -> tuple[dict[str, Any], dict[str, Words]]:
    """What is to be published: each answer that is taken, as suggested or as it was changed here."""
    base, wanted = sides_of(proposal)
    changes = changes_of(base, wanted, live, {})
    chosen = {change.name: request.form.get(DO + change.name) for change in changes}
    taken = [change.question for change in changes if chosen[change.name] == TAKE]
    values, errors = read_answers(taken, typed(), wanted, known)
    for change in changes:
        if chosen[change.name] == TOGETHER:
            values |= together(change.question, base, wanted, live)
    return values, errors


def _reached(proposal_id: str) -> Proposal:
    proposal = get_proposal(g.session, proposal_id)
    reach_or_refuse(proposal.record_id)
    return proposal


def _live(proposal: Proposal) -> ServiceSnapshot:
    return service_snapshot(whole_service(g.session, proposal.record_id))


def _told(error: DirectoryError, proposal: Proposal) -> ResponseReturnValue:
    """Somebody was faster: the page as it stands now says who, and nothing was changed."""
    flash(said(error.words))
    return redirect(url_for("curation.proposal", proposal_id=proposal.id), 303)


def _again(proposal: Proposal, form: DecideForm, errors: Mapping[str, Words] | None = None) -> ResponseReturnValue:
    """The page as it was sent, with what keeps it from being done."""
    live, (_, wanted) = _live(proposal), sides_of(proposal)
    known = known_for(live, wanted)
    return _proposal_page(proposal, live, form, typed(), known, errors or {}), 422


def _proposal_page(
    proposal: Proposal,
    live: ServiceSnapshot,
    form: DecideForm,
    fields: Fields,
    known: Known,
    errors: Mapping[str, Words] | None = None,
) -> str:
    base, wanted = sides_of(proposal)
    changes: Sequence[Change] = changes_of(base, wanted, live, names_for(g.session, base, wanted, live))
    safety = safety_changes(live, suggestion(live, wanted), house().vocabulary.need)
    here = url_for("curation.proposal", proposal_id=proposal.id)
    asked = confirm_password_first(here) if safety else None
    return render_template(
        "curation/proposal.html",
        proposal=proposal,
        name=live.name,
        changes=changes,
        already=changed_already(base, wanted, live),
        chosen={change.name: request.form.get(DO + change.name, TAKE) for change in changes},
        fields=fields,
        known=known,
        wrong=errors or {},
        form=form,
        seen=fingerprint(live),
        safety=safety,
        password_at=asked.location if asked else None,
        others=others_waiting(g.session, proposal),
        states=STATES,
    )


STATES: dict[str, Words] = {
    ProposalState.WAITING: words("◔ Waiting"),
    ProposalState.APPROVED: words("✓ Approved"),
    ProposalState.REFUSED: words("✕ Not taken"),
    ProposalState.WITHDRAWN: words("↩ Taken back"),
}
"""A sign and a word for each state."""
