"""Whatever is sent to whatever address: a clear answer with the numbers on it, and nothing handed back raw."""

import re
import shutil
import time
from collections.abc import Iterator

import pytest
from addresses import example
from cast import DirectoryBuilder
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from journeys import YOUTH_WORKER
from referrer import Referrer
from werkzeug.test import TestResponse

from app import create_app
from directory.database import open_engine, open_session
from floor import POLICY

SOON = 10.0
"""Seconds of a processor within which anything is answered, however busy the machine: more is a text that some
pattern never comes to the end of. How fast pages are is measured by `make bench`."""
EVIL = "evil7<i>&"
"""Stands in every value that could do harm if it came back as it was sent."""
HOSTILE = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x01\x08\x1b[31m\x7f",
    "\r\nSet-Cookie: evil=1",
    "\ufffe\uffff",
    "😀" * 60,
    "\u202eevil\u2066",
    "e\u0301" * 50,
    "ﷺ" * 100,
    "x" * 201,
    "x" * 100_000,
    "a " * 50_000,
    "-1",
    "0",
    "1" * 5_000,
    "10" * 15,
    "NaN",
    "inf",
    "-inf",
    "1e999",
    "1_000",
    "0x10",
    "٣",
    "²",
    "½",
    "1/0",
    "0/2",
    "2026-02-30",
    "0000-00-00T99:99",
    f"'; DROP TABLE service; -- {EVIL}",
    f'" OR 1=1 -- {EVIL}',
    "name:* OR *:*",
    "[a TO b] AND NOT (((",
    "*" * 150,
    "a~9 b^1000",
    "{{ 7*7 }}{% raise %}${7*7}",
    f"<script>alert('{EVIL}')</script>",
    f'"><img src=x onerror=alert(1)>{EVIL}',
    f"javascript:alert(1)//{EVIL}",
    "=cmd|' /C calc'!A0",
    "../../../etc/passwd",
    "%(x)s %s %n {0}",
    "null",
    "true",
    "[]",
    '{"$gt": ""}',
    "constructor",
    "a,b;c&d=e",
]
SEARCH_FIELDS = [
    *("words", "place", "age", "needs", "role", "language", "sex", "send", "open_now", "free"),
    *("provision", "levels", "within_miles", "sort", "page", "csrf_token", "other"),
]


OWN_WORDS = "/should-i-refer/own-words"
"""Reads a text without a token, since it changes nothing: see docs/decisions/0023."""
PART_OF_A_PAGE = f"{OWN_WORDS}/so-far"
"""Is put into a page that has the numbers already."""


@pytest.fixture(scope="module")
def app(empty_database, tmp_path_factory, understander) -> Flask:
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copyfile(empty_database, folder / "right_door.db")
    with open_session(open_engine(f"sqlite:///{folder / 'right_door.db'}")) as session:
        directory = DirectoryBuilder(session)
        for number in range(12):
            directory.add(f"Willow Club {number}", needs=["autism", "sleep"], at="Beeston", areas=["Broxtowe"])
    return create_app({"DATA_DIR": folder, "SECRET_KEY": "test", "UNDERSTANDER": understander})


@pytest.fixture(scope="module")
def service_id(app: Flask) -> str:
    found = re.search(r'href="/services/([0-9a-f-]{36})', app.test_client().get("/services?words=willow").text)
    assert found
    return found[1]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def ask(client: FlaskClient, path: str, method: str = "GET", **sent) -> TestResponse:
    """Send it, and hold the answer to what must be true of every answer."""
    began = time.thread_time()
    response = client.open(path, method=method, buffered=True, **sent)
    took = time.thread_time() - began
    what = f"{method} {path[:200]} {str(sent)[:200]}: {response.status}"
    assert took < SOON, what
    assert response.status_code < 500, what
    assert response.headers["Content-Security-Policy"] == POLICY, what
    if not path.startswith("/static/") or response.status_code != 200:
        assert response.headers["Cache-Control"] == "no-store", what
    if (
        response.mimetype == "text/html"
        and method not in ("HEAD", "OPTIONS")
        and response.status_code not in (302, 303)
    ):
        assert path == PART_OF_A_PAGE or 'href="tel:999"' in response.text, what
        assert EVIL not in response.text, what
        assert not re.search("<script>alert|<img src=x", response.text), what
        assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f]", response.text), what
    assert "Set-Cookie: evil" not in str(response.headers), what
    assert re.match(r"/(?!/)", response.headers.get("Location", "/")), what
    return response


