"""`flask insight keep-quality`: once a day, by cron."""

import click
from flask import current_app
from flask.cli import with_appcontext

from insight.quality import keep_quality


@click.command("keep-quality")
@with_appcontext
def keep_quality_today() -> None:
    """Write down how good the directory is today. Run it once a day; again on the same day it writes anew."""
    house = current_app.extensions["right_door"]
    with house.open_session() as session:
        kept = keep_quality(session, house.now().date())
        session.commit()
    click.echo(f"{kept.day}: {kept.figures['services']:g} services, mean quality {kept.figures['score']:g} of 100.")
