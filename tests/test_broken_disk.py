"""What a disk can do to the index and the database: there is an answer, or a page with the numbers, and it heals."""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from forty import HELD_UP, address, data_folder, timed
from journeys import TEACHING_ASSISTANT
from referrer import Referrer
from served import HOME
from sqlmodel import select

from app import create_app
from directory.database import open_engine, open_session
from directory.models import Service, Status
from directory.queries import services_by_id
from directory.search import open_search
from directory.search.question import ServiceSearch
from directory.vocabulary import load_vocabulary


@pytest.fixture
def folder(empty_database, tmp_path) -> Path:
    return data_folder(empty_database, tmp_path)


@pytest.fixture
def app(folder) -> Flask:
    return create_app({"DATA_DIR": folder, "SECRET_KEY": "test"})


REBUILDING = """
import sys, time
from pathlib import Path
from directory import migrate
from directory.database import open_engine, open_session
from directory.search import open_search
from directory.vocabulary import load_vocabulary

folder = Path(sys.argv[1])
engine = open_engine(f"sqlite:///{folder / 'right_door.db'}")

def tick(done, of):
    if done == 20:
        print("half way", flush=True)
        time.sleep(60)

with open_session(engine, writing=False) as session:
    open_search(folder, engine, load_vocabulary()).rebuild(session, tick)
"""


