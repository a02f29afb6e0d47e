"""Contracts: the table and its drawing, one contract's facts, and waiting time and room."""

import json
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.curation import charts
from directory.curation.blueprint import bp, house, reach_or_refuse, sign_changes
from directory.curation.contracts.forms import ContractForm, WaitingForm
from directory.curation.contracts.queries import (
    LABELS,
    PART_NAMES,
    TONES,
    contracts_in_reach,
    ends_when,
    settled,
    those_ending,
)
from directory.pages.cards import waiting_words
from directory.pages.templating import said
from directory.snapshots import CONTRACT, ServiceSnapshot, problems, service_snapshot
from directory.snapshots.queries import change_service, whole_service
from directory.snapshots.saying import LABELS as FIELDS
from directory.snapshots.saying import say


@bp.get("/contracts")
@permission.needs(Permission.EDIT)
def contracts() -> ResponseReturnValue:
    account, today = current_account(), house().now().date()
    everything = contracts_in_reach(g.session, account, costs=account.holds(Permission.SEE_COSTS))
    counts = {part: len(those_ending(everything, part, today)) for part in PART_NAMES}
    part = request.args.get("part") or ("near" if counts["near"] else "all")
    found = those_ending(everything, part, today)
    drawn = [row for row in found if row.start or row.end]
    calendar = charts.calendar_for((day for row in drawn for day in (row.start, row.end) if day), today)
    return render_template(
        "curation/contracts.html",
        contracts=found,
        part=part if part in PART_NAMES else "all",
        parts=PART_NAMES,
        counts=counts,
        drawn=[
            (row, charts.span(calendar, row.start, row.end, today, TONES[ends_when(row.end, today)])) for row in drawn
        ],
        axis=charts.time_axis(calendar, today, gettext("Today")),
        ends=LABELS,
        waiting=lambda row: waiting_words(row.waiting, today),
        today=today,
    )


@bp.get("/services/<uuid:service_id>/contract")
@permission.needs(Permission.EDIT)
def contract(service_id: str) -> ResponseReturnValue:
    held, form = held_in_reach(str(service_id)), _contract_form()
    for name in CONTRACT & set(form.data):
        form[name].data = getattr(held, name)
    form.seen.data = _seen(held)
    return _contract_page(str(service_id), held, form)


@bp.post("/services/<uuid:service_id>/contract")
@permission.needs(Permission.EDIT)
def keep_contract(service_id: str) -> ResponseReturnValue:
    live, form = held_in_reach(str(service_id), to_change=True), _contract_form()
    if not form.validate():
        return _contract_page(str(service_id), live, form), 422
    merged = settled(live, _read_seen(form.seen.data), form.typed(), costs=_costs())
    for name in merged.conflicts:
        form[name].errors = [_changed_meanwhile(name, live)]
    if merged.conflicts:
        form.seen.data = _seen(live)
        form.seen.raw_data = None
        return _contract_page(str(service_id), live, form), 409
    sign_changes(form.reason.data)
    change_service(g.session, str(service_id), merged.record)
    g.session.commit()
    flash(gettext("The contract of %(name)s is kept.", name=live.name))
    return redirect(url_for("curation.contracts"), 303)


@bp.get("/services/<uuid:service_id>/waiting")
@permission.needs(Permission.EDIT)
def waiting(service_id: str) -> ResponseReturnValue:
    held, form = held_in_reach(str(service_id)), WaitingForm()
    form.told_on.data = house().now().date()
    form.taking_referrals.data = {True: "yes", False: "no"}.get(held.taking_referrals, "")  # type: ignore[arg-type]
    form.waiting_weeks.data, form.free_places.data = held.waiting_weeks, held.free_places
    return _waiting_page(str(service_id), held, form)


@bp.post("/services/<uuid:service_id>/waiting")
@permission.needs(Permission.EDIT)
def keep_waiting(service_id: str) -> ResponseReturnValue:
    held, form = held_in_reach(str(service_id), to_change=True), WaitingForm()
    if not form.validate():
        return _waiting_page(str(service_id), held, form), 422
    sign_changes(gettext("Waiting time and room told"))
    change_service(g.session, str(service_id), held.model_copy(update=form.told()))
    g.session.commit()
    flash(gettext("Waiting time and room of %(name)s are kept.", name=held.name))
    if request.args.get("back") == "record":
        return redirect(url_for("curation.service", service_id=service_id), 303)
    return redirect(url_for("curation.contracts"), 303)


def held_in_reach(service_id: str, *, to_change: bool = False) -> ServiceSnapshot:
    """The record as it is now. 404 where there is none, 403 where it is out of reach."""
    held = service_snapshot(whole_service(g.session, service_id, to_change=to_change))
    reach_or_refuse(service_id)
    return held


def first_problem(record: ServiceSnapshot) -> str | None:
    """What keeps a record from being kept, in the reader's words."""
    return next((said(words) for _, words in problems(record)), None)


def _contract_page(service_id: str, held: ServiceSnapshot, form: ContractForm) -> str:
    return render_template("curation/contract.html", service_id=service_id, held=held, form=form)


def _waiting_page(service_id: str, held: ServiceSnapshot, form: WaitingForm) -> str:
    told = house().now().date()
    service = whole_service(g.session, service_id)
    now = waiting_words(service.availability, told)
    return render_template("curation/waiting.html", service_id=service_id, held=held, form=form, now=now)


def _costs() -> bool:
    return current_account().holds(Permission.SEE_COSTS)


def _contract_form() -> ContractForm:
    return ContractForm(costs=_costs())


def _seen(held: ServiceSnapshot) -> str:
    """What the form shows of a contract; of a cost only to whoever may see it."""
    fields = CONTRACT & set(_contract_form().data)
    return json.dumps({name: value for name, value in held.as_json().items() if name in fields})


def _read_seen(sent: str | None) -> dict[str, Any]:
    """What the form showed; what cannot be read counts as nothing known, so that no change of others is lost."""
    try:
        values = json.loads(sent or "{}")
        kept = {name: values.get(name) for name in CONTRACT}
        shown = ServiceSnapshot.model_validate({**kept, "organization_id": "x", "name": "x"})
    except (ValueError, AttributeError):
        current_app.logger.info("a contract's form came back with a part that could not be read")
        return {}
    return {name: getattr(shown, name) for name in CONTRACT}


def _changed_meanwhile(name: str, live: ServiceSnapshot) -> str:
    now = ", ".join(said(line) for line in say(name, getattr(live, name))) or gettext("not known")
    return gettext(
        "%(field)s was changed to “%(now)s” while you were here. Send this again to keep yours",
        field=said(FIELDS[name]),
        now=now,
    )
