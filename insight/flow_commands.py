"""`flask insight flow`: the flow model at a terminal."""

import json
from collections.abc import Callable
from typing import Any

import click

from insight.flow_model import (
    PUBLISHED_CASE,
    STAGES,
    AssumptionRefused,
    Assumptions,
    Year,
    assumption_names,
    flow,
)
from insight.flow_words import ASSUMED, derived, refused

WIDTH = 13


def _each_assumption(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for every assumption, each with the published case's value."""
    for one in reversed(ASSUMED):
        option = click.option(
            f"--{one.name.replace('_', '-')}",
            type=float,
            default=getattr(PUBLISHED_CASE, one.name),
            show_default=True,
            help=f"{one.label} ({one.unit}).",
        )
        command = option(command)
    return command


@click.command("flow")
@click.option("--json", "as_json", is_flag=True, help="Print the years as JSON.")
@_each_assumption
def show_flow(as_json: bool, **values: float) -> None:
    """What fewer repeat referrals would mean over five years; year 1 is the base year."""
    try:
        assumptions = Assumptions(**{name: values[name] for name in assumption_names()})
    except AssumptionRefused as error:
        raise click.BadParameter(str(refused(error)), param_hint=f"--{error.field.replace('_', '-')}") from None
    years = flow(assumptions)
    if as_json:
        click.echo(json.dumps({"years": [year.rounded() for year in years]}))
        return
    click.echo("\n".join([*_table(years), "", "Assumptions", *_assumptions(assumptions)]))


def _table(years: tuple[Year, ...]) -> list[str]:
    head = ["year".ljust(6), *(stage.rjust(WIDTH) for stage in STAGES)]
    rows = [
        [str(year.year).ljust(6), *(f"{year.rounded()[stage]:,}".rjust(WIDTH) for stage in STAGES)] for year in years
    ]
    return ["".join(row) for row in (head, *rows)]


def _assumptions(assumptions: Assumptions) -> list[str]:
    said = [f"  {one.label}: {one.said(getattr(assumptions, one.name))} {one.unit} ({one.source})" for one in ASSUMED]
    return said + [f"  {label}: {value} (follows from the base year)" for label, value in derived(assumptions)]