def rebuild_and_kill(folder: Path) -> None:
    """Begin to rebuild the index in another process, and kill it half way."""
    process = subprocess.Popen(
        [sys.executable, "-c", REBUILDING, str(folder)], cwd=HOME, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    with process.stdout:
        assert process.stdout.readline() == "half way\n"
    process.send_signal(signal.SIGKILL)
    process.wait()


def names_found(app: Flask) -> set[str]:
    response = app.test_client().get("/services?words=willow&place=Mansfield")
    assert response.status_code == 200
    return set(re.findall(r"Willow Club \d+", response.text))


@pytest.mark.parametrize("earlier", [True, False], ids=["over an index", "the first"])
def test_an_index_whose_rebuilding_was_killed_is_no_loss(app, folder, earlier):
    if earlier:
        assert names_found(app)
    rebuild_and_kill(folder)
    assert len(names_found(app)) == 10
    with open_session(app.extensions["right_door"].engine, writing=False) as session:
        assert app.extensions["right_door"].search.rebuild(session) == 40
    assert len(names_found(app)) == 10
    assert len([path for path in (folder / "search").iterdir() if path.is_dir()]) <= 2


def remove(index: Path) -> None:
    shutil.rmtree(index)


def replace_with_a_file(index: Path) -> None:
    """Not even the superuser can write into it then."""
    shutil.rmtree(index)
    index.write_text("no folder")


def fill_with_rubbish(index: Path) -> None:
    for path in index.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x80\x04\x95rubbish")


def empty_every_file(index: Path) -> None:
    for path in index.rglob("*"):
        if path.is_file() and path.name != "current":
            path.write_bytes(b"")


@pytest.mark.parametrize("damage", [remove, replace_with_a_file, fill_with_rubbish])
@pytest.mark.parametrize("open_already", [True, False])
def test_whatever_befalls_the_index_there_is_an_answer(app, folder, damage, open_already):
    if open_already:
        before = names_found(app)
        assert len(before) == 10
    else:
        create_app({"DATA_DIR": folder, "SECRET_KEY": "test"}).test_client().get("/services?words=willow")
    damage(folder / "search")
    for _ in range(3):
        found, seconds = timed(lambda: names_found(app))
        assert len(found) == 10
        assert seconds < HELD_UP
    person = Referrer(app).start().walk(TEACHING_ASSISTANT)
    assert "Willow Club" in person.finish()


def test_an_index_whose_folder_is_gone_is_built_anew(app, folder):
    assert names_found(app)
    remove(folder / "search")
    assert names_found(app)
    app.extensions["right_door"].search.writer.wait()
    assert app.extensions["right_door"].search.ready()


def test_the_application_starts_where_an_index_cannot_be_kept(folder):
    (folder / "search").write_text("no folder")
    assert len(names_found(create_app({"DATA_DIR": folder, "SECRET_KEY": "test"}))) == 10


def test_a_retired_service_is_shown_by_nobody_while_the_index_cannot_be_written(app, folder):
    assert names_found(app)
    replace_with_a_file(folder / "search")
    with open_session(open_engine(address(folder))) as session:
        for service in session.exec(select(Service)):
            if service.name != "Willow Club 7":
                service.status, service.retired_because = Status.DEFUNCT, "Contract ended"
        session.commit()
    assert names_found(app) == {"Willow Club 7"}


def test_an_index_that_is_ahead_of_the_page_shows_nothing_that_is_gone(folder):
    engine = open_engine(address(folder))
    search = open_search(folder, engine, load_vocabulary())
    hits = search.search(ServiceSearch(words="willow", size=40)).hits
    with open_session(engine) as session:
        session.delete(session.get_one(Service, hits[0].service_id))
        session.commit()
    with open_session(engine, writing=False) as session:
        assert hits[0].service_id not in services_by_id(session, [hit.service_id for hit in hits])
    assert hits[0].service_id not in {hit.service_id for hit in search.search(ServiceSearch(words="willow")).hits}
    engine.dispose()


# ------------------------------------------------------------------------------------------------ a broken database


def without_a_database(folder: Path) -> None:
    (folder / "right_door.db").unlink()


def with_an_empty_file(folder: Path) -> None:
    (folder / "right_door.db").write_bytes(b"")


def with_rubbish(folder: Path) -> None:
    (folder / "right_door.db").write_bytes(b"This is no database. " * 5000)


def with_a_damaged_middle(folder: Path) -> None:
    """A good head, and every page after it overwritten."""
    path = folder / "right_door.db"
    head = path.read_bytes()[:4096]
    path.write_bytes(head + b"\xde\xad" * 200_000)


def with_a_folder(folder: Path) -> None:
    (folder / "right_door.db").unlink()
    (folder / "right_door.db").mkdir()


@pytest.mark.parametrize(
    "damage", [without_a_database, with_an_empty_file, with_rubbish, with_a_damaged_middle, with_a_folder]
)
def test_without_its_database_every_page_still_has_the_numbers_and_it_heals_by_itself(folder, damage):
    good = (folder / "right_door.db").read_bytes()
    damage(folder)
    app = create_app({"DATA_DIR": folder, "SECRET_KEY": "test"})
    client = app.test_client()
    for _ in range(2):
        for path in ("/services?words=willow", "/services/0b9c6a2e-7d0b-4f0e-8f43-2f8f2a1f3a11"):
            response, seconds = timed(lambda path=path: client.get(path))
            assert response.status_code == 503, path
            assert 'href="tel:999"' in response.text
            assert "0115 496 000" in response.text
            assert seconds < HELD_UP
    for path in ("/about", "/privacy", "/should-i-refer", "/nowhere"):
        assert client.get(path).status_code in (200, 404), path
    heal(folder, good)
    assert len(names_found(app)) == 10


def heal(folder: Path, good: bytes) -> None:
    """Put the good database back in the place of the bad one, as somebody restoring a copy would."""
    path = folder / "right_door.db"
    for beside in folder.glob("right_door.db*"):
        shutil.rmtree(beside) if beside.is_dir() else beside.unlink()
    path.write_bytes(good)


def test_a_database_damaged_under_its_feet_is_said_and_not_a_fault(app, folder, caplog):
    client = app.test_client()
    assert client.get("/services?words=willow").status_code == 200
    with_rubbish(folder)
    app.extensions["right_door"].engine.dispose()
    response = client.get("/services?words=willow")
    assert response.status_code == 503
    assert "SQLITE_" in caplog.text


def test_a_database_that_may_only_be_read_is_searched_and_refuses_answers_kindly(folder):
    create_app({"DATA_DIR": folder, "SECRET_KEY": "test"}).test_client().get("/services?words=willow")
    url = f"sqlite:///file:{folder / 'right_door.db'}?mode=ro&uri=true"
    app = create_app({"DATA_DIR": folder, "SECRET_KEY": "test", "DATABASE_URL": url})
    assert len(names_found(app)) == 10
    assert app.test_client().get("/services?needs=bereavement&age=7").status_code == 200
    person = Referrer(app)
    person.see("/should-i-refer")
    response = person.send("/should-i-refer")
    assert response.status_code == 503
    assert 'href="tel:999"' in response.text
