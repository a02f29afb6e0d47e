"""Telling us that a service's page is wrong, with or without an address for the answer."""

from datetime import timedelta

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from accounts import permission
from accounts.delays import Rule, Watch
from accounts.keys import keyed_hash
from accounts.trying import MustWait, address_watch, count
from directory.curation.approvals.replies import forget_old_addresses, seal
from directory.curation.approvals.reports import enough_for_today
from directory.models import Service
from directory.pages.blueprint import bp, house
from directory.pages.forms import ReportForm
from directory.queries import add_problem_report, get_service

FROM_ONE_CONNECTION = Rule(free=6, longest=timedelta(minutes=15), shared=True)
"""Reports in a day from one connection, which a whole office may share, before each must wait for the next."""


@bp.get("/services/<uuid:service_id>/report")
@permission.public
def report(service_id: str) -> ResponseReturnValue:
    found = get_service(g.session, str(service_id))
    return render_template("directory/report.html", service=found, form=ReportForm())


@bp.post("/services/<uuid:service_id>/report")
@permission.public
def send_report(service_id: str) -> ResponseReturnValue:
    found, form = get_service(g.session, str(service_id)), ReportForm()
    if not form.validate():
        return render_template("directory/report.html", service=found, form=form), 422
    today = house().now().date()
    if enough_for_today(g.session, found.id, today):
        return _not_now(found, form, gettext("Many people have told us about this page today. We are looking at it"))
    try:
        count([Watch(keyed_hash("report", address_watch().key), FROM_ONE_CONNECTION)])
    except MustWait as wait:
        return _not_now(found, form, _wait_words(wait.seconds), retry_after=wait.seconds)
    add_problem_report(
        g.session,
        service_id=str(service_id),
        kind=form.kind.data,
        comment=form.comment.data,
        reply_to=seal(form.reply_to.data) if form.reply_to.data else None,
        today=today,
    )
    forget_old_addresses(g.session, today)
    g.session.commit()
    return redirect(url_for("directory.thanks", service_id=service_id), 303)


@bp.get("/services/<uuid:service_id>/report/thanks")
@permission.public
def thanks(service_id: str) -> ResponseReturnValue:
    return render_template("directory/thanks.html", service=get_service(g.session, str(service_id)))


def _not_now(service: Service, form: ReportForm, said: str, *, retry_after: int | None = None) -> ResponseReturnValue:
    """The form as it was sent, with what keeps it from being taken now; nothing typed is lost."""
    form.kind.errors = [said]
    page = render_template("directory/report.html", service=service, form=form)
    return page, 429, {"Retry-After": str(retry_after)} if retry_after else {}


def _wait_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    time = (
        ngettext("%(num)s second", "%(num)s seconds", seconds)
        if seconds <= 90
        else ngettext("%(num)s minute", "%(num)s minutes", minutes)
    )
    return gettext("Many reports came from here. Wait %(time)s, then send this again", time=time)