# ------------------------------------------------------------------------------------------------------- searching


@pytest.mark.parametrize("field", SEARCH_FIELDS)
def test_no_value_of_any_search_field_does_harm(client, field):
    for value in HOSTILE:
        response = ask(client, "/services", query_string={field: value})
        assert response.status_code in (200, 422)
        if response.status_code == 422:
            assert "There is a problem" in response.text
            assert not re.search(r"[Vv]alid (choice|integer)|coerced", response.text), "not in plain words"


@pytest.mark.parametrize("field", SEARCH_FIELDS)
def test_a_search_field_may_come_many_times_or_as_a_list(client, field):
    several = "&".join(f"{field}={value}" for value in ("", "1", "autism", "%00", "%3Ci%3E") * 200)
    assert ask(client, f"/services?{several}").status_code in (200, 422)
    assert ask(client, f"/services?{field}[]=1&{field}[a]=2&{field}=&{field}&=&;&&").status_code in (200, 422)


@pytest.mark.parametrize("query", ["words=%ff%fe", "place=%ed%a0%80", "age=%", "%ff=%ff", "words=%zz", "words=%u0041"])
def test_bytes_that_are_no_text_are_only_strange_text(client, query):
    assert ask(client, f"/services?{query}").status_code in (200, 422)


@pytest.mark.parametrize("page", ["0", "-1", str(10**30), "1" * 5000, "1.5", "٣", "²", "10001"])
def test_a_page_that_cannot_be_is_refused(client, page):
    assert ask(client, "/services", query_string={"words": "willow", "page": page}).status_code == 422


def test_a_page_past_the_last_still_leads_somewhere(client):
    response = ask(client, "/services?words=willow&page=9999")
    assert response.headers["Location"] == "/services?words=willow&page=2"
    assert "Page 2 of 2" in client.get(response.headers["Location"]).text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=220), place=st.text(max_size=90), age=st.text(max_size=70))
def test_any_text_may_be_asked(client, words, place, age):
    for asked in ({"words": words}, {"place": place}, {"age": age}):
        ask(client, "/services", query_string=asked)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.from_regex(r"[A-Za-z]{1,2}[0-9OIl]{1,2}[A-Za-z]? ?[0-9][A-Za-z]{0,3}", fullmatch=True),
    age=st.from_regex(r"(nearly )?[0-9]{1,5}(\.[0-9]{1,3}|/[0-9]{1,2})? ?(years|months|w|d)?( and [0-9/]{1,5})?"),
)
def test_what_nearly_is_a_postcode_or_an_age_is_read_or_refused(client, place, age):
    assert ask(client, "/services", query_string={"place": place, "age": age}).status_code in (200, 422)


def test_the_browser_cuts_what_would_be_too_long_for_an_address(client):
    page = client.get("/services").text
    for field in ("words", "place", "age"):
        found = re.search(rf'<input[^>]*name="{field}"[^>]*maxlength="(\d+)"', page)
        assert found
        assert int(found[1]) * 9 < 8190 - 500


# ----------------------------------------------------------------------------------------------- addresses, methods


def addresses(app: Flask, service_id: str) -> Iterator[tuple[str, set[str]]]:
    """Every address there is, with an example of each part, and its methods."""
    known = {"service_id": service_id, "number": "1", "page_id": "danger", "filename": "build/right-door.css"}
    methods: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        methods.setdefault(example(rule, known), set()).update(rule.methods or ())
    yield from methods.items()


def test_every_address_answers_every_method(app, client, service_id):
    for path, allowed in addresses(app, service_id):
        for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
            response = ask(client, path, method)
            if method not in allowed:
                assert response.status_code in (400, 404, 405), (method, path)
            if response.status_code == 405:
                assert set(response.headers["Allow"].split(", ")) >= allowed - {"HEAD", "OPTIONS"}
        if "GET" in allowed:
            assert ask(client, path, "HEAD").status_code == ask(client, path).status_code
            assert ask(client, path, "HEAD").data == b""


