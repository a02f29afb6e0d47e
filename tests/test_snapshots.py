"""Whole records as plain values: out of the rows and back, compared, and two people's changes in one."""

from datetime import date, time

import pytest
from pydantic import ValidationError
from sqlmodel import select

from directory.additions import Revision
from directory.database import open_session
from directory.history import say_who
from directory.models import Phone, Schedule, Service
from directory.snapshots import ServiceSnapshot, differences, merge, problems, service_snapshot
from directory.snapshots.queries import add_service, change_service, whole_service
from directory.snapshots.snapshot import CostHeld, PhoneHeld, ScheduleHeld


def full(directory) -> Service:
    return directory.add(
        "Willow Family Hub",
        needs=["sleep", "parenting"],
        ages=(0, 5),
        areas=["Ashfield"],
        at=["Beeston", "Arnold"],
        roles=["school", "health"],
        methods=["phone"],
        levels=[2, 1],
        languages=["Polish", "Urdu"],
        sex="female",
        consent_needed=True,
        cost=0,
        opening=[{"freq": "WEEKLY", "byday": "MO", "opens_at": time(9), "closes_at": time(12)}],
        availability={"waiting_weeks": 4, "told_on": date(2026, 2, 1)},
        phone="0115 496 0100",
        contact="The duty worker",
        description="A hub.",
    )


def saved(database, service_id: str) -> ServiceSnapshot:
    with open_session(database, writing=False) as session:
        return service_snapshot(whole_service(session, service_id))


def revisions(database) -> list[Revision]:
    with open_session(database, writing=False) as session:
        return list(session.exec(select(Revision).where(Revision.changed_by == "Ash")))


def change(database, service_id: str, **fields) -> ServiceSnapshot:
    with open_session(database) as session:
        say_who(session, changed_by="Ash", reason="told by phone")
        wanted = service_snapshot(whole_service(session, service_id, to_change=True)).model_copy(update=fields)
        change_service(session, service_id, wanted)
        session.commit()
    return wanted


def test_writing_what_is_there_already_changes_nothing(directory, database):
    service = full(directory)
    before = saved(database, service.id)
    change(database, service.id)
    assert saved(database, service.id) == before
    assert revisions(database) == []


def test_a_snapshot_survives_json(directory, database):
    before = saved(database, full(directory).id)
    assert ServiceSnapshot.model_validate(before.as_json()) == before


def test_a_whole_record_can_be_written_anew(directory, database):
    before = saved(database, full(directory).id)
    with open_session(database) as session:
        copy = add_service(session, before.model_copy(update={"name": "Copy"}))
        session.commit()
    assert saved(database, copy.id) == before.model_copy(update={"name": "Copy"})


def test_one_changed_field_leaves_one_revision(directory, database):
    service = full(directory)
    change(database, service.id, phones=(PhoneHeld(number="0115 496 0199"),))
    (revision,) = revisions(database)
    assert (revision.table_name, revision.action) == ("phone", "change")
    assert revision.changes == {"number": ["0115 496 0100", "0115 496 0199"]}
    assert (revision.reason, revision.service_id) == ("told by phone", service.id)


def test_everything_saved_together_shares_one_change(directory, database):
    service = full(directory)
    change(database, service.id, needs=("sleep", "housing-x")[:1], levels=(3,), minimum_age=1.0)
    change(database, service.id, name="Willow Hub")
    by_change: dict[str | None, set[str]] = {}
    for revision in revisions(database):
        by_change.setdefault(revision.change_id, set()).add(revision.table_name)
    assert sorted(by_change.values(), key=len) == [{"service"}, {"attribute", "service_level", "service"}]


def test_phones_keep_the_order_people_gave_them(directory, database):
    service = full(directory)
    numbers = [PhoneHeld(number=f"0115 496 010{figure}") for figure in (5, 0, 3)]
    change(database, service.id, phones=tuple(numbers))
    assert list(saved(database, service.id).phones) == numbers
    with open_session(database, writing=False) as session:
        kept = session.exec(select(Phone).where(Phone.number == "0115 496 0100")).one()
    assert kept.position == 1


