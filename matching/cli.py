"""`flask matching check` and `explain ID` for those who review the content, `forget` for those who run the server."""

from datetime import timedelta

import click
from flask import current_app
from flask.cli import AppGroup

from matching.checking import check_content, read_anew
from matching.editions.commands import list_editions
from matching.errors import EnquiryNotFound, UnknownId
from matching.explaining.enquiry import explain_enquiry, is_reference
from matching.explaining.entry import explain
from matching.following.commands import remind
from matching.keeping.cli import purge_old
from matching.queries import forget_unfinished
from matching.simulating.cli import simulate
from matching.telling_facts import tell_facts
from matching.understanding.commands import classify, learn

matching_cli = AppGroup("matching", help='The content of "Should I refer?".')


matching_cli.add_command(check_content)
matching_cli.add_command(tell_facts)
matching_cli.add_command(classify)
matching_cli.add_command(learn)
matching_cli.add_command(list_editions)
matching_cli.add_command(remind)
matching_cli.add_command(purge_old)
matching_cli.add_command(simulate)


@matching_cli.command("explain")
@click.argument("id")
def explain_entry(id: str) -> None:
    """Say how an enquiry (RD-...) came to its outcome; or, of an indicator, fact, combination, question, topic or
    notice, what it is, what leads to it and where it leads.
    """
    try:
        extensions = current_app.extensions
        lines = explain_enquiry(extensions["right_door"], id) if is_reference(id) else explain(read_anew(), id)
        click.echo("\n".join(lines))
    except (UnknownId, EnquiryNotFound) as error:
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