def test_every_part_of_an_address_may_be_anything(app, client, service_id):
    values = [
        "x",
        "-1",
        "0",
        "9" * 7,
        "%00",
        "%ff",
        "%2e%2e",
        "..%2f",
        "%0d%0aX:y",
        "٣",
        "😀",
        "a" * 3000,
        "{{7*7}}",
        "'",
    ]
    for rule in app.url_map.iter_rules():
        for value in values:
            path = re.sub(r"<[^>]+>", value, rule.rule)
            if path != rule.rule:
                assert ask(client, path).status_code in (303, 404, 405, 410), path


@pytest.mark.parametrize(
    "path",
    [
        "/%2f%2fevil.example",
        "/\\evil.example",
        "/%5cevil.example/..",
        "/services//",
        "/services/../about",
        "/static//etc/passwd",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fsettings.py",
        "/static/..%5cfloor.py",
        "/static/build",
        "/static/build/%00",
        "/static/" + "a" * 300,
        "/static/" + "a/" * 1000,
        "/%0d%0aSet-Cookie:%20evil=1",
        f"/{EVIL}",
        "/.env",
        "/SERVICES",
        "/%ff",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_no_other_address_leads_anywhere(client, path, method):
    response = ask(client, path, method)
    assert response.status_code in ((404,) if method != "OPTIONS" else (200, 404))
    assert b"import" not in response.data


@pytest.mark.parametrize("path", ["/services/", "/should-i-refer/", "/about/", "/should-i-refer/come-back/"])
def test_a_slash_too_many_is_forgiven(client, path):
    assert ask(client, path).status_code == 200


# ---------------------------------------------------------------------------------------------------------- headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": ""},
        {"Host": 'evil.example"><script>alert(1)</script>'},
        {"Host": "a..b"},
        {"Host": "x" * 5000},
        {"Host": "[::1"},
        {"Host": "localhost:99999999"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "javascript", "X-Forwarded-For": "<script>"},
        {"X-Forwarded-Prefix": "//evil.example", "X-Script-Name": "/evil", "X-Original-URL": "/evil"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"Accept-Language": "../../etc/passwd;q=NaN, %s, *;q=inf"},
        {"Accept-Language": "cy-GB-x-a-b-c-d-e-f, en_GB.UTF-8@euro;q=2, x" * 200},
        {"Accept-Language": ",;,;q=,=;"},
        {"Cookie": "right_door=garbage"},
        {"Cookie": "right_door=.eJwBAAD__wAAAAE.aaaa.bbbb"},
        {"Cookie": "right_door=" + "x" * 60_000},
        {"Cookie": "; ".join(f"a{number}=b" for number in range(2000))},
        {"Cookie": '=;;right_door;\\"='},
        {"Range": "bytes=99999-1,a-b"},
        {"If-Modified-Since": "garbage", "If-None-Match": '"%ff", W/'},
        {"Authorization": "Basic %%%"},
        {"Content-Length": "-1"},
        {"Referer": f"http://{EVIL}"},
        {"User-Agent": f"<script>alert('{EVIL}')</script>"},
    ],
    ids=lambda headers: next(iter(headers.items()))[0],
)
def test_no_header_does_harm(client, headers):
    for path in (
        "/services?words=willow",
        "/should-i-refer",
        "/should-i-refer/1/check",
        "/static/build/right-door.css",
        "/x",
    ):
        response = ask(client, path, headers=headers)
        assert response.status_code in (200, 304, 400, 404, 416)
        assert "evil" not in response.text


# ----------------------------------------------------------------------------------------------------------- forms


@pytest.fixture
def walker(app: Flask) -> Referrer:
    """Somebody half way through the questions, on a directory all these tests share."""
    return Referrer(app).start()


FIELD = re.compile(r'<(?:input|textarea|select)[^>]*\sname="([^"]+)"')
HOSTILE_IN_FORMS = ["", "\x00", "\x1b[31m\r\n", "😀\u202e" * 20, "x" * 100_000, "-1", "1" * 5000, "NaN", "٣", "{{7*7}}"]
HOSTILE_IN_FORMS += [f"'; DROP TABLE enquiry; -- {EVIL}", f'"><script>alert("{EVIL}")</script>', "[]", "null"]


