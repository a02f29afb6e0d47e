"""Editing records over HTTP: publish, draft, two people at once, safety numbers, close, retire, copy; and reach."""

import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from editor import fields_of, publish, send
from member import PASSWORD, join

from directory.additions import Revision
from directory.curation.models import Draft
from directory.models import Location, Organization, Phone, Schedule, Service, ServiceAtLocation
from directory.snapshots import service_snapshot
from directory.snapshots.queries import whole_service

BROXTOWE, MANSFIELD = "E07000172", "E07000174"


@pytest.fixture
def club(directory):
    return directory.add(
        "Willow Club",
        needs=["sleep"],
        areas=["Broxtowe"],
        at="Beeston",
        phone="0115 496 0100",
        ages=(5, 11),
        opening=[{"freq": "WEEKLY", "byday": "MO", "notes": "Beeston library"}],
    )


@pytest.fixture
def editor(signed_in, club):
    return signed_in("commissioner", areas=[BROXTOWE])


@pytest.fixture
def says(app_now):
    """What the record says, read in a session of its own."""

    def read(service):
        with app_now.extensions["right_door"].open_session(writing=False) as session:
            return service_snapshot(whole_service(session, service.id))

    return read


def edit_page(service):
    return f"/curation/services/{service.id}/edit"


# ---------------------------------------------------------------------------------------------------------- publish


def test_an_answer_is_changed_with_who_and_why(editor, club, says, kept):
    before = says(club)
    publish(editor, edit_page(club), ages="6-14")
    assert "Published: 2 answers changed." in editor.text or "Published: 1 answer changed." in editor.text
    assert says(club) == before.model_copy(update={"minimum_age": 6, "maximum_age": 14})
    (revision,) = [r for r in kept(Revision) if r.reason]
    assert (revision.changed_by, revision.reason) == ("Sam the commissioner", "Told by phone")
    assert set(revision.changes) == {"minimum_age", "maximum_age"}


def test_a_form_published_as_it_came_changes_nothing_and_leaves_no_history(editor, club, says, kept):
    before, revisions = says(club), len(kept(Revision))
    publish(editor, edit_page(club))
    assert "Nothing was different" in editor.text
    assert says(club) == before
    assert len(kept(Revision)) == revisions


def test_without_a_reason_nothing_is_published_and_nothing_typed_is_lost(editor, club, says):
    publish(editor, edit_page(club), why="", name="Oak Club")
    assert editor.response.status_code == 422
    assert "Say how you know" in editor.text
    assert 'value="Oak Club"' in editor.response.text
    assert says(club).name == "Willow Club"


def test_the_last_reason_is_offered_again(editor, club):
    publish(editor, edit_page(club), why="Told at a meeting", fees="Free")
    editor.see(edit_page(club))
    assert 'value="Told at a meeting"' in editor.response.text


def test_what_cannot_be_read_comes_back_with_everything_typed(editor, club, says):
    before = says(club)
    publish(editor, edit_page(club), ages="big ones", phones__1__number="ring us", description="Line one\nLine two")
    assert editor.response.status_code == 422
    for typed in ('value="big ones"', 'value="ring us"', "Line one\nLine two"):
        assert typed in editor.response.text
    assert 'href="#ages"' in editor.response.text
    assert says(club) == before


def test_the_public_page_is_shown_as_it_would_be_and_nothing_is_written(editor, club, says):
    editor.see(edit_page(club))
    fields, before = fields_of(editor.response.text), says(club)
    typed = {"description": "A new beginning", "schedules__1__times": "Mon-Fri 9 to 5 term time", "ages": "11+"}
    fragment = send(editor, f"/curation/services/{club.id}/preview", fields, **typed).text
    assert "A new beginning" in fragment
    assert "Monday to Friday, 9am to 5pm, term time" in fragment
    assert "age 11 and over" in fragment
    assert "<html" not in fragment
    without_script = send(editor, edit_page(club), fields, action="look", **typed).text
    assert "A new beginning" in without_script
    assert "We read this as:" in without_script
    assert says(club) == before


