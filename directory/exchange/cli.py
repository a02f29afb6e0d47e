"""`flask directory import` and `flask directory export`: files of services in and out, from the command line."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from directory.commands import told_in_words
from directory.curation.imports.runs import (
    Chosen,
    Order,
    carry_out,
    choose_mapping,
    drop_old_uploads,
    plan_order,
    refusal,
    run_of,
)
from directory.errors import DirectoryError
from directory.exchange.additions import prepare
from directory.exchange.applying import PlanOutdated
from directory.exchange.choosing import Choice, chosen_services
from directory.exchange.exporting import WRITERS, read_exported
from directory.exchange.files import SentFile, read_file
from directory.exchange.mapping import FieldMapping, built_in, read_mapping, saved_in
from directory.exchange.plan import Plan
from directory.exchange.readers.chosen import GSS
from directory.models import Status
from directory.places import area_code_named
from directory.queries import need_names
from directory.set_up import progress
from directory.wording import words

MAPPINGS = "mappings"
"""The folder in DATA_DIR that holds the mappings people saved."""
TRIES = 3
COMMAND = "flask directory import"


class ImportRefused(DirectoryError):
    """A whole import that cannot go on as it was asked for."""


def known_mappings() -> dict[str, FieldMapping]:
    """The mappings that come with Right Door and those that people saved, by name."""
    return saved_in(Path(current_app.config["DATA_DIR"]) / MAPPINGS) | built_in()


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format", "wanted", help="A mapping's name, or the path of a mapping file; told by the file if left out."
)
@click.option("--source", help="Whose records these are: a name of yours, so that their next file is known again.")
@click.option("--complete", is_flag=True, help="The file is the whole list of its source: retire what it lacks.")
@click.option("--yes-retire", type=int, help="How many services may be retired, where it is more than one in ten.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
@told_in_words
def import_file(
    file: Path,
    wanted: str | None,
    source: str | None,
    complete: bool,
    yes_retire: int | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring the services of FILE (CSV, XLSX or JSON) into the directory."""
    sent = read_file(file, file.name)
    chosen = _chosen(wanted, sent)
    order = Order(file.read_bytes(), file.name, chosen.mapping, source or chosen.mapping.source, complete)
    _tell_choice(chosen, order)
    plan = _in_one_go(order, sent, yes_retire, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(_printed(plan), ensure_ascii=False))
    else:
        _print(plan, dry_run=dry_run)


def _chosen(wanted: str | None, sent: SentFile) -> Chosen:
    known = known_mappings()
    if wanted is None:
        return choose_mapping(sent, known.values())
    if wanted in known:
        return Chosen(known[wanted])
    path = Path(wanted)
    if path.suffix == ".toml" and path.is_file():
        return Chosen(read_mapping(path.read_text(encoding="utf-8"), path.name))
    said = words("There is no format “%(name)s”. The formats are: %(names)s", name=wanted, names=", ".join(known))
    raise ImportRefused(said)


def _tell_choice(chosen: Chosen, order: Order) -> None:
    click.echo(f"Read as: {chosen.mapping.title} ({chosen.mapping.name}); source: {order.source}", err=True)
    for column, target in (chosen.suggested or {}).items():
        click.echo(f"  “{column}” was taken for {target}", err=True)


def _in_one_go(order: Order, sent: SentFile, yes_retire: int | None, *, dry_run: bool) -> Plan:
    """Plan and carry out; where somebody changes the directory in between, plan anew."""
    for _ in range(TRIES - 1):
        try:
            return _plan_and_apply(order, sent, yes_retire, dry_run=dry_run)
        except PlanOutdated:
            continue
    return _plan_and_apply(order, sent, yes_retire, dry_run=dry_run)


