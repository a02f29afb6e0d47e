"""`flask directory chase`: for cron, once a day."""

import json
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from directory.commands import told_in_words
from directory.curation.approvals.replies import forget_old_addresses
from directory.curation.reviews import chasing
from directory.curation.reviews.letters_out import Nobody, Round
from directory.set_up import progress

KINDS = ("first letters", "first chasers", "second chasers", "last chasers")


@click.command("chase")
@with_appcontext
@click.option("--dry-run", is_flag=True, help="Only say what would be sent and marked.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@told_in_words
def chase(dry_run: bool, as_json: bool) -> None:
    """Ask providers whether their pages are still right, remind them after 30, 60 and 90 days, and mark what nobody
    confirms. Nothing is ever taken down. Addresses that people left for an answer are forgotten after 90 days."""
    house = current_app.extensions["right_door"]
    now = house.now()
    if dry_run:
        found = _of_round(chasing.plan(now))
    else:
        with house.open_session() as session:
            forget_old_addresses(session, now.date())
            session.commit()
        with progress("Writing to providers") as tick:
            found = _of_done(chasing.chase(now, tick))
    click.echo(json.dumps(found)) if as_json else _tell(found, dry_run=dry_run)


def _of_round(to_do: Round) -> dict[str, Any]:
    numbers = [ask.number for asks in to_do.letters.values() for ask in asks]
    return {
        "letters": len(to_do.letters),
        "services": [numbers.count(number) for number in range(len(KINDS))],
        "failed": [],
        "unconfirmed": [ask.name for ask in to_do.unconfirmed],
        "nobody_to_ask": [_nobody(each) for each in to_do.nobody],
    }


def _of_done(done: chasing.Done) -> dict[str, Any]:
    return {
        "letters": done.letters,
        "services": [done.asked[number] for number in range(len(KINDS))],
        "failed": [{"service": name, "why": why} for name, why in done.failed],
        "unconfirmed": done.marked,
        "nobody_to_ask": [_nobody(each) for each in done.nobody],
    }


def _nobody(each: Nobody) -> dict[str, str | None]:
    return {"id": each.service_id, "name": each.name, "phone": each.phone}


def _tell(found: dict[str, Any], *, dry_run: bool) -> None:
    """The summary, as cron mails it to whoever looks after the machine; no addresses."""
    counts = ", ".join(f"{count} {kind}" for count, kind in zip(found["services"], KINDS, strict=True) if count)
    would = " would be sent" if dry_run else " sent"
    click.echo(f"{found['letters']} letters{would}: about {sum(found['services'])} services ({counts or 'none due'})")
    for failed in found["failed"]:
        click.echo(f"Not sent, tried again tomorrow: {failed['service']}. {failed['why']}")
    for name in found["unconfirmed"]:
        click.echo(f"{'Would be marked' if dry_run else 'Marked'} as not confirmed: {name}")
    for nobody in found["nobody_to_ask"]:
        click.echo(f"Nobody to write to, so ring: {nobody['name']} ({nobody['phone'] or 'no number known'})")