def hostile_forms(page: str) -> Iterator[dict[str, list[str]]]:
    """The page's form sent with each hostile value in each field in turn, then in all of them, several times."""
    names = sorted(set(FIELD.findall(page)) - {"csrf_token"})
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[:1]
    for name in names:
        for value in HOSTILE_IN_FORMS:
            yield {"csrf_token": token, name: [value]}
    yield {"csrf_token": token, **dict.fromkeys(names, HOSTILE_IN_FORMS)}
    yield {"csrf_token": token, **{f"{name}[]": ["1"] for name in names}, "__proto__": ["1"], "x" * 1000: ["y"]}


@pytest.mark.parametrize("page", [*YOUTH_WORKER])
def test_no_value_of_any_question_does_harm(walker, page):
    walker.walk(YOUTH_WORKER, until=page)
    path = walker.places[-1]
    for form in hostile_forms(walker.response.text):
        assert ask(walker.client, path, "POST", data=form).status_code in (303, 413, 422)
    assert ask(walker.client, path).status_code == 200
    assert ask(walker.client, f"/should-i-refer/{walker.number}/check").status_code == 200


@pytest.mark.parametrize("where", ["outcome", "come-back", "report"])
def test_no_value_of_any_other_form_does_harm(walker, service_id, where):
    if where == "outcome":
        walker.walk(YOUTH_WORKER).finish()
        path = f"/should-i-refer/{walker.number}/feedback"
    else:
        path = "/should-i-refer/come-back" if where == "come-back" else f"/services/{service_id}/report"
        walker.see(path)
    slowed = {429} if where == "come-back" else set()
    for form in hostile_forms(walker.response.text):
        assert ask(walker.client, path, "POST", data=form).status_code in {303, 413, 422} | slowed


def test_a_comment_keeps_its_lines_and_loses_what_no_keyboard_makes(walker, service_id, app):
    path = f"/services/{service_id}/report"
    walker.see(path)
    walker.send(path, {"kind": "closed", "comment": "It moved.\r\nAsk\x00 at the \x1b[31mlibrary"})
    kept = app.extensions["right_door"].engine.connect().exec_driver_sql("SELECT comment FROM problem_report").scalars()
    assert "It moved.\nAsk at the [31mlibrary" in set(kept)


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", None),
        (b"{}", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "application/xml"),
        (b"abcd", "multipart/form-data"),
        (b"abcd", "multipart/form-data; boundary="),
        (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
        (
            b"--x\r\nContent-Disposition: form-data; name=a; filename=../../b\r\n\r\n1\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
        (b"--x\r\n\r\n" * 20_000, "multipart/form-data; boundary=x"),
        (b"a=%ff%fe&%00=\xff", f"{FORM}; charset=utf-99"),
        (b"a&" * 100_000, FORM),
        (b"=" * 200_000, FORM),
        (b"csrf_token=forged&csrf_token=twice", FORM),
        (b"a=" + b"x" * 300_000, FORM),
        (b"text", "\x7f/\x7f"),
    ],
)
def test_no_body_does_harm(app, service_id, body, content_type):
    client = app.test_client()
    for path, allowed in addresses(app, service_id):
        if "POST" in allowed:
            response = ask(client, path, "POST", data=body, content_type=content_type)
            read = {OWN_WORDS: 422, PART_OF_A_PAGE: 200}.get(path)
            assert response.status_code in (400, 401, 413, read), path


def test_a_token_must_come_from_the_same_browser_session(app, walker):
    mine = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', walker.response.text)[0]
    stranger = app.test_client()
    stranger.get("/should-i-refer")
    assert ask(stranger, "/should-i-refer", "POST", data={"csrf_token": mine}).status_code == 400
    twice = {"csrf_token": ["forged", mine]}
    assert ask(walker.client, walker.places[-1], "POST", data=twice).status_code == 400
    assert ask(walker.client, "/should-i-refer", "POST", query_string={"csrf_token": mine}).status_code == 400
