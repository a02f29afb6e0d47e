"""The pages for files in and out: sending, the preview, confirming, undoing, and who may do what."""

import html
import io
import json
import re
import time
from datetime import timedelta

import pytest
from conftest import TUESDAY_AFTERNOON
from openpyxl import load_workbook
from referrer import read
from sqlmodel import select

from directory.curation.models import ImportRun
from directory.database import open_session
from directory.models import Phone, Service, Status

HEADINGS = "Service id,Service,Organisation,What it is,Ages,Phone numbers"


def csv_of(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join([headings, *rows]).encode()


class Sender:
    """Somebody who sends a file and looks at what comes of it."""

    def __init__(self, member):
        self.member = member

    def upload(self, content: bytes, name: str = "services.csv", **fields):
        self.member.see("/curation/imports/new")
        self.member.send(
            "/curation/imports/new", {"file": (io.BytesIO(content), name), "mapping": "", "source": "", **fields}
        )
        return self.member.response

    @property
    def address(self) -> str:
        return self.member.places[-1].split("?")[0]

    def press(self, what: str, **fields):
        return self.member.send(f"{self.address}/{what}", fields)

    def finish(self, what: str, **fields) -> str:
        """Press a button that starts work, and wait for its end."""
        address = self.address
        self.press(what, **fields)
        for _ in range(1200):
            self.member.see(address)
            if "refresh" not in self.member.response.text.split("</head>")[0]:
                return self.member.text
            time.sleep(0.05)
        raise AssertionError("the work did not end")


@pytest.fixture
def sender(signed_in):
    return Sender(signed_in("administrator"))


def names(database) -> set[str]:
    with open_session(database, writing=False) as session:
        return set(session.exec(select(Service.name)))


def test_a_file_is_previewed_confirmed_and_undone(sender, database):
    sender.upload(csv_of(",Willow Play,Willow Trust,A group,0 to 4,0115 496 0100"))
    assert sender.member.response.status_code == 200
    assert "Willow Play" in sender.member.text
    assert names(database) == set()
    done = sender.finish("confirm")
    assert "Brought in" in done
    assert names(database) == {"Willow Play"}
    undone = sender.finish("undo")
    assert "Undone" in undone
    assert names(database) == set()


def test_a_refused_row_is_told_with_row_column_found_and_mend(sender):
    sender.upload(csv_of(",Ash,Ash Trust,x,Year 7,", ",Oak,Oak Trust,x,5 to 11,"))
    sender.member.see(sender.address + "?show=refused")
    assert "2 Ages Year 7" in sender.member.text
    assert "such as 11 to 12" in sender.member.text
    rows = sender.member.client.get(sender.address + "/refused.csv").data.decode("utf-8-sig")
    assert "Ash Trust" in rows
    assert "Oak Trust" not in rows


def test_a_file_that_is_no_table_is_refused_on_the_page(sender):
    response = sender.upload(b"\x89PNG\r\n\x1a\n" + bytes(50), "services.csv")
    assert response.status_code == 422
    assert "This is a picture" in sender.member.text


def test_a_strange_file_is_asked_about_and_its_columns_can_be_changed(sender, database):
    content = csv_of("Elm Club,Elm Trust,07700 900001", headings="Title,Provider,Call us on")
    sender.upload(content)
    assert sender.address.endswith("/columns")
    sender.member.send(
        sender.address,
        {
            "column-0": "service.name",
            "column-1": "organization.name",
            "column-2": "service.phones",
            "name": "elm-csv",
            "source": "Elm",
        },
    )
    assert "Elm Club" in sender.member.text
    sender.finish("confirm")
    assert names(database) == {"Elm Club"}
    sender.upload(content)
    assert not sender.address.endswith("/columns")
    assert "= as they are 1" in sender.member.text


def test_retiring_many_asks_for_the_number(sender, database, directory):
    for number in range(5):
        directory.add(f"Service {number}")
    directory.add("Service that stays")
    with open_session(database, writing=False) as session:
        kept = session.exec(select(Service.id).where(Service.name == "Service that stays")).one()
    sender.upload(csv_of(f"{kept},Service that stays,Willow Trust,,,"), complete="y")
    response = sender.press("confirm")
    assert response.status_code == 422
    assert "Type 5" in sender.member.text
    sender.member.see(sender.address.removesuffix("/confirm"))
    sender.finish("confirm", retire="5")
    with open_session(database, writing=False) as session:
        live = session.exec(select(Service.name).where(Service.status == Status.ACTIVE)).all()
    assert live == ["Service that stays"]


def test_what_changed_since_the_preview_is_shown_anew_and_not_applied(sender, database, directory):
    service = directory.add("Ash Group", description="Old words")
    sender.upload(csv_of(f"{service.id},Ash Group,Willow Trust,New words,,"))
    directory.change(service, description="Words of somebody else")
    said = sender.finish("confirm")
    assert "The directory changed in the meantime" in said
    assert "Words of somebody else" in said
    with open_session(database, writing=False) as session:
        assert session.get(Service, service.id).description == "Words of somebody else"


def test_changing_a_safety_number_asks_for_the_password_again(sender, database, directory):
    refuge = directory.add("Refuge line", needs=["domestic-abuse"], phone="0115 496 0100")
    sender.upload(csv_of(f"{refuge.id},Refuge line,Willow Trust,,,0115 496 0101"))
    assert "how people in danger get through" in sender.member.text
    sender.press("confirm")
    assert "/confirm-password" in sender.member.places[-1]
    with open_session(database, writing=False) as session:
        assert session.exec(select(Phone.number)).all() == ["0115 496 0100"]


def test_a_commissioner_brings_in_only_what_is_within_reach(signed_in, directory, database):
    outside = directory.add("Outside", areas=["Bassetlaw"])
    inside = directory.add("Inside", areas=["Broxtowe"])
    sender = Sender(signed_in("commissioner", areas=["E07000172"]))
    rows = [f"{service.id},{service.name} anew,Willow Trust,,," for service in (outside, inside)]
    sender.upload(csv_of(*rows))
    sender.member.see(sender.address + "?show=refused")
    assert "outside your areas" in sender.member.text
    sender.finish("confirm")
    assert names(database) == {"Outside", "Inside anew"}


def test_nobody_sees_the_imports_of_others_but_an_administrator(signed_in, sender, database):
    sender.upload(csv_of(",Ash,Ash Trust,,,"))
    other = signed_in("commissioner", areas=["E07000172"])
    assert other.see(sender.address).status_code == 403
    other.see("/curation/imports/new")
    assert other.send(sender.address + "/confirm").status_code == 403
    assert "services.csv" not in other.see("/curation/imports").text


@pytest.mark.parametrize("role", ["provider editor", "information officer", "safeguarding lead"])
def test_who_may_not_import_is_turned_away(signed_in, role):
    member = signed_in(role)
    for path in ("/curation/imports", "/curation/imports/new", "/curation/export", "/curation/export/services.csv"):
        assert member.see(path).status_code == 403


def test_too_big_a_file_is_refused_with_the_limit(sender):
    sender.member.see("/curation/imports/new")
    response = sender.member.client.post(
        "/curation/imports/new",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(26 * 1024 * 1024)},
    )
    assert response.status_code == 413
    assert "up to 25 MB" in response.text


