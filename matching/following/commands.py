"""`flask matching remind`: for cron, once a day."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext

from matching.following.reminding import remind_all

COUNTED = ("sent", "failed", "unreadable")


@click.command("remind")
@with_appcontext
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def remind(as_json: bool) -> None:
    """Tell referrers who asked for it that there is news, or to look again. Nobody gets more than three mails about one
    enquiry. Run twice on a day, the second run sends nothing. Prints counts only."""
    done = remind_all(current_app.extensions["right_door"].now())
    counts = {name: done[name] for name in COUNTED}
    if as_json:
        click.echo(json.dumps(counts))
        return
    click.echo(f"{counts['sent']} reminders sent.")
    if counts["failed"]:
        click.echo(f"{counts['failed']} not sent, tried again tomorrow.")
    if counts["unreadable"]:
        click.echo(
            f"{counts['unreadable']} addresses could not be read, since SECRET_KEY was changed, and are deleted."
        )
