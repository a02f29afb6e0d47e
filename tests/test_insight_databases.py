"""Figures are the same on SQLite and on PostgreSQL."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cast import DirectoryBuilder
from enquirer import Enquirer
from sqlalchemy import Engine
from sqlmodel import SQLModel

from directory.database import open_engine, open_session
from directory.history import say_who
from directory.places import load_area
from insight.catalogue import PAGES
from insight.figure import as_csv
from insight.published.kept import Shelf
from insight.sources import Sources
from matching.content import load_content

NOW = datetime(2026, 3, 3, 16, 15, tzinfo=ZoneInfo("Europe/London"))


def files_of(engine: Engine) -> dict[str, str]:
    """Every figure as a file, of the same enquiries by lot; the ids of services are told by their names."""
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
    with open_session(engine) as session:
        say_who(session, changed_by="test")
        services = [DirectoryBuilder(session).add(f"Service {n}", id=f"service-{n}", needs=["sleep"]).id for n in "123"]
        enquirer = Enquirer(session)
        answers = {"topics": ["neglect"], "danger": ["not-sure"], "more": []}
        for _ in range(7):
            enquirer.ask("2025-05-05", answers=answers, referred=[{"service": services[0], "started_after": 9}])
        enquirer.by_lot(900, first="2024-09-20", days=525, services=services)
    with open_session(engine, writing=False) as session:
        districts = tuple(sorted(load_area().district_codes))
        sources = Sources(session, Shelf(), NOW, districts, load_content())
        return {
            name: as_csv(make(sources, sources.offer.halves), str)
            for page in PAGES
            for name, make in page.figures.items()
        }


def test_every_file_is_the_same_on_both_databases(tmp_path: Any, request: pytest.FixtureRequest) -> None:
    import postgres

    server = request.getfixturevalue("postgres_server")
    found = {}
    for kind, url in (
        ("sqlite", f"sqlite:///{tmp_path / 'right-door.db'}"),
        ("postgresql", postgres.new_database(server)),
    ):
        engine = open_engine(url)
        found[kind] = files_of(engine)
        engine.dispose()
    for name, file in found["sqlite"].items():
        assert found["postgresql"][name] == file, name
    assert "neglect" in found["sqlite"]["answers-topics"]
    assert "service-1" in found["sqlite"]["referral-answers"]
