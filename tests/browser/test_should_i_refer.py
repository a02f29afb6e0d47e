""" "Should I refer?" in a real browser, as the people of the journeys would, on a phone and at a desk, with and without
scripts; every page and state checked for accessibility."""

import re

import pytest
from following import follow
from journeys import (
    GRANDFATHER,
    HEALTH_VISITOR,
    SOCIAL_WORKER,
    TEACHING_ASSISTANT,
    YOUTH_WORKER,
    field_of,
)
from playwright.sync_api import Page, expect

JOURNEYS = {
    "teaching assistant": (TEACHING_ASSISTANT, "Early help"),
    "health visitor": (HEALTH_VISITOR, "Talk to the front door now"),
    "grandfather": ({**GRANDFATHER, "children": {"ages": "6, 4", "place": "NG3"}}, "without names"),
    "youth worker": ({**YOUTH_WORKER, "children": {"ages": "15", "place": "DN22"}}, "Talk to the front door now"),
    "social worker": (SOCIAL_WORKER, "Early help"),
}


def begin(page: Page) -> Page:
    press(page, "Start now")
    return page


def press(page: Page, button: str) -> None:
    """Press a button and wait for the page that answers."""
    follow(page.get_by_role("button", name=button))


def at(page: Page) -> str:
    return page.url.rsplit("/", 1)[-1]


def fill_in(page: Page, answers: dict) -> None:
    for question, answer in answers.items():
        for value in answer if isinstance(answer, list) else [answer]:
            field = page.locator(f'[name="{field_of(question)}"]')
            if field.first.get_attribute("type") in ("radio", "checkbox"):
                page.locator(f'[name="{field_of(question)}"][value="{value}"]').check()
            else:
                field.fill(value)


def go_on(page: Page) -> None:
    press(page, "Continue")


def walk(page: Page, journey: dict, until: str = "check", on_each=lambda page: None) -> Page:
    on_each(page)
    while at(page) != until:
        before = at(page)
        fill_in(page, journey[before])
        go_on(page)
        assert at(page) != before, page.locator(".govuk-error-summary").all_inner_texts()
        on_each(page)
    return page


def finish(page: Page) -> Page:
    press(page, "Show me what to do")
    expect(page.get_by_role("heading", name="What to do now")).to_be_visible()
    return page


