"""`flask matching editions`: what was published, by whom and why, for those who run the server."""

import click
from flask import current_app
from flask.cli import with_appcontext

from directory.schedules.opening import LONDON
from matching.editions.models import ContentEdition
from matching.editions.queries import editions


@click.command("editions")
@with_appcontext
def list_editions() -> None:
    """List the editions of the content, the newest first; 0 is the files that came with Right Door."""
    house = current_app.extensions["right_door"]
    contents = house.contents
    with house.open_session(writing=False) as session:
        published = editions(session, contents.area_name)
    in_force = published[0].number if published else 0
    for edition in published:
        click.echo(f"{_mark(edition.number, in_force)} {_told(edition)}")
    click.echo(f"{_mark(0, in_force)} {0:>4}  {contents.shipped.version}  the files that came with Right Door")


def _mark(number: int, in_force: int) -> str:
    return "*" if number == in_force else " "


def _told(edition: ContentEdition) -> str:
    who = f"{edition.account_name} and {edition.second_name}" if edition.second_name else edition.account_name
    back = f" (back to {edition.back_to})" if edition.back_to is not None else ""
    when = f"{edition.published_at.astimezone(LONDON):%Y-%m-%d %H:%M}"
    lines = [f"{edition.number:>4}  {edition.version}  {when}  {who}: {edition.what}{back}"]
    if edition.reason:
        lines.append(f"        because: {edition.reason}")
    return "\n".join(lines)