def test_rows_can_be_added_without_a_script(editor, club):
    editor.see(edit_page(club))
    full = {"phones__1__number": "0115 496 0101", "phones__2__number": "0115 496 0102"}
    send(editor, edit_page(club), fields_of(editor.response.text), action="more", **full)
    assert editor.response.status_code == 200
    for number in range(5):
        assert f'id="phones-{number}-number"' in editor.response.text
    assert 'id="phones-5-number"' not in editor.response.text


# ------------------------------------------------------------------------------------------------------------ drafts


def test_a_draft_keeps_everything_even_mistakes_and_shows_to_its_owner_only(editor, club, says, signed_in):
    before = says(club)
    publish(editor, edit_page(club), action="draft", ages="big ones", name="Oak Club")
    assert says(club) == before
    assert 'value="big ones"' in editor.response.text
    assert "This is your draft" in editor.text
    other = signed_in("administrator")
    other.see(edit_page(club))
    assert "Oak Club" not in other.text
    other.see(f"/curation/services/{club.id}")
    assert "Sam the commissioner began a draft" in other.text


def test_a_draft_is_gone_once_it_is_published_or_thrown_away(editor, club, kept):
    publish(editor, edit_page(club), action="draft", name="Oak Club")
    send(editor, edit_page(club), fields_of(editor.response.text), action="drop")
    assert kept(Draft) == []
    publish(editor, edit_page(club), action="draft", name="Oak Club")
    publish(editor, edit_page(club))
    assert kept(Draft) == []
    assert [service.name for service in kept(Service)] == ["Oak Club"]


def test_a_new_service_is_a_draft_until_it_is_published(editor, kept):
    publish(editor, "/curation/services/new", action="draft", name="Elm Club")
    assert [service.name for service in kept(Service)] == ["Willow Club"]
    assert "draft=" in editor.places[-1]
    fields = fields_of(editor.response.text)
    send(editor, "/curation/services/new", fields, action="publish", organization_id="Nobody")
    assert "We have no organisation called" in editor.text
    fields = fields_of(editor.response.text)
    send(editor, "/curation/services/new", fields, action="publish", organization_id="willow trust", areas=[BROXTOWE])
    assert "Published: Elm Club is in the directory." in editor.text
    assert sorted(service.name for service in kept(Service)) == ["Elm Club", "Willow Club"]
    assert kept(Draft) == []


def test_a_copy_is_a_draft_without_what_nobody_said_of_it(editor, club, directory, kept):
    directory.change(club, assured_date=date(2026, 1, 1), description="Play and talk")
    editor.see(f"/curation/services/{club.id}")
    send(editor, f"/curation/services/{club.id}/copy", fields_of(editor.response.text, marked='/copy"'))
    assert "Copy of Willow Club" in editor.response.text
    send(editor, "/curation/services/new", fields_of(editor.response.text), action="publish", name="Willow Too")
    (copy,) = [service for service in kept(Service) if service.id != club.id]
    assert (copy.name, copy.description, copy.assured_date) == ("Willow Too", "Play and talk", None)
    assert len({row.location_id for row in kept(ServiceAtLocation)}) == 1


def test_a_place_is_added_on_the_spot_and_stands_at_its_postcode(editor, club, says, kept):
    publish(editor, edit_page(club), **{"new_place-name": "Oak hut", "new_place-postal_code": "ng9 2ab"})
    assert len(says(club).places) == 2
    (hut,) = [place for place in kept(Location) if place.name == "Oak hut"]
    assert hut.latitude == pytest.approx(52.928)


# -------------------------------------------------------------------------------------------------- two at once


def test_two_people_change_different_answers_and_both_are_in(editor, club, says, signed_in):
    other = signed_in("administrator")
    other.see(edit_page(club))
    fields = fields_of(other.response.text)
    publish(editor, edit_page(club), fees="Two pounds")
    send(other, edit_page(club), fields, action="publish", why="Told by email", alternate_name="The Club")
    assert "Somebody else changed other answers meanwhile. Both are in." in other.text
    assert (says(club).fees, says(club).alternate_name) == ("Two pounds", "The Club")


def at_odds(editor, other, club, **theirs_and_mine):
    """Both open the form; the first publishes; the second meets the conflict."""
    theirs = {name: values[0] for name, values in theirs_and_mine.items()}
    mine = {name: values[1] for name, values in theirs_and_mine.items()}
    other.see(edit_page(club))
    fields = fields_of(other.response.text)
    publish(editor, edit_page(club), **theirs)
    return send(other, edit_page(club), fields, action="publish", why="Told by email", **mine)


