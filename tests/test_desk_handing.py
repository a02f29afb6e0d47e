"""Giving a shortlist away: each way is noted, an address is used once and kept nowhere, and the link stays true."""

import logging
import re
import shutil
import subprocess
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from desk_officer import DeskHouse, desk_house
from referrer import read
from sqlmodel import SQLModel, select

from directory.models import Location, Phone, ServiceAtLocation
from matching.desk.spelling import read_out, spelled
from matching.following.codes import code_of, token_of
from matching.following.models import HandedBy, Handover
from matching.models import Enquiry

ADDRESS = "quince.caller@example.org"


@pytest.fixture(scope="module")
def desk(empty_database, tmp_path_factory, understander) -> DeskHouse:
    """On the real clock, as the directory's history is."""
    return desk_house(empty_database, tmp_path_factory.mktemp("desk"), understander)


@pytest.fixture
def carers(desk):
    return desk.directory.add(
        "Willow Young Carers",
        needs=["young-carers"],
        phone="0115 496 0301",
        ages=(8, 18),
        email="carers@willow.example",
    )


@pytest.fixture
def club(desk):
    return desk.directory.add("Willow Homework Club", needs=["school-avoidance"], phone="0115 496 0302", at="Mansfield")


@pytest.fixture
def officer(desk, carers, club):
    """An officer who has logged a call that named two services."""
    called = desk.officer().at_hand(
        needs=("young-carers",), service_ids=(carers.id, club.id), role="school", pathway_hint="early_help"
    )
    called.log(then="hand over")
    return called


def hand(officer, how: str, *, services: list[str] | None = None, **fields) -> str:
    """Give the list in this way, from a page just opened; the address of what was given."""
    address = re.match(r".*?/desk/enquiries/[^/]+", officer.places[-1])[0] + "/hand-over"
    officer.see(address)
    ids = re.findall(r'name="services" value="([^"]+)"', officer.response.text)
    once = re.search(r'name="once"[^>]*value="([^"]+)"', officer.response.text)[1]
    officer.send(address, {"once": once, "services": services or ids, "how": how, "email": "", **fields})
    return officer.places[-1]


def link(officer) -> str:
    found = re.search(r"http://127\.0\.0\.1:5000(/shortlist/[^\s\"<]+)", officer.response.text)
    assert found, officer.text
    return found[1]


def mailed(desk) -> list[tuple[str, str, str]]:
    """To whom, subject and text of each mail, the newest last."""
    files = sorted((Path(desk.app.config["DATA_DIR"]) / "mail").glob("*.eml"))
    read_files = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [(str(one["To"]), str(one["Subject"]), one.get_content()) for one in read_files]


def shared(desk, address: str) -> str:
    response = desk.app.test_client().get(address)
    assert response.status_code == 200
    return read(response.text)


@pytest.mark.parametrize("how", [way for way in HandedBy if way != HandedBy.EMAIL])
def test_each_way_is_noted_with_its_services_and_its_moment(desk, officer, carers, club, how):
    hand(officer, how)
    given = desk.one(Handover, how=how, id=officer.at)
    assert given.service_ids == [carers.id, club.id]
    assert "0115 496 0301" in officer.text
    assert code_in(desk, officer) in officer.text


def code_in(desk, officer) -> str:
    with desk.app.app_context():
        return code_of(desk.one(Enquiry, reference=officer.reference).id)


def test_only_the_services_that_were_chosen_are_given(desk, officer, club):
    hand(officer, "link", services=[club.id])
    assert desk.one(Handover, id=officer.at).service_ids == [club.id]
    assert "Willow Young Carers" not in officer.text


def test_a_way_that_nobody_knows_gives_nothing(desk, officer):
    before = len(desk.kept(Handover))
    hand(officer, "pigeon")
    assert officer.response.status_code == 422
    assert len(desk.kept(Handover)) == before


def test_the_list_by_e_mail_holds_services_numbers_and_link_and_never_what_it_was_about(desk, officer):
    hand(officer, "email", email=ADDRESS)
    to, subject, text = mailed(desk)[-1]
    assert (to, subject) == (ADDRESS, "The list you asked for")
    assert "1. Willow Young Carers (Willow Trust)\n   0115 496 0301" in text
    assert "/shortlist/" in text
    assert "0115 496 0001" in text
    assert code_in(desk, officer) not in text
    assert officer.reference not in text
    for word in ("early help", "safeguarding", "look after someone", "school", "Should I refer", "child"):
        assert word.casefold() not in text.casefold(), word


