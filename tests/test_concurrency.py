"""Many people at once, a writer among them: nothing locked, nothing lost, nobody kept waiting by somebody else."""

import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import postgres
import pytest
from cast import DirectoryBuilder
from flask import Flask
from forty import HELD_UP, address, data_folder, timed
from journeys import PARENT_WITH_A_QUESTION, TEACHING_ASSISTANT, YOUTH_WORKER
from referrer import TOKEN, Referrer
from served import HOME, THREADS, Caller, Served, serve
from sqlmodel import select

from app import create_app
from directory import migrate
from directory.database import open_engine, open_session
from directory.models import Service, Status
from matching.models import Enquiry, Feedback

JOURNEYS = [YOUTH_WORKER, PARENT_WITH_A_QUESTION]
FEWER_THAN_A_PAGE = 5


@pytest.fixture
def folder(empty_database, tmp_path) -> Path:
    return data_folder(empty_database, tmp_path)


@pytest.fixture
def app(folder) -> Flask:
    return create_app({"DATA_DIR": folder, "SECRET_KEY": "test"})


# ------------------------------------------------------------------------------------------------- many at once


class Editor(threading.Thread):
    """Retires and restores services one after another in another process than the server, until told to stop."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.database = open_engine(address(folder))
        self.retired: dict[str, float] = {}
        self.edits, self.over = 0, threading.Event()

    def run(self) -> None:
        with open_session(self.database, writing=False) as session:
            ids = list(session.exec(select(Service.id)))[:FEWER_THAN_A_PAGE]
        while not self.over.wait(0.02):
            self._turn(ids[self.edits % len(ids)])
            self.edits += 1

    def _turn(self, service_id: str) -> None:
        """Restore it if it is retired, else retire it. It counts as retired only once that is committed."""
        was_retired = self.retired.pop(service_id, None)
        with open_session(self.database) as session:
            service = session.get_one(Service, service_id)
            service.status = Status.ACTIVE if was_retired else Status.DEFUNCT
            service.retired_because = None if was_retired else "Contract ended"
            session.commit()
        if not was_retired:
            self.retired[service_id] = time.monotonic()


def search_until(over: threading.Event, server: Served, editor: Editor) -> tuple[int, list[str]]:
    """Search again and again; how often, and the retired services that were shown."""
    caller, searches, shown = Caller(server), 0, []
    while not over.is_set():
        before = dict(editor.retired)
        page = caller.see("/services?words=willow&place=Mansfield")
        assert caller.status == 200
        searches += 1
        found = re.findall(r'href="/services/([0-9a-f-]{36})', page)
        assert found
        shown += [service_id for service_id in found if before.get(service_id, -1) == editor.retired.get(service_id)]
    return searches, shown


def walk_all(server: Served) -> list[str]:
    pages = []
    for journey in JOURNEYS:
        caller = Caller(server)
        pages.append(caller.walk(journey))
        assert caller.status == 200
    return pages


def test_many_walk_and_search_while_services_are_edited_and_reindexed(folder):
    editor, over = Editor(folder), threading.Event()
    with serve(folder, SECRET_KEY="test") as server, ThreadPoolExecutor(THREADS) as people:
        editor.start()
        searchers = [people.submit(search_until, over, server, editor) for _ in range(THREADS // 2)]
        walkers = [people.submit(walk_all, server) for _ in range(THREADS // 2)]
        reindexed = subprocess.run(
            [Path(sys.executable).parent / "flask", "directory", "reindex"],
            cwd=HOME,
            env={**os.environ, "DATA_DIR": str(folder), "SECRET_KEY": "test"},
            capture_output=True,
            text=True,
        )
        outcomes = [page for walker in walkers for page in walker.result(120)]
        over.set()
        searched = [searcher.result(60) for searcher in searchers]
        editor.over.set()
        editor.join(30)
        logged = server.logged()
    assert reindexed.returncode == 0, reindexed.stderr
    assert len(outcomes) == len(JOURNEYS) * THREADS // 2
    assert min(searches for searches, _ in searched) > 3
    assert [shown for _, shown in searched if shown] == []
    assert editor.edits > 10
    assert "fault" not in logged
    assert "locked" not in logged
    answers = [enquiry.answers for enquiry in enquiries(folder)]
    assert len(answers) == len(outcomes)
    for journey in JOURNEYS:
        same = [given for given in answers if given["role"] == [journey["you"]["role"]]]
        assert len(same) == THREADS // 2
        assert all(given == same[0] and given["judgement"] for given in same), "an answer was lost"


def enquiries(folder: Path) -> list[Enquiry]:
    engine = open_engine(address(folder))
    with open_session(engine, writing=False) as session:
        found = list(session.exec(select(Enquiry)))
    engine.dispose()
    return found


def test_answers_sent_from_two_windows_at_once_are_both_kept(app, folder):
    person = Referrer(app).start().walk(TEACHING_ASSISTANT)
    token, cookie = TOKEN.search(person.response.text), person.client.get_cookie("right_door")
    assert token
    assert cookie
    changes = {"you": {"q-role": "voluntary"}, "judgement": {"q-judgement": "harm"}, "danger": {"q-danger": "not-sure"}}

    def send(page: str) -> int:
        window = app.test_client()
        window.set_cookie("right_door", cookie.value)
        return window.post(f"/should-i-refer/1/{page}", data={"csrf_token": token[1], **changes[page]}).status_code

    with ThreadPoolExecutor(len(changes)) as windows:
        for _ in range(5):
            assert set(windows.map(send, changes)) == {303}
    (enquiry,) = enquiries(folder)
    for fields in changes.values():
        for name, value in fields.items():
            assert enquiry.answers[name.removeprefix("q-")] == [value]


@pytest.fixture(params=["sqlite", "postgresql"])
def any_app(request, folder, tmp_path_factory) -> Iterator[Flask]:
    """The application on each kind of database, with one service."""
    if request.param == "sqlite":
        yield request.getfixturevalue("app")
        return
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(tmp_path_factory.mktemp("postgres")) as url:
        engine = open_engine(url)
        migrate.upgrade(engine)
        with open_session(engine) as session:
            DirectoryBuilder(session).add("Willow Club", needs=["parenting-support"], at="Mansfield")
        app = create_app({"DATA_DIR": folder, "DATABASE_URL": url, "SECRET_KEY": "test"})
        yield app
        app.extensions["right_door"].engine.dispose()
        engine.dispose()


def test_a_button_pressed_many_times_does_its_work_and_nobody_is_turned_away(any_app):
    nowhere = {**TEACHING_ASSISTANT, "children": {"ages": "7", "place": ""}}
    person = Referrer(any_app).start().walk(nowhere)
    token, cookie = TOKEN.search(person.response.text), person.client.get_cookie("right_door")
    assert token
    assert cookie

    def press(page: str, fields: dict[str, str]) -> int:
        window = any_app.test_client()
        window.set_cookie("right_door", cookie.value)
        data = {"csrf_token": token[1], **fields}
        return window.post(f"/should-i-refer/{person.number}/{page}", data=data).status_code

    roles = ("voluntary", "police", "school-staff", "parent")
    presses = [("check", {})] * 4 + [("feedback", {"helped": "yes"})] * 4 + [("more-serious", {})] * 2
    presses += [("you", {"q-role": role}) for role in roles] + [("judgement", {"q-judgement": "harm"})] * 2
    with ThreadPoolExecutor(THREADS) as windows:
        assert list(windows.map(lambda press_of: press(*press_of), presses)) == [303] * len(presses)
    with any_app.extensions["right_door"].open_session(writing=False) as session:
        assert len(list(session.exec(select(Feedback)))) == 1
        enquiry = session.exec(select(Enquiry)).one()
        assert enquiry.completed_at
        assert enquiry.answers["role"][0] in roles


@contextmanager
def somebody_writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """Hold SQLite's one write lock, with a change not yet committed, as an import does."""
    with sqlite3.connect(folder / "right_door.db", isolation_level=None, check_same_thread=False) as other:
        other.execute("PRAGMA busy_timeout=5000")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE service SET description = 'not yet'")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")
    other.close()


