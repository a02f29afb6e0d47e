"""The pages about the past, read by those who may and tried by those who may not."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlmodel import select

from directory.additions import Commissioning, Revision
from directory.history import say_who
from directory.models import Attribute, Location, Organization, Service, TaxonomyTerm
from directory.snapshots.queries import whole_service

BROXTOWE = ["E07000172"]
MORNING = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture
def written(session):
    """Say when the changes so far that have no day yet were made; real clocks are not these tests'."""
    told: set[str] = set()

    def at(moment: datetime) -> None:
        for revision_id in session.scalars(text("SELECT id FROM revision")).all():
            if revision_id not in told:
                told.add(revision_id)
                found = session.get(Revision, revision_id)
                found.changed_at = moment
                session.add(found)
        session.commit()

    return at


@pytest.fixture
def willow(directory, session, written) -> Service:
    """Added on 10 January, renamed on 2 March, and given a longer wait at half past nine on 3 March."""
    service = directory.add("Willow Hub", areas=["Broxtowe"], phone="0115 496 0100", at="Beeston", needs=["sleep"])
    written(datetime(2026, 1, 10, 12, tzinfo=UTC))
    say_who(session, changed_by="Ash", reason="told by phone")
    directory.change(service, name="Willow Family Hub")
    written(datetime(2026, 3, 2, 12, tzinfo=UTC))
    say_who(session, changed_by="Rowan", reason="seen on their website")
    directory.change(service, maximum_age=11)
    written(MORNING)
    return service


def versions_on(person) -> list[str]:
    return re.findall(r"/history/([0-9a-f-]{36})\"", person.response.text)


def test_the_history_says_who_when_why_and_what_the_newest_first(signed_in, willow):
    olive = signed_in("information officer")
    olive.see(f"/curation/services/{willow.id}/history")
    text_of = olive.text
    assert text_of.index("3 March 2026, 09:30 Rowan") < text_of.index("2 March 2026, 12:00 Ash")
    assert "Why: told by phone" in text_of
    assert "Gone: Willow Hub" in text_of
    assert "New: Willow Family Hub" in text_of
    assert "Oldest age + New: age 11" in text_of
    assert "Added to the directory" in text_of


@pytest.mark.parametrize(
    ("asked", "name", "age"),
    [
        ("2026-03-01", "Willow Hub", False),
        ("2 March", "Willow Family Hub", False),
        ("3/3/2026", "Willow Family Hub", True),
        ("yesterday", "Willow Family Hub", False),
        ("today", "Willow Family Hub", True),
        ("January 10th, 2026", "Willow Hub", False),
    ],
)
def test_the_page_of_any_day_is_found_as_people_write_days(signed_in, willow, asked, name, age):
    olive = signed_in("information officer")
    olive.see(f"/curation/services/{willow.id}/on?day={asked}")
    shown = olive.text.split("As it was on", 1)[1]
    assert name in shown
    assert ("up to age 11" in shown) == age
    assert "0115 496 0100" in shown


def test_a_day_on_which_it_changed_is_offered_as_it_began_and_as_it_ended(signed_in, willow):
    olive = signed_in("information officer")
    olive.see(f"/curation/services/{willow.id}/on?day=2026-03-03")
    assert "It changed during that day, at 09:30. This is how the day ended." in olive.text
    olive.see(f"/curation/services/{willow.id}/on?day=2026-03-03&at=start")
    assert "This is how the day began." in olive.text
    assert "age 11" not in olive.text


def test_a_day_before_it_was_added_says_so_with_the_day(signed_in, willow):
    olive = signed_in("information officer")
    olive.see(f"/curation/services/{willow.id}/on?day=2026-01-09")
    assert "It was not in the directory then. It was added on 10 January 2026." in olive.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [("", "Give a day"), ("last summer", "We could not read that day"), ("4 March 2026", "has not come yet")],
)
def test_a_day_that_cannot_be_shown_is_refused_in_words(signed_in, willow, asked, said):
    olive = signed_in("information officer")
    assert olive.see(f"/curation/services/{willow.id}/on?day={asked}").status_code == 422
    assert said in olive.text