def choose(member, service, **versions):
    """Say on the page of both versions which stands: mine, theirs, both, or write (a third)."""
    fields = fields_of(member.response.text, marked="keep-")
    keep = {f"keep-{name}": version for name, version in versions.items()}
    return send(member, edit_page(service), fields, action="resolve", **keep)


def test_the_second_is_shown_both_versions_and_loses_nothing(editor, club, says, signed_in, kept):
    other = signed_in("administrator")
    assert (
        at_odds(editor, other, club, fees=("Two pounds", "Free"), url=("", "https://willow.example")).status_code == 409
    )
    for said in ("Two pounds", "Free", "Sam the commissioner changed"):
        assert said in other.text
    assert says(club).fees == "Two pounds"
    assert len(kept(Draft)) == 1
    send(
        other, edit_page(club), fields_of(other.response.text, marked="keep-fees"), action="resolve", keep__fees="mine"
    )
    assert (says(club).fees, says(club).url) == ("Free", "https://willow.example")
    assert kept(Draft) == []


def test_their_version_can_be_kept_and_the_rest_of_mine_too(editor, club, says, signed_in):
    other = signed_in("administrator")
    at_odds(editor, other, club, fees=("Two pounds", "Free"), alternate_name=("", "The Club"))
    send(
        other,
        edit_page(club),
        fields_of(other.response.text, marked="keep-fees"),
        action="resolve",
        keep__fees="theirs",
    )
    assert (says(club).fees, says(club).alternate_name) == ("Two pounds", "The Club")


def test_two_numbers_added_at_once_can_both_be_kept(editor, club, says, signed_in):
    other = signed_in("administrator")
    at_odds(editor, other, club, phones__1__number=("0115 496 0111", "0115 496 0222"))
    choose(other, club, phones="both")
    assert [phone.number for phone in says(club).phones] == ["0115 496 0100", "0115 496 0111", "0115 496 0222"]


def test_a_third_version_is_written_beside_theirs(editor, club, says, signed_in):
    other = signed_in("administrator")
    at_odds(editor, other, club, fees=("Two pounds", "Free"))
    choose(other, club, fees="write")
    assert "Somebody else wrote here: Two pounds" in other.text
    send(other, edit_page(club), fields_of(other.response.text), action="publish", fees="Two pounds, or free")
    assert says(club).fees == "Two pounds, or free"


def test_a_choice_counts_only_for_the_version_that_was_seen(editor, club, says, signed_in):
    other = signed_in("administrator")
    at_odds(editor, other, club, fees=("Two pounds", "Free"))
    shown = fields_of(other.response.text, marked="keep-")
    publish(editor, edit_page(club), fees="Three pounds")
    assert send(other, edit_page(club), shown, action="resolve", keep__fees="mine").status_code == 409
    assert "Three pounds" in other.text
    assert says(club).fees == "Three pounds"


def at_once(app, club, changes):
    """As many people as there are changes open the form, wait for each other, and publish; their answers' codes."""
    people = [join(app, "administrator") for _ in changes]
    gate = threading.Barrier(len(people))

    def change(person, changed):
        person.see(edit_page(club))
        fields = fields_of(person.response.text)
        gate.wait()
        return send(person, edit_page(club), fields, follow=False, action="publish", why="Told", **changed).status_code

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(change, people, changes)), people


def test_of_eight_at_once_every_one_acknowledged_is_in_the_record_and_every_other_is_shown_both(
    app_now, club, says, kept
):
    own = ["alternate_name", "fees", "accreditations", "application_process"]
    changes = [{name: f"Said of {name}"} for name in own] + [{"alert": f"Notice {n}"} for n in range(4)]
    codes, people = at_once(app_now, club, changes)
    assert Counter(codes) == {303: 5, 409: 3}
    assert set(codes[:4]) == {303}
    for name in own:
        assert getattr(says(club), name) == f"Said of {name}"
    winner = codes[4:].index(303)
    assert says(club).alert == f"Notice {winner}"
    for number, person in enumerate(people[4:]):
        if number != winner:
            assert f"Notice {number}" in person.text
            assert f"Notice {winner}" in person.text
    assert len(kept(Draft)) == 3


