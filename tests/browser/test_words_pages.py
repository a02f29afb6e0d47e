"""The pages for words as a safeguarding lead meets them: on a phone, without JavaScript, and with axe on every page."""

import re
from collections.abc import Callable

from flask import Flask
from following import follow
from member import add_account, start
from playwright.sync_api import Page, expect


def sign_in(page: Page, served: tuple[Flask, str]) -> None:
    """Put the session of a safeguarding lead into the browser's cookie."""
    app, address = served
    token = start(app, add_account(app, "safeguarding lead"))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    value = client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
    page.context.add_cookies([{"name": app.config["SESSION_COOKIE_NAME"], "value": value, "url": address}])


def test_a_word_is_added_tried_published_and_taken_back(
    page_at: Callable[..., Page], check_page: Callable[[Page], None], served: tuple[Flask, str]
) -> None:
    page = page_at("/", screen="small phone", javascript=False)
    sign_in(page, served)
    address = served[1]
    page.goto(f"{address}/words")
    follow(page.get_by_role("link", name="Sleep", exact=True))
    words = page.get_by_label("Everyday words")
    words.fill(words.input_value() + "\nflibbertigibbeting")
    follow(page.get_by_role("button", name="Keep in your changes"))
    expect(page.locator("ins")).to_contain_text("flibbertigibbeting")
    follow(page.get_by_role("button", name="See what they do to the search"))
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"\d+ of \d+ questions? change"))
    page.get_by_label("Your own questions").fill("he keeps flibbertigibbeting")
    follow(page.get_by_role("button", name="Try them"))
    expect(page.get_by_role("heading", name="“he keeps flibbertigibbeting”")).to_be_visible()
    follow(page.get_by_role("button", name="Publish for everybody"))
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    page.get_by_label("Why?").fill("Families say so")
    follow(page.get_by_role("button", name="Publish for everybody"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Edition")
    page.goto(f"{address}/services?words=flibbertigibbeting")
    expect(page.locator("#results")).not_to_contain_text("0 services")
    page.goto(f"{address}/words/editions")
    follow(page.get_by_role("button", name="Go back to the words Right Door came with"))
    expect(page.locator("del")).to_contain_text("flibbertigibbeting")
    page.goto(f"{address}/services?words=flibbertigibbeting")
    expect(page.locator("#results")).to_contain_text("0 services")


def test_every_page_about_words_is_accessible_on_a_phone(
    page_at: Callable[..., Page], check_page: Callable[[Page], None], served: tuple[Flask, str]
) -> None:
    page = page_at("/", screen="small phone")
    sign_in(page, served)
    page.goto(f"{served[1]}/words/alike/nappy")
    page.get_by_label("Words that mean the same").fill("nappy\ndiaper\npampers")
    follow(page.get_by_role("button", name="Keep in your changes"))
    check_page(page)
    for path in ("", "/alike", "/jargon?q=ca", "/jargon/new", "/needs/sleep", "/draft/preview", "/editions"):
        page.goto(f"{served[1]}/words{path}")
        check_page(page)