def test_whoever_reads_hardly_waits_for_whoever_writes(app, folder):
    client = app.test_client()
    found = re.search(r'href="(/services/[0-9a-f-]{36})', client.get("/services?words=willow").text)
    assert found
    with somebody_writing(folder):
        for path in ("/", "/services?words=willow", found[1], "/should-i-refer", "/services?needs=bereavement&age=7"):
            response, seconds = timed(lambda path=path: client.get(path))
            assert response.status_code == 200, path
            assert seconds < HELD_UP, path
            assert "not yet" not in response.text


def test_whoever_writes_waits_for_another_writer_and_is_not_turned_away(app, folder):
    person = Referrer(app)
    person.see("/should-i-refer")
    with somebody_writing(folder) as other, ThreadPoolExecutor(1) as people:
        sending = people.submit(person.send, "/should-i-refer")
        time.sleep(0.5)
        assert not sending.done()
        other.execute("COMMIT")
        assert sending.result(60).status_code == 200
    assert person.at == "danger"


def test_more_pages_at_once_than_a_pool_of_connections_holds(app):
    """Each search holds two connections: the page's own and the search's."""
    gate = threading.Barrier(40)

    def ask(number: int) -> int:
        gate.wait()
        return app.test_client().get(f"/services?words=willow+{number}").status_code

    with ThreadPoolExecutor(40) as people:
        assert set(people.map(ask, range(40))) == {200}, "they waited for each other until the pool gave up"
