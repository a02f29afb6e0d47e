"""A snapshot shown as a page shows it: the same words as from the rows, and nothing written."""

import warnings

import pytest

from directory.pages.facts import facts_of
from directory.queries import needs_of
from directory.snapshots import location_snapshot, organization_snapshot, service_snapshot
from directory.snapshots.queries import whole_organization, whole_service
from directory.snapshots.showing import shown_service


@pytest.fixture
def service(directory, session):
    made = directory.add(
        "Willow Family Hub",
        needs=["sleep", "anxiety"],
        ages=(0, 5),
        areas=["Ashfield"],
        at=["Beeston", "Arnold"],
        roles=["self", "school"],
        methods=["phone"],
        levels=[1, 2],
        languages=["Polish"],
        sex="female",
        consent_needed=True,
        cost=0,
        opening=[{"freq": "WEEKLY", "byday": "MO", "opens_at": None, "notes": "mornings"}],
        phone="0115 496 0100",
        contact="The hub",
        accessibility=["Step-free"],
    )
    return whole_service(session, made.id)


def shown(session, service):
    organization = organization_snapshot(whole_organization(session, service.organization_id))
    places = {row.location_id: location_snapshot(row.location) for row in service.service_at_locations}
    needs = {term.code: term.name for term in needs_of(service)}
    return shown_service(service_snapshot(service), organization, places, needs, service_id=service.id)


def test_it_says_what_the_rows_say(session, service, app_now):
    moment = app_now.extensions["right_door"].now()
    made = shown(session, service)
    assert made.id == service.id
    said, known = (facts_of(each, moment, (), {1: "Universal"}) for each in (made, service))
    assert set(said.places) == set(known.places)
    assert {**vars(said), "places": ()} == {**vars(known), "places": ()}
    assert [need.name for need in needs_of(made)] == [need.name for need in needs_of(service)]
    assert service_snapshot(made).phones == service_snapshot(service).phones


def test_nothing_of_it_is_in_a_session(session, service):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shown(session, service)
        session.flush()
    assert not session.new
    assert not session.dirty
