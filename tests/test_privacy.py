"""What is typed stays where it was meant to go: in no log, no cookie, no address of "Should I refer?", no other table,
and with nobody else.
"""

import html
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cast import DirectoryBuilder
from flask.sessions import SecureCookieSessionInterface
from journeys import TEACHING_ASSISTANT, YOUTH_WORKER
from referrer import Referrer
from served import Caller, Served, serve

from app import create_app
from directory.additions import ProblemReport, UnmetNeed
from directory.database import open_engine, open_session
from matching.models import Enquiry, Feedback

TYPED = {"words": "Zaphod wets the bed", "place": "NG17 1AA", "age": "7 years 5 months"}
COMMENT = "The guide asked about Zaphodina twice"
REPORT = "Their Zaphodette line rings out"
SAME_FOR_EVERYBODY = {"postcode", "place_name", "address", "content_text"}
"""Tables of the directory itself, which hold postcodes whoever asks, and of what the questions and answers say."""


@pytest.fixture
def folder(empty_database, tmp_path) -> Path:
    shutil.copyfile(empty_database, tmp_path / "right_door.db")
    with open_session(open_engine(f"sqlite:///{tmp_path / 'right_door.db'}")) as session:
        directory = DirectoryBuilder(session)
        directory.add("Willow Club", needs=["sleep"], at="Beeston", areas=["Broxtowe"], url="https://willow.example")
    return tmp_path


@pytest.fixture
def person(folder) -> Referrer:
    return Referrer(create_app({"DATA_DIR": folder, "SECRET_KEY": "test"}))


def everything(person: Referrer) -> Referrer:
    """Type something in every kind of box there is."""
    person.see(f"/services?{urlencode(TYPED)}")
    person.see(f"/services?{urlencode({'needs': 'bereavement', 'place': TYPED['place'], 'age': TYPED['age']})}")
    service = re.search(r"/services/[0-9a-f-]{36}", person.see("/services?words=willow").text)
    assert service
    person.see(service[0])
    person.see(f"{service[0]}/report")
    person.send(f"{service[0]}/report", {"kind": "closed", "comment": REPORT})
    person.start().walk({**TEACHING_ASSISTANT, "children": {"ages": TYPED["age"], "place": TYPED["place"]}}).finish()
    person.send(f"/should-i-refer/{person.number}/feedback", {"comment": COMMENT, "warned": "yes", "helped": "no"})
    assert person.at == "thank-you"
    return person


def rows(folder: Path) -> Iterator[tuple[str, tuple]]:
    """Every row of every table but those that say the same to everybody, as any program would read them."""
    with sqlite3.connect(folder / "right_door.db") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in set(tables) - SAME_FOR_EVERYBODY:
            yield from ((table, row) for row in database.execute(f'SELECT * FROM "{table}"'))


# ---------------------------------------------------------------------------------------------------- the database


def test_the_database_holds_no_typed_text_but_the_two_comments(person, folder):
    everything(person)
    held = {
        word: {table for table, row in rows(folder) if word.casefold() in str(row).casefold()}
        for word in ("Zaphod ", "wets", "Zaphodina", "Zaphodette", "NG17 1AA", "NG171AA", "5 months")
    }
    assert held == {
        "Zaphod ": set(),
        "wets": set(),
        "Zaphodina": {Feedback.__tablename__},
        "Zaphodette": {ProblemReport.__tablename__},
        "NG17 1AA": set(),
        "NG171AA": set(),
        "5 months": set(),
    }


def test_an_enquiry_keeps_half_a_postcode_and_a_point_of_about_a_kilometre(person, folder):
    everything(person)
    enquiries = [row for table, row in rows(folder) if table == Enquiry.__tablename__]
    assert len(enquiries) == 1
    assert "NG17" in str(enquiries)
    points = [cell for cell in enquiries[0] if isinstance(cell, float)]
    assert points == [53.13, -1.26]


def test_of_a_gap_only_need_district_age_band_and_day_are_kept(person, folder):
    everything(person)
    assert set(UnmetNeed.model_fields) == {"id", "need", "district_code", "age_band", "source", "noticed_on"}
    gaps = [row for table, row in rows(folder) if table == UnmetNeed.__tablename__]
    assert ("bereavement", "E07000170", "5 to 10") in {row[1:4] for row in gaps}
    for _, need, district, band, source, day in gaps:
        assert re.fullmatch(r"[a-z-]+", need)
        assert district is None or re.fullmatch(r"E\d{8}", district)
        assert band is None or re.fullmatch(r"\d+ to \d+", band)
        assert source in ("search", "plan")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)


# ------------------------------------------------------------------------------------- addresses, cookies, browsers


def test_what_is_answered_is_in_no_address_and_not_in_the_cookie(person):
    everything(person)
    cookie = person.client.get_cookie("right_door")
    assert cookie
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    reader = SecureCookieSessionInterface().get_signing_serializer(person.client.application)
    assert reader
    inside = json.dumps(reader.loads(cookie.value))
    addresses = " ".join(place for place in person.places if place.startswith("/should-i-refer"))
    answers = [answer for page in TEACHING_ASSISTANT.values() for answer in page.values()]
    words = {word for answer in answers for word in ([answer] if isinstance(answer, str) else answer)}
    words = {word for word in words if len(word) > 4}
    words |= {*TYPED.values(), "NG17", "Ashfield", "E07000170", "Zaphod", COMMENT, "helped"}
    for word in words:
        assert word not in addresses
        assert word not in inside
    assert set(re.findall(r'"(\w+)":', inside)) - {"1"} == {"csrf_token", "enquiries", "last_enquiry"}


