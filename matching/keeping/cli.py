"""`flask matching purge`: let go of what has been kept long enough."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext

from matching.keeping.purging import purge


@click.command("purge")
@with_appcontext
@click.option("--dry-run", is_flag=True, help="Say what would be let go, and let nothing go.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def purge_old(dry_run: bool, as_json: bool) -> None:
    """Delete or anonymise what has been kept as long as docs/retention.md says. Run it once a day."""
    house = current_app.extensions["right_door"]
    with house.open_session() as session:
        counts = purge(session, house.now()).plain()
        session.rollback() if dry_run else session.commit()
    if as_json:
        click.echo(json.dumps(counts))
        return
    would = "would be " if dry_run else ""
    for name, count in counts.items():
        what, _, done = name.replace("_", " ").rpartition(" ")
        click.echo(f"{count:>7} {what} {would}{done}")