def test_the_address_is_in_no_table_no_log_and_no_page_afterwards(desk, officer, caplog):
    caplog.set_level(logging.DEBUG)
    hand(officer, "email", email=ADDRESS)
    assert ADDRESS not in officer.response.text
    assert "quince" not in caplog.text
    with desk.house.open_session(writing=False) as session:
        rows = [row for table in SQLModel.metadata.sorted_tables for row in session.execute(select(table))]
    assert len(rows) > 5
    assert not [row for row in rows if "quince" in str(row)]
    folder = Path(desk.app.config["DATA_DIR"])
    elsewhere = [file for file in folder.rglob("*") if file.is_file() and file.parent.name != "mail"]
    assert not [file for file in elsewhere if b"quince" in file.read_bytes()]


def test_a_mail_that_others_may_read_names_no_service(desk, officer):
    hand(officer, "email", email=ADDRESS, quiet="y")
    text = mailed(desk)[-1][2]
    assert "Willow" not in text
    assert "0115" not in text
    assert shared(desk, re.search(r"(/shortlist/\S+)", text)[1]).count("Willow Young Carers") == 1


@pytest.mark.parametrize(("needs", "sensitive"), [(["domestic-abuse"], False), (["sleep"], True)])
def test_where_a_name_could_do_harm_the_link_alone_is_what_stands_ready(desk, needs, sensitive):
    service = desk.directory.add(f"Harbour {needs[0]}", needs=needs, at="Worksop", sensitive=sensitive)
    officer = desk.officer().at_hand(needs=tuple(needs), service_ids=(service.id,), pathway_hint="early_help")
    officer.log(then="hand over")
    assert re.search(r'<input[^>]*name="quiet"[^>]* checked', officer.response.text)


def test_nothing_delicate_leaves_the_choice_open(officer):
    assert not re.search(r'<input[^>]*name="quiet"[^>]* checked', officer.response.text)


def test_a_second_press_sends_no_second_mail(desk, officer):
    page, before = officer.response, len(mailed(desk))
    fields = {"once": "same", "how": "email", "email": ADDRESS}
    for _ in range(2):
        officer.response = page
        officer.send(f"/desk/enquiries/{officer.reference}/hand-over", fields)
    assert len(mailed(desk)) == before + 1


@pytest.mark.parametrize("email", ["", "quince", "quince@", "a@b@example.org", f"{'q' * 260}@example.org"])
def test_an_address_that_is_none_is_refused_and_the_services_stay_chosen(desk, officer, carers, email):
    before = len(desk.kept(Handover))
    hand(officer, "email", email=email, services=[carers.id])
    assert officer.response.status_code == 422
    assert re.search(rf'value="{carers.id}"[^>]* checked', officer.response.text)
    assert len(desk.kept(Handover)) == before


def test_a_mail_that_cannot_be_sent_is_not_noted_as_sent(desk, officer):
    before = len(desk.kept(Handover))
    desk.app.config["SMTP_URL"] = "smtp://127.0.0.1:9"  # nothing listens there
    try:
        hand(officer, "email", email=ADDRESS)
    finally:
        desk.app.config["SMTP_URL"] = None
    assert officer.response.status_code == 503
    assert "The e-mail could not be sent. Try again, or read the list out" in officer.text
    assert len(desk.kept(Handover)) == before


def test_an_installation_that_does_not_know_its_address_gives_the_list_without_a_link(desk, officer):
    known, desk.app.config["BASE_URL"] = desk.app.config["BASE_URL"], None
    try:
        address = hand(officer, "print")
        assert "0115 496 0301" in officer.text
        assert "/shortlist/" not in officer.response.text
        assert officer.see(f"{address}.pdf").status_code == 200
        assert "None" not in officer.see(f"{address}.txt").text
        hand(officer, "email", email=ADDRESS)
        assert officer.response.status_code == 503
    finally:
        desk.app.config["BASE_URL"] = known


