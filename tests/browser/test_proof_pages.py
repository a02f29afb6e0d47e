"""The map of the questions, the fact tables and the checks, in a browser: at 320, 390 and 1280 px, and on paper."""

import re
from collections.abc import Callable

import pytest
from following import follow
from playwright.sync_api import Page, expect

RUN_OVER = """limit => [...document.querySelectorAll('svg.rd-flowmap')].flatMap(picture =>
    [...picture.querySelectorAll('text')].filter(text => {
        const box = text.getBBox();
        return box.x < 0 || box.x + box.width > (limit || picture.viewBox.baseVal.width);
    }).map(text => text.textContent))"""
"""The words of a picture that run over its edge, or over where its lanes begin."""
OVER_NEIGHBOURS = """() => [...document.querySelectorAll('svg.rd-flowmap')].flatMap(picture => {
    const boxes = [...picture.querySelectorAll('g > text')].map(text => [text, text.getBBox()]);
    return boxes.filter(([text, box]) => boxes.some(([other, its]) => other.parentNode !== text.parentNode
        && box.x < its.x + its.width - 1 && its.x < box.x + box.width - 1
        && box.y + 2 < its.y + its.height - 2 && its.y + 2 < box.y + box.height - 2)).map(([text]) => text.textContent);
})"""
"""The words of a picture that are written over other words."""


@pytest.mark.parametrize("screen", ["small phone", "desk"])
def test_the_map_and_a_topic_s_map_are_legible_and_accessible(
    page_at: Callable[..., Page], check_page: Callable[[Page], None], screen: str
) -> None:
    page = page_at("/content/map", screen=screen)
    check_page(page)
    assert page.evaluate(RUN_OVER, None) == []
    assert page.evaluate(OVER_NEIGHBOURS) == []
    follow(page.get_by_role("link", name="Going missing, running away or thrown out").last)
    expect(page.get_by_role("heading", level=1)).to_have_text("Going missing, running away or thrown out")
    check_page(page)
    assert page.evaluate(RUN_OVER, 318) == []
    assert page.evaluate(OVER_NEIGHBOURS) == []


def test_a_topic_is_opened_from_the_picture_by_keyboard(page_at: Callable[..., Page]) -> None:
    page = page_at("/content/map", javascript=False)
    link = page.locator("svg.rd-flowmap a", has=page.locator("#topic-baby"))
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pregnancy, birth and babies")


def test_the_tables_and_the_checks_are_accessible(
    page_at: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    page = page_at("/content/facts", screen="small phone", as_="safeguarding lead")
    check_page(page)
    follow(page.get_by_role("link", name="An adult who works or volunteers with children"))
    check_page(page)
    expect(page.locator(".rd-fact__box").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".rd-fact__box").first).to_be_visible()
    page.emulate_media(media="screen")
    follow(page.get_by_role("link", name=re.compile("Early help")).first)
    expect(page.locator(".rd-fact-filter [aria-current]")).to_contain_text("Early help")
    follow(page.get_by_role("link", name="Checks"))
    check_page(page)


@pytest.mark.parametrize(("screen", "prefix"), [("phone", ""), ("desk", "sheet-")])
def test_somebody_sees_where_they_went_and_goes_back_to_a_page(
    page_at: Callable[..., Page], check_page: Callable[[Page], None], screen: str, prefix: str
) -> None:
    page = page_at("/should-i-refer", screen=screen, javascript=False)
    follow(page.get_by_role("button", name=re.compile("Start|Begin")))
    page.get_by_label("No, not right now").check()
    follow(page.get_by_role("button", name="Continue"))
    number = page.url.split("/")[4]
    page.goto(f"{page.url.rsplit('/', 2)[0]}/{number}/map")
    check_page_without_axe(page)
    expect(page.locator(f"#{prefix}option-danger--no")).to_have_attribute("data-state", "lit")
    expect(page.locator(f"#{prefix}page-you")).to_have_attribute("data-state", "waiting")
    assert page.evaluate(OVER_NEIGHBOURS) == []
    follow(page.locator("svg.rd-flowmap a", has=page.locator(f"#{prefix}page-you")))
    expect(page).to_have_url(re.compile(f"/{number}/you$"))


def check_page_without_axe(page: Page) -> None:
    """Without scripts axe cannot run; the rest of what every page must hold."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    assert page.locator("h1").count() == 1
    assert page.locator('a[href="tel:999"]').count() >= 1


def test_the_map_of_an_enquiry_is_accessible(page_at: Callable[..., Page], check_page: Callable[[Page], None]) -> None:
    page = page_at("/should-i-refer", screen="phone")
    follow(page.get_by_role("button", name=re.compile("Start|Begin")))
    page.goto(re.sub(r"/danger$", "/map", page.url))
    check_page(page)
