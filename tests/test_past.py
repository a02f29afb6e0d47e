"""Whatever was done to a record: what it said at every moment is found again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import postgres
import pytest
from cast import DirectoryBuilder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlmodel import Session, select
from test_snapshot_properties import NEEDS, PLACES, SERVICES, possible

from directory import migrate
from directory.additions import Revision
from directory.curation.history.past import (
    location_snapshot_at,
    organization_snapshot_at,
    read_past,
    service_snapshot_at,
)
from directory.curation.models import Kind
from directory.database import open_engine, open_session
from directory.history import say_who
from directory.models import Location, Organization, Service, TaxonomyTerm
from directory.snapshots import ServiceSnapshot, location_snapshot, organization_snapshot, service_snapshot
from directory.snapshots.queries import (
    add_service,
    change_location,
    change_organization,
    change_service,
    whole_location,
    whole_organization,
    whole_service,
)
from directory.snapshots.snapshot import AddressHeld, IdentifierHeld, PhoneHeld, PlaceHeld, ScheduleHeld

BEFORE_ANYTHING = datetime(2020, 1, 1, tzinfo=UTC)
STEPS = st.lists(st.tuples(SERVICES, st.sampled_from(["commit", "in the same save", "roll back"])), max_size=6)


@pytest.fixture
def world(session: Session, directory: DirectoryBuilder) -> Session:
    session.add(Organization(id="willow", name="Willow Trust"))
    session.add_all(Location(id=name, name=name) for name in PLACES)
    for need in NEEDS:
        directory.need(need)
    session.commit()
    return session


def willow(**fields) -> ServiceSnapshot:
    return ServiceSnapshot.model_validate({"organization_id": "willow", "name": "Willow Hub", **fields})


def now_says(session: Session, service_id: str) -> ServiceSnapshot:
    return service_snapshot(whole_service(session, service_id))


def change(session: Session, service_id: str, **fields) -> ServiceSnapshot:
    """Change a record and commit; what it says then."""
    wanted = ServiceSnapshot.model_validate(now_says(session, service_id).model_dump() | fields)
    change_service(session, service_id, wanted)
    session.commit()
    return now_says(session, service_id)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SERVICES, steps=STEPS)
def test_every_past_moment_says_what_was_said_then(world, first, steps):
    service = add_service(world, possible(first))
    world.commit()
    saved = [(datetime.now(UTC), now_says(world, service.id))]
    for wanted, ending in steps:
        change_service(world, service.id, possible(wanted))
        if ending == "roll back":
            world.rollback()
        elif ending == "commit":
            world.commit()
            saved.append((datetime.now(UTC), now_says(world, service.id)))
    world.commit()
    past = read_past(world, Kind.SERVICE, service.id)
    assert [past.snapshot_at(moment) for moment, _ in saved] == [said for _, said in saved]
    assert past.snapshot_at(BEFORE_ANYTHING) is None
    assert past.rewound(len(past.changes)).complete
    world.rollback()


@pytest.fixture(scope="module")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(tmp_path_factory.mktemp("postgresql")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    server = f"sqlite:///{tmp_path / 'either.db'}"
    if request.param == "postgresql":
        server = postgres.new_database(request.getfixturevalue("postgres_server"))
    engine = open_engine(server)
    migrate.upgrade(engine)
    yield engine
    engine.dispose()


def test_every_kind_of_value_comes_back_on_either_database(either):
    with open_session(either) as session:
        session.add(Organization(id="willow", name="Willow Trust"))
        session.add(Location(id="hall", name="Hall"))
        DirectoryBuilder(session).need("sleep")
        full = willow(
            minimum_age=0.5,
            interpretation_services=True,
            assured_date=date(2026, 1, 2),
            phones=(PhoneHeld(number="0115 496 0100"), PhoneHeld(number="0115 496 0101")),
            places=(PlaceHeld(location_id="hall"),),
            schedules=(ScheduleHeld(byday="MO", freq="WEEKLY", opens_at=time(9, 30), location_id="hall"),),
            needs=("sleep",),
            levels=(1, 2),
            told_on=date(2026, 2, 3),
            waiting_weeks=4,
            unit_cost=12.5,
        )
        service = add_service(session, full)
        session.commit()
        then = datetime.now(UTC)
        change_service(session, service.id, willow(name="Emptied"))
        session.commit()
        assert service_snapshot_at(session, service.id, then) == full
        assert service_snapshot_at(session, service.id, datetime.now(UTC)) == willow(name="Emptied")
        assert service_snapshot_at(session, service.id, then.astimezone()) == full


def test_an_organisation_and_a_place_have_a_past_too(world):
    with open_session(world.get_bind()) as session:
        was = organization_snapshot(whole_organization(session, "willow"))
        trust = was.model_copy(update={"identifiers": (IdentifierHeld(identifier_type="charity", identifier="1"),)})
        change_organization(session, "willow", trust)
        hall = location_snapshot(whole_location(session, "hall"))
        addressed = hall.model_copy(update={"addresses": (AddressHeld(city="Arnold"),), "latitude": 53.0})
        addressed = addressed.model_copy(update={"longitude": -1.0})
        change_location(session, "hall", addressed)
        session.commit()
        then = datetime.now(UTC)
        change_organization(session, "willow", was)
        change_location(session, "hall", hall)
        session.commit()
        assert organization_snapshot_at(session, "willow", then) == trust
        assert location_snapshot_at(session, "hall", then) == addressed
        assert location_snapshot_at(session, "hall", datetime.now(UTC)) == hall


def test_a_record_that_is_gone_can_still_be_read(world):
    service = add_service(world, willow(phones=(PhoneHeld(number="0115 496 0100"),)))
    world.commit()
    then, said = datetime.now(UTC), now_says(world, service.id)
    world.delete(whole_service(world, service.id))
    world.commit()
    assert service_snapshot_at(world, service.id, then) == said
    assert service_snapshot_at(world, service.id, datetime.now(UTC)) is None


def test_a_need_that_is_no_longer_a_word_is_still_in_the_past(world):
    service = add_service(world, willow(needs=("sleep", "housing")))
    world.commit()
    then = datetime.now(UTC)
    change(world, service.id, needs=("housing",))
    world.delete(world.exec(select(TaxonomyTerm).where(TaxonomyTerm.code == "sleep")).one())
    world.commit()
    found = service_snapshot_at(world, service.id, then)
    assert found
    assert found.needs == ("housing", "sleep")


def test_a_change_says_who_and_why_and_what_was_saved_together(world):
    service = add_service(world, willow())
    world.commit()
    say_who(world, changed_by="Ash", reason="told by phone")
    change(world, service.id, name="Willow Centre", phones=({"number": "0115 496 0100"},))
    newest, oldest = read_past(world, Kind.SERVICE, service.id).changes
    assert (newest.by, newest.reason, oldest.by) == ("Ash", "told by phone", "test")
    assert {revision.table_name for revision in newest.revisions} == {"service", "phone"}
    assert newest.at.tzinfo is UTC


def test_what_was_changed_behind_the_directorys_back_is_noticed(world):
    service = add_service(world, willow())
    world.commit()
    then = datetime.now(UTC)
    change(world, service.id, name="Willow Centre")
    world.connection().exec_driver_sql("UPDATE service SET name = 'Changed by hand'")
    world.commit()
    past = read_past(world, Kind.SERVICE, service.id)
    assert not past.at(then).complete
    assert past.at(datetime.now(UTC)).complete


def test_revisions_written_before_they_knew_their_record_are_told_it(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    migrate.upgrade(engine, "0005")
    rows = [
        ("1", "09:00:00.1", "service", "s", "s", '{"name": [null, "Willow"]}'),
        ("2", "09:00:00.2", "phone", "p", "s", '{"number": [null, "1"], "service_id": [null, "s"]}'),
        ("3", "09:00:05.0", "address", "a", None, '{"location_id": [null, "l"]}'),
        ("4", "09:00:06.0", "phone", "p", "s", '{"number": ["1", "2"]}'),
        ("5", "09:00:07.0", "taxonomy_term", "t", "s", '{"taxonomy_id": ["x", "y"]}'),
    ]
    statement = (
        "INSERT INTO revision (id, changed_at, changed_by, action, table_name, row_id, service_id, changes)"
        " VALUES (:id, :at, 'Ash', 'add', :name, :row, :service, :changes)"
    )
    names = ("id", "at", "name", "row", "service", "changes")
    with engine.begin() as connection:
        for row in rows:
            connection.execute(
                text(statement), dict(zip(names, (row[0], f"2026-03-03 {row[1]}", *row[2:]), strict=True))
            )
    migrate.upgrade(engine)
    with open_session(engine, writing=False) as session:
        told = [(one.record_id, one.change_id) for one in session.exec(select(Revision).order_by(Revision.id))]
    assert told == [("s", "1"), ("s", "1"), ("l", "3"), ("s", "4"), (None, "5")]
    engine.dispose()


def test_an_id_that_never_was_has_no_past(world):
    assert service_snapshot_at(world, "nobody", datetime.now(UTC)) is None
    assert read_past(world, Kind.SERVICE, "nobody").changes == ()
    assert world.get(Service, "nobody") is None
