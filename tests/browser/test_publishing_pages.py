"""Content edited and published in a real browser, by two leads, on a small phone and without JavaScript."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from following import follow
from lead import light
from member import PASSWORD
from playwright.sync_api import Page, expect

PAGES = (
    "",
    "/entries",
    "/entries?topic=self-harm-suicide",
    "/entries/sign/self-harm",
    "/entries/sign/self-harm/change",
    "/entries/sign/self-harm/split",
    "/entries/question/self-harm-detail",
    "/entries/front-door/county/change",
    "/new/combination",
    "/draft",
    "/files",
    "/cases",
    "/cases/new",
    "/editions",
)


@pytest.fixture
def checked_lightly(served: tuple[Flask, str]) -> Iterator[None]:
    """The whole proof takes long, and has tests of its own."""
    app, _ = served
    examiner = app.extensions["right_door"].examiner
    proof = examiner.checker
    light(app)
    yield
    examiner.checker = proof
    app.extensions.pop("content_looks")


def look(page: Page, path: str) -> None:
    """Open a review and wait until it is there."""
    page.goto(path)
    expect(page.get_by_role("heading", name="What would change for people")).to_be_visible()


def give_password(page: Page) -> None:
    follow(page.get_by_role("button", name="Give your password"))
    page.locator("input[type=password]").fill(PASSWORD)
    follow(page.locator("main").get_by_role("button", name="Go on"))


def test_self_harm_is_split_by_how_often_agreed_by_a_second_lead_and_taken_back(
    page_at: Callable[..., Page],
    check_page: Callable[[Page], None],
    served: tuple[Flask, str],
    checked_lightly: None,
) -> None:
    address = f"{served[1]}/content"
    lead = page_at("/content", screen="small phone", javascript=False, as_="safeguarding lead")
    lead.goto(f"{address}/new/answer?question=self-harm-detail")
    lead.get_by_label("Answer", exact=True).fill("Every week, or more often")
    lead.get_by_label("What it means, number 1").fill("self-harm-weekly")
    follow(lead.get_by_role("button", name="Keep in the draft"))
    expect(lead.get_by_role("alert")).to_contain_text("There is no “self-harm-weekly”")
    lead.get_by_label("What it means, number 1").fill("self-harm-grave")
    follow(lead.get_by_role("button", name="Keep in the draft"))
    lead.goto(f"{address}/entries/sign/rejected-blamed/change")
    lead.get_by_label("Level of need").select_option("3")
    lead.get_by_label("Safeguarding: ring the front door today").set_checked(False)
    follow(lead.get_by_role("button", name="Keep in the draft"))
    look(lead, f"{address}/draft/review")
    give_password(lead)
    lead.get_by_label("What changes, in a few words").fill("Self-harm split by how often")
    lead.get_by_label("Why it should be published").fill("The partnership agreed")
    follow(lead.get_by_role("button", name="Ask a second lead"))
    expect(lead.get_by_role("heading", level=1)).to_have_text("Waiting for a second lead")
    waiting = lead.url
    other = page_at("/content", screen="phone", as_="safeguarding lead")
    look(other, waiting)
    check_page(other)
    give_password(other)
    follow(other.get_by_role("button", name="I agree: publish it"))
    expect(other.locator("main")).to_contain_text("The partnership agreed")
    check_page(other)
    look(other, f"{address}/editions/0/back")
    check_page(other)
    follow(other.get_by_role("button", name="Go back now"))
    expect(other.get_by_role("heading", level=1)).to_contain_text("Edition 2")
    expect(other.locator("main")).to_contain_text("the content Right Door came with")


def test_every_page_about_content_is_accessible_on_a_small_phone(
    page_at: Callable[..., Page], check_page: Callable[[Page], None], served: tuple[Flask, str]
) -> None:
    page = page_at("/content", screen="small phone", as_="safeguarding lead")
    for path in PAGES:
        page.goto(f"{served[1]}/content{path}")
        check_page(page)