def test_of_eight_at_once_on_numbers_and_times_nothing_is_lost(app_now, club, says, kept):
    changes = [{"phones__1__number": f"0115 496 020{n}"} for n in range(4)]
    changes += [{"schedules__1__times": f"Tuesday {n}pm to {n + 1}pm"} for n in range(1, 5)]
    codes, people = at_once(app_now, club, changes)
    assert Counter(codes) == {303: 2, 409: 6}
    for person, code, field in zip(people, codes, ["phones"] * 4 + ["schedules"] * 4, strict=True):
        while code == 409:
            shown = fields_of(person.response.text, marked="keep-")
            code = send(
                person, edit_page(club), shown, follow=False, action="resolve", **{f"keep-{field}": "both"}
            ).status_code
        assert code == 303
    assert len(says(club).phones) == 5
    assert len(says(club).schedules) == 5
    assert (len(kept(Phone)), len(kept(Schedule))) == (5, 5)


# -------------------------------------------------------------------------------------------------- safety numbers


@pytest.fixture
def refuge(directory):
    return directory.add("Harbour Line", needs=["domestic-abuse"], areas=["Broxtowe"], phone="0115 496 0300")


def confirm_password(member):
    fields = fields_of(member.response.text, marked='name="password"')
    return send(member, member.places[-1], fields, password=PASSWORD)


def test_a_safety_number_asks_the_password_and_is_compared_before_it_changes(editor, refuge, says, kept):
    publish(editor, edit_page(refuge), phones__0__number="0115 496 0399")
    assert "/confirm-password" in editor.places[-1]
    assert says(refuge).phones[0].number == "0115 496 0300"
    assert len(kept(Draft)) == 1
    confirm_password(editor)
    assert editor.places[-1].endswith("/numbers")
    assert "Compare the numbers" in editor.text
    assert "0115 496 0300" in editor.text
    assert "0115 496 0399" in editor.text
    compared = fields_of(editor.response.text, marked='value="compared"')
    send(editor, f"/curation/services/{refuge.id}/publish", compared)
    assert says(refuge).phones[0].number == "0115 496 0399"
    assert kept(Draft) == []
    assert {r.reason for r in kept(Revision) if r.table_name == "phone" and r.action == "change"} == {"Told by phone"}


def test_saying_that_numbers_were_compared_is_not_enough_without_the_password(editor, refuge, says):
    publish(editor, edit_page(refuge), phones__0__number="0115 496 0399", numbers="compared")
    assert "/confirm-password" in editor.places[-1]
    assert says(refuge).phones[0].number == "0115 496 0300"


def test_other_answers_of_a_safety_service_need_no_password(editor, refuge, says):
    publish(editor, edit_page(refuge), fees="Free")
    assert says(refuge).fees == "Free"


# -------------------------------------------------------------------------------------------------- nothing is lost


def test_a_form_sent_from_a_page_that_is_too_old_comes_back_filled_in(editor, club, says):
    editor.see(edit_page(club))
    fields = {**fields_of(editor.response.text), "csrf_token": ["stale"]}
    send(editor, edit_page(club), fields, action="publish", why="Told", fees="Free")
    assert editor.response.status_code == 400
    assert "Nothing is saved yet, and nothing is lost" in editor.text
    assert says(club).fees is None
    send(editor, edit_page(club), fields_of(editor.response.text), action="publish")
    assert says(club).fees == "Free"


def test_a_form_sent_after_the_session_ended_is_held_until_they_are_back_in(editor, club, says, app_now):
    editor.see(edit_page(club))
    fields = fields_of(editor.response.text)
    with editor.client.session_transaction() as cookie:
        mine = cookie.pop("_user_id")
    for name in ("csrf_token", "with a stale token"):
        sent = fields if name == "csrf_token" else {**fields, "csrf_token": ["stale"]}
        send(editor, edit_page(club), sent, action="publish", why="Told", description="Long\nwords")
        assert editor.response.status_code == 401
        assert "Nothing you typed is lost" in editor.text
    held = fields_of(editor.response.text, marked=f'action="{edit_page(club)}"')
    assert held["description"] == ["Long\nwords"]
    with editor.client.session_transaction() as cookie:
        cookie["_user_id"] = mine
    send(editor, edit_page(club), held, action="show")
    assert says(club).description is None
    send(editor, edit_page(club), fields_of(editor.response.text), action="publish")
    assert says(club).description == "Long\nwords"


