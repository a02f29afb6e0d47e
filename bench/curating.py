"""Curating twenty services as a commissioner would: in Right Door, and in the spreadsheet it replaces.

    python -m bench.curating

The same twenty edits on the demonstration directory, both times with every keystroke, click, move of the hand and
moment of thought counted and timed by the keystroke-level model (`keystrokes.py`); what is waited for is measured.
Right Door is really used, by a Chromium at a served application. The workbook is really written, then really sent:
a spreadsheet that is only saved changes nothing that anybody sees. It is a model, not people: nobody errs, looks
something up, or is rung up meanwhile. In Right Door each edit also keeps who did it and how they know; in the
spreadsheet nothing does.
"""

import logging
import shutil
import tempfile
import time
from collections.abc import Iterable
from functools import reduce
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.in_a_spreadsheet import Spreadsheet
from bench.in_right_door import Browser, page_for, served, signed_in
from bench.keystrokes import Hands
from bench.pages import demonstration
from bench.twenty_edits import STEPS, WHY, fill_ages_here, fill_ages_there
from scripts.find_chromium import find


def in_right_door(browser: Browser) -> tuple[dict[str, Hands], list[str]]:
    """What each group of edits took, and whose ages were filled in."""
    taken: dict[str, Hands] = {}
    before = browser.hands.copy()
    names = fill_ages_here(browser)
    browser.done()
    taken["6 missing ages"] = browser.hands - before
    for group, _, here, _ in STEPS:
        before = browser.hands.copy()
        here(browser)
        browser.done()
        add(taken, group, browser.hands - before)
    return taken, names


def in_a_spreadsheet(sheet: Spreadsheet, names: list[str]) -> dict[str, Hands]:
    taken: dict[str, Hands] = {}
    before = sheet.hands.copy()
    fill_ages_there(sheet, names)
    taken["6 missing ages"] = sheet.hands - before
    for group, _, _, there in STEPS:
        before = sheet.hands.copy()
        there(sheet)
        add(taken, group, sheet.hands - before)
    before = sheet.hands.copy()
    sheet.save()
    taken["saving"] = sheet.hands - before
    return taken


def take_out(browser: Browser, file: Path) -> None:
    """The workbook with contracts, from the page of files."""
    browser.follow("Files in and out")
    browser.follow("Take services out as a file")
    with browser.page.expect_download() as download:
        browser.click(browser.page.locator("a[href*='.xlsx'][href*='private']").first)
    download.value.save_as(file)


def bring_in(browser: Browser, file: Path) -> str:
    """Send the workbook, look at what it would do, say yes; what the page says it did."""
    browser.follow("Files in and out")
    browser.follow("Bring in a file")
    browser.hands.click()
    browser.hands.type(file.name)
    browser.hands.press()
    browser.page.set_input_files("#file", file)
    browser.push("Show what it would do")
    browser.hands.think()
    browser.push("Bring it in")
    started = time.perf_counter()
    browser.page.get_by_text("Brought in").first.wait_for()
    browser.hands.wait(time.perf_counter() - started)
    browser.page.goto(browser.page.url.split("/imports")[0] + "/imports")
    return browser.page.locator("main tbody td").nth(1).inner_text()


def add(taken: dict[str, Hands], group: str, more: Hands) -> None:
    taken[group] = taken[group] + more if group in taken else more


def main() -> None:
    logging.getLogger("right_door.requests").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        data, other = Path(folder, "here"), Path(folder, "there")
        app = demonstration(data)
        cookie = signed_in(app)
        app.extensions["right_door"].engine.dispose()
        shutil.copytree(data, other)
        with served(data) as address:
            browser = Browser(page_for(chromium, address, cookie), Hands())
            browser.page.goto(f"{address}/curation")
            here, names = in_right_door(browser)
        with served(other) as address:
            browser = Browser(page_for(chromium, address, cookie), Hands())
            browser.page.goto(f"{address}/curation")
            file = Path(folder, "services.xlsx")
            take_out(browser, file)
            sheet = Spreadsheet(file, Hands())
            there = in_a_spreadsheet(sheet, names)
            before = browser.hands.copy()
            said = bring_in(browser, file)
        chromium.close()
    report(here, there, before, browser.hands - before, said)


def report(here: dict[str, Hands], there: dict[str, Hands], out: Hands, back: Hands, said: str) -> None:
    print("\ntwenty edits: seconds by the keystroke-level model with the waits as measured (keys, points, thoughts)")
    print(f"{'':<54}{'Right Door':>26}{'spreadsheet':>26}")
    for group in [*here, "saving"]:
        print(f"{group:<54}{told(here.get(group)):>26}{told(there.get(group)):>26}")
    whole, kept = total(here.values()), total(there.values())
    print(f"{'all, the spreadsheet saved for oneself alone':<54}{told(whole):>26}{told(kept):>26}")
    print(f"{'taking the workbook out, and bringing it back in':<54}{'':>26}{told(out + back):>26}")
    print(f"{'all, where everybody sees it':<54}{told(whole):>26}{told(kept + out + back):>26}")
    print(f"\nof which waiting for pages: {whole.waited:.1f} s for {whole.pages} pages in Right Door")
    print(f"Right Door has asked once how they know (“{WHY}”) and kept it with every edit; the spreadsheet never asks")
    print(f"what the file did, as its page says: {said}")


def told(hands: Hands | None) -> str:
    if hands is None:
        return ""
    return f"{hands.seconds:.1f} ({hands.keys}, {hands.points}, {hands.thinks})"


def total(several: Iterable[Hands]) -> Hands:
    return reduce(lambda one, other: one + other, several, Hands())


if __name__ == "__main__":
    main()