def unfold(page: Page) -> None:
    """Open everything that is folded away, so that it is looked at too."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")


@pytest.mark.parametrize(("screen", "javascript"), [("small phone", True), ("desk", False)])
@pytest.mark.parametrize("who", JOURNEYS)
def test_each_journey_ends_in_the_right_next_step(page_at, screen, javascript, who):
    journey, words = JOURNEYS[who]
    page = begin(page_at("/should-i-refer", screen=screen, javascript=javascript))
    seen: list[str] = []
    walk(page, journey, on_each=lambda page: seen.append(at(page)))
    assert len(seen) <= 10, seen
    finish(page)
    expect(page.locator(".rd-outcome")).to_contain_text(words)
    expect(page.locator('.rd-outcome a[href^="tel:0115496"]').first).to_be_visible()


@pytest.mark.parametrize("screen", ["small phone", "phone", "desk"])
def test_every_page_and_the_outcome_are_accessible_and_fit_the_screen(page_at, check_page, screen):
    page = page_at("/should-i-refer", screen=screen)
    check_page(page)
    begin(page)
    walk(page, YOUTH_WORKER, on_each=check_page)
    finish(page)
    check_page(page)
    unfold(page)
    check_page(page)


@pytest.mark.parametrize("who", ["teaching assistant", "grandfather", "health visitor"])
def test_every_kind_of_outcome_is_accessible_with_everything_unfolded(page_at, check_page, who):
    page = finish(walk(begin(page_at("/should-i-refer", screen="phone")), JOURNEYS[who][0]))
    unfold(page)
    check_page(page)


@pytest.mark.parametrize("screen", ["small phone", "desk"])
@pytest.mark.parametrize("page_id", ["danger", "you", "children", "worries"])
def test_a_page_sent_without_its_answer_says_so_accessibly(page_at, check_page, screen, page_id):
    page = begin(page_at("/should-i-refer", screen=screen))
    walk(page, TEACHING_ASSISTANT, until=page_id)
    go_on(page)
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    check_page(page)
    summary.get_by_role("link").first.click()
    expect(page.locator("input:focus")).to_have_count(1)


def test_what_could_not_be_read_is_kept_and_explained(page_at, check_page):
    page = begin(page_at("/should-i-refer", screen="phone"))
    walk(page, TEACHING_ASSISTANT, until="children")
    fill_in(page, {"ages": "teenager", "place": "Sutton"})
    go_on(page)
    expect(page.locator("#q-ages")).to_have_value("teenager")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Sutton-in-Ashfield")
    check_page(page)


def test_danger_shows_999_large_and_first(page_at, check_page):
    page = begin(page_at("/should-i-refer", screen="phone"))
    fill_in(page, {"danger": "yes"})
    go_on(page)
    ring = page.get_by_role("main").get_by_role("link", name="Ring 999")
    expect(ring).to_be_in_viewport()
    assert ring.bounding_box()["height"] >= 44
    check_page(page)
    follow(page.get_by_role("link", name="See all the advice so far"))
    unfold(page)
    check_page(page)
    follow(page.get_by_role("link", name="Carry on with the questions"))
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()


def test_the_other_pages_are_accessible(page_at, check_page):
    page = page_at("/should-i-refer/come-back", screen="small phone")
    check_page(page)
    press(page, "Find my answers")
    check_page(page)
    page.goto(page.url.replace("come-back", "7/check"))
    expect(page.get_by_role("heading", name="We could not find those answers")).to_be_visible()
    check_page(page)


def test_none_of_these_clears_the_ticks_and_not_sure_does_not(page_at):
    page = begin(page_at("/should-i-refer"))
    walk(page, TEACHING_ASSISTANT, until="signs")
    sign = page.locator('[name="q-signs-daily-care"][value="unwashed"]')
    sign.check()
    page.locator('[name="q-signs-daily-care"][value="not-sure"]').check()
    expect(sign).to_be_checked()
    page.locator('[name="q-signs-daily-care"][value="none-of-these"]').check()
    expect(sign).not_to_be_checked()


def test_a_sign_counts_even_beside_none_of_these_without_scripts(page_at):
    page = begin(page_at("/should-i-refer", javascript=False))
    contradicting = {**HEALTH_VISITOR, "signs": {"signs:physical-harm": ["bruise-not-mobile", "none-of-these"]}}
    finish(walk(page, contradicting))
    expect(page.locator(".rd-outcome")).to_contain_text("A bruise, burn, scald or mark on a baby")


def test_steps_done_lead_back_and_the_browsers_own_back_works(page_at):
    page = begin(page_at("/should-i-refer"))
    walk(page, TEACHING_ASSISTANT, until="worries")
    follow(page.locator(".rd-flow").get_by_role("link", name=re.compile("^You")))
    expect(page.locator('[name="q-role"][value="school-staff"]')).to_be_checked()
    page.go_back()
    assert at(page) == "worries"
    follow(page.get_by_role("link", name="Back", exact=True))
    expect(page.locator("#q-ages")).to_have_value("7 years")


def test_the_whole_journey_can_be_walked_by_keyboard(page_at):
    page = begin(page_at("/should-i-refer"))
    page.locator("#q-danger").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator('[name="q-danger"][value="no"]')).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_feedback_warns_once_about_a_name_and_is_then_kept(page_at, check_page, javascript):
    page = finish(walk(begin(page_at("/should-i-refer", screen="phone", javascript=javascript)), TEACHING_ASSISTANT))
    page.get_by_role("heading", name="Did this help?").click()
    page.get_by_role("group", name="Did this help?").get_by_label("Partly").check()
    page.get_by_label("Anything else?").fill("I spoke to Charlie Brown about it")
    press(page, "Send")
    expect(page.locator("#comment-error")).to_contain_text("somebody’s name")
    if javascript:
        check_page(page)
    press(page, "Send")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    if javascript:
        check_page(page)


def test_a_lower_judgement_is_answered_accessibly(page_at, check_page):
    page = finish(walk(begin(page_at("/should-i-refer", screen="phone")), HEALTH_VISITOR))
    page.get_by_role("heading", name="My judgement is different").click()
    follow(page.get_by_role("link", name="It is less serious than this"))
    expect(page.get_by_role("main")).to_contain_text("Please talk to the front door first")
    check_page(page)


def test_the_text_can_be_copied_and_the_pdf_taken(page_at):
    page = finish(walk(begin(page_at("/should-i-refer")), HEALTH_VISITOR))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("summary", has_text="Copy as text").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator("#as-text-copied")).to_have_text("Copied")
    assert "RING THE FRONT DOOR TODAY" in page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.get_by_role("link", name="Sheet to fill in by hand").click()
    assert download.value.suggested_filename == "right-door-handover.pdf"


def test_on_paper_the_outcome_shows_what_was_folded_and_room_to_write(page_at):
    page = finish(walk(begin(page_at("/should-i-refer")), HEALTH_VISITOR))
    page.emulate_media(media="print")
    expect(page.locator(".rd-blanks li").first).to_be_visible()
    assert page.locator(".rd-blanks li").first.bounding_box()["height"] >= 45
    expect(page.locator("#told-no .rd-section__body")).to_be_visible()
    expect(page.locator(".rd-take")).to_be_hidden()
    expect(page.locator("#feedback")).to_be_hidden()
