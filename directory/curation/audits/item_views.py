"""One service of an audit looked over, and what is to be done about what was found."""

from dataclasses import dataclass

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlmodel import col, select

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.curation.audits.findings import (
    AlreadyDone,
    Task,
    add_action,
    carry_over,
    finish_action,
    get_item,
    get_task,
    possible_owners,
    record_result,
    tasks_in_reach,
)
from directory.curation.audits.forms import ActionForm, FindingForm, FollowUpForm, PressForm
from directory.curation.audits.queries import AuditIsClosed, get_audit, lines_of
from directory.curation.audits.results import Result
from directory.curation.blueprint import bp, house, reach_or_refuse, sign_changes
from directory.curation.models import AuditItem, CorrectiveAction
from directory.curation.record_names import names_for
from directory.curation.reviews.checking import mark_checked
from directory.pages.templating import said
from directory.snapshots import CONTRACT, service_snapshot
from directory.snapshots.queries import whole_service
from directory.snapshots.saying import LABELS, Lines, say

NOT_LOOKED_AT = CONTRACT | {"assured_date", "assurer_email", "retired_because", "successor_id", "reopens_on"}
"""What a page for the public does not say, or says of the record and not of the service."""


@dataclass(frozen=True)
class Said:
    """One fact of the record beside its tick box."""

    field: str
    label: str
    lines: Lines


@bp.get("/audits/items/<uuid:item_id>")
@permission.needs(Permission.AUDIT)
def audit_item(item_id: str) -> ResponseReturnValue:
    item = _reached(str(item_id))
    facts = _facts(item)
    form = _finding_form(item, facts)
    form.result.data, form.finding.data, form.wrong_fields.data = item.result, item.finding, list(item.wrong_fields)
    return _item_page(item, form, facts)


@bp.post("/audits/items/<uuid:item_id>")
@permission.needs(Permission.AUDIT)
def send_finding(item_id: str) -> ResponseReturnValue:
    item = _reached(str(item_id))
    facts = _facts(item)
    form = _finding_form(item, facts)
    if not form.validate():
        return _item_page(item, form, facts), 422
    try:
        _keep(item, form)
    except AuditIsClosed as error:
        form.result.errors = [said(error.words)]
        return _item_page(item, form, facts), 409
    g.session.commit()
    return _onwards(item)


@bp.post("/audits/items/<uuid:item_id>/right")
@permission.needs(Permission.AUDIT)
def all_right(item_id: str) -> ResponseReturnValue:
    """One click: all of it is right, and so the record was checked today."""
    item = _reached(str(item_id))
    if not PressForm().validate():
        abort(400)
    try:
        _all_right(item)
    except AuditIsClosed as error:
        flash(said(error.words))
        return redirect(url_for("curation.audit", audit_id=item.audit_id), 303)
    g.session.commit()
    return redirect(url_for("curation.audit", audit_id=item.audit_id, _anchor="sample"), 303)


@bp.get("/audits/actions")
@permission.needs(Permission.AUDIT)
def audit_actions() -> ResponseReturnValue:
    return render_template(
        "curation/audit_actions.html",
        tasks=tasks_in_reach(g.session, current_account(), done=True),
        today=house().now().date(),
    )


@bp.get("/audits/actions/<uuid:action_id>")
@permission.needs(Permission.AUDIT)
def audit_action(action_id: str) -> ResponseReturnValue:
    return _action_page(_reached_task(str(action_id)), FollowUpForm())


@bp.post("/audits/actions/<uuid:action_id>")
@permission.needs(Permission.AUDIT)
def follow_up(action_id: str) -> ResponseReturnValue:
    task, form = _reached_task(str(action_id)), FollowUpForm()
    if not form.validate():
        return _action_page(task, form), 422
    today, account = house().now().date(), current_account()
    try:
        if form.became.data == "later" and form.due_on.data:
            carry_over(g.session, task.action.id, because=form.outcome.data, due_on=form.due_on.data)
        else:
            finish_action(g.session, task.action.id, outcome=form.outcome.data, by=account.name, today=today)
    except AlreadyDone as error:
        form.became.errors = [said(error.words)]
        return _action_page(task, form), 409
    g.session.commit()
    flash(gettext("Kept."))
    return redirect(url_for("curation.audit", audit_id=task.audit.id), 303)


def _keep(item: AuditItem, form: FindingForm) -> None:
    account, now = current_account(), house().now()
    if form.result.data == Result.RIGHT:
        _all_right(item)
        return
    kept = record_result(
        g.session,
        item.id,
        result=form.result.data,
        wrong_fields=form.wrong_fields.data,
        finding=form.finding.data,
        by=account.name,
        now=now,
    )
    if form.wanted():
        _keep_action(kept, form)


def _keep_action(item: AuditItem, form: ActionForm) -> None:
    account, today = current_account(), house().now().date()
    add_action(
        g.session,
        item,
        action=form.action.data,
        owner=form.owner.data or account.name,
        due_on=form.due_on.data or today,
        done_by=account.name if form.done.data else None,
        today=today,
    )


def _all_right(item: AuditItem) -> None:
    account, now = current_account(), house().now()
    record_result(g.session, item.id, result=Result.RIGHT, by=account.name, now=now)
    sign_changes(gettext("Checked in an audit: all right"))
    mark_checked(g.session, item.service_id, by_email=account.email, today=now.date())


def _onwards(item: AuditItem) -> ResponseReturnValue:
    """To the next service that nobody has looked at, or back to the audit after the last."""
    waiting = [line.item.id for line in lines_of(g.session, item.audit_id) if line.item.result is None]
    if waiting:
        return redirect(url_for("curation.audit_item", item_id=waiting[0]), 303)
    return redirect(url_for("curation.audit", audit_id=item.audit_id), 303)


def _reached(item_id: str) -> AuditItem:
    item = get_item(g.session, item_id)
    reach_or_refuse(item.service_id)
    return item


def _reached_task(action_id: str) -> Task:
    task = get_task(g.session, action_id)
    reach_or_refuse(task.service_id)
    return task


def _facts(item: AuditItem) -> list[Said]:
    """What the record says, fact by fact, in the order of the record; blanks too, for they may be what is wrong."""
    held = service_snapshot(whole_service(g.session, item.service_id))
    names = names_for(g.session, held)
    fields = [field for field in type(held).model_fields if field not in NOT_LOOKED_AT]
    return [Said(field, said(LABELS[field]), say(field, getattr(held, field), names)) for field in fields]


def _finding_form(item: AuditItem, facts: list[Said]) -> FindingForm:
    kept = select(CorrectiveAction.id).where(col(CorrectiveAction.audit_item_id) == item.id)
    return FindingForm(
        fields=[(fact.field, fact.label) for fact in facts],
        owners=possible_owners(g.session),
        needs_action=g.session.exec(kept).first() is None,
    )


def _item_page(item: AuditItem, form: FindingForm, facts: list[Said]) -> str:
    line = next(line for line in lines_of(g.session, item.audit_id) if line.item.id == item.id)
    return render_template(
        "curation/audit_item.html",
        audit=get_audit(g.session, item.audit_id),
        line=line,
        facts=facts,
        form=form,
        press=PressForm(),
        today=house().now().date(),
    )


def _action_page(task: Task, form: FollowUpForm) -> str:
    return render_template("curation/audit_action.html", task=task, form=form, today=house().now().date())
