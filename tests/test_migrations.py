"""One chain of migrations, up, down and up again, with data, on both kinds of database."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import postgres
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, func, inspect
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, select

from accounts.models import Account, RecoveryCode
from directory import migrate
from directory.additions import Availability, Eligibility, Revision, SearchDirty, ServiceLevel
from directory.database import open_engine, open_session
from directory.models import Attribute, Language, Organization, Schedule, Service, Taxonomy, TaxonomyTerm, utc_now


@pytest.fixture(scope="module")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(tmp_path_factory.mktemp("postgresql")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'right_door.db'}"
    else:
        url = postgres.new_database(request.getfixturevalue("postgres_server"))
    opened = open_engine(url)
    yield opened
    opened.dispose()


def add_something(engine: Engine) -> None:
    with open_session(engine) as session:
        taxonomy = Taxonomy(name="needs", description="What families need help with")
        term = TaxonomyTerm(taxonomy=taxonomy, code="sleep", name="Sleep", description="Broken nights")
        service = Service(
            name="Sleep clinic",
            organization=Organization(name="Willow Trust"),
            minimum_age=0,
            maximum_age=0.5,
            assured_date=date(2026, 1, 1),
            schedules=[Schedule(freq="WEEKLY", interval=1, byday="MO", opens_at=time(9), closes_at=time(12))],
            languages=[Language(name="Polish")],
            levels=[ServiceLevel(level=2)],
            eligibility=Eligibility(sex="female"),
            availability=Availability(told_on=date(2026, 2, 1), waiting_weeks=4),
            attributes=[Attribute(taxonomy_term=term, link_type="need")],
        )
        session.add(service)
        session.commit()


def test_the_chain_goes_up_down_and_up_again_with_data(engine: Engine):
    migrate.upgrade(engine)
    add_something(engine)
    migrate.downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate.upgrade(engine)
    add_something(engine)
    with open_session(engine) as session:
        assert session.exec(select(Service.name)).all() == ["Sleep clinic"]


def test_the_migrated_tables_are_the_tables_in_the_code(engine: Engine):
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_what_a_table_class_would_let_through_the_database_refuses(engine: Engine):
    migrate.upgrade(engine)
    add_something(engine)
    wrong = {"status": "open", "minimum_age": -1.0, "name": "  ", "provision": "private", "maximum_age": 300.0}
    for column, value in wrong.items():
        with open_session(engine) as session:
            service = session.exec(select(Service)).one()
            setattr(service, column, value)
            session.add(service)
            with pytest.raises(IntegrityError):
                session.commit()


def test_every_change_leaves_a_revision_and_a_mark_for_the_index(engine: Engine):
    migrate.upgrade(engine)
    add_something(engine)
    with open_session(engine) as session:
        service_id = session.exec(select(Service.id)).one()
        assert session.exec(select(SearchDirty.service_id)).all() == [service_id]
        before = session.exec(select(func.count()).select_from(Revision)).one()
        assert before == len(WRITTEN)
        assert set(session.exec(select(Revision.table_name))) == WRITTEN


WRITTEN = {
    "attribute",
    "availability",
    "eligibility",
    "language",
    "organization",
    "schedule",
    "service",
    "service_level",
    "taxonomy",
    "taxonomy_term",
}


def test_a_migration_file_is_numbered_and_goes_both_ways():
    files = sorted((Path(migrate.FOLDER) / "versions").glob("*.py"))
    assert [file.name.split("_")[0] for file in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    for file in files:
        assert "op.drop" in file.read_text().split("def downgrade")[1]


def test_a_table_made_anew_takes_no_rows_of_others_along(engine: Engine):
    """Accounts are widened for analysts: their recovery codes stay, and an analyst is let go on the way back."""
    migrate.upgrade(engine)
    with open_session(engine) as session:
        account = Account(email="ada@example.org", name="Ada", role="analyst", made_at=utc_now())
        session.add(account)
        session.flush()
        session.add(RecoveryCode(account_id=account.id, code_hash="x" * 64))
        session.commit()
    migrate.downgrade(engine, "0007")
    migrate.upgrade(engine)
    with open_session(engine) as session:
        assert len(session.exec(select(RecoveryCode)).all()) == 1
        kept = session.exec(select(Account)).one()
        assert (kept.role, kept.is_open) == ("information officer", False)