def test_no_page_is_kept_by_a_browser_or_told_to_another_site(person):
    everything(person)
    for place in [*dict.fromkeys(person.places), "/nowhere", "/static/nowhere.css"]:
        headers = person.client.get(place).headers
        assert headers["Cache-Control"] == "no-store", place
        assert headers["Referrer-Policy"] == "no-referrer", place
        assert "ETag" not in headers
        assert "Last-Modified" not in headers


LOADED = re.compile(r"<(?:script|img|link|iframe|source|video|audio|object|embed|form|use)\b[^>]*", re.IGNORECASE)
ADDRESS = re.compile(r'\s(?:src|srcset|href|action|poster|data)="([^"]*)"', re.IGNORECASE)
LINK = re.compile(r'<a\b[^>]*\shref="(https?:[^"]*)"')


def test_nothing_is_loaded_from_or_sent_to_anybody_else(person):
    everything(person)
    leading_away = set()
    for place in [*dict.fromkeys(person.places), "/", "/about", "/privacy", "/accessibility", "/nowhere"]:
        page = person.client.get(place).text
        for element in LOADED.findall(page):
            for address in ADDRESS.findall(element):
                assert re.match(r"(/(?!/)|#)", html.unescape(address)), (place, element)
        assert not re.search(r"url\(|@import|<base|http-equiv", page), place
        leading_away |= set(LINK.findall(page))
    assert "https://willow.example" in leading_away, "a service's own site is a plain link"
    ours_to_give = re.compile(r"https://(willow\.example|www\.bbc\.co\.uk/weather|([a-z]+\.)*(gov|nhs|org)\.uk)(/|$)")
    assert [address for address in leading_away if not ours_to_give.match(address)] == []


def test_a_service_is_linked_to_without_saying_where_from(person):
    everything(person)
    service = next(place for place in person.places if re.match(r"/services/[0-9a-f-]{36}", place)).removesuffix(
        "/report"
    )
    away = re.findall(r'<a\b[^>]*href="https://willow\.example"[^>]*>', person.see(service).text)
    assert away
    assert all("noreferrer" in link or person.response.headers["Referrer-Policy"] == "no-referrer" for link in away)


# ------------------------------------------------------------------------------------------------------------- logs

FAILING = "failing:create()"
"""An application that breaks where it is told to, as the real server would run it."""
FAILING_SOURCE = """
from flask import request

from accounts import permission
from app import create_app

def create():
    app = create_app()

    def breaks():
        raise ValueError(request.args["words"])

    def cannot_even_say_so(*_):
        raise RuntimeError(request.args["words"])

    app.add_url_rule("/breaks", "breaks", permission.public(breaks))
    app.add_url_rule("/bursts", "bursts", permission.public(breaks))
    show_error = app.handle_exception
    app.handle_exception = lambda error: (cannot_even_say_so if request.path == "/bursts" else show_error)(error)
    return app
"""


@pytest.fixture
def served(folder) -> Iterator[Served]:
    (folder / "failing.py").write_text(FAILING_SOURCE)
    with serve(folder, FAILING, PYTHONPATH=str(folder)) as server:
        yield server


def test_the_server_logs_nothing_that_was_typed_whatever_goes_wrong(served):
    secret = "words=Zaphod%20wets%20the%20bed&place=NG17%201AA&age=7"
    answers = [
        served.get(f"/services?{secret}", Referer=f"http://x/{secret}", User_Agent="Zaphod"),
        served.get(f"/nowhere/Zaphod?{secret}"),
        served.get(f"/breaks?{secret}"),
        served.get(f"/bursts?{secret}"),
        served.get(f"/services?{'Zaphod' * 2000}"),
        served.get(f"/services?{secret}\xff"),
        served.raw(f"GET Zaphod?{secret} HTTP/1.1\r\n\r\n".encode()),
        served.raw(f"GET / HTTP/1.1\r\nZaphod: \x01{secret}\r\n\r\n".encode()),
        served.raw(f"Zaphod /{secret} HTTP/1.1\r\n\r\n".encode()),
        served.raw(f"POST /should-i-refer HTTP/1.1\r\nContent-Length: 6000\r\n\r\n{secret}".encode()),
    ]
    codes = [int(answer.split(b" ", 2)[1]) for answer in answers]
    assert codes == [200, 404, 500, 500, 414, 400, 400, 400, 400, 400]
    assert all(b"0115 496 0000" in answer for answer in answers)
    logged = served.logged()
    assert '"fault": "ValueError"' in logged
    assert '"fault": "RuntimeError"' in logged
    for word in ("Zaphod", "wets", "NG17", "place=", "127.0.0.1", "Traceback", "/services", "/breaks"):
        assert word not in logged, word


def test_each_request_is_one_line_of_bare_facts(served):
    served.get("/services?words=Zaphod")
    last = served.logged().strip().splitlines()[-1]
    assert re.fullmatch(
        r'\{"time": "[-0-9T:.+]+", "request": "[0-9a-f]{16}", "endpoint": "directory.services", '
        r'"milliseconds": [0-9.]+, "status": 200\}',
        last,
    )


def test_nothing_asked_of_the_questions_is_logged(folder):
    with serve(folder) as server:
        Caller(server).walk(YOUTH_WORKER)
        logged = server.logged()
    assert logged.count("matching.answer_question") >= len(YOUTH_WORKER)
    for word in ("voluntary", "exploitation", "missing", "S80", "Bassetlaw", "15", "harm"):
        assert not re.search(
            rf"(?<![\d.:]){word}(?![\d:.])", re.sub(r'"(time|milliseconds|request)": [^,]+', "", logged)
        )
