"""What an officer types anywhere at the desk, by mistake or in haste, stays nowhere."""

import logging
from pathlib import Path

import pytest
from desk_officer import DeskHouse, desk_house
from sqlmodel import SQLModel, select

NAMED = "Zebedee Plantword"


@pytest.fixture(scope="module")
def desk(empty_database, tmp_path_factory, understander) -> DeskHouse:
    return desk_house(empty_database, tmp_path_factory.mktemp("desk"), understander)


@pytest.fixture
def officer(desk):
    called = desk.officer().at_hand(needs=("young-carers",), pathway_hint="early_help")
    called.log()
    return called


def test_a_name_typed_into_every_box_is_in_no_table_file_log_or_address(desk, officer, caplog):
    caplog.set_level(logging.DEBUG)
    address = f"/desk/enquiries/{officer.reference}"
    officer.send("/desk/find", {"reference": NAMED})
    officer.see("/desk/log")
    officer.save(about=NAMED, chase_on=NAMED, step="chase", pathway="advice")
    officer.save(once=NAMED, about="", chase_on=NAMED, step="usual", number=NAMED, pathway="advice")
    officer.see(address)
    for ending, fields in (
        ("chase", {"chase_on": NAMED}),
        ("close", {"closing": NAMED, "closing_reason": NAMED}),
        ("advise", {"advised": NAMED, "advised_why": NAMED}),
        ("hand-over", {"how": NAMED, "once": NAMED, "email": NAMED, "services": [NAMED]}),
        ("hand-over", {"how": "email", "once": NAMED, "email": NAMED}),
    ):
        officer.send(f"{address}/{ending}", fields)
    officer.see("/desk/on-a-day")
    officer.send("/desk/on-a-day", {"what": NAMED, "day": NAMED})
    lead = desk.officer("safeguarding lead")
    lead.see("/desk/reasons")
    lead.send("/desk/reasons", {"kind": "chasing", "words": NAMED})
    assert "Plantword" not in caplog.text
    assert not [place for place in officer.places + lead.places if "Plantword" in place]
    with desk.house.open_session(writing=False) as session:
        rows = [str(row) for table in SQLModel.metadata.sorted_tables for row in session.execute(select(table))]
    assert len(rows) > 20
    assert not [row for row in rows if "Plantword" in row]
    files = [file for file in Path(desk.app.config["DATA_DIR"]).rglob("*") if file.is_file()]
    assert not [file for file in files if b"Plantword" in file.read_bytes()]


def test_the_cookie_of_an_officer_holds_no_typed_word(officer):
    officer.see("/desk/log")
    officer.save(about=NAMED, pathway="advice")
    with officer.client.session_transaction() as cookie:
        assert "Plantword" not in str(dict(cookie))
