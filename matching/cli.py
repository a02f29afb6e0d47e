"""`flask matching check` and `explain ID` for those who review the content, `forget` for those who run the server."""

from datetime import timedelta

import click
from flask import current_app
from flask.cli import AppGroup

from matching.checking import check_content, read_anew
from matching.errors import UnknownId
from matching.explain import explain
from matching.queries import forget_unfinished

matching_cli = AppGroup("matching", help='The content of "Should I refer?".')


matching_cli.add_command(check_content)


@matching_cli.command("explain")
@click.argument("id")
def explain_entry(id: str) -> None:
    """Say what an indicator, fact, combination, question, topic or notice is, what leads to it and where it leads."""
    try:
        click.echo("\n".join(explain(read_anew(), id)))
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