def test_other_pages_keep_the_small_limit(sender):
    sender.upload(csv_of(",Ash,Ash Trust,,,"))
    assert sender.press("drop", note="x" * 400_000).status_code == 413


def test_the_template_comes_back_empty_as_a_file_without_services(sender):
    for kind in ("csv", "xlsx"):
        sender.member.see("/curation/imports/new")
        content = sender.member.client.get(f"/curation/imports/template.{kind}").data
        assert sender.upload(content, f"template.{kind}").status_code == 422
        assert "no rows of services" in sender.member.text
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Services", "What to write", "Needs"]


def test_an_export_holds_what_was_filtered(sender, directory):
    directory.add("Ash", needs=["sleep"])
    directory.add("Oak")
    content = sender.member.client.get("/curation/export/services.json?need=sleep").data
    assert [service["name"] for service in json.loads(content)["services"]] == ["Ash"]
    found = sender.member.client.get("/curation/export/services.json?asked=search&words=oak").data
    assert [service["name"] for service in json.loads(found)["services"]] == ["Oak"]


def test_a_search_and_the_list_of_records_lead_to_their_own_export(sender, directory):
    directory.add("Ash", needs=["sleep"])
    directory.add("Oak")
    for path in ("/services?words=ash", "/curation/services?words=ash"):
        page = sender.member.see(path).text
        link = re.search(r'href="([^"]+)">Take these out as a file', page)
        assert link, path
        assert "1 service" in read(sender.member.see(html.unescape(link[1])).text)


def test_a_file_nobody_confirms_is_forgotten_after_a_week(sender, database, make_app):
    sender.upload(csv_of(",Ash,Ash Trust,,,"))
    later = make_app(TUESDAY_AFTERNOON + timedelta(days=8))
    made = later.test_cli_runner().invoke(args=["directory", "tidy"])
    assert "1 files forgotten" in made.output
    with open_session(database, writing=False) as session:
        (run,) = session.exec(select(ImportRun)).all()
    assert (run.state, run.upload) == ("dropped", None)
