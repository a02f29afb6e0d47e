"""`flask matching check` and `explain ID` for those who review the content, `forget` for those who run the server."""

import sys
from datetime import timedelta
from textwrap import indent

import click
from flask import current_app
from flask.cli import AppGroup

from matching.content import Content, load_content
from matching.errors import ContentError, UnknownId
from matching.explain import explain
from matching.proof import check
from matching.queries import forget_unfinished

MOST_FAULTS = 20

matching_cli = AppGroup("matching", help='The content of "Should I refer?".')


@matching_cli.command("check")
def check_content() -> None:
    """Check over the whole content what must hold for every answer. Ends with 1 if anything does not."""
    content = _content()
    checks = check(content)
    for one in checks:
        click.echo(f"{'holds ' if one.passed else 'BROKEN'}  {one.cases:>7,} cases  {one.name}")
        click.echo(indent("\n".join(one.faults[:MOST_FAULTS]), "        - "), nl=bool(one.faults))
        if len(one.faults) > MOST_FAULTS:
            click.echo(f"        and {len(one.faults) - MOST_FAULTS} more")
    broken = sum(not one.passed for one in checks)
    click.echo(f"Content {content.version}: {len(content.indicators)} indicators, {_verdict(broken)}.")
    sys.exit(1 if broken else 0)


@matching_cli.command("explain")
@click.argument("id")
def explain_entry(id: str) -> None:
    """Say what an indicator, fact, combination, question, topic or notice is, what leads to it and where it leads."""
    try:
        click.echo("\n".join(explain(_content(), id)))
    except UnknownId as error:
        raise click.ClickException(str(error)) from None


@matching_cli.command("forget")
@click.option(
    "--days", default=7, show_default=True, type=click.IntRange(1), help="Kept this long after the last answer."
)
def forget(days: int) -> None:
    """Delete the answers that were never finished. Run it once a day."""
    house = current_app.extensions["right_door"]
    with house.open_session() as session:
        gone = forget_unfinished(session, older_than=house.now() - timedelta(days=days))
        session.commit()
    click.echo(f"{gone} unfinished forgotten.")


def _content() -> Content:
    """The content read anew, so that a file being edited is what is looked at."""
    try:
        return load_content(area=current_app.config.get("AREA", "nottinghamshire"))
    except ContentError as error:
        raise click.ClickException(f"{len(error.problems)} to mend:\n{error}") from None


def _verdict(broken: int) -> str:
    return f"{broken} checks broken" if broken else "every check holds"
