"""The server in front of the application: even what is no request is answered with the numbers, and none is held up."""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from served import THREADS, Served, serve


@pytest.fixture(scope="module")
def served(empty_database, tmp_path_factory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copyfile(empty_database, folder / "right_door.db")
    with serve(folder) as server:
        yield server


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET * HTTP/1.1\r\n\r\n",
        b"GET evil HTTP/1.1\r\n\r\n",
        b"get / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /services?words=\xff HTTP/1.1\r\n\r\n",
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nCookie: right_door=\xff\x01\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: 1\r\n" % number for number in range(200)) + b"\r\n",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: garbage\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST /should-i-refer HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    ],
)
def test_even_what_is_no_request_is_answered_with_the_numbers(served, request_bytes):
    answer = served.raw(request_bytes)
    assert re.match(rb"HTTP/1.1 4\d\d ", answer)
    assert b'href="tel:999"' in answer
    assert b"0115 496 0000" in answer
    assert b"default-src 'none'" in answer
    assert b"no-store" in answer


@pytest.mark.parametrize(
    "path", ["//evil.example", "////evil.example", "//evil.example/%2e%2e", "http://evil.example//x"]
)
def test_no_address_leads_away(served, path):
    answer = served.get(path)
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"evil" not in answer


@pytest.mark.parametrize("header", ["Script-Name: /evil", "SCRIPT_NAME: /evil", "Path-Info: /evil", "Expect: evil"])
def test_no_header_moves_the_application(served, header):
    answer = served.raw(f"GET /about HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n\r\n".encode())
    assert re.match(rb"HTTP/1.1 (200|4\d\d) ", answer)
    assert b"/evil" not in answer


@pytest.mark.parametrize(
    "beginning",
    [
        b"GET /about HTTP/1.1\r\nHost: x\r\n",
        b"POST /should-i-refer HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 100\r\n\r\na=",
    ],
    ids=["half a head", "half a form"],
)
def test_half_requests_do_not_stop_the_service(served, beginning):
    with ExitStack() as stack:
        for _ in range(THREADS):
            stack.enter_context(served.stalled(beginning))
        whole = stack.enter_context(served.stalled(b"GET /about HTTP/1.1\r\nHost: x\r\n\r\n"))
        whole.settimeout(30)
        assert whole.recv(100).startswith(b"HTTP/1.1 200 OK")
