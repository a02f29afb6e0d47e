"""Right Door as it is really served: gunicorn in a process of its own, as the Makefile starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from journeys import field_of
from referrer import TOKEN

HOME = Path(__file__).parent.parent
GUNICORN = Path(sys.executable).parent / "gunicorn"
THREADS = 8


class Served:
    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log

    def raw(self, request: bytes, *, seconds: float = 10) -> bytes:
        """Send these very bytes and give back whatever comes until the connection is closed or falls silent."""
        with self.stalled(request) as connection:
            connection.settimeout(seconds)
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
            return answer

    def get(self, path: str, **headers: str) -> bytes:
        named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        return self.raw(f"GET {path} HTTP/1.1\r\nHost: right-door.test\r\nConnection: close\r\n{named}\r\n".encode())

    @contextmanager
    def stalled(self, beginning: bytes) -> Iterator[socket.socket]:
        """A connection on which no more than the beginning of a request was sent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(beginning)
            yield connection

    def logged(self) -> str:
        time.sleep(0.2)
        return self.log.read_text()


class Caller:
    """A browser without scripts at the real server: keeps cookies, the page and the token on it."""

    def __init__(self, server: Served) -> None:
        self.home = f"http://127.0.0.1:{server.port}"
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.status, self.page, self.address = 0, "", self.home

    def see(self, path: str) -> str:
        return self._open(self.home + path)

    def send(self, fields: Mapping[str, Any]) -> str:
        """Post the form of the page in front of them."""
        token = TOKEN.findall(self.page)[0]
        return self._open(self.address, urlencode({"csrf_token": token, **fields}, doseq=True).encode())

    def walk(self, journey: Mapping[str, Mapping[str, Any]]) -> str:
        """Answer every question and finish; the outcome's page."""
        self.see("/should-i-refer")
        self.send({})
        for _ in range(20):
            at = self.address.rsplit("/", 1)[1]
            if at == "outcome":
                return self.page
            self.send({field_of(question): value for question, value in journey.get(at, {}).items()})
        raise AssertionError(f"still at {self.address}")

    def _open(self, address: str, body: bytes | None = None) -> str:
        try:
            with self.opener.open(address, body, timeout=60) as answer:
                self.status, self.page, self.address = answer.status, answer.read().decode(), answer.geturl()
        except HTTPError as refused:
            self.status, self.page = refused.code, refused.read().decode()
        return self.page


@contextmanager
def serve(folder: Path, app: str = "app:create_app()", **settings: str) -> Iterator[Served]:
    """Serve a data folder on a free port until the block ends; its log is kept in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    command = [GUNICORN, "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", str(THREADS)]
    environment = {**os.environ, "DATA_DIR": str(folder), **settings}
    with log.open("w") as file:
        server = subprocess.Popen(
            [*command, "--log-level", "warning", app], cwd=HOME, env=environment, stdout=file, stderr=file
        )
    try:
        served = Served(port, log)
        _wait_until_up(served, server)
        yield served
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _wait_until_up(served: Served, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(900):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}: {served.log.read_text()}")
        try:
            served.get("/about")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up in 90 seconds")