def test_midnight_is_that_of_local_clocks_in_summer_too(signed_in, directory, written):
    service = directory.add("Willow Hub")
    written(datetime(2025, 6, 1, 12, tzinfo=UTC))
    directory.change(service, name="Willow Late")
    written(datetime(2025, 7, 1, 23, 30, tzinfo=UTC))
    olive = signed_in("information officer")
    olive.see(f"/curation/services/{service.id}/on?day=2025-07-01")
    assert "Willow Hub" in olive.text.split("As it was on", 1)[1]
    olive.see(f"/curation/services/{service.id}/on?day=2025-07-02")
    assert "changed during that day, at 00:30" in olive.text


def test_what_the_organisation_and_the_place_said_is_of_that_day_too(signed_in, willow, session, written):
    session.get(Organization, willow.organization_id).name = "Rowan Trust"
    session.exec(select(Location)).one().name = "New hall"
    session.commit()
    written(MORNING)
    olive = signed_in("information officer")
    olive.see(f"/curation/services/{willow.id}/on?day=2026-03-02")
    shown = olive.text.split("As it was on", 1)[1]
    assert "Willow Trust" in shown
    assert "Willow Hub centre" in shown
    olive.see(f"/curation/services/{willow.id}/history")
    assert "At the organisation: Rowan Trust" in olive.text
    assert "At the place: New hall" in olive.text


def test_a_version_is_restored_with_a_reason_and_only_then(signed_in, willow, kept):
    carla = signed_in("commissioner", areas=BROXTOWE)
    carla.see(f"/curation/services/{willow.id}/history")
    oldest = versions_on(carla)[-1]
    page = f"/curation/services/{willow.id}/history/{oldest}"
    carla.see(page)
    assert "New: Willow Hub" in carla.text
    assert "Gone: age 11" in carla.text
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', carla.response.text)[1]
    carla.send(f"{page}/restore", {"seen": seen})
    assert carla.response.status_code == 422
    assert "Say why you restore" in carla.text
    carla.send(f"{page}/restore", {"seen": seen, "why": "Renamed by mistake"})
    assert kept(Service)[0].name == "Willow Hub"
    assert kept(Service)[0].maximum_age is None
    last = max(kept(Revision), key=lambda one: one.changed_at)
    assert last.changed_by == carla.account.name
    assert last.reason == "Restored as of 10 January 2026, 12:00: Renamed by mistake"


def test_a_version_is_not_restored_over_a_change_that_nobody_saw(signed_in, willow, directory, kept):
    carla = signed_in("administrator")
    carla.see(f"/curation/services/{willow.id}/history")
    page = f"/curation/services/{willow.id}/history/{versions_on(carla)[-1]}"
    carla.see(page)
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', carla.response.text)[1]
    directory.change(willow, email="new@example.org")
    carla.send(f"{page}/restore", {"seen": seen, "why": "Renamed by mistake"})
    assert carla.response.status_code == 409
    assert kept(Service)[0].email == "new@example.org"
    assert "Gone: new@example.org" in carla.text


def test_what_a_version_pointed_at_and_is_gone_is_left_out_and_said(signed_in, willow, session, kept):
    session.delete(session.exec(select(Attribute)).one())
    session.flush()
    session.delete(session.exec(select(TaxonomyTerm)).one())
    session.commit()
    carla = signed_in("administrator")
    carla.see(f"/curation/services/{willow.id}/history")
    page = f"/curation/services/{willow.id}/history/{versions_on(carla)[-1]}"
    carla.see(page)
    assert "The need “sleep” is no longer used. It is left out" in carla.text
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', carla.response.text)[1]
    carla.send(f"{page}/restore", {"seen": seen, "why": "Renamed by mistake"})
    assert kept(Service)[0].name == "Willow Hub"


def test_a_number_for_people_in_danger_is_restored_only_after_the_password(signed_in, directory, session, kept):
    service = directory.add("Refuge line", provision="statutory", phone="0115 496 0100", email="old@example.org")
    directory.change(service, email="new@example.org")
    carla = signed_in("administrator")
    carla.see(f"/curation/services/{service.id}/history")
    page = f"/curation/services/{service.id}/history/{versions_on(carla)[-1]}"
    carla.see(page)
    assert "People in danger may ring this number." in carla.text
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', carla.response.text)[1]
    carla.send(f"{page}/restore", {"seen": seen, "why": "It was right"})
    assert carla.places[-1].startswith("/confirm-password")
    assert kept(Service)[0].email == "new@example.org"


