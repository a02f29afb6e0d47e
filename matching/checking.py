"""`flask matching check`: the proof, said line by line or as JSON, for those who review the content."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from textwrap import indent

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from directory.queries import live_services_by_need
from matching.area import CONTENT
from matching.content import Content, load_content
from matching.errors import ContentError
from matching.proof import Check, check

MOST_FAULTS = 20


@click.command("check")
@with_appcontext
@click.option("--deep", is_flag=True, help="Also triples, every answer beside every other, and 100,000 by chance.")
@click.option("--json", "as_json", is_flag=True, help="One object with every check, for another program.")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=CONTENT,
    help="A folder of content files to check instead of those in use.",
)
@click.option("--area", help="The area whose file is read. That of the settings, if not given.")
def check_content(deep: bool, as_json: bool, folder: Path, area: str | None) -> None:
    """Check over the whole content what must hold for every answer. Ends with 1 if anything does not."""
    content = read_anew(area, folder)
    told = None if as_json else _say_which
    checks = check(content, progress=told, services=services_here(), deep=deep)
    click.echo(_as_json(content, checks) if as_json else "\n".join(_lines(content, checks)))
    sys.exit(0 if all(one.passed for one in checks) else 1)


def read_anew(area: str | None = None, folder: Path = CONTENT) -> Content:
    """The content read anew, so that a file being edited is what is looked at."""
    try:
        return load_content(folder, area or current_app.config.get("AREA", "nottinghamshire"))
    except ContentError as error:
        raise click.ClickException(f"{len(error.problems)} to mend:\n{error}") from None


def services_here() -> Callable[[str], int] | None:
    """How many live services the directory has for a need; None where no directory is set up, or an empty one."""
    house = current_app.extensions.get("right_door")
    if house is None:
        return None
    try:
        with house.open_session() as session:
            counts = live_services_by_need(session)
    except DBAPIError:
        return None
    return (lambda need: counts.get(need, 0)) if counts else None


def _say_which(number: int, of: int, name: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{number} of {of}: {name:<90.90}", err=True, nl=number == of)


def _lines(content: Content, checks: list[Check]) -> list[str]:
    lines = []
    for one in checks:
        verdict = "holds " if one.passed else "BROKEN"
        safety = "safety" if one.safety else "      "
        lines.append(f"{verdict}  {safety}  {one.cases:>9,} cases  {one.name}")
        lines += [indent(fault, " " * 10 + "- ") for fault in one.faults[:MOST_FAULTS]]
        if len(one.faults) > MOST_FAULTS:
            lines.append(f"          and {len(one.faults) - MOST_FAULTS} more")
    broken = sum(not one.passed for one in checks)
    verdict = f"{broken} checks broken" if broken else "every check holds"
    cases = sum(one.cases for one in checks)
    lines.append(f"Content {content.version}: {len(content.indicators)} indicators, {cases:,} cases, {verdict}.")
    return lines


def _as_json(content: Content, checks: list[Check]) -> str:
    told = [{**asdict(one), "passed": one.passed} for one in checks]
    return json.dumps(
        {"content": content.version, "area": content.area.id, "checks": told}, ensure_ascii=False, indent=1
    )
