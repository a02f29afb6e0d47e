"""The public journey in Polish on the smallest phone: chosen on the page, and no wider than the screen."""

import pytest
from following import follow
from journeys import TEACHING_ASSISTANT
from playwright.sync_api import Page, expect
from test_should_i_refer import at, fill_in

FIRST = "Czy zgłosić?"
PAGES = [
    "/",
    "/services?words=speech&place=NG17+1AA&age=3",
    "/should-i-refer/own-words",
    "/content/map",
    "/about",
    "/nowhere",
]


def in_polish(page: Page) -> Page:
    """By the choice on the page."""
    other = page.get_by_role("button", name="Polski")
    assert other.count() == 1, "Polish is not offered: its catalog is not compiled (make languages)"
    follow(other)
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    return page


def press(page: Page, button: str) -> None:
    follow(page.get_by_role("button", name=button))


def test_a_journey_in_polish_on_the_smallest_phone(page_at, check_page):
    page = in_polish(page_at("/should-i-refer", screen="small phone"))
    expect(page.locator("h1")).to_have_text(FIRST)
    check_page(page)
    press(page, "Zacznij")
    while at(page) != "check":
        check_page(page)
        fill_in(page, TEACHING_ASSISTANT[at(page)])
        press(page, "Dalej")
    check_page(page)
    press(page, "Pokaż, co zrobić")
    check_page(page)
    expect(page.get_by_role("heading", name="Dlaczego")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_other_pages_in_polish_fit_the_smallest_phone(page_at, check_page, path):
    check_page(in_polish(page_at(path, screen="small phone")))


def test_the_choice_needs_no_script_and_can_be_taken_back(page_at):
    page = in_polish(page_at("/services?words=speech", screen="small phone", javascript=False))
    assert page.url.endswith("/services?words=speech")
    follow(page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_text_in_polish_brings_people_up_while_it_is_typed(page_at, check_page):
    page = in_polish(page_at("/should-i-refer/own-words", screen="phone"))
    page.get_by_role("textbox").fill("Tata mnie bardzo mocno bije i boję się wracać do domu")
    expect(page.locator("[data-ring-first] a[href^='tel:']").first).to_be_visible()
    expect(page.locator("[data-read-so-far]")).to_contain_text("Umiemy czytać tylko po angielsku")
    check_page(page)
