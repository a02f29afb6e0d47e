"""How an outcome came about, what would raise it, how services fit, and a plan for the time after help."""

import pytest
from following import follow
from journeys import GRANDFATHER, SOCIAL_WORKER, TEACHING_ASSISTANT, YOUTH_WORKER
from playwright.sync_api import Page, expect
from test_should_i_refer import begin, finish, press, unfold, walk

GRAVE_ENDING = {**SOCIAL_WORKER, "risks": {"child-risks": ["says-hurt"], "earlier": ["ending"], "adults": ["none"]}}


def explained(page: Page) -> Page:
    follow(page.get_by_role("link", name="How we came to this"))
    expect(page.get_by_role("heading", name="How we came to this")).to_be_visible()
    return page


@pytest.mark.parametrize(("screen", "who"), [("small phone", YOUTH_WORKER), ("desk", TEACHING_ASSISTANT)])
def test_the_way_from_answer_to_advice_can_be_read_and_questioned(page_at, check_page, screen, who):
    page = explained(finish(walk(begin(page_at("/should-i-refer", screen=screen)), who)))
    unfold(page)
    check_page(page)
    steps = page.locator(".rd-how__flow").first.get_by_role("listitem")
    expect(steps.first).to_contain_text("You told us")
    expect(page.locator(".rd-how__flow").first).to_contain_text("That leads to")
    follow(page.locator(".rd-how__asked a").first)
    expect(page.get_by_role("button", name="Continue")).to_be_visible()


def test_without_scripts_all_of_it_is_there_and_can_be_unfolded(page_at):
    page = begin(page_at("/should-i-refer", screen="phone", javascript=False))
    explained(finish(walk(page, TEACHING_ASSISTANT)))
    page.locator("summary", has_text="Ring 999").click()
    expect(page.get_by_text("Yes, someone is in danger now")).to_be_visible()
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()


def test_a_sign_named_there_raises_the_advice_when_it_is_ticked(page_at):
    page = explained(finish(walk(begin(page_at("/should-i-refer")), TEACHING_ASSISTANT)))
    sign = page.locator("#raise ~ details").first.locator("li").first
    named = sign.inner_text()
    page.goto(page.url.replace("/why", "/signs"))
    page.get_by_label(named).check()
    press(page, "Continue")
    page.goto(page.url.rsplit("/", 1)[0] + "/why")
    expect(page.locator(".rd-why__outcome")).to_contain_text("Ring")


def test_on_paper_what_was_folded_is_there_and_no_box_is_cut(page_at):
    page = explained(finish(walk(begin(page_at("/should-i-refer")), GRANDFATHER)))
    page.emulate_media(media="print")
    expect(page.get_by_text("We did not ask for the signs of these")).to_be_visible()
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()


def test_how_each_service_fits_and_who_else_was_near_is_folded_away_until_asked_for(page_at, check_page):
    page = finish(walk(begin(page_at("/should-i-refer", screen="phone")), TEACHING_ASSISTANT))
    door = page.locator(".rd-plan__card").first
    expect(door.locator(".rd-fit")).to_be_hidden()
    door.get_by_text("How it fits").click()
    expect(door.locator(".rd-fit")).to_contain_text("Covers where they live (meets)")
    door.get_by_text("Other services near, and why we left them out").click()
    expect(door.locator(".rd-near__failed").first).to_be_visible()
    check_page(page)


@pytest.mark.parametrize("screen", ["small phone", "desk"])
def test_a_plan_for_when_help_ends_is_made_from_its_own_way_in(page_at, check_page, screen):
    page = page_at("/should-i-refer", screen=screen)
    follow(page.get_by_role("link", name="A plan or a social worker’s help is ending"))
    check_page(page)
    finish(walk(begin(page), SOCIAL_WORKER))
    expect(page.get_by_role("heading", level=1)).to_contain_text("what will still be there when the help ends")
    expect(page.get_by_role("heading", name="Who keeps in touch")).to_be_visible()
    expect(page.locator(".rd-ending__blank")).to_have_count(2)
    unfold(page)
    check_page(page)


def test_a_plan_for_when_help_ends_says_first_that_a_child_may_not_be_safe(page_at):
    page = finish(walk(begin(page_at("/should-i-refer/ending", screen="phone")), GRAVE_ENDING))
    expect(page.get_by_text("The help must not end on this")).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ring the front door today")