def test_a_cost_is_seen_only_by_those_who_may(signed_in, willow, session):
    session.add(Commissioning(service_id=willow.id, unit_cost=4321.5))
    session.commit()
    page = f"/curation/services/{willow.id}/history"
    olive, carla = signed_in("information officer"), signed_in("commissioner", areas=BROXTOWE)
    olive.see(page)
    assert "4321" not in olive.response.text
    assert "Something else was changed that is not shown to everybody" in olive.text
    carla.see(page)
    assert "£4321.50" in carla.text


def test_a_refuges_address_stays_private_in_the_past_too(signed_in, willow, session, written):
    refuge = session.exec(select(Location)).one()
    refuge.sensitive = True
    session.commit()
    written(MORNING)
    olive = signed_in("safeguarding lead")
    for page in (
        f"/curation/services/{willow.id}/on?day=2026-03-01",
        f"/curation/services/{willow.id}/history",
        f"/curation/locations/{refuge.id}/history",
        f"/curation/locations/{refuge.id}/on?day=2026-03-01",
    ):
        assert olive.see(page).status_code == 200
        assert "Demonstration Street" not in olive.response.text
        assert "52.9" not in olive.response.text


def test_an_organisation_and_a_place_have_a_history_a_day_and_a_way_back(signed_in, willow, session, written, kept):
    session.get(Organization, willow.organization_id).name = "Rowan Trust"
    session.exec(select(Location)).one().name = "New hall"
    session.commit()
    written(MORNING)
    admin = signed_in("administrator")
    for path, was in (
        (f"/curation/organizations/{willow.organization_id}", "Willow Trust"),
        (f"/curation/locations/{kept(Location)[0].id}", "Willow Hub centre"),
    ):
        admin.see(f"{path}/history")
        assert f"Gone: {was}" in admin.text
        version = versions_on(admin)[-1]
        admin.see(f"{path}/on?day=2026-03-02")
        assert was in admin.text.split("As it was on", 1)[1]
        admin.see(f"{path}/history/{version}")
        seen = re.search(r'name="seen"[^>]*value="([^"]+)"', admin.response.text)[1]
        admin.send(f"{path}/history/{version}/restore", {"seen": seen, "why": "By mistake"})
        assert admin.response.status_code == 200
    assert kept(Organization)[0].name == "Willow Trust"
    assert kept(Location)[0].name == "Willow Hub centre"


def test_records_of_other_areas_can_neither_be_read_nor_restored(signed_in, willow, kept):
    other = signed_in("commissioner", areas=["E07000170"])
    change = next(one.change_id for one in kept(Revision) if one.row_id == willow.id)
    place = kept(Location)[0].id
    records = [
        f"/curation/services/{willow.id}",
        f"/curation/organizations/{willow.organization_id}",
        f"/curation/locations/{place}",
    ]
    for record in records:
        for page in (f"{record}/history", f"{record}/on?day=today", f"{record}/history/{change}"):
            assert other.see(page).status_code == 403, page
        other.see("/account")
        assert other.send(f"{record}/history/{change}/restore", {"why": "x"}).status_code == 403


def test_an_officer_looks_and_never_restores(signed_in, willow):
    olive = signed_in("information officer")
    olive.see(f"/curation/services/{willow.id}/history")
    page = f"/curation/services/{willow.id}/history/{versions_on(olive)[-1]}"
    olive.see(page)
    assert "Restore" not in olive.text
    assert olive.send(f"{page}/restore", {"why": "x"}).status_code == 403


def test_what_never_was_is_not_found(signed_in):
    olive = signed_in("information officer")
    nothing = "00000000-0000-4000-8000-000000000000"
    for kind in ("services", "organizations", "locations"):
        for page in ("history", "on?day=today", f"history/{nothing}"):
            assert olive.see(f"/curation/{kind}/{nothing}/{page}").status_code == 404


def test_what_is_gone_for_good_is_still_read_and_not_by_a_commissioner_of_areas(signed_in, willow, session):
    session.delete(whole_service(session, willow.id))
    session.commit()
    page = f"/curation/services/{willow.id}/on?day=2026-03-02"
    for role in ("administrator", "information officer"):
        person = signed_in(role)
        assert person.see(page).status_code == 200
        assert "Willow Family Hub" in person.text
        assert person.see(f"/curation/services/{willow.id}/history").status_code == 200
        assert "Taken out of the directory" in person.text
    assert signed_in("commissioner", areas=BROXTOWE).see(page).status_code == 403
