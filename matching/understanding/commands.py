"""`flask matching learn` and `flask matching classify`: understanding from the command line."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from directory.set_up import progress
from matching.content import load_content
from matching.errors import ContentError
from matching.understand import Understander, Understanding


@click.command("learn")
@with_appcontext
def learn() -> None:
    """Learn to understand own words, from the sayings. What is learnt already is not learnt again."""
    understander = _understander()
    if not understander.ready:
        click.echo("The sentence model is not installed, so own words are understood by phrases and words only.")
    with progress("Learning from what people say") as tick:
        try:
            understander.learned(tick)
        except ContentError as error:
            raise click.ClickException(f"{len(error.problems)} to mend:\n{error}") from None


@click.command("classify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def classify(file: Path) -> None:
    """Print what each text in a FILE of JSON lines points to: one JSON line for each, in the same order.

    Each line of FILE is an object with an id and a text; anything else in it is not read. A line that cannot be used is
    left out and told on standard error with its number, and the exit status is then 2.
    """
    problems: list[str] = []
    rows = list(_rows(file, problems))
    try:
        content = load_content(area=current_app.config.get("AREA", "nottinghamshire"))
        found = _understander().understand(content, [text for _, text in rows])
    except ContentError as error:
        raise click.ClickException(f"{len(error.problems)} to mend:\n{error}") from None
    for (row_id, _), understanding in zip(rows, found, strict=True):
        click.echo(json.dumps(_told(row_id, understanding), ensure_ascii=False))
    for problem in problems:
        click.echo(f"{file}, {problem}", err=True)
    sys.exit(2 if problems else 0)


def _understander() -> Understander:
    house = current_app.extensions["right_door"]
    return getattr(house, "understander", None) or Understander(current_app.config["DATA_DIR"])


def _rows(file: Path, problems: list[str]) -> Iterator[tuple[str | int, str]]:
    """The id and text of each line; empty lines are passed over."""
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                yield _row(line)
            except ValueError as error:
                problems.append(f"line {number}: {error}. It was left out.")


def _row(line: bytes) -> tuple[str | int, str]:
    """Raises ValueError, which says what to mend."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8. Save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f'it is not JSON ({error.msg}). Write it as {{"id": "a-1", "text": "…"}}') from None
    if not isinstance(row, dict):
        raise ValueError('it is not an object. Write it as {"id": "a-1", "text": "…"}')
    if not isinstance(row.get("id"), str | int) or isinstance(row["id"], bool):
        raise ValueError("it has no id. Give it an id of text or digits")
    if not isinstance(row.get("text"), str):
        raise ValueError("it has no text. Give it a text between quotation marks, even an empty one")
    return row["id"], row["text"]


def _told(row_id: str | int, found: Understanding) -> dict[str, Any]:
    return {
        "id": row_id,
        "pathway": found.pathway.value,
        "level": found.level,
        "needs": [need.id for need in found.needs],
        "indicators": [{"id": one.id, "level": one.level, "why": " … ".join(one.words)} for one in found.indicators],
    }
