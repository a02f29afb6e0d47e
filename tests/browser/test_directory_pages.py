"""Finding a service, as the people of the journeys would, on a phone and at a desk, with and without scripts."""

import re

import pytest
from following import follow
from playwright.sync_api import Page, expect

PAGES = ("/", "/services", "/about", "/privacy", "/accessibility", "/no-such-page")
SEARCHES = {
    "a list": "/services?words=speech&place=NG9&age=3",
    "every filter": "/services?needs=anxiety&place=NG18&age=12&role=school&free=y&levels=2&within_miles=10",
    "nothing found": "/services?words=zxqvwk",
    "crisis": "/services?words=I+can%27t+do+this+any+more",
    "refused": "/services?place=Atlantis&age=old",
    "second page": "/services?words=parents&page=2",
}


@pytest.mark.parametrize("screen", ["small phone", "phone", "desk"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_fits_its_screen(page_at, check_page, path, screen):
    check_page(page_at(path, screen=screen))


@pytest.mark.parametrize("screen", ["small phone", "desk"])
@pytest.mark.parametrize("state", SEARCHES)
def test_every_state_of_the_search_is_accessible_and_fits_its_screen(page_at, check_page, state, screen):
    page = page_at(SEARCHES[state], screen=screen)
    for fold in page.locator("details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()
    check_page(page)


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_a_receptionist_finds_speech_help_for_a_three_year_old_near_beeston(page_at, screen, javascript):
    page = page_at("/", screen=screen, javascript=javascript)
    page.get_by_label("What help is needed?").fill("three year old not speaking")
    page.get_by_label("Where they live").fill("NG9 2AB")
    follow(page.get_by_role("button", name="Find services"))
    expect(page.locator(".rd-card").first).to_contain_text(re.compile("speech", re.IGNORECASE))
    first = page.locator(".rd-card").first
    expect(first.locator('a[href^="tel:"]')).to_be_visible()
    expect(first).to_contain_text(re.compile(r"[Cc]hecked"))
    follow(first.get_by_role("link").first)
    expect(page.get_by_role("heading", name="How to refer, and who may")).to_be_visible()
    expect(page.get_by_role("heading", name="Who it is for")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_filter_goes_on_and_comes_off_again(page_at, javascript):
    page = page_at("/services?words=parents", screen="phone", javascript=javascript)
    before = number_found(page)
    page.locator(".rd-filters > summary").click()
    page.get_by_label(re.compile("^Run by the community")).check()
    follow(page.get_by_role("button", name="Apply filters"))
    assert 0 < number_found(page) < before
    follow(page.get_by_role("link", name=re.compile("Take off this filter: Run by the community")))
    assert number_found(page) == before


def number_found(page: Page) -> int:
    return int(re.sub(r"\D.*", "", page.locator("#results").inner_text()))


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_in_despair_sees_people_to_ring_before_any_list(page_at, javascript):
    page = page_at(SEARCHES["crisis"], screen="phone", javascript=javascript)
    ring = page.locator('.rd-crisis a[href="tel:116123"]')
    expect(ring).to_be_visible()
    assert ring.bounding_box()["y"] < page.locator("#results").bounding_box()["y"]


def test_nothing_found_shows_the_front_door_and_a_way_on(page_at):
    page = page_at("/services?needs=sleep&words=zxqvwk&place=NG18&age=3", screen="phone")
    results = page.locator(".rd-results")
    expect(results.locator('a[href^="tel:0115496"]').first).to_be_visible()
    expect(results.get_by_role("link", name=re.compile("Take off this filter")).first).to_be_visible()


def test_a_misspelt_town_is_offered_as_it_should_be_and_the_form_is_kept(page_at):
    page = page_at("/services?words=parents&place=Beestn", screen="phone")
    expect(page.get_by_label("What help is needed?")).to_have_value("parents")
    follow(page.locator(".govuk-error-summary").get_by_role("link", name="Beeston", exact=True))
    expect(page.locator("#results")).to_contain_text("Beeston")


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_a_service_page_and_its_report_form_are_accessible_in_every_state(page_at, check_page, screen):
    page = page_at("/services?words=parents&place=NG5", screen=screen)
    follow(page.locator(".rd-card a").first)
    check_page(page)
    follow(page.get_by_role("link", name="Something wrong on this page? Tell us"))
    check_page(page)
    follow(page.get_by_role("button", name="Send"))
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    check_page(page)
    page.get_by_label("It has closed, or is not what it says").check()
    follow(page.get_by_role("button", name="Send"))
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    check_page(page)


def test_the_map_leads_to_the_list(page_at):
    page = page_at(SEARCHES["a list"])
    page.locator(".rd-map-fold > summary").click()
    page.locator(".rd-map a").first.click()
    assert re.search(r"#service-\d+$", page.url)


def test_the_page_can_be_walked_by_keyboard_alone(page_at):
    page = page_at("/services")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("What help is needed?")).to_be_focused()
    page.keyboard.type("bereavement")
    page.keyboard.press("Enter")
    expect(page.locator(".rd-card").first).to_be_visible()


def test_leaving_the_page_replaces_it_in_the_history(page_at):
    page = page_at("/services", screen="phone")
    leave = page.get_by_role("link", name="Leave this page")
    expect(leave).to_be_visible()
    leave.evaluate("link => { link.href = '/about' }")
    before = page.evaluate("history.length")
    leave.click()
    page.wait_for_url("**/about")
    assert page.evaluate("history.length") == before


def test_on_paper_the_numbers_and_the_facts_stay_and_the_buttons_go(page_at):
    page = page_at("/services?words=parents")
    page.locator(".rd-card a").first.click()
    page.emulate_media(media="print")
    expect(page.locator(".rd-numbers")).to_be_visible()
    expect(page.get_by_role("heading", name="Who it is for")).to_be_visible()
    expect(page.locator(".rd-nav")).to_be_hidden()
    expect(page.locator(".rd-leave")).to_be_hidden()