# -------------------------------------------------------------------------------------------------- reach


@pytest.mark.parametrize("page", ["", "/edit", "/close", "/retire", "/numbers"])
def test_a_service_of_other_areas_is_refused(signed_in, club, page):
    stranger = signed_in("commissioner", areas=[MANSFIELD])
    assert stranger.see(f"/curation/services/{club.id}{page}").status_code == 403


@pytest.mark.parametrize("page", ["edit", "publish", "preview", "copy", "close", "retire"])
def test_a_form_for_a_service_of_other_areas_is_refused(signed_in, club, page, says, editor):
    editor.see(edit_page(club))
    fields, before = fields_of(editor.response.text), says(club)
    stranger = signed_in("commissioner", areas=[MANSFIELD])
    stranger.see("/curation/services/new")
    token = fields_of(stranger.response.text)["csrf_token"]
    changed = {**fields, "csrf_token": token, "action": ["publish"], "why": ["Told"], "fees": ["Free"]}
    send(stranger, f"/curation/services/{club.id}/{page}", changed)
    assert stranger.response.status_code == 403
    assert says(club) == before


def test_the_list_holds_what_is_within_reach(signed_in, club, directory):
    directory.add("Mansfield Club", areas=["Mansfield"])
    stranger = signed_in("commissioner", areas=[MANSFIELD])
    stranger.see("/curation/services")
    assert "Mansfield Club" in stranger.text
    assert "Willow Club" not in stranger.text


def test_organisations_and_places_of_other_areas_are_refused(signed_in, club, kept):
    (place,), (organization,) = kept(Location), kept(Organization)
    stranger = signed_in("commissioner", areas=[MANSFIELD])
    for path in (f"organizations/{organization.id}", f"locations/{place.id}"):
        assert stranger.see(f"/curation/{path}/edit").status_code == 403


def test_a_service_cannot_be_taken_out_of_ones_own_areas_by_mistake(editor, club, says):
    publish(editor, edit_page(club), areas=[MANSFIELD])
    assert editor.response.status_code == 422
    assert "out of your areas" in editor.text
    assert [area.area_code for area in says(club).areas] == [BROXTOWE]


def test_an_information_officer_looks_and_changes_nothing(signed_in, club):
    officer = signed_in("information officer")
    officer.see(f"/curation/services/{club.id}")
    assert "Willow Club" in officer.text
    assert "Retire" not in officer.text
    assert officer.see(edit_page(club)).status_code == 403


# -------------------------------------------------------------------------------------------------- the list


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=willow", ["Ash Club", "Willow Club"]),
        ("words=oak+house", ["Elm Club"]),
        ("words=0115+496+0100", ["Willow Club"]),
        ("words=%2B441154960100", ["Willow Club"]),
        ("words=%25", []),
        ("status=defunct", ["Ash Club"]),
        ("need=sleep", ["Willow Club"]),
        ("area=E07000174", ["Elm Club"]),
        ("order=checked", ["Elm Club", "Willow Club", "Ash Club"]),
        ("page=99", ["Ash Club", "Elm Club", "Willow Club"]),
    ],
)
def test_records_are_found(signed_in, club, directory, asked, found):
    directory.add("Elm Club", organization="Oak House", areas=["Mansfield"])
    ash = directory.add("Ash Club", assured_date=date(2026, 2, 1))
    directory.retire(ash)
    directory.change(club, assured_date=date(2025, 2, 1))
    member = signed_in("administrator")
    page = member.see(f"/curation/services?{asked}").text
    assert re.findall(r'scope="row"><a href="[^"]*">([^<]*)', page) == found


def test_a_record_is_found_by_its_id(signed_in, club):
    member = signed_in("administrator")
    assert "Willow Club" in member.see(f"/curation/services?words={club.id}").text


# -------------------------------------------------------------------------------------------------- steps


