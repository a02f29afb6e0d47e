"""Officers at work with keys and thumbs: a call logged by one key, chased, and a link that stays true.

On a server of its own with a small directory, since the directory changes while the link is out, and on the real
clock, as the directory's history is.
"""

import re
import threading
from collections.abc import Iterator

import pytest
from desk_officer import TWELVE, DeskHouse, desk_house
from playwright.sync_api import Page, expect
from sqlmodel import select
from werkzeug.serving import make_server

from directory.models import Phone, Service


@pytest.fixture(scope="module")
def desk(empty_database, tmp_path_factory, understander) -> DeskHouse:
    return desk_house(empty_database, tmp_path_factory.mktemp("desk"), understander)


@pytest.fixture(scope="module")
def carers(desk) -> Service:
    return desk.directory.add("Willow Young Carers", needs=["young-carers"], phone="0115 496 0301", ages=(8, 18))


@pytest.fixture(scope="module")
def address(desk, carers) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, desk.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visit(chromium, address):
    """Open a page as an officer with a call at hand, or as nobody; no page may complain on its console."""
    contexts, complaints = [], []

    def open_at(path: str, *, officer=None, screen: str = "desk", javascript: bool = True) -> Page:
        width, height = {"small phone": (320, 640), "desk": (1280, 900)}[screen]
        context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=javascript)
        contexts.append(context)
        if officer is not None:
            value = officer.client.get_cookie("right_door").value
            context.add_cookies([{"url": address, "name": "right_door", "value": value}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


def officer_with_call(desk, carers):
    return desk.officer().at_hand(
        needs=("young-carers",), service_ids=(carers.id,), ages=TWELVE, role="health", pathway_hint="early_help"
    )


def test_a_call_is_logged_by_one_key_handed_over_and_found_again_by_whoever_chases(desk, carers, visit, check_page):
    page = visit("/desk/log", officer=officer_with_call(desk, carers))
    check_page(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/hand-over")
    check_page(page)
    reference = re.search(r"RD-[0-9A-Z]{5}-[0-9A-Z]{5}", page.url)[0]
    page.get_by_label("E-mail address").fill("nurse@example.org")
    page.get_by_role("button", name="Send by e-mail").click()
    page.wait_for_url("**/hand-over/*")
    check_page(page)
    expect(page.get_by_text("By e-mail. It is noted.")).to_be_visible()

    page.get_by_label("Reference", exact=True).fill(reference.lower())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/enquiries/{reference}")
    check_page(page)
    expect(page.get_by_role("list").get_by_text("Next step decided")).to_be_visible()
    page.get_by_role("link", name="Log a call about this").click()
    page.get_by_label("Why did they get in touch?").select_option(label="Heard nothing since asking")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile(rf"/enquiries/(?!{reference})"))
    expect(page.get_by_text("Chasing: heard nothing. Heard nothing since asking")).to_be_visible()
    expect(page.get_by_role("link", name=reference)).to_be_visible()


def test_a_link_on_a_small_phone_without_scripts_says_what_has_changed(desk, carers, visit, check_page):
    officer = officer_with_call(desk, carers)
    page = visit("/desk/log", officer=officer, screen="small phone", javascript=False)
    page.get_by_role("button", name="Save and hand over").click()
    page.get_by_role("button", name="QR code").click()
    expect(page.locator(".rd-qr svg")).to_be_visible()
    link = page.locator('a[href*="/shortlist/"]').get_attribute("href")
    session = desk.directory.session
    phone = session.exec(select(Phone).where(Phone.service_id == carers.id)).one()
    phone.number = "0115 496 0399"
    session.commit()

    page = visit(link[link.index("/shortlist/") :], screen="small phone")
    check_page(page)
    expect(page.get_by_text("1 service has changed since.")).to_be_visible()
    expect(page.get_by_text("now 0115 496 0399")).to_be_visible()
    expect(page.get_by_role("link", name="Leave this page")).to_be_visible()


@pytest.mark.parametrize("path", ["/desk/queue", "/desk/night", "/desk/on-a-day", "/desk/log", "/desk/reasons"])
def test_the_pages_of_the_desk_fit_a_small_phone_and_everybody(desk, visit, check_page, path):
    check_page(visit(path, officer=desk.officer("safeguarding lead"), screen="small phone"))
