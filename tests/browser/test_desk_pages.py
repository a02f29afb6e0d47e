"""The desk's one screen in a real browser: a whole call by the keyboard alone, on a phone, and without scripts."""

import json

import pytest
from playwright.sync_api import Page, expect

CALL = "School nurse, NG18. A twelve-year-old cares for her disabled mother and is behind at school. Romanian at home."
BRUISE = "Health visitor. A bruise on a ten-week-old's cheek. Mum says he rolled onto a toy."
OFFICER = "information officer"


def rows(page: Page):
    return page.locator(".rd-offer")


def listed(page: Page):
    return page.locator(".rd-list__name")


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_a_whole_call_by_the_keyboard_alone(page_at, check_page, screen):
    page = page_at("/desk", as_=OFFICER, screen=screen)
    keys = page.keyboard
    expect(page.locator("#text")).to_be_focused()
    keys.type(CALL)
    expect(rows(page)).to_have_count(9, timeout=20_000)
    expect(page.locator("#need-young-carers")).to_be_checked()
    expect(page.locator("#language-note")).to_contain_text("Romanian")
    keys.press("Alt+1")
    expect(listed(page)).to_have_count(1)
    expect(page.locator("#text")).to_have_value(CALL)
    keys.press("Escape")
    keys.press("2")
    expect(listed(page)).to_have_count(2)
    keys.press("p")
    keys.type("NG18 1AA")
    expect(page.locator("#place-note")).to_contain_text("NG18 (Mansfield)")
    keys.press("Escape")
    keys.press("?")
    expect(page.locator("[data-keys]")).to_have_attribute("open", "")
    check_page(page)
    keys.press("r")
    page.wait_for_url("**/should-i-refer/*/danger")
    page.goto(page.url.split("/should-i-refer")[0] + "/desk")
    expect(listed(page)).to_have_count(2)
    expect(page.locator("#place")).to_have_value("NG18 (Mansfield)")
    expect(page.locator("#text")).to_have_value("")
    keys.press("Escape")
    keys.press("l")
    page.wait_for_url("**/desk/log")


def test_the_number_comes_up_while_somebody_types_and_the_cursor_stays(page_at, check_page):
    page = page_at("/desk", as_=OFFICER, screen="small phone")
    page.keyboard.type(BRUISE)
    alarm = page.locator(".rd-alarm")
    expect(alarm.get_by_role("link", name="0115 496 0000")).to_be_in_viewport(timeout=20_000)
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value(BRUISE)
    check_page(page)
    page.locator("#text").fill("")
    expect(alarm).to_have_count(0)
    page.get_by_label("Not sure").first.check()
    expect(page.locator(".rd-prompt__then--not-sure").first).to_be_visible()
    expect(alarm).to_contain_text("Is the child safe now?")


def test_what_is_ticked_by_hand_stays_and_the_focus_with_it(page_at):
    page = page_at("/desk", as_=OFFICER)
    page.keyboard.type(CALL)
    expect(rows(page)).to_have_count(9, timeout=20_000)
    need = page.locator("#need-young-carers")
    need.focus()
    with page.expect_response("**/desk/so-far"):
        page.keyboard.press("Space")
    expect(need).not_to_be_checked()
    expect(need).to_be_focused()
    with page.expect_response("**/desk/so-far"):
        page.select_option("#more-needs", "bereavement")
    expect(page.locator("#need-bereavement")).to_be_checked()


def test_one_key_clears_the_screen_for_the_next_call(page_at):
    page = page_at("/desk", as_=OFFICER)
    page.keyboard.type(CALL)
    expect(rows(page)).to_have_count(9, timeout=20_000)
    page.keyboard.press("Alt+3")
    expect(listed(page)).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+N")
    expect(listed(page)).to_have_count(0)
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("")


def test_single_keys_can_be_switched_off_and_nothing_else_is_kept_by_the_browser(page_at):
    page = page_at("/desk", as_=OFFICER)
    page.keyboard.type(CALL)
    expect(rows(page)).to_have_count(9, timeout=20_000)
    page.locator("[data-keys] summary").click()
    page.locator("#single-keys").uncheck()
    page.locator("#found-title").focus()
    page.keyboard.press("1")
    page.keyboard.press("/")
    expect(page.locator("#found-title")).to_be_focused()
    expect(listed(page)).to_have_count(0)
    page.reload()
    expect(page.locator("#single-keys")).not_to_be_checked()
    kept = json.loads(page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))
    assert kept == {"desk-single-keys": "off"}


@pytest.mark.parametrize("screen", ["desk", "small phone"])
def test_without_scripts_the_same_screen_is_complete(page_at, screen):
    page = page_at("/desk", as_=OFFICER, screen=screen, javascript=False)
    page.locator("#text").fill(CALL)
    page.get_by_role("button", name="Show what fits").click()
    expect(rows(page)).to_have_count(9)
    page.locator("#place").fill("Worksop")
    page.locator("#place").press("Enter")
    expect(page.locator("#place-note")).to_have_text("Worksop")
    expect(page.locator("#text")).to_have_value(CALL)
    page.locator("[data-toggle]").first.click()
    page.locator("[data-toggle]").nth(1).click()
    expect(listed(page)).to_have_count(2)
    second = listed(page).nth(1).inner_text()
    page.locator(".rd-list__one").nth(1).get_by_role("button", name="up").click()
    expect(listed(page).first).to_contain_text(second.removeprefix("2. "))
    expect(page.locator("#text")).to_have_value(CALL)
    page.locator("#safe-now-no").check()
    page.get_by_role("button", name="Show what fits").click()
    expect(page.locator(".rd-alarm")).to_contain_text("999")
    page.get_by_role("button", name="Clear for the next call").click()
    expect(listed(page)).to_have_count(0)
    expect(page.locator("#text")).to_have_value("")
