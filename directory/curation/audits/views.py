"""Audits: draw a sample, see what was found, close when nothing is left open."""

from secrets import randbelow
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.curation import charts
from directory.curation.audits.findings import tasks_in_reach
from directory.curation.audits.forms import CHECKED, CloseForm, DrawForm, PressForm
from directory.curation.audits.queries import (
    NothingToDraw,
    areas_in_reach,
    audit_in_reach,
    audit_results,
    audits_in_reach,
    close_audit,
    draw_audit,
    former_audit,
    get_audit,
    left_to_do,
    lines_of,
    organizations_in_reach,
)
from directory.curation.audits.results import compared
from directory.curation.audits.samples import MOST_SEEDS
from directory.curation.blueprint import bp, house
from directory.curation.models import Audit
from directory.errors import DirectoryError
from directory.pages.templating import said
from directory.queries import need_names
from directory.snapshots.saying import LABELS


@bp.get("/audits")
@permission.needs(Permission.AUDIT)
def audits() -> ResponseReturnValue:
    account = current_account()
    found = audits_in_reach(g.session, account)
    return render_template(
        "curation/audits.html",
        audits=[(audit, audit_results(g.session, audit.id)) for audit in found],
        tasks=tasks_in_reach(g.session, account),
        today=house().now().date(),
        range_bar=charts.range_bar,
    )


@bp.get("/audits/new")
@permission.needs(Permission.AUDIT)
def new_audit() -> ResponseReturnValue:
    return render_template("curation/audit_new.html", form=_draw_form())


@bp.post("/audits/new")
@permission.needs(Permission.AUDIT)
def draw_new_audit() -> ResponseReturnValue:
    form, account = _draw_form(), current_account()
    if not form.validate():
        return render_template("curation/audit_new.html", form=form), 422
    try:
        audit = draw_audit(
            g.session,
            account,
            name=form.name.data,
            question=form.question.data or None,
            conditions=form.conditions(),
            size=form.size.data,
            seed=randbelow(MOST_SEEDS) if form.seed.data is None else form.seed.data,
            by=account.name,
            now=house().now(),
        )
    except NothingToDraw as error:
        form.need.errors = [said(error.words)]
        return render_template("curation/audit_new.html", form=form), 422
    g.session.commit()
    return redirect(url_for("curation.audit", audit_id=audit.id), 303)


@bp.get("/audits/<uuid:audit_id>")
@permission.needs(Permission.AUDIT)
def audit(audit_id: str) -> ResponseReturnValue:
    return _audit_page(_reached(str(audit_id)), CloseForm())


@bp.post("/audits/<uuid:audit_id>/close")
@permission.needs(Permission.AUDIT)
def end_audit(audit_id: str) -> ResponseReturnValue:
    audit, form = _reached(str(audit_id)), CloseForm()
    if not form.validate():
        return _audit_page(audit, form), 422
    try:
        close_audit(g.session, audit, note=form.note.data, now=house().now())
    except DirectoryError as error:
        form.note.errors = [said(error.words)]
        return _audit_page(audit, form), 422
    g.session.commit()
    flash(gettext("The audit is closed."))
    return redirect(url_for("curation.audit", audit_id=audit.id), 303)


def _reached(audit_id: str) -> Audit:
    audit = get_audit(g.session, audit_id)
    if not audit_in_reach(g.session, current_account(), audit_id):
        abort(403)
    return audit


def _audit_page(audit: Audit, form: CloseForm) -> str:
    lines = lines_of(g.session, audit.id)
    results = audit_results(g.session, audit.id)
    former = former_audit(g.session, current_account(), audit)
    before = audit_results(g.session, former.id).share if former else None
    return render_template(
        "curation/audit.html",
        audit=audit,
        drawn_from=_conditions_in_words(audit),
        lines=lines,
        results=results,
        former=former,
        before=before,
        compared=compared(results.share, before) if results.share and before else None,
        labels=LABELS,
        left=left_to_do(lines),
        form=form,
        press=PressForm(),
        today=house().now().date(),
        bar=charts.bar,
        range_bar=charts.range_bar,
    )


def _conditions_in_words(audit: Audit) -> list[str]:
    """The conditions that every service of the sample met, as a person reads them."""
    kept, account = audit.drawn_from, current_account()
    names: dict[str, dict[str, Any]] = {
        "need": need_names(g.session),
        "area": dict(areas_in_reach(g.session, account)),
        "organization_id": dict(organizations_in_reach(g.session, account)),
    }
    found = [str(of.get(kept[field], kept[field])) for field, of in names.items() if kept.get(field)]
    return found if kept.get("checked") in (None, "any") else [*found, said(CHECKED[kept["checked"]])]


def _draw_form() -> DrawForm:
    account = current_account()
    return DrawForm(
        needs=need_names(g.session),
        areas=areas_in_reach(g.session, account),
        organizations=organizations_in_reach(g.session, account),
    )
