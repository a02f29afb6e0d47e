""" "Tell us in your own words" in a real browser: phones and a desk, with and without scripts."""

import pytest
from journeys import TEACHING_ASSISTANT
from playwright.sync_api import Page, expect
from test_should_i_refer import at, fill_in, go_on, press, unfold

HEALTH_VISITOR = "Home visit. A bruise on a ten-week-old's cheek. Mum says he rolled onto a toy."
KNIFE = "Her ex is outside the house with a knife right now and the kids are upstairs"
TEACHER = "He is 7, comes in the same dirty jumper all week and asks the others for their food. Mum is so tired"


def tell(page: Page, text: str) -> Page:
    page.get_by_label("Tell us in your own words").fill(text)
    press(page, "Continue")
    return page


@pytest.mark.parametrize("screen", ["small phone", "phone", "desk"])
@pytest.mark.parametrize("text", [HEALTH_VISITOR, KNIFE, "I can't do this any more", "她很饿"])
def test_what_was_read_is_accessible_and_fits_the_screen(page_at, check_page, screen, text):
    page = tell(page_at("/should-i-refer", screen=screen), text)
    unfold(page)
    check_page(page)


@pytest.mark.parametrize(("screen", "javascript"), [("small phone", True), ("desk", False)])
def test_from_own_words_through_the_questions_to_the_next_step(page_at, screen, javascript):
    page = tell(page_at("/should-i-refer", screen=screen, javascript=javascript), HEALTH_VISITOR)
    assert page.get_by_role("heading", level=2).first.inner_text() == "A child may not be safe. Please ring and ask"
    expect(page.locator('[name="signs"][value="bruise-not-mobile"]')).to_be_checked()
    page.get_by_label("A child’s age is 10 weeks").check()
    press(page, "Carry on with the questions")
    seen = []
    while at(page) != "check":
        seen.append(at(page))
        answers = {"ages": "10 weeks", "place": "S80"} if at(page) == "children" else TEACHING_ASSISTANT[at(page)]
        if at(page) == "children":
            expect(page.locator("#q-ages")).to_have_value("10 weeks")
        if at(page) == "signs":
            expect(page.locator('[value="bruise-not-mobile"]')).to_be_checked()
            answers = {}
        fill_in(page, {key: answer for key, answer in answers.items() if page.locator(f'[name="q-{key}"]').count()})
        go_on(page)
        assert seen[-1] != at(page), page.locator(".govuk-error-summary").all_inner_texts()
    assert "signs" in seen
    assert "worries" not in seen
    press(page, "Show me what to do")
    expect(page.locator(".rd-outcome")).to_contain_text("Talk to the front door now")


def test_the_number_comes_up_while_somebody_types_and_is_in_sight(page_at, check_page):
    page = page_at("/should-i-refer", screen="phone")
    box = page.get_by_label("Tell us in your own words")
    box.press_sequentially(KNIFE)
    ring = page.locator("[data-ring-first]").get_by_role("link", name="Ring 999")
    expect(ring).to_be_in_viewport()
    expect(box).to_be_focused()
    expect(box).to_have_value(KNIFE)
    check_page(page)
    box.fill("")
    box.press_sequentially("a")
    box.press("Backspace")
    expect(ring).to_have_count(0)


def test_a_text_that_cannot_be_used_is_told_and_kept(page_at, check_page):
    page = page_at("/should-i-refer", screen="small phone")
    press(page, "Continue")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    check_page(page)
    page.get_by_label("What worries you?").fill("he is hungry " * 200)
    expect(page.locator(".govuk-character-count__status")).to_contain_text("letters too long")
    press(page, "Continue")
    expect(page.get_by_label("What worries you?")).to_have_value(("he is hungry " * 200).strip())
    check_page(page)


@pytest.mark.parametrize(("screen", "javascript"), [("small phone", True), ("desk", False)])
def test_from_the_search_page_to_services_for_what_was_told(page_at, check_page, screen, javascript):
    page = page_at("/services", screen=screen, javascript=javascript)
    page.locator(".rd-unsure summary").click()
    if javascript:
        check_page(page)
    page.get_by_label("What is going on?").fill(TEACHER)
    press(page, "Continue")
    page.locator('[name="needs"]').first.check()
    press(page, "Find services for these needs")
    assert "/services?needs=" in page.url
    assert "jumper" not in page.url
    expect(page.locator(".rd-cards > li").first).to_be_visible()


def test_a_long_search_is_read_with_its_place_and_nothing_new_in_the_address(page_at, check_page):
    page = page_at("/services?words=he+is+always+hungry+and+mum+is+so+tired&place=NG17", screen="phone")
    check_page(page)
    press(page, "Read my words")
    assert page.url.endswith("/should-i-refer/own-words")
    page.locator('[name="needs"]').first.check()
    press(page, "Find services for these needs")
    assert "place=NG17" in page.url


def test_the_text_can_be_changed_and_sent_again(page_at):
    page = tell(page_at("/should-i-refer"), TEACHER)
    page.locator("summary", has_text="Change it and send it again").click()
    box = page.get_by_label("Your words")
    expect(box).to_have_value(TEACHER)
    box.fill(f"{TEACHER}. There is a bruise on the ten-week-old baby's cheek.")
    press(page, "Continue")
    expect(page.locator('[name="signs"][value="bruise-not-mobile"]')).to_be_checked()
    expect(page.locator(".rd-wrote mark").first).to_be_visible()
