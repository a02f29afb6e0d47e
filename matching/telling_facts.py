"""`flask matching facts [TOPIC] [--csv]`: the fact-check table at a terminal."""

import csv
import sys

import click
from flask.cli import with_appcontext

from matching.checking import read_anew
from matching.content import Content
from matching.facts import FactRow, fact_rows, lines, sheet


@click.command("facts")
@click.argument("topic", required=False)
@click.option("--csv", "as_csv", is_flag=True, help="For a spreadsheet, one line for each combination.")
@with_appcontext
def tell_facts(topic: str | None, as_csv: bool) -> None:
    """What each combination of answers leads to, and why. All topics take some seconds."""
    content = read_anew()
    if topic is not None and topic not in content.topics:
        raise click.ClickException(f"No topic is called '{topic}'. There are: {', '.join(content.topics)}.")
    for number, wanted in enumerate([topic] if topic else content.topics):
        rows = fact_rows(content, wanted)
        if as_csv:
            table = list(sheet(content, wanted, rows))
            csv.writer(sys.stdout).writerows(table[1:] if number else table)
        else:
            _say(content, wanted, rows)


def _say(content: Content, topic: str, rows: tuple[FactRow, ...]) -> None:
    click.echo(f"\n{content.topics[topic].name}")
    for line in lines(rows):
        row = line.first
        said = " + ".join(str(part) for part in line.said)
        more = f" + any one of: {' / '.join(str(one) for one in line.any_of)}" if line.any_of else ""
        click.echo(f"  {row.pathway:<12} level {row.level}  {said}{more}")
        for reason in row.deciding:
            click.echo(f"{'':24}because: {reason.words} ({reason.finding})")
