"""`flask directory set-up`: from an empty data folder to a directory ready to serve.

What is done already is not done again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlmodel import select

from directory import migrate
from directory.additions import Postcode, SearchDirty
from directory.demo import load_demo
from directory.demo_waiting import load_waiting
from directory.places import load_area, load_postcodes
from directory.terms import load_terms

Tick = Callable[[int, int], None]


@contextmanager
def progress(label: str, *, file: TextIO | None = None) -> Iterator[Tick]:
    """A progress bar drawn as the step calls `tick(done, of)`; nothing is drawn for a step with nothing to do.

    `file`: where to, if not to standard output.
    """
    bar: Any = None

    def tick(done: int, of: int) -> None:
        nonlocal bar
        if bar is None:
            bar = click.progressbar(length=of, label=f"{label:<34}", width=30, file=file)
            bar.__enter__()
        bar.update(done - bar.pos)

    yield tick
    if bar is not None:
        bar.__exit__(None, None, None)


@click.command("set-up")
@with_appcontext
def set_up() -> None:
    """Migrate, load postcodes, needs and the demonstration directory, and build the search index."""
    house = current_app.extensions["right_door"]
    migrate.upgrade(house.engine)
    with house.open_session() as session:
        if session.exec(select(Postcode).limit(1)).first() is None:
            with progress("Loading postcodes") as tick:
                load_postcodes(session, load_area(current_app.config["AREA"]), tick)
        terms = load_terms(session, house.vocabulary.needs)
        with progress("Loading the demonstration directory") as tick:
            if load_demo(session, terms, today=house.now().date(), tick=tick):
                load_waiting(session, now=house.now())
        session.commit()
    with house.open_session() as session, progress("Building the search index") as tick:
        if not house.search.ready():
            house.search.rebuild(session, tick)
        elif session.exec(select(SearchDirty).limit(1)).first() is not None:
            house.search.drain(session)
        session.commit()