def test_the_pdf_says_what_was_given_and_is_made_for_screen_readers(officer, tmp_path):
    address = hand(officer, "pdf")
    officer.see(f"{address}.pdf")
    assert officer.response.mimetype == "application/pdf"
    assert b"/StructTreeRoot" in officer.response.data
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed here, so that the words in the PDF cannot be read")
    (tmp_path / "list.pdf").write_bytes(officer.response.data)
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "list.pdf", "-"], capture_output=True, text=True, check=True
    )
    for words in ("Willow Young Carers", "0115 496 0301", officer.reference, "Nights, weekends and bank holidays"):
        assert words in told.stdout


def test_the_qr_code_holds_the_link_and_no_style_of_its_own(officer):
    hand(officer, "qr code")
    assert re.search(r"<svg[^>]*>\s*<title>The list as a QR code</title>", officer.response.text)
    assert "style=" not in officer.response.text.split("rd-qr")[1].split("</div>")[0]


def test_the_reference_is_spelled_for_the_telephone():
    assert (
        read_out("RD-7K2QM-94XBT") == "Romeo, Delta – seven, Kilo, two, Quebec, Mike – nine, four, X-ray, Bravo, Tango"
    )
    assert [word for _, word in spelled("RD-01")] == ["Romeo", "Delta", "", "nought", "one"]


def test_the_link_says_that_nothing_has_changed_where_nothing_has(desk, officer):
    hand(officer, "link")
    page = shared(desk, link(officer))
    assert "Nothing in it has changed since." in page
    assert page.count("0115 496 0301") == 1


def test_the_link_shows_the_list_as_it_was_and_says_what_has_changed_since(desk, officer, carers):
    hand(officer, "link")
    address = link(officer)
    phone = desk.directory.session.exec(select(Phone).where(Phone.service_id == carers.id)).one()
    phone.number = "0115 496 0399"
    desk.directory.change(carers, minimum_age=11, assurer_email="someone@willow.example")
    page = shared(desk, address)
    assert "1 service has changed since." in page
    assert "Phone: now 0115 496 0399 (it was: 0115 496 0301)" in page
    assert "Youngest age: now age 11 (it was: age 8)" in page
    assert "As you were given it 0115 496 0301" in page
    assert "someone@willow.example" not in page


def test_a_service_that_has_ended_is_not_to_be_gone_to_and_says_where_to_go_instead(desk, officer, carers, club):
    hand(officer, "link")
    address = link(officer)
    desk.directory.change(carers, status="defunct", retired_because="Contract ended", successor_id=club.id)
    page = shared(desk, address)
    assert "This service has ended since then. Do not send anyone there. Instead: Willow Homework Club" in page
    assert "Willow Young Carers" in page


def test_a_service_that_is_closed_for_now_says_so(desk, officer, carers):
    hand(officer, "link")
    desk.directory.change(carers, status="temporarily closed")
    assert "It is closed for now. We do not know when it will open again." in shared(desk, link(officer))


def test_an_address_that_is_private_now_is_shown_nowhere(desk, officer, club):
    hand(officer, "link")
    address = link(officer)
    session = desk.directory.session
    placed = session.exec(select(ServiceAtLocation).where(ServiceAtLocation.service_id == club.id)).one()
    place = session.get(Location, placed.location_id)
    place.sensitive = True
    session.add(place)
    session.commit()
    assert "1 Demonstration Street" not in shared(desk, address)


def test_the_link_tells_no_search_engine_and_shows_no_reference_need_or_advice(desk, officer):
    hand(officer, "link")
    reference = officer.reference
    response = desk.app.test_client().get(link(officer))
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert reference not in response.text
    assert "Early help" not in response.text
    assert "look after someone" not in response.text


def test_a_link_that_was_not_made_here_for_this_leads_to_no_list(desk, officer):
    hand(officer, "link")
    handover = officer.at
    with desk.app.app_context():
        other = token_of("answer", handover)
    for token in (handover, f"{handover}.{'0' * 32}", other, link(officer)[11:-1], "x"):
        response = desk.app.test_client().get(f"/shortlist/{token}")
        assert response.status_code == 404
        assert "This list is gone" in read(response.text)


def test_another_enquirys_list_is_not_found_under_this_one(desk, officer, carers):
    hand(officer, "read out")
    handover = officer.at
    other = desk.officer().at_hand(service_ids=(carers.id,), pathway_hint="advice")
    other.log()
    for ending in ("", ".pdf", ".txt"):
        assert other.see(f"/desk/enquiries/{other.reference}/hand-over/{handover}{ending}").status_code == 404
