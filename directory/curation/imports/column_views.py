"""What each column of a file holds: suggested, changed by a person, kept under a name for the next file."""

from pathlib import Path
from typing import Any

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pydantic import ValidationError

from accounts import permission
from accounts.permission import Permission
from directory.curation.blueprint import bp
from directory.curation.imports.forms import ColumnsForm, target_choices
from directory.curation.imports.runs import Order, order_of, read_upload
from directory.curation.imports.views import keep_order, waiting_run
from directory.curation.models import ImportRun
from directory.exchange.cli import MAPPINGS
from directory.exchange.detecting import columns_that_say
from directory.exchange.files import SentFile
from directory.exchange.mapping import FieldMapping, MappingRefused, save_in
from directory.exchange.paths import full_path, values_at
from directory.exchange.readers.found import plain
from directory.exchange.suggesting import Choices, mapping_of
from directory.pages.templating import said
from directory.typed import shortened

EXAMPLES = 3


@bp.get("/imports/<run_id>/columns")
@permission.needs(Permission.IMPORT)
def import_columns(run_id: str) -> ResponseReturnValue:
    run = waiting_run(run_id)
    form = ColumnsForm(source=run.source if not run.source.startswith("file-") else "")
    return _show(run, form, _choices_of(order_of(run).mapping))


@bp.post("/imports/<run_id>/columns")
@permission.needs(Permission.IMPORT)
def say_columns(run_id: str) -> ResponseReturnValue:
    run, form = waiting_run(run_id), ColumnsForm()
    order = order_of(run)
    columns = columns_that_say(read_upload(order.upload, order.file_name))
    known = {target for target, _ in target_choices()}
    chosen = {column: request.form.get(f"column-{place}", "") for place, column in enumerate(columns)}
    choices = {column: target for column, target in chosen.items() if target and target in known}
    valid = form.validate()
    if "service.name" not in choices.values():
        form.form_errors = [gettext("Say which column holds the name of the service")]
        valid = False
    if not valid:
        return _show(run, form, choices), 422
    try:
        mapping = _mapping(order, choices, form)
    except (MappingRefused, ValidationError) as error:
        form.name.errors = [said(error.words) if isinstance(error, MappingRefused) else str(error)]
        return _show(run, form, choices), 422
    run.report = {**run.report, "suggested": choices}
    order = Order(order.upload, order.file_name, mapping, mapping.source, order.complete, order.take)
    return keep_order(run, order)


def _mapping(order: Order, choices: Choices, form: ColumnsForm) -> FieldMapping:
    name = form.name.data or order.mapping.name
    title = form.name.data or gettext("Columns as you said they are")
    mapping = mapping_of(choices, name=name, title=title, source=form.source.data or order.source)
    if form.name.data:
        save_in(Path(current_app.config["DATA_DIR"]) / MAPPINGS, mapping)
    return mapping


def _show(run: ImportRun, form: ColumnsForm, choices: Choices) -> Any:
    sent = read_upload(run.upload or b"", run.file_name)
    columns = [
        {"name": column, "examples": _examples(sent, column), "chosen": choices.get(column, "")}
        for column in columns_that_say(sent)
    ]
    return render_template(
        "curation/import_columns.html", run=run, form=form, columns=columns, targets=target_choices()
    )


def _examples(sent: SentFile, column: str) -> list[str]:
    """The first few different texts of a column."""
    found: dict[str, None] = {}
    for row in sent.rows:
        found.update((shortened(text), None) for text in map(plain, values_at(row.values, column)) if text)
        if len(found) >= EXAMPLES:
            break
    return list(found)[:EXAMPLES]


def _choices_of(mapping: FieldMapping) -> Choices:
    """What a mapping takes each column for, as far as one choice for each can say it."""
    found: Choices = {}
    for part, takes in (("service", mapping.service), ("organization", mapping.organization)):
        for name, take in takes.items():
            found |= dict.fromkeys(take.source, f"{part}.{name}")
    for group in mapping.groups.get("places", ()):
        for name, take in group.take.items():
            for path in take.source:
                found[full_path(group.each, path).replace("[0]", "[]")] = f"places.{name}"
    return found
