"""Close a service for a while, open it again, retire it with a reason and a successor, bring it back."""

from typing import Any

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlmodel import col

from accounts import permission
from accounts.permission import Permission
from directory.curation.blueprint import bp, house, reach_or_refuse, sign_changes
from directory.curation.editing import drafts, queries, records
from directory.curation.editing.desk import LAST_WHY
from directory.curation.editing.lifecycle_forms import CloseForm, RetireForm, WhyForm
from directory.curation.models import Kind
from directory.models import Service, Status
from directory.queries import SHOWN, successor_of
from directory.snapshots.queries import whole_service

MOST_SUCCESSORS = 10


def _service(service_id: str, *allowed: Status) -> Service | None:
    """The service within reach, locked where it is about to change; None where somebody has moved it on already."""
    found = whole_service(g.session, str(service_id), to_change=request.method == "POST")
    reach_or_refuse(found.id)
    return found if found.status in allowed else None


def _moved_on(service_id: str) -> ResponseReturnValue:
    g.session.rollback()
    flash(gettext("Somebody has changed this already. This is how it stands now."))
    return redirect(url_for("curation.service", service_id=service_id), 303)


def _finish(found: Service, why: str, message: str, **columns: Any) -> ResponseReturnValue:
    sign_changes(why)
    for column, value in columns.items():
        setattr(found, column, value)
    g.session.commit()
    session[LAST_WHY] = why
    flash(message)
    return redirect(url_for("curation.service", service_id=found.id), 303)


@bp.route("/services/<uuid:service_id>/close", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def close_service(service_id: str) -> ResponseReturnValue:
    found = _service(service_id, Status.ACTIVE)
    if found is None:
        return _moved_on(service_id)
    form = CloseForm(today=house().now().date(), alert=found.alert)
    if request.method != "POST" or not form.validate():
        return _ask("curation/close.html", found, form)
    return _finish(
        found,
        form.why.data,
        gettext("Closed for now. Its page says so, and lists show it as closed."),
        status=Status.TEMPORARILY_CLOSED,
        reopens_on=form.opens,
        alert=form.alert.data or None,
    )


@bp.route("/services/<uuid:service_id>/reopen", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def reopen_service(service_id: str) -> ResponseReturnValue:
    found = _service(service_id, Status.TEMPORARILY_CLOSED)
    if found is None:
        return _moved_on(service_id)
    form = CloseForm(today=house().now().date(), alert=found.alert)
    if request.method != "POST" or not form.validate():
        return _ask("curation/reopen.html", found, form)
    opened = {"status": Status.ACTIVE, "reopens_on": None, "alert": form.alert.data or None}
    return _finish(found, form.why.data, gettext("Open again."), **opened)


@bp.route("/services/<uuid:service_id>/retire", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def retire_service(service_id: str) -> ResponseReturnValue:
    found = _service(service_id, *SHOWN)
    if found is None:
        return _moved_on(service_id)
    form = RetireForm(successors=_successors(found))
    looking = request.form.get("action") == "find"
    if looking:
        form.choose_the_only_one()
    if request.method != "POST" or looking or not form.validate():
        return _ask("curation/retire.html", found, form, looking=looking, **_affected(found))
    return _finish(
        found,
        form.why.data,
        gettext("Ended. Its page says why, and where to go instead. Nobody finds it in a list."),
        status=Status.DEFUNCT,
        retired_because=form.because,
        successor_id=form.successor_id.data or None,
        reopens_on=None,
    )


def _successors(found: Service) -> dict[str, str]:
    """Running services that the words typed may mean, and the one chosen before."""
    words, chosen = request.form.get("successor_words", ""), request.form.get("successor_id", "")
    within = col(Service.status) == Status.ACTIVE
    named = records.find_records(g.session, records.Asked(words=words), within=within).lines if words.strip() else []
    names = {line.service.id: f"{line.service.name} ({line.organization})" for line in named[:MOST_SUCCESSORS]}
    before = {id_: name for id_, name in queries.service_names(g.session, [chosen]).items() if id_ not in names}
    return {id_: name for id_, name in {**before, **names}.items() if id_ != found.id}


def _affected(found: Service) -> dict[str, Any]:
    """Who and what hangs on a service that is about to end."""
    return {
        "led_here": queries.services_led_here(g.session, found.id),
        "proposals": records.waiting_proposals(g.session, found.id),
        "drafts": drafts.drafts_of(g.session, Kind.SERVICE, found.id),
    }


@bp.route("/services/<uuid:service_id>/restore", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def restore_service(service_id: str) -> ResponseReturnValue:
    found = _service(service_id, Status.DEFUNCT, Status.INACTIVE)
    if found is None:
        return _moved_on(service_id)
    form = WhyForm()
    if request.method != "POST" or not form.validate():
        return _ask("curation/restore.html", found, form, instead=successor_of(g.session, found))
    brought = {"status": Status.ACTIVE, "retired_because": None, "successor_id": None, "reopens_on": None}
    return _finish(found, form.why.data, gettext("Brought back. It is in the directory again."), **brought)


def _ask(template: str, found: Service, form: WhyForm, **more: Any) -> ResponseReturnValue:
    page = render_template(template, service=found, form=form, **more)
    return page, 422 if form.errors and not more.get("looking") else 200
