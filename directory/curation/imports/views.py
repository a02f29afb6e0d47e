"""Files of services in: send, say what the columns hold, look at every change, confirm, see the result, undo."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlmodel import Session, col, select
from werkzeug.exceptions import RequestEntityTooLarge

from accounts import permission
from accounts.current import confirm_password_first, current_account
from accounts.permission import Permission
from accounts.roles import AccountRole
from directory.curation import charts
from directory.curation.blueprint import bp, house
from directory.curation.imports.forms import ConfirmForm, UploadForm
from directory.curation.imports.runs import (
    Chosen,
    Order,
    choose_mapping,
    order_of,
    plan_order,
    read_upload,
    rows_to_mend,
    run_of,
)
from directory.curation.imports.steps import in_list, steps_of
from directory.curation.imports.work import APPLYING, UNDOING, Desk, Work, keep_plan, start
from directory.curation.models import ImportRun, ImportState
from directory.errors import DirectoryError
from directory.exchange.cells import guarded
from directory.exchange.cli import known_mappings
from directory.exchange.files import LIMITS
from directory.exchange.template import template_csv, template_xlsx
from directory.pages.templating import said
from directory.queries import need_names
from directory.snapshots.saying import LABELS

ROOM_FOR_THE_FORM = 64 * 1024
PAGE = 50
SHOWN = ("changed", "added", "retired", "refused", "kept", "notes")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.url_value_preprocessor
def _allow_a_file(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Files are sent to one address only: elsewhere the small limit stays. This runs before anything is read."""
    if endpoint == "curation.send_import":
        request.max_content_length = LIMITS.size + ROOM_FOR_THE_FORM


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    if request.endpoint != "curation.send_import":
        return error
    return render_template("curation/import_too_large.html", most=LIMITS.size // 1024 // 1024), 413


@bp.get("/imports")
@permission.needs(Permission.IMPORT)
def imports() -> ResponseReturnValue:
    account = current_account()
    runs = select(ImportRun).order_by(col(ImportRun.sent_at).desc()).limit(200)
    if account.role != AccountRole.ADMINISTRATOR:
        runs = runs.where(ImportRun.account_id == account.id)
    return render_template("curation/imports.html", runs=g.session.exec(runs).all())


@bp.get("/imports/new")
@permission.needs(Permission.IMPORT)
def new_import() -> ResponseReturnValue:
    return render_template("curation/import_new.html", form=UploadForm(mappings=known_mappings()))


@bp.get("/imports/template.<kind>")
@permission.needs(Permission.IMPORT)
def import_template(kind: str) -> ResponseReturnValue:
    if kind == "csv":
        return download(template_csv(), "services-template.csv", "text/csv; charset=utf-8")
    if kind == "xlsx":
        return download(template_xlsx(need_names(g.session)), "services-template.xlsx", XLSX)
    abort(404)


def download(content: bytes, name: str, kind: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@bp.post("/imports/new")
@permission.needs(Permission.IMPORT)
def send_import() -> ResponseReturnValue:
    form = UploadForm(mappings=known_mappings())
    if not form.validate():
        return render_template("curation/import_new.html", form=form), 422
    upload, name = form.file.data.read(), Path(form.file.data.filename or "file").name
    let_go()
    try:
        with house().open_session(writing=False) as reading:
            run, suggested = _planned(reading, form, upload, name)
    except DirectoryError as error:
        form.file.errors = [said(error.words)]
        return render_template("curation/import_new.html", form=form), 422
    g.session.add(run)
    g.session.commit()
    where = "curation.import_columns" if suggested else "curation.one_import"
    return redirect(url_for(where, run_id=run.id), 303)


def _planned(reading: Session, form: UploadForm, upload: bytes, name: str) -> tuple[ImportRun, bool]:
    """A run with its preview, and whether somebody should look at what its columns hold first."""
    account, mappings = current_account(), known_mappings()
    sent = read_upload(upload, name)
    chosen = mappings.get(form.mapping.data)
    found = Chosen(chosen) if chosen else choose_mapping(sent, mappings.values())
    order = Order(upload, name, found.mapping, form.source.data or found.mapping.source, form.complete.data)
    plan = plan_order(reading, order, sender=account, today=house().now().date(), file=sent)
    run = run_of(order, plan, now=house().now(), by=account.name, account_id=account.id)
    run.report = {**run.report, "suggested": found.suggested}
    keep_plan(run, plan, steps_of(reading, plan, house().vocabulary.need), rows_to_mend(sent, plan))
    return run, found.suggested is not None


def let_go() -> None:
    """Hold nothing of the database while a file is read: others may write meanwhile."""
    g.session.expunge_all()
    g.session.rollback()


@bp.get("/imports/<run_id>")
@permission.needs(Permission.IMPORT)
def one_import(run_id: str) -> ResponseReturnValue:
    run = run_in_reach(run_id)
    progress = desk().progress_of(run.id)
    if progress and progress.runs:
        return render_template("curation/import_working.html", run=run, progress=progress, bar=charts.bar)
    return show_import(run, progress=progress)


def show_import(run: ImportRun, *, form: ConfirmForm | None = None, **about: Any) -> str:
    """The preview, or what came of it: the counts, and the list of one kind of rows."""
    counts = run.report["counts"]
    lists = {show: len(_rows(run, show)) for show in SHOWN}
    show = request.args.get("show", next((each for each in SHOWN if lists[each]), "changed"))
    rows = _rows(run, show if show in SHOWN else "changed")
    number = max(1, request.args.get("page", 1, type=int))
    pages = max(1, -(-len(rows) // PAGE))
    return render_template(
        "curation/import.html",
        run=run,
        counts=counts,
        lists=lists,
        show=show,
        rows=rows[(number - 1) * PAGE : number * PAGE],
        page={"number": number, "pages": pages},
        form=form or ConfirmForm(),
        labels=LABELS,
        safety=safety_names(run) if run.state == ImportState.PREVIEWED else [],
        take=set(run.report.get("take", ())),
        bar=charts.bar,
        **about,
    )


def _rows(run: ImportRun, show: str) -> list[dict[str, Any]]:
    if show in ("refused", "notes"):
        return list(run.report.get(show, ()))
    return in_list(run.report.get("steps", []), show)


@bp.post("/imports/<run_id>/again")
@permission.needs(Permission.IMPORT)
def plan_again(run_id: str) -> ResponseReturnValue:
    """The preview anew, with what was ticked: the source wins in these fields; this is the whole list."""
    run = waiting_run(run_id)
    order = replace(
        order_of(run), complete=bool(request.form.get("complete")), take=frozenset(request.form.getlist("take"))
    )
    return keep_order(run, order)


def keep_order(run: ImportRun, order: Order) -> ResponseReturnValue:
    """Plan an order and keep it in place of what the run was."""
    let_go()
    sent = read_upload(order.upload, order.file_name)
    with house().open_session(writing=False) as reading:
        plan = plan_order(reading, order, sender=current_account(), today=house().now().date(), file=sent)
        steps = steps_of(reading, plan, house().vocabulary.need)
    run = waiting_run(run.id)
    run.mapping, run.source = order.mapping.as_toml(), order.source
    run.report = {**run.report, "complete": order.complete, "take": sorted(order.take)}
    keep_plan(run, plan, steps, rows_to_mend(sent, plan))
    g.session.add(run)
    g.session.commit()
    desk().forget(run.id)
    return redirect(url_for("curation.one_import", run_id=run.id), 303)


@bp.post("/imports/<run_id>/confirm")
@permission.needs(Permission.IMPORT)
def confirm_import(run_id: str) -> ResponseReturnValue:
    run, form = waiting_run(run_id), ConfirmForm()
    retired = str(run.report["counts"]["retired"])
    if not form.validate() or (run.report["many"] and form.retire.data != retired):
        form.retire.errors = [gettext("Type %(number)s to say that so many may be retired", number=retired)]
        return show_import(run, form=form), 422
    return _numbers_first(run) or begin(run, APPLYING)


@bp.post("/imports/<run_id>/undo")
@permission.needs(Permission.IMPORT)
def undo_one_import(run_id: str) -> ResponseReturnValue:
    run = run_in_reach(run_id)
    if run.state != ImportState.APPLIED:
        abort(422)
    return _numbers_first(run) or begin(run, UNDOING)


def _numbers_first(run: ImportRun) -> ResponseReturnValue | None:
    """The password is asked again where a number changes that people in danger may be ringing."""
    if not safety_names(run):
        return None
    asked: ResponseReturnValue | None = confirm_password_first(url_for("curation.one_import", run_id=run.id))
    return asked


def safety_names(run: ImportRun) -> list[str]:
    """The services about safety whose numbers, addresses or links this changes."""
    return [step["name"] for step in run.report.get("steps", ()) if step.get("safety")]


def begin(run: ImportRun, what: str) -> ResponseReturnValue:
    """Start the work in a thread, once: a second press of the button finds it running."""
    progress = desk().progress_of(run.id)
    account = current_account()
    if not (progress and progress.runs):
        run_id, by = run.id, account.name
        let_go()
        start(Work(house(), desk(), run_id, by, account), what)
    return redirect(url_for("curation.one_import", run_id=run.id), 303)


@bp.post("/imports/<run_id>/drop")
@permission.needs(Permission.IMPORT)
def drop_import(run_id: str) -> ResponseReturnValue:
    run = waiting_run(run_id)
    run.state, run.upload = ImportState.DROPPED, None
    g.session.add(run)
    g.session.commit()
    desk().forget(run.id)
    flash(gettext("%(name)s was put away. Nothing was changed.", name=run.file_name))
    return redirect(url_for("curation.imports"), 303)


@bp.get("/imports/<run_id>/refused.csv")
@permission.needs(Permission.IMPORT)
def refused_rows(run_id: str) -> ResponseReturnValue:
    """Every refused row with its reasons, as a table to mend and send again."""
    run = run_in_reach(run_id)
    return download(refused_csv(run), "refused-rows.csv", "text/csv; charset=utf-8")


def refused_csv(run: ImportRun) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    mend = run.report.get("mend", {"columns": [], "rows": []})
    writer.writerow(["Why it was refused", "Row", *mend["columns"]])
    writer.writerows([guarded(str(cell)) for cell in row] for row in mend["rows"])
    return ("\ufeff" + out.getvalue()).encode()


def desk() -> Desk:
    return Desk(Path(current_app.config["DATA_DIR"]) / "imports")


def run_in_reach(run_id: str) -> ImportRun:
    """The run, if it is this account's own, or the account is an administrator's; else 404 or 403."""
    run: ImportRun | None = g.session.get(ImportRun, run_id)
    account = current_account()
    if run is None:
        abort(404)
    if account.role != AccountRole.ADMINISTRATOR and run.account_id != account.id:
        abort(403)
    return run


def waiting_run(run_id: str) -> ImportRun:
    """A run that still waits for somebody to confirm it, and that nobody is at."""
    run = run_in_reach(run_id)
    progress = desk().progress_of(run.id)
    if run.state != ImportState.PREVIEWED or (progress and progress.runs):
        abort(422)
    return run