def test_leaving_a_place_keeps_the_times_that_were_kept_there(directory, database):
    service = full(directory)
    before = saved(database, service.id)
    at = before.places[0].location_id
    times = before.schedules[0].model_copy(update={"location_id": at})
    change(database, service.id, schedules=(times,))
    assert saved(database, service.id).schedules[0].location_id == at
    change(database, service.id, places=before.places[1:], schedules=before.schedules)
    after = saved(database, service.id)
    assert [place.location_id for place in after.places] == [before.places[1].location_id]
    with open_session(database, writing=False) as session:
        assert session.exec(select(Schedule.service_at_location_id)).all() == [None]


def test_differences_are_said_in_words(directory, database):
    before = saved(database, full(directory).id)
    after = before.model_copy(
        update={
            "maximum_age": 11.0,
            "cost_options": (CostHeld(amount=5),),
            "schedules": (ScheduleHeld(freq="WEEKLY", byday="TU", opens_at=time(9), closes_at=time(12)),),
        }
    )
    said = {
        str(found.label): ([*map(str, found.before)], [*map(str, found.after)]) for found in differences(before, after)
    }
    assert said == {
        "Oldest age": (["age 5"], ["age 11"]),
        "Cost": (["Free"], ["£5.00"]),
        "When it is open": (["Mondays, 9am to noon"], ["Tuesdays, 9am to noon"]),
    }
    assert differences(before, after, hidden=frozenset({"maximum_age"}))[0].field == "schedules"


def test_two_peoples_changes_of_different_fields_are_both_kept():
    base = ServiceSnapshot(organization_id="o", name="Willow", email="a@example.org")
    mine = base.model_copy(update={"name": "Willow Hub"})
    theirs = base.model_copy(update={"email": "b@example.org"})
    merged = merge(base, mine, theirs)
    assert (merged.record.name, merged.record.email) == ("Willow Hub", "b@example.org")
    assert (merged.conflicts, merged.theirs) == ((), ("email",))


def test_two_peoples_changes_of_one_field_are_a_conflict_unless_they_agree():
    base = ServiceSnapshot(organization_id="o", name="Willow")
    mine, theirs = (base.model_copy(update={"name": name}) for name in ("Willow Hub", "Willow Centre"))
    assert merge(base, mine, theirs).conflicts == ("name",)
    assert merge(base, mine, mine).conflicts == ()


def test_blank_is_not_known_and_a_name_cannot_be_blank():
    assert ServiceSnapshot(organization_id="o", name=" Willow ", email="  ").email is None
    with pytest.raises(ValidationError, match="name"):
        ServiceSnapshot(organization_id="o", name="  ")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"minimum_age": 5, "maximum_age": 4}, "minimum_age"),
        ({"contract_start": "2026-02-01", "contract_end": "2026-01-01"}, "contract_end"),
        ({"waiting_weeks": 4}, "told_on"),
        ({"reopens_on": "2026-02-01"}, "reopens_on"),
        ({"status": "defunct"}, "retired_because"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "www.example.org"}, "url"),
        ({"email": "ring us"}, "email"),
        ({"phones": [{"number": "ask for Sam"}]}, "phones"),
        ({"phones": [{"number": "0115 496"}]}, "phones"),
        ({"contacts": [{"name": "Duty worker", "email": "duty at example"}]}, "contacts"),
        ({"schedules": [{"location_id": "elsewhere"}]}, "schedules"),
    ],
)
def test_what_cannot_be_kept_is_named_with_its_field(fields, field):
    found = problems(ServiceSnapshot.model_validate({"organization_id": "o", "name": "Willow"} | fields))
    assert [name for name, _ in found] == [field]


@pytest.mark.parametrize("number", ["0115 496 0100", "+44 115 496 0100", "999", "0800 1111", "0203 289 6420 Ext 303"])
def test_numbers_that_people_dial_are_kept(number):
    assert problems(ServiceSnapshot(organization_id="o", name="W", phones=(PhoneHeld(number=number),))) == ()
