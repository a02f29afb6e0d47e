"""Whatever a record says and whatever it is made to say: the rows say it, and history tells the difference."""

from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from directory.models import Location, Organization
from directory.snapshots import ServiceSnapshot, merge, service_snapshot
from directory.snapshots.queries import add_service, change_service, whole_service

TEXT = st.text(alphabet="abc +=-'\n,é", min_size=1, max_size=8).filter(lambda text: text.strip())
MAYBE = st.none() | TEXT
DAYS = st.none() | st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))
YEARS = st.none() | st.integers(min_value=0, max_value=25)
NEEDS, PLACES = ["sleep", "housing", "parenting"], ["hall", "hub"]
SCHEDULES = st.fixed_dictionaries(
    {"freq": st.just("WEEKLY"), "byday": st.sampled_from(["MO", "TU,WE"]), "opens_at": st.just(time(9))},
    optional={"notes": MAYBE, "location_id": st.sampled_from(PLACES)},
)
SERVICES = st.fixed_dictionaries(
    {"organization_id": st.just("willow"), "name": TEXT},
    optional={
        "description": MAYBE,
        "minimum_age": YEARS,
        "interpretation_services": st.none() | st.booleans(),
        "assured_date": DAYS,
        "phones": st.lists(st.fixed_dictionaries({"number": TEXT, "description": MAYBE}), max_size=3),
        "contacts": st.lists(st.fixed_dictionaries({"name": MAYBE, "email": MAYBE}), max_size=2),
        "cost_options": st.lists(st.fixed_dictionaries({"amount": st.sampled_from([None, 0.0, 2.5])}), max_size=2),
        "languages": st.lists(st.fixed_dictionaries({"name": TEXT}), max_size=2),
        "areas": st.lists(st.fixed_dictionaries({"name": TEXT, "area_code": MAYBE}), max_size=2),
        "places": st.lists(st.sampled_from(PLACES), unique=True).map(lambda ids: [{"location_id": at} for at in ids]),
        "schedules": st.lists(SCHEDULES, max_size=3),
        "needs": st.lists(st.sampled_from(NEEDS)),
        "levels": st.lists(st.integers(min_value=1, max_value=4)),
        "referral_roles": st.lists(st.sampled_from(["anyone", "school"])),
        "sex": st.sampled_from([None, "female"]),
        "consent_needed": st.none() | st.booleans(),
        "told_on": st.just(date(2026, 1, 1)),
        "waiting_weeks": st.none() | st.integers(min_value=0, max_value=40),
        "commissioner": MAYBE,
        "unit_cost": st.none() | st.integers(min_value=0, max_value=900),
    },
).map(ServiceSnapshot.model_validate)


def possible(wanted: ServiceSnapshot) -> ServiceSnapshot:
    """Times of a place that the service is not at, and room without a day, are refused before they are written."""
    at = {place.location_id for place in wanted.places}
    schedules = tuple(
        held.model_copy(update={"location_id": None}) if held.location_id not in at else held
        for held in wanted.schedules
    )
    return wanted.model_copy(update={"schedules": schedules, "waiting_weeks": wanted.told_on and wanted.waiting_weeks})


@pytest.fixture
def world(session: Session, directory) -> Session:
    session.add(Organization(id="willow", name="Willow Trust"))
    session.add_all(Location(id=name, name=name) for name in PLACES)
    for need in NEEDS:
        directory.need(need)
    session.commit()
    return session


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SERVICES, second=SERVICES)
def test_a_record_says_what_it_was_made_to_say(world, first, second):
    first, second = possible(first), possible(second)
    service = add_service(world, first)
    world.commit()
    world.expunge_all()
    assert service_snapshot(whole_service(world, service.id)) == first
    change_service(world, service.id, second)
    world.commit()
    world.expunge_all()
    assert service_snapshot(whole_service(world, service.id)) == second
    world.rollback()


@given(base=SERVICES, mine=SERVICES, theirs=SERVICES)
def test_bringing_two_peoples_changes_together_loses_neither(base, mine, theirs):
    merged = merge(base, mine, theirs)
    for name in ServiceSnapshot.model_fields:
        was, my, their, now = (getattr(record, name) for record in (base, mine, theirs, merged.record))
        assert now == (my if my != was else their)
        assert (name in merged.conflicts) == (my != was and their != was and my != their)
