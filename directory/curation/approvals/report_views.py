"""What people told us is wrong with a page: one report beside what the page says, its decision, its answer."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.additions import ProblemReport
from directory.curation.approvals.replies import NotSent, forget_old_addresses, write_answer
from directory.curation.approvals.report_forms import DECISIONS, DecideForm
from directory.curation.approvals.reports import ReportDecided, decide_report, forget_address, get_report, other_reports
from directory.curation.audits.forms import PressForm
from directory.curation.blueprint import bp, house, reach_or_refuse
from directory.labels import PROBLEMS
from directory.pages.showing import page_of
from directory.pages.templating import said
from directory.queries import get_service


@bp.get("/reports/<uuid:report_id>")
@permission.needs(Permission.EDIT)
def report(report_id: str) -> ResponseReturnValue:
    return _report_page(_reached(str(report_id)), DecideForm())


@bp.post("/reports/<uuid:report_id>")
@permission.needs(Permission.EDIT)
def decide(report_id: str) -> ResponseReturnValue:
    report, form = _reached(str(report_id)), DecideForm()
    if not form.validate():
        return _report_page(report, form), 422
    today = house().now().date()
    try:
        report = decide_report(
            g.session,
            report.id,
            decision=form.decision.data,
            reason=form.reason.data,
            by=current_account().name,
            today=today,
        )
    except ReportDecided as error:
        form.decision.errors = [said(error.words)]
        return _report_page(report, form), 409
    forget_old_addresses(g.session, today)
    flash(_answer(report))
    return redirect(url_for("curation.proposals"), 303)


@bp.post("/reports/<uuid:report_id>/answer")
@permission.needs(Permission.EDIT)
def send_report_answer(report_id: str) -> ResponseReturnValue:
    """Try again to send an answer that could not be sent."""
    report = _reached(str(report_id))
    if not PressForm().validate():
        abort(400)
    if report.decided_on:
        flash(_answer(report))
    return redirect(url_for("curation.report", report_id=report_id), 303)


def _answer(report: ProblemReport) -> str:
    """Commit the decision, send the answer to whoever left an address, and forget the address; what to say of it.

    No transaction is open while the mail goes out, and whatever happens to it, the decision stands.
    """
    report_id, name = report.id, get_service(g.session, report.service_id).name
    subject = gettext("What became of your report about %(name)s", name=name)
    letter = write_answer(report.reply_to, subject=subject, letter="report", report=report, service=name)
    g.session.commit()
    if letter is None:
        return gettext("Decided.")
    try:
        letter.post()
    except NotSent:
        return gettext("Decided, but the answer could not be sent. Open the report to send it again.")
    forget_address(g.session, report_id)
    g.session.commit()
    return gettext("Decided. The answer is sent, and the address is forgotten.")


def _reached(report_id: str) -> ProblemReport:
    report = get_report(g.session, report_id)
    reach_or_refuse(report.service_id)
    return report


def _report_page(report: ProblemReport, form: DecideForm) -> str:
    service = get_service(g.session, report.service_id)
    return render_template(
        "curation/report.html",
        **page_of(service, house().now()),
        report=report,
        others=other_reports(g.session, report),
        kinds=PROBLEMS,
        decisions=DECISIONS,
        form=form,
        press=PressForm(),
    )
