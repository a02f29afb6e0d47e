"""An audit from its draw to its end, at a desk and on a phone, with and without scripts."""

import re

import pytest
from following import follow
from playwright.sync_api import expect


@pytest.mark.parametrize(("screen", "javascript"), [("desk", True), ("phone", False)])
def test_an_audit_is_drawn_looked_at_acted_on_and_closed(page_at, check_page, screen, javascript):
    looked_over = check_page if javascript else lambda _page: None  # axe itself is a script
    page = page_at("/curation/audits", screen=screen, javascript=javascript, as_="administrator")
    looked_over(page)
    follow(page.get_by_role("link", name="Draw a sample"))
    looked_over(page)
    page.get_by_label("What do you call this audit?").fill(f"Check at a {screen}")
    page.get_by_label("How many services?").fill("2")
    follow(page.get_by_role("button", name="Draw"))
    page.get_by_role("button", name=re.compile("All right")).first.click()
    expect(page.get_by_text("100%").first).to_be_visible()
    looked_over(page)
    follow(page.locator(".rd-sample__line a").first)
    looked_over(page)
    page.locator('input[name="wrong_fields"][value="phones"]').check()
    page.get_by_label("Something is wrong, or missing").check()
    page.get_by_label("What did you find, in words?").fill("The number rings out")
    follow(page.get_by_role("button", name="Keep and go to the next"))
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    looked_over(page)
    page.get_by_label("What is to be done?").fill("Ask for the number")
    page.get_by_label("It is done already").check()
    follow(page.get_by_role("button", name="Keep and go to the next"))
    expect(page.get_by_role("table", name="Which facts are wrong most")).to_contain_text("Phone")
    page.get_by_label("What did this audit tell us?").fill("Numbers are the weak spot")
    follow(page.get_by_role("button", name="Close the audit"))
    expect(page.get_by_text("Numbers are the weak spot")).to_be_visible()
    looked_over(page)
