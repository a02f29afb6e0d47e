"""Pages in a real Chromium: the demonstration directory served once, visitors who notice what must never happen.

`page_at("/services")` opens a page; `screen="phone"` is a phone's, `javascript=False` switches scripts off,
`as_="commissioner"` is signed in with that role (an account of its own). Afterwards
every page opened has seen no console error and asked no other site for anything. `check_page(page)` says that a page
has no accessibility violation (axe), no sideways scrolling, one h1, and the numbers to ring.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from member import add_account, start
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright
from werkzeug.serving import make_server

from scripts.find_chromium import find

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TUESDAY_AFTERNOON = datetime(2026, 3, 3, 16, 15, tzinfo=ZoneInfo("Europe/London"))
LONGEST_WAIT = 60_000
"""Milliseconds until a page is given up: far more than it takes, since others may keep the machine busy."""
SCREENS = {"small phone": (320, 640), "phone": (390, 844), "desk": (1280, 900)}


@pytest.hookimpl(tryfirst=True)  # before the runner reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs all of these, so that the directory is loaded and Chromium is started once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, understander: Any) -> Iterator[tuple[Flask, str]]:
    """The application with the demonstration directory, made as `make run` makes it, and its address."""
    from app import create_app

    settings = {"CLOCK": lambda: TUESDAY_AFTERNOON, "UNDERSTANDER": understander}
    app = create_app({"DATA_DIR": tmp_path_factory.mktemp("served"), **settings})
    with app.app_context():
        made = app.test_cli_runner().invoke(args=["directory", "set-up"])
    assert made.exit_code == 0, made.output
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield app, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def address(served: tuple[Flask, str]) -> str:
    return served[1]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = find()
    assert found, "No Chromium was found: install one (Debian: apt-get install chromium), then run the tests again."
    expect.set_options(timeout=LONGEST_WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor(Protocol):
    def __call__(
        self, path: str, *, screen: str = "desk", javascript: bool = True, as_: str | None = None, **about: Any
    ) -> Page: ...


@pytest.fixture
def page_at(chromium: Browser, served: tuple[Flask, str]) -> Iterator[Visitor]:
    """Open pages; at the end, none of them has complained on the console or asked another site for anything.

    With `as_`, also `areas` and `organization_id` of the account.
    """
    app, address = served
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_at(
        path: str, *, screen: str = "desk", javascript: bool = True, as_: str | None = None, **about: Any
    ) -> Page:
        width, height = SCREENS[screen]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, locale="en-GB"
        )
        context.set_default_timeout(LONGEST_WAIT)
        contexts.append(context)
        if as_ is not None:
            context.add_cookies([{"url": address, "name": "right_door", "value": signed_in_cookie(app, as_, **about)}])
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(f"script fault: {error}"))
        page.on("request", lambda request: complaints.extend(_elsewhere(request, address)))
        page.goto(address + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


def signed_in_cookie(app: Flask, role: str, **about: Any) -> str:
    """The cookie of somebody signed in, second step and all, with an account of their own."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    return str(signer.dumps({"_user_id": start(app, add_account(app, role, **about))}))


def _complaint(message: ConsoleMessage) -> list[str]:
    """What the console says is wrong, but for the browser's own note that a page answered 4xx as it should."""
    answered = message.text.startswith("Failed to load resource") and "status of 4" in message.text
    return [] if message.type not in ("error", "warning") or answered else [f"{message.type}: {message.text}"]


def _elsewhere(request: Request, address: str) -> list[str]:
    ours = request.url.startswith((address, "data:"))
    return [] if ours else [f"a request to {request.url}"]


@pytest.fixture(scope="session")
def check_page() -> Callable[[Page], None]:
    script = AXE.read_text()

    def check(page: Page) -> None:
        page.wait_for_load_state()
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} scrolls sideways by {wider} px"
        assert page.locator("h1").count() == 1
        assert page.locator('a[href="tel:999"]').count() >= 1
        assert page.locator('.rd-numbers a[href^="tel:0115"]').count() == 2
        assert violations(page, script) == []

    return check


def violations(page: Page, script: str) -> list[str]:
    page.evaluate(script)
    found: dict[str, Any] = page.evaluate("axe.run()")
    return [
        f"{violation['id']}: {violation['help']} at {[node['target'] for node in violation['nodes']]}"
        for violation in found["violations"]
    ]
