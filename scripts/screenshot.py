"""Make docs/screenshot.png: a search and an outcome of "Should I refer?" side by side, on the demonstration."""

import base64
import sys
import tempfile
import threading
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from find_chromium import find
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import create_app  # noqa: E402

TUESDAY = datetime(2026, 3, 3, 16, 15, tzinfo=ZoneInfo("Europe/London"))
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
SIDE_BY_SIDE = "<body style='margin:0;display:flex;gap:24px;background:#cfd8d8;padding:24px'>{}</body>"


def search(page: Page, address: str) -> bytes:
    page.goto(f"{address}/services?words=not+speaking&place=NG9&age=3")
    return page.screenshot()


def outcome(page: Page, address: str) -> bytes:
    page.goto(f"{address}/should-i-refer")
    page.get_by_role("button", name="Start now").click()
    choose(page, "No, not right now")
    choose(page, "A doctor, nurse, midwife, health visitor or other registered health worker")
    page.get_by_label("How old is the child").fill("10 weeks")
    page.get_by_label("Where do they live").fill("S80")
    choose(page)
    choose(page, "Being hurt, or marks and injuries")
    page.locator("input[value=bruise-not-mobile]").check()
    while not page.url.endswith("/check"):
        choose(page)
    page.locator("main form button").last.click()
    return page.screenshot()


def choose(page: Page, *labels: str) -> None:
    for label in labels:
        page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Continue").click()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = create_app({"DATA_DIR": folder, "CLOCK": lambda: TUESDAY})
        app.test_cli_runner().invoke(args=["directory", "set-up"], catch_exceptions=False)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 480, "height": 900}, device_scale_factor=1.5)
        shots = [step(page, f"http://127.0.0.1:{server.server_port}") for step in (search, outcome)]
        page.set_viewport_size({"width": 1032, "height": 948})
        images = [f"<img width=480 src='data:image/png;base64,{base64.b64encode(shot).decode()}'>" for shot in shots]
        page.goto("about:blank")
        page.set_content(SIDE_BY_SIDE.format("".join(images)))
        page.screenshot(path=ROOT / "docs" / "screenshot.png")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
