"""`flask directory check-contacts`: for cron, never within a page."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from directory.commands import told_in_words
from directory.curation.contacts.checks import Found, Key, contacts_in_use, keep_checks, look_at, try_links
from directory.set_up import progress


@click.command("check-contacts")
@with_appcontext
@click.option("--links", is_flag=True, help="Open every web address too; this needs the network.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@told_in_words
def check_contacts(links: bool, as_json: bool) -> None:
    """Find phone numbers that cannot be rung, e-mail addresses that are none, and web pages that do not open."""
    house = current_app.extensions["right_door"]
    with house.open_session(writing=False) as session:
        in_use = contacts_in_use(session)
    found = look_at(in_use)
    if links:
        waiting = sorted(value for kind, value in in_use - found.keys() if kind == "link")
        with progress("Opening web pages") as tick:
            found |= try_links(waiting, tick)
    kept = _keep(found, in_use, house.now())
    _tell(found, kept, as_json=as_json)


def _keep(found: Mapping[Key, Found], in_use: set[Key], now: datetime) -> Counter[str]:
    """Keep what was found in one short transaction, begun only now that the network is done with."""
    with current_app.extensions["right_door"].open_session() as session:
        kept = keep_checks(session, found, in_use, now)
        session.commit()
    return kept


def _tell(found: Mapping[Key, Found], kept: Counter[str], *, as_json: bool) -> None:
    wrong = [(*key, found[key]) for key in sorted(found) if found[key].outcome in ("broken", "odd")]
    if as_json:
        said = [
            {"kind": kind, "value": value, "found": each.outcome, "why": each.detail} for kind, value, each in wrong
        ]
        click.echo(json.dumps({"looked_at": len(found), "known": dict(kept), "wrong": said}))
        return
    for kind, value, each in wrong:
        click.echo(f"{kind:<6} {value}: {each.detail}")
    click.echo(
        f"{len(found)} looked at, {len(wrong)} found wrong today. A link counts as broken from its second day on."
    )
