"""What becomes of a contract that ends: renew it, tell people that it ends, or end the service on the day."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.curation.blueprint import bp, house, sign_changes
from directory.curation.contracts.forms import EndForm, RenewForm, SuccessorForm
from directory.curation.contracts.queries import (
    LABELS,
    CannotRetire,
    announced,
    ends_when,
    next_dates,
    possible_successors,
    renewed,
    retired,
)
from directory.curation.contracts.views import first_problem, held_in_reach
from directory.pages.templating import said
from directory.snapshots import ServiceSnapshot, service_snapshot
from directory.snapshots.queries import change_service, whole_service


@bp.get("/services/<uuid:service_id>/contract/end")
@permission.needs(Permission.EDIT)
def contract_end(service_id: str) -> ResponseReturnValue:
    held = held_in_reach(str(service_id))
    return _ending_page(str(service_id), held)


@bp.post("/services/<uuid:service_id>/contract/renew")
@permission.needs(Permission.EDIT)
def renew_contract(service_id: str) -> ResponseReturnValue:
    held, form = held_in_reach(str(service_id), to_change=True), RenewForm()
    if not form.validate() or form.start.data is None or form.end.data is None:
        return _ending_page(str(service_id), held, renew=form), 422
    record = renewed(held, start=form.start.data, end=form.end.data, review=form.review.data)
    return _keep(str(service_id), record, gettext("Contract renewed"))


@bp.post("/services/<uuid:service_id>/contract/announce")
@permission.needs(Permission.EDIT)
def announce_end(service_id: str) -> ResponseReturnValue:
    held, form = held_in_reach(str(service_id), to_change=True), _successor_form(str(service_id))
    if not form.validate():
        return _ending_page(str(service_id), held, notice=form), 422
    names = dict(form.successor_id.choices)
    try:
        record = announced(held, successor=names[form.successor_id.data] if form.successor_id.data else None)
    except CannotRetire as error:
        form.successor_id.errors = [said(error.words)]
        return _ending_page(str(service_id), held, notice=form), 422
    return _keep(str(service_id), record, gettext("Told on its page that it ends"))


@bp.post("/services/<uuid:service_id>/contract/ended")
@permission.needs(Permission.EDIT)
def end_service(service_id: str) -> ResponseReturnValue:
    held, form = held_in_reach(str(service_id), to_change=True), _end_form(str(service_id))
    if not form.validate():
        return _ending_page(str(service_id), held, end=form), 422
    try:
        record = _retired(held, form)
    except CannotRetire as error:
        form.because.errors = [said(error.words)]
        return _ending_page(str(service_id), held, end=form), 422
    return _keep(str(service_id), record, form.because.data)


def _retired(held: ServiceSnapshot, form: EndForm) -> ServiceSnapshot:
    after = form.successor_id.data or None
    return retired(
        held,
        because=form.because.data,
        successor=service_snapshot(whole_service(g.session, after)) if after else None,
        successor_id=after,
        today=house().now().date(),
    )


def _keep(service_id: str, record: ServiceSnapshot, reason: str) -> ResponseReturnValue:
    problem = first_problem(record)
    if problem:
        flash(gettext("Not kept. %(problem)s.", problem=problem))
        return redirect(url_for("curation.contract_end", service_id=service_id), 303)
    sign_changes(reason)
    change_service(g.session, service_id, record)
    g.session.commit()
    flash(gettext("Kept: %(what)s.", what=reason))
    return redirect(url_for("curation.contracts"), 303)


def _successor_form(service_id: str) -> SuccessorForm:
    after = possible_successors(g.session, current_account(), service_id)
    return SuccessorForm(successors=after, prefix="notice-")


def _end_form(service_id: str) -> EndForm:
    return EndForm(successors=possible_successors(g.session, current_account(), service_id))


def _ending_page(
    service_id: str,
    held: ServiceSnapshot,
    *,
    renew: RenewForm | None = None,
    notice: SuccessorForm | None = None,
    end: EndForm | None = None,
) -> str:
    today = house().now().date()
    if renew is None:
        renew = RenewForm(formdata=None)
        renew.start.data, renew.end.data = next_dates(held)
    if end is None:
        end = _end_form(service_id)
        end.successor_id.data = held.successor_id or ""
    return render_template(
        "curation/contract_end.html",
        service_id=service_id,
        held=held,
        renew=renew,
        notice=notice or _successor_form(service_id),
        end=end,
        ends=LABELS[ends_when(held.contract_end, today)],
        may_end=not held.contract_end or held.contract_end <= today,
    )