def _plan_and_apply(order: Order, sent: SentFile, yes_retire: int | None, *, dry_run: bool) -> Plan:
    house = current_app.extensions["right_door"]
    now = house.now()
    with house.open_session(writing=False) as session, progress("Reading the file", file=sys.stderr) as tick:
        plan = plan_order(session, order, sender=None, today=now.date(), file=sent, tick=tick)
    retired = plan.counts()["retired"]
    if dry_run or not plan.does_anything():
        return plan
    if plan.retires_many() and yes_retire != retired:
        said = words(
            "This would retire %(retired)s of %(live)s services, more than one in ten. If that is right, say "
            "--yes-retire %(retired)s. Nothing was changed.",
            retired=retired,
            live=plan.live_before,
        )
        raise ImportRefused(said)
    additions, run = prepare(plan.changes(), plan.terms), run_of(order, plan, now=now, by=COMMAND)
    with house.open_session() as session, progress("Bringing it in", file=sys.stderr) as tick:
        carry_out(session, run, plan, additions, now=now, by=COMMAND, tick=tick)
        session.commit()
    with house.open_session() as session:
        house.search.drain(session)
        session.commit()
    return plan


def _printed(plan: Plan) -> dict[str, Any]:
    """What scripts read: read = added + changed + unchanged + the number of refused."""
    counts = plan.counts()
    by_row: dict[int, list[dict[str, Any]]] = {}
    for remark in plan.refused:
        by_row.setdefault(remark.row, []).append(refusal(remark))
    return {
        **{name: counts[name] for name in ("read", "added", "changed", "unchanged")},
        "refused": [first | ({"also": others} if others else {}) for first, *others in by_row.values()],
        "retired": counts["retired"],
        "notes": [refusal(note) for note in plan.notes],
        "unmapped": list(plan.unmapped),
    }


def _print(plan: Plan, *, dry_run: bool) -> None:
    counts = plan.counts()
    click.echo(", ".join(f"{counts[name]} {name}" for name in counts) + (" (nothing was done)" if dry_run else ""))
    for remark in plan.refused:
        click.echo(f"Row {remark.row}, {remark.field or 'whole row'}: {remark.why}")
    if plan.notes:
        click.echo(f"{len(plan.notes)} facts were left out or need a look; --json lists them.")
    if plan.unmapped:
        click.echo(f"Nothing reads: {', '.join(plan.unmapped)}")


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--need", "needs", multiple=True, help="Only services for this need id; may be given several times.")
@click.option("--area", "areas", multiple=True, help="Only services for this district or county, by name or code.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(list(Status)), help="Only services that are so.")
@click.option("--costs", is_flag=True, help="With contracts and costs. Such a file is not for the public.")
@with_appcontext
@told_in_words
def export_file(
    file: Path, needs: tuple[str, ...], areas: tuple[str, ...], statuses: tuple[str, ...], costs: bool
) -> None:
    """Write the services of the directory to FILE: .csv, .xlsx or .json."""
    write = WRITERS.get(file.suffix.lower())
    if write is None:
        raise ImportRefused(words("Give a file name that ends in %(ends)s.", ends=", ".join(WRITERS)))
    house = current_app.extensions["right_door"]
    codes = tuple(area if GSS.fullmatch(area) else area_code_named(area) for area in areas)
    with house.open_session(writing=False) as session, progress("Reading the directory", file=sys.stderr) as tick:
        unknown = sorted(set(needs) - set(need_names(session)))
        if unknown:
            raise ImportRefused(words("There is no need “%(need)s”.", need=unknown[0]))
        ids = chosen_services(session, Choice(needs=needs, areas=codes, statuses=statuses))
        content = write(read_exported(session, ids, tick), private=costs)
    partial = file.with_name(f".{file.name}.partial")
    partial.write_bytes(content)
    partial.replace(file)
    click.echo(f"{len(ids)} services written to {file}")


@click.command("tidy")
@with_appcontext
@told_in_words
def tidy() -> None:
    """Forget files that were sent a week ago or longer and that nobody confirmed; for cron, once a day."""
    house = current_app.extensions["right_door"]
    with house.open_session() as session:
        count = drop_old_uploads(session, house.now())
        session.commit()
    click.echo(f"{count} files forgotten")
