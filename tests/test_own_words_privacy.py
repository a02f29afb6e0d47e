"""What is told in own words is read and forgotten: no file, table, log, cookie or address holds a word of it."""

import json
import logging
import shutil
from pathlib import Path

import pytest
from cast import DirectoryBuilder
from flask.sessions import SecureCookieSessionInterface
from referrer import Referrer

from app import create_app
from directory.database import open_engine, open_session

BOX = "/should-i-refer/own-words"
TEXT = "Zaphod is seven, always hungry, and Trillianka locks him in the wardrobe. A bruise on a ten-week-old's cheek."
WORDS = ("Zaphod", "Trillianka", "wardrobe", "always hungry", "ten-week")


@pytest.fixture
def folder(empty_database, tmp_path) -> Path:
    shutil.copyfile(empty_database, tmp_path / "right_door.db")
    with open_session(open_engine(f"sqlite:///{tmp_path / 'right_door.db'}")) as session:
        DirectoryBuilder(session).add("Willow Club", needs=["sleep"], at="Beeston", areas=["Broxtowe"])
    return tmp_path


@pytest.fixture
def person(folder, understander) -> Referrer:
    app = create_app({"DATA_DIR": folder, "SECRET_KEY": "test", "UNDERSTANDER": understander})
    return Referrer(app)


def tell(person: Referrer, text: str = TEXT) -> None:
    person.places.append(BOX)
    person.response = person.client.post(BOX, data={"text": text, "place": "", "age": ""})


def everything(person: Referrer) -> Referrer:
    """Tell it in every way there is: while typing, refused, read, carried on with, and looked for."""
    person.client.post(f"{BOX}/so-far", data={"text": TEXT})
    tell(person, TEXT * 40)
    assert person.response.status_code == 422
    tell(person)
    assert "Zaphod" in person.response.text
    person.send(f"{BOX}/services", {"signs": ["unwashed"], "ages": ["7.0"]})
    tell(person)
    person.send(f"{BOX}/carry-on", {"signs": ["bruise-not-mobile"], "ages": ["7.0"], "text": TEXT})
    assert person.at == "danger"
    person.send(f"{BOX}/carry-on", {"signs": [TEXT], "needs": [TEXT], "ages": [TEXT], "place": ""})
    return person


def test_no_file_holds_a_word_of_it(person, folder):
    everything(person)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"right_door.db"} <= {path.name for path in files}
    for path in files:
        held = path.read_bytes().lower()
        for word in WORDS:
            for encoded in (word.lower().encode(), word.lower().encode("utf-16-le")):
                assert encoded not in held, (path.name, word)


def test_no_log_holds_a_word_of_it(person, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        everything(person)
    printed = capfd.readouterr()
    said = caplog.text + printed.out + printed.err
    assert "own_words.read" in said
    for word in WORDS:
        assert word not in said


def test_no_address_and_no_cookie_holds_a_word_of_it(person):
    everything(person)
    cookie = person.client.get_cookie("right_door")
    assert cookie
    reader = SecureCookieSessionInterface().get_signing_serializer(person.client.application)
    assert reader
    inside = reader.loads(cookie.value)
    assert set(inside) == {"csrf_token", "enquiries", "last_enquiry"}
    for word in (*WORDS, "bruise-not-mobile", "unwashed"):
        assert word not in json.dumps(inside)
        assert word not in " ".join(person.places)
        assert word not in " ".join(str(value) for value in person.response.headers.values())


class Breaks:
    """An understanding that fails, and says of what."""

    def understand_soon(self, _content, texts):
        raise ValueError(texts)


def test_a_fault_while_reading_tells_nothing_of_the_text(folder, caplog):
    app = create_app({"DATA_DIR": folder, "SECRET_KEY": "test", "UNDERSTANDER": Breaks()})
    with caplog.at_level(logging.DEBUG):
        answer = app.test_client().post(BOX, data={"text": TEXT})
    assert answer.status_code == 500
    assert "0115 496 00" in answer.text
    assert '"fault": "ValueError"' in caplog.text
    for word in WORDS:
        assert word not in caplog.text
        assert word not in answer.text


def test_no_page_with_it_is_kept_by_a_browser_or_shown_to_whoever_asks_again(person):
    tell(person)
    assert person.response.headers["Cache-Control"] == "no-store"
    assert person.response.headers["Referrer-Policy"] == "no-referrer"
    again = person.client.get(BOX)
    assert again.status_code == 200
    for word in WORDS:
        assert word not in again.text


def test_nothing_but_what_was_ticked_is_kept(person, folder):
    everything(person)
    with open_session(open_engine(f"sqlite:///{folder / 'right_door.db'}"), writing=False) as session:
        kept = session.connection().exec_driver_sql("SELECT answers FROM enquiry ORDER BY started_on, id").all()
    answers = [json.loads(row[0]) for row in kept]
    assert {} in answers
    assert [answer for answer in answers if answer] == [
        {
            "topics": ["physical-harm"],
            "signs:physical-harm": ["bruise-not-mobile"],
            "ages": {"years": [7.0], "unborn": False},
        }
    ]
