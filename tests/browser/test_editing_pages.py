"""Editing in a browser: the preview follows what is typed, the keyboard publishes, two versions are chosen between."""

import re

import pytest
from following import follow, press_enter


@pytest.fixture
def record(served):
    """The address of one record of the demonstration directory."""
    client = served[0].test_client()
    found = re.search(r'href="(/services/[0-9a-f-]{36})', client.get("/services?words=food+bank+Sutton").text)
    assert found
    return f"/curation{found[1]}"


def test_a_record_is_found_edited_with_a_live_preview_and_published_by_keyboard(page_at, check_page, record):
    page = page_at("/curation/services", as_="administrator")
    check_page(page)
    page.get_by_label("Name, organisation, phone number or id").fill("larder food bank")
    press_enter(page)
    follow(page.get_by_role("link", name="Larder food bank, Sutton", exact=True))
    check_page(page)
    follow(page.get_by_role("link", name="Edit", exact=True))
    check_page(page)
    page.get_by_label("Ages", exact=True).fill("5-11")
    page.locator("#schedules-0-times").fill("Mon-Fri 9 to 5")
    preview = page.locator("[data-preview-here]")
    preview.get_by_text("Monday to Friday, 9am to 5pm").wait_for()
    preview.get_by_text("age 5 to age 11").wait_for()
    page.locator('[data-read="ages"]').get_by_text("age 5 to age 11").wait_for()
    page.get_by_label("Ages", exact=True).fill("big ones")
    page.locator("#ages ~ *, p.govuk-error-message").get_by_text("We could not read").first.wait_for()
    page.get_by_label("Ages", exact=True).fill("5-12")
    page.get_by_label("How do you know?").fill("Told by phone")
    page.keyboard.press("Control+s")
    page.get_by_text("Published: ").wait_for()
    assert page.get_by_text("age 5 to age 12").count() == 1
    check_page(page)


@pytest.mark.parametrize("screen", ["small phone", "desk"])
def test_two_versions_are_chosen_between_without_a_script(page_at, check_page, record, screen):
    first, second = (
        page_at(f"{record}/edit", as_="administrator", screen=screen, javascript=screen == "desk") for _ in range(2)
    )
    for page, said in ((first, "Bring a bag"), (second, "Bring two bags")):
        page.get_by_label("Notice at the top of the page").fill(f"{said} ({screen})")
        page.get_by_label("How do you know?").fill("Told by phone")
        follow(page.get_by_role("button", name="Publish").first)
    assert second.get_by_role("heading", level=1).inner_text() == "Two people changed the same answer"
    assert second.get_by_text(f"Bring a bag ({screen})").count() >= 1
    check_page(second) if screen == "desk" else None
    second.get_by_label("Use yours").check()
    follow(second.get_by_role("button", name="Go on"))
    assert second.get_by_text(f"Bring two bags ({screen})").count() == 1


@pytest.mark.parametrize("page", ["", "/edit", "/close", "/retire"])
def test_every_step_is_whole_on_a_phone(page_at, check_page, record, page):
    check_page(page_at(f"{record}{page}", as_="administrator", screen="small phone"))


@pytest.mark.parametrize("path", ["services", "services/new", "organizations/new", "locations/new"])
def test_every_list_and_blank_form_is_whole_on_a_phone(page_at, check_page, path):
    check_page(page_at(f"/curation/{path}", as_="administrator", screen="small phone"))
