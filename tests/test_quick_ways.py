"""Short ways for whoever keeps records all day: a box that finds one, links to what changes most, answers kept."""

import re

import pytest
from editor import publish

BROXTOWE = "E07000172"


@pytest.fixture
def club(directory):
    return directory.add("Willow Club", needs=["sleep"], areas=["Broxtowe"], phone="0115 496 0100")


@pytest.fixture
def editor(signed_in, club):
    return signed_in("commissioner", areas=[BROXTOWE])


def record(service, rest=""):
    return f"/curation/services/{service.id}{rest}"


def test_words_that_find_one_record_lead_to_it(editor, club, directory):
    directory.add("Larch Club", areas=["Broxtowe"])
    found = editor.see("/curation/services?go=1&words=Willow+Cl")
    assert found.headers["Location"] == record(club)
    assert editor.see("/curation/services?go=1&words=club").status_code == 200
    assert editor.see("/curation/services?go=1&words=").status_code == 200


def test_words_never_lead_to_a_record_out_of_reach(editor, directory):
    directory.add("Larch Group", areas=["Mansfield"])
    assert editor.see("/curation/services?go=1&words=larch").status_code == 200
    assert "Larch Group" not in editor.text


def test_the_page_of_a_record_leads_to_each_question_that_often_changes(editor, club):
    page = editor.see(record(club)).text
    anchors = re.findall(rf'href="{record(club)}/edit#([a-z_]+)"', page)
    form = editor.see(record(club, "/edit")).text
    assert {"phones", "schedules", "ages", "needs"} <= set(anchors)
    assert [name for name in anchors if f'id="{name}"' not in form] == []


def test_an_ended_record_is_not_offered_for_quick_changes(editor, club):
    editor.see(record(club, "/retire"))
    editor.send(record(club, "/retire"), {"reason": "closed", "why": "Told by phone"})
    assert "rd-changes" not in editor.see(record(club)).text


def test_how_you_know_is_offered_again_in_the_next_form(editor, club):
    publish(editor, record(club, "/edit"), ages="6-14", why="Told at the Tuesday meeting")
    assert 'value="Told at the Tuesday meeting"' in editor.see(record(club, "/close")).text


def test_the_only_service_that_the_words_find_is_chosen_as_the_one_to_go_to(editor, club, directory):
    larch = directory.add("Larch Club", areas=["Broxtowe"])
    editor.see(record(club, "/retire"))
    editor.send(record(club, "/retire"), {"action": "find", "successor_words": "larch"})
    assert re.search(rf'value="{larch.id}"[^>]*checked', editor.response.text)


def test_the_waiting_time_leads_back_to_the_record_it_was_opened_from(editor, club):
    path = record(club, "/waiting?back=record")
    editor.see(path)
    editor.send(path, {"told_on": "today", "waiting_weeks": "6", "taking_referrals": "yes"})
    assert editor.places[-1] == record(club)
