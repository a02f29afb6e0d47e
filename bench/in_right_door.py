"""The edits of `curating.py` in Right Door: a real Chromium at a real server, every key, click and wait counted."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Locator, Page

from accounts.keys import seal
from accounts.models import Account
from accounts.sessions import start_session
from bench.keystrokes import Hands

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 60


class Browser:
    """A page, and somebody at it whose every move is counted."""

    def __init__(self, page: Page, hands: Hands) -> None:
        self.page, self.hands = page, hands

    def key(self, name: str) -> None:
        self.hands.press(name.count("+") + 1)
        self.page.keyboard.press(name)

    def type(self, text: str) -> None:
        self.hands.type(text)
        self.page.keyboard.type(text)

    def click(self, what: Locator) -> None:
        self.hands.click()
        what.click()

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Until the page that this leads to is whole."""
        with self.page.expect_navigation(wait_until="load"):
            yield
            started = time.perf_counter()
        self.hands.wait(time.perf_counter() - started)

    def follow(self, name: str) -> None:
        self.follow_link(self.page.get_by_role("link", name=name, exact=True).first)

    def follow_link(self, link: Locator) -> None:
        self.hands.click()
        with self.loading():
            link.click(no_wait_after=True)
        self._wait_for_cursor()

    def push(self, name: str) -> None:
        button = self.page.get_by_role("button", name=name, exact=True).first
        self.hands.click()
        with self.loading():
            button.click(no_wait_after=True)
        self._wait_for_cursor()

    def _wait_for_cursor(self) -> None:
        """Where the address names a question, the cursor stands in its box."""
        if "#" in self.page.url:
            self.page.wait_for_function("document.activeElement.matches('input, textarea')")

    def send(self, key: str = "Enter") -> None:
        with self.loading():
            self.key(key)

    def find(self, words: str, name: str) -> None:
        """Ctrl+K, the words, Enter: the record's page."""
        self.key("Control+k")
        self.type(words)
        self.send()
        if self.page.locator("h1").inner_text() != name:
            raise SystemExit(f"“{words}” does not lead to “{name}”")

    def done(self) -> None:
        """It was kept: the page says so."""
        if not self.page.locator(".rd-done").count():
            raise SystemExit(f"{self.page.url} does not say that anything was kept")


def signed_in(app: Flask) -> str:
    """The cookie of an administrator with a second step."""
    house = app.extensions["right_door"]
    with app.app_context(), house.open_session() as session:
        account = Account(
            email="bench@example.org",
            name="Bench",
            role="administrator",
            password_hash="-",
            made_at=house.now(),
            totp_secret=seal("JBSWY3DPEHPK3PXP"),
            totp_since=house.now(),
        )
        session.add(account)
        session.flush()
        token = start_session(session, account, browser="Chromium", now=house.now(), second_step=True)
        session.commit()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    return str(signer.dumps({"_user_id": token})) if signer else ""


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The application served as `make run` serves it; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"]
    environment = {**os.environ, "DATA_DIR": str(data)}
    server = subprocess.Popen(
        [*command, "--log-level", "critical", "app:create_app()"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_open(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _wait_until_open(port: int) -> None:
    for _ in range(SECONDS_TO_START * 10):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def page_for(chromium: Any, address: str, cookie: str) -> Page:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", accept_downloads=True)
    context.add_cookies([{"url": address, "name": "right_door", "value": cookie}])
    page: Page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    return page
