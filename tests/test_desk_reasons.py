"""The reasons for a call: shipped, then the database's own; never changed under the enquiries that have them."""

import re

import pytest
from desk_officer import DeskHouse, desk_house
from sqlalchemy import delete
from sqlmodel import select

from matching.desk.reasons import reasons_in_use, seed_reasons, shipped_reasons
from matching.following.models import DemandKind, DemandReason, Handling, StateChange
from matching.models import Enquiry


@pytest.fixture(scope="module")
def house(empty_database, tmp_path_factory, understander) -> DeskHouse:
    return desk_house(empty_database, tmp_path_factory.mktemp("desk"), understander)


@pytest.fixture
def desk(house) -> DeskHouse:
    """Without a call and without a reason."""

    def empty(session) -> None:
        for table in (StateChange, Handling, Enquiry, DemandReason):
            session.execute(delete(table))

    house.write(empty)
    return house


@pytest.fixture
def lead(desk):
    return desk.officer("safeguarding lead")


def in_use(desk) -> dict[str, str]:
    """Words -> id of every reason that a call may be given."""
    with desk.house.open_session(writing=False) as session:
        return {one.words: one.id for one in reasons_in_use(session)}


def test_a_new_installation_offers_the_shipped_reasons_before_anything_is_written(desk):
    assert desk.kept(DemandReason) == []
    assert set(in_use(desk).values()) == {id_ for id_, _, _ in shipped_reasons()}
    officer = desk.officer().at_hand(pathway_hint="advice")
    reason = in_use(desk)["Heard nothing since asking"]
    officer.log(demand=reason)
    handling = desk.one(Handling)
    assert (handling.demand, handling.demand_reason_id) == (DemandKind.CHASING, reason)


def test_every_kind_of_call_has_shipped_reasons():
    assert {kind for _, kind, _ in shipped_reasons()} == set(DemandKind)


def test_shipped_reasons_are_written_once_however_often(desk):
    for _ in range(2):
        desk.write(seed_reasons)
    assert len(desk.kept(DemandReason)) == len(shipped_reasons())


def test_a_lead_adds_a_reason_that_officers_may_choose_at_once(desk, lead):
    lead.see("/desk/reasons")
    lead.send("/desk/reasons", {"kind": "preventable", "words": "  Letter   was not clear "})
    assert "Added." in lead.text
    assert "Letter was not clear" in in_use(desk)
    officer = desk.officer()
    officer.see("/desk/log")
    assert "Letter was not clear" in officer.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write the reason"),
        ("heard NOTHING since asking", "This reason is in the list already"),
        ("x" * 121, "Keep this under 120 letters"),
        ("Rang about Ada Quince", "This may hold somebody’s name"),
    ],
)
def test_a_reason_that_cannot_be_kept_is_refused(desk, lead, words, said):
    before = in_use(desk)
    lead.see("/desk/reasons")
    lead.send("/desk/reasons", {"kind": "chasing", "words": words})
    assert lead.response.status_code == 422
    assert said in lead.text
    assert in_use(desk) == before


def test_reworded_it_is_another_one_and_old_calls_keep_theirs(desk, lead):
    old = in_use(desk)["Service has not rung back"]
    officer = desk.officer().at_hand(pathway_hint="advice")
    officer.log(demand=old)
    lead.see(f"/desk/reasons/{old}")
    lead.send(f"/desk/reasons/{old}", {"words": "Nobody has rung back"})
    assert "Nobody has rung back" in in_use(desk)
    assert "Service has not rung back" not in in_use(desk)
    assert desk.one(Handling).demand_reason_id == old
    officer.see(officer.places[-1])
    assert "Chasing: heard nothing. Service has not rung back" in officer.text
    assert re.search(r"Service has not rung back Chasing: heard nothing\. Retired on", lead.text)


def test_reworded_to_the_same_words_nothing_changes(desk, lead):
    old = in_use(desk)["Service has not rung back"]
    lead.see(f"/desk/reasons/{old}")
    lead.send(f"/desk/reasons/{old}", {"words": "Service has not rung back"})
    assert "Nothing was changed." in lead.text
    assert in_use(desk)["Service has not rung back"] == old


def test_a_retired_reason_is_given_to_no_new_call_and_comes_back_in_the_same_words(desk, lead):
    old = in_use(desk)["Could have found it online"]
    lead.see(f"/desk/reasons/{old}")
    lead.send(f"/desk/reasons/{old}/retire")
    officer = desk.officer().at_hand(pathway_hint="advice")
    officer.log(demand=old)
    assert officer.response.status_code == 422
    lead.see("/desk/reasons")
    lead.send("/desk/reasons", {"kind": "preventable", "words": "could have found it online"})
    assert in_use(desk)["Could have found it online"] == old


def test_all_retired_the_kind_alone_is_still_there(desk, lead):
    def retire_all(session) -> None:
        seed_reasons(session)
        for one in session.exec(select(DemandReason)):
            one.retired_on = desk.house.now().date()

    desk.write(retire_all)
    assert in_use(desk) == {}
    officer = desk.officer().at_hand(pathway_hint="advice")
    officer.log(demand="repeat")
    assert desk.one(Handling).demand == "repeat"


def test_officers_choose_reasons_and_do_not_change_them(desk):
    officer = desk.officer()
    assert officer.see("/desk/reasons").status_code == 403
    commissioner = desk.officer("commissioner")
    assert commissioner.see("/desk/reasons").status_code == 200