def test_a_service_is_closed_for_now_and_opened_again(editor, club, says):
    page = f"/curation/services/{club.id}/close"
    editor.see(page)
    editor.send(page, {"why": "Told by phone", "reopens_on": "1/2/2026"})
    assert "Give a day that has not come yet" in editor.text
    editor.send(page, {"why": "Told by phone", "reopens_on": "1/9/2026", "alert": "Moving"})
    assert (says(club).status, says(club).reopens_on, says(club).alert) == (
        "temporarily closed",
        date(2026, 9, 1),
        "Moving",
    )
    editor.see(editor.see(page).headers["Location"])
    assert "Somebody has changed this already" in editor.text
    page = f"/curation/services/{club.id}/reopen"
    editor.see(page)
    editor.send(page, {"why": "Told by phone", "alert": ""})
    assert (says(club).status, says(club).reopens_on, says(club).alert) == ("active", None, None)


def test_a_retired_service_says_why_and_leads_on_and_can_be_brought_back(editor, club, says, directory, kept):
    elm = directory.add("Elm Club", areas=["Broxtowe"])
    page = f"/curation/services/{club.id}/retire"
    editor.see(page)
    editor.send(page, {"action": "find", "successor_words": "elm", "reason": "merged"})
    assert says(club).status == "active"
    assert f'value="{elm.id}"' in editor.response.text
    editor.send(page, {"why": "Contract change", "reason": "merged", "details": "Ask there", "successor_id": elm.id})
    assert says(club).status == "defunct"
    public = editor.see(f"/services/{club.id}")
    assert public.status_code == 410
    assert "It became part of another service. Ask there" in editor.text
    assert f'href="/services/{elm.id}"' in public.text
    editor.see(f"/curation/services/{elm.id}")
    assert "Willow Club" in editor.text
    page = f"/curation/services/{club.id}/restore"
    editor.see(page)
    editor.send(page, {"why": "Put a mistake right"})
    assert (says(club).status, says(club).retired_because, says(club).successor_id) == ("active", None, None)
    assert {"Contract change", "Put a mistake right"} <= {r.reason for r in kept(Revision)}


def test_a_service_is_not_retired_without_a_reason_or_to_itself(editor, club, says):
    page = f"/curation/services/{club.id}/retire"
    editor.see(page)
    editor.send(page, {"why": "Told"})
    assert "Choose why it ends" in editor.text
    editor.send(page, {"why": "Told", "reason": "other"})
    assert "Say why it ends" in editor.text
    editor.send(page, {"why": "Told", "reason": "closed", "successor_id": club.id})
    assert "Choose one of the services shown here" in editor.text
    assert says(club).status == "active"


# -------------------------------------------------------------------------------------- organisations and places


def test_a_place_tells_whom_it_changes_and_changes_them_all(editor, club, directory, kept):
    (place,) = kept(Location)
    other = directory.add("Elm Club", areas=["Broxtowe"])
    directory.session.add(ServiceAtLocation(service_id=other.id, location_id=place.id))
    directory.session.commit()
    page = f"/curation/locations/{place.id}/edit"
    editor.see(page)
    assert "This changes 2 services: Elm Club , Willow Club" in editor.text
    send(editor, page, fields_of(editor.response.text), action="publish", why="Told", addresses__0__city="Stapleford")
    for service in (club, other):
        editor.see(f"/services/{service.id}")
        assert "Stapleford" in editor.text


def test_an_organisation_is_added_and_changed(editor, kept):
    publish(editor, "/curation/organizations/new", name="Oak House", website="www.oak.example")
    assert "is not a web address" in editor.text
    publish(editor, "/curation/organizations/new", name="Oak House", website="https://oak.example")
    (oak,) = [each for each in kept(Organization) if each.name == "Oak House"]
    publish(editor, f"/curation/organizations/{oak.id}/edit", parent_organization_id="Willow Trust")
    (oak,) = [each for each in kept(Organization) if each.name == "Oak House"]
    assert oak.parent_organization_id is not None


def test_a_record_that_is_not_there_is_not_found(editor):
    nowhere = "6a7eb542-b78e-5b1d-a12a-0b131d433100"
    for path in (f"services/{nowhere}", f"services/{nowhere}/edit", f"locations/{nowhere}/edit"):
        assert editor.see(f"/curation/{path}").status_code == 404
