"""What must stand nowhere: planted words go the whole way of an enquiry, then everything that was kept is searched."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.sessions import SecureCookieSessionInterface
from loop import Loop
from member import mails

from matching.following.models import FamilyLink, FamilyWord, Reminder, StateChange

EMAIL = "quenby.planted@school.example"
NAMED = "Zebedee Plantword of 9 Hidden Lane"
"""What an officer and a service write into notes that are then refused."""
WRONG = {"reference": "RD-PXANT-EDREF", "code": "PXNT-C0DE"}


@pytest.fixture(scope="module")
def loop(tmp_path_factory, empty_database, understander):
    return Loop(tmp_path_factory.mktemp("loop"), empty_database, understander)


@pytest.fixture(scope="module")
def walked(loop):
    return walk(loop)


def walk(loop):
    """Referrer, officer, service and family, each having typed whatever they could."""
    made = loop.enquiry()
    stranger = loop.visitor()
    stranger.see("/what-happened")
    stranger.send("/what-happened", WRONG)
    follower = loop.follower(made)
    follower.send("/what-happened/1/remind", {"email": EMAIL})
    family_link = re.search(r"/family/[\w-]+", follower.send("/what-happened/1/family-link").text)[0]
    officer, desk = loop.member(), f"/desk/enquiries/{made.reference}"
    officer.see(desk)
    officer.send(f"{desk}/state", {"state": "being looked at", "note": NAMED, "warned": "yes"})
    club = loop.service("Willow Club", email="club@example.org")
    officer.send(f"{desk}/refer", {"other": club})
    answer = re.search(r"/answer/\S+", mails(loop.app)[-1])[0]
    service = loop.visitor()
    service.see(answer)
    service.send(f"{answer}/yes")
    service.send(f"{answer}/note", {"note": NAMED})
    officer.see(desk)
    for note in [change for change in loop.kept(StateChange, made) if change.note]:
        officer.send(f"/desk/notes/{note.id}", {"note": NAMED, "action": "refuse"})
    with loop.days_on(1):
        done = loop.app.test_cli_runner().invoke(args=["matching", "remind"])
        assert done.output == "1 reminders sent.\n"
    family = loop.visitor()
    family.see(family_link)
    family.send(family_link, {"helped": "yes"})
    follower.see("/what-happened/1")
    follower.send("/what-happened/1/later", {"came": "yes", "people_told": "3"})
    assert len(loop.kept(FamilyWord)) == 1
    people = {"referrer": follower, "stranger": stranger, "officer": officer, "service": service, "family": family}
    return made, people, family_link


def database_bytes(loop) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(loop.folder.glob("right-door.db*")))


def rows(loop) -> Iterator[str]:
    with loop.engine.connect() as connection:
        yield from connection.connection.driver_connection.iterdump()


def cookies(loop, people) -> str:
    reader = SecureCookieSessionInterface().get_signing_serializer(loop.app)
    found = [person.client.get_cookie("right_door") for person in people.values()]
    return json.dumps([reader.loads(cookie.value) for cookie in found if cookie])


def test_an_address_a_code_and_a_link_are_in_the_database_in_no_readable_form(loop, walked):
    made, _, family_link = walked
    assert len(loop.kept(Reminder)) == 1, "the address is kept, so it was looked for where it is"
    held = database_bytes(loop)
    for secret in (
        EMAIL,
        "planted",
        made.code,
        made.code.replace("-", ""),
        family_link.rsplit("/", 1)[1],
        *WRONG.values(),
    ):
        assert secret.encode() not in held, secret


def test_refused_notes_are_in_no_table(loop, walked):
    whole = "\n".join(rows(loop))
    assert "being looked at" in whole
    for word in ("Zebedee", "Plantword", "Hidden Lane"):
        assert word not in whole


def test_nothing_typed_is_in_an_address_or_a_cookie(loop, walked):
    made, people, _ = walked
    addresses = " ".join(place for person in people.values() for place in person.places)
    public = " ".join(place for name in ("referrer", "stranger") for place in people[name].places)
    assert "/what-happened/1" in public
    for secret in (EMAIL, "planted", "Zebedee", made.code, made.id, *WRONG.values()):
        assert secret not in addresses, secret
    assert made.reference not in public
    inside = cookies(loop, people)
    for secret in (EMAIL, "planted", "Zebedee", made.code, made.reference, *WRONG.values()):
        assert secret not in inside, secret


def test_nothing_typed_is_in_the_log(tmp_path, empty_database, understander, caplog, capsys):
    made, _, family_link = walk(Loop(tmp_path, empty_database, understander))
    printed = capsys.readouterr()
    said = caplog.text + printed.out + printed.err
    assert "following.answer_yes" in said
    for secret in (EMAIL, "planted", "Zebedee", made.code, made.reference, family_link, "/answer/", *WRONG.values()):
        assert secret not in said, secret


def test_the_mail_folder_holds_nothing_of_the_family(loop, walked):
    made, _, _ = walked
    files = [Path(file).read_text() for file in (loop.folder / "mail").glob("*.eml")]
    assert len(files) == 2
    to_service, to_referrer = sorted(files, key=lambda mail: EMAIL in mail)
    for mail in files:
        for secret in ("Zebedee", "Plantword", "Hidden", made.code, made.code.replace("-", ""), "how many people"):
            assert secret not in mail
    assert EMAIL not in to_service
    for kept_back in (made.reference, "Ashfield", "food", "family", "child"):
        assert kept_back not in to_referrer


def test_a_familys_answer_leads_back_to_nothing(loop, walked):
    made, _, _ = walked
    assert loop.kept(FamilyLink) == []
    lines = [line for line in rows(loop) if line.startswith('INSERT INTO "family_word"')]
    (said,) = lines
    assert "2026-03-01" in said
    assert "2026-03-03" not in said
    assert made.id not in said
    assert made.reference not in said


def test_every_page_of_the_loop_is_kept_by_no_browser_and_told_to_no_other_site(loop, walked):
    _, people, _ = walked
    for person in people.values():
        for place in dict.fromkeys(person.places):
            headers = person.client.get(place).headers
            assert headers["Cache-Control"] == "no-store", place
            assert headers["Referrer-Policy"] == "no-referrer", place
