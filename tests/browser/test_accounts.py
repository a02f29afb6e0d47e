"""From the invitation to a new password in a real browser, on a phone and at a desk, with and without scripts."""

import re

import pytest
from following import follow
from member import PASSWORD, code_at, wait_for_link
from playwright.sync_api import Page, expect

PHRASE, NEXT_PHRASE = "seven quiet otters swimming", "nine loud herons resting"


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    follow(page.get_by_role("button", name="Sign in"))


@pytest.mark.parametrize(("screen", "javascript"), [("small phone", False), ("desk", True)])
def test_a_safeguarding_lead_comes_in_sets_up_the_second_step_and_forgets_the_password(
    page_at, check_page, served, screen, javascript
):
    app, address = served
    email = f"{screen.replace(' ', '')}@example.org"
    made = app.test_cli_runner().invoke(args=["accounts", "invite", email, "--role", "safeguarding lead"])
    page = page_at(re.search(r"(/invitation/\S+)", made.output)[1], screen=screen, javascript=javascript)
    check = check_page if javascript else lambda page: None
    check(page)
    page.get_by_label("New password", exact=True).fill(PHRASE)
    follow(page.get_by_role("button", name="Save the password"))
    expect(page.get_by_role("heading", name="One thing is missing")).to_be_visible()
    check(page)
    follow(page.get_by_role("link", name="Set up the second step").first)
    check(page)
    follow(page.get_by_role("button", name="Start"))
    check(page)
    assert page.locator(".rd-qr svg").bounding_box()["width"] > 150
    secret = page.locator("#key").inner_text().replace(" ", "")
    page.get_by_label("Six figures").fill(code_at(app, -1, secret))
    follow(page.get_by_role("button", name="Turn the second step on"))
    expect(page.locator(".rd-codes li")).to_have_count(10)
    check(page)
    follow(page.get_by_role("link", name="I have kept them"))
    follow(page.get_by_role("button", name="Sign out", exact=True))
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()

    page.goto(f"{address}/sign-in")
    check(page)
    sign_in(page, email, "not the password at all")
    expect(page.get_by_role("alert")).to_contain_text("not right")
    check(page)
    sign_in(page, email, PHRASE)
    check(page)
    page.get_by_label("Six figures").fill(code_at(app, 0, secret))
    follow(page.get_by_role("button", name="Go on"))
    expect(page).to_have_url(f"{address}/content")
    page.goto(f"{address}/account")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    follow(page.get_by_role("button", name="Sign out everywhere"))

    page.goto(f"{address}/forgotten-password")
    page.get_by_label("E-mail address").fill(email)
    follow(page.get_by_role("button", name="Send me a link"))
    check(page)
    page.goto(address + wait_for_link(app, "new-password", to=email))
    page.get_by_label("New password", exact=True).fill(NEXT_PHRASE)
    follow(page.get_by_role("button", name="Save the password"))
    follow(page.get_by_role("link", name="Sign in").first)
    sign_in(page, email, NEXT_PHRASE)
    page.get_by_label("Six figures").fill(code_at(app, 1, secret))
    follow(page.get_by_role("button", name="Go on"))
    expect(page).to_have_url(f"{address}/content")


@pytest.mark.parametrize("screen", ["small phone", "desk"])
def test_an_administrators_pages_are_accessible_and_fit_their_screen(page_at, check_page, screen):
    page = page_at("/accounts", screen=screen, as_="administrator")
    check_page(page)
    follow(page.get_by_role("link", name="Invite somebody"))
    check_page(page)
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    follow(page.get_by_role("button", name="Go on"))
    expect(page.get_by_role("heading", name="Invite somebody")).to_be_visible()
    check_page(page)
    page.get_by_label("Their name").fill("Kit")
    page.get_by_label("Their e-mail address").fill(f"kit.{screen.replace(' ', '')}@example.org")
    page.get_by_label("Commissioner").check()
    follow(page.get_by_role("button", name="Send the invitation"))
    expect(page.get_by_role("alert")).to_contain_text("Choose the areas")
    check_page(page)
    page.get_by_label("Nottinghamshire", exact=True).check()
    follow(page.get_by_role("button", name="Send the invitation"))
    expect(page.get_by_role("heading", name="Kit")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Change what they may do"))
    check_page(page)
    follow(page.get_by_role("link", name="Accounts", exact=True).first)
    follow(page.get_by_role("link", name="What was done to accounts"))
    check_page(page)
