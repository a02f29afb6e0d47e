"""A provider suggests a change on a phone, a commissioner approves it at a desk; a report is answered; contracts."""

import re

import pytest
from following import follow
from playwright.sync_api import expect
from sqlmodel import select

from directory.models import Service


@pytest.fixture
def service(served):
    """A live service of the demonstration directory that is not about safety."""
    app, _ = served
    with app.extensions["right_door"].open_session(writing=False) as session:
        found = session.exec(select(Service).where(Service.name == "Amber Door walk-in")).first()
    assert found is not None
    return found


@pytest.mark.parametrize("javascript", [True, False])
def test_a_providers_new_words_wait_are_approved_and_appear(page_at, check_page, service, javascript):
    words = f"Come in and talk, with{'' if javascript else 'out'} a name."
    looked_over = check_page if javascript else lambda _page: None  # axe itself is a script
    own = service.organization_id
    provider = page_at("/provider", screen="phone", javascript=javascript, as_="provider editor", organization_id=own)
    looked_over(provider)
    follow(provider.get_by_role("link", name=re.compile(rf"Change it\W+{service.name}")))
    looked_over(provider)
    provider.get_by_label("What happens there, in plain words").fill(words)
    follow(provider.get_by_role("button", name="Send the suggestion"))
    expect(provider.get_by_text("until then the page stays as it is")).to_be_visible()
    expect(provider.get_by_role("button", name="Take it back")).to_be_visible()
    looked_over(provider)

    approver = page_at("/curation/proposals", javascript=javascript, as_="administrator")
    looked_over(approver)
    follow(approver.get_by_role("link", name=service.name).first)
    expect(approver.get_by_text(words).first).to_be_visible()
    approver.locator("summary").first.click()
    looked_over(approver)
    follow(approver.get_by_role("button", name="Approve what is taken"))
    expect(approver.get_by_text("Decided. The answer is sent.")).to_be_visible()
    expect(page_at(f"/services/{service.id}").get_by_text(words)).to_be_visible()


def test_a_report_is_sent_with_an_address_and_answered(page_at, check_page, service):
    visitor = page_at(f"/services/{service.id}/report", screen="small phone")
    check_page(visitor)
    visitor.get_by_label("It has closed, or is not what it says").check()
    visitor.get_by_label(re.compile("What should it say")).fill("A sign on the door says closed")
    visitor.get_by_label(re.compile("Your email")).fill("pat@example.org")
    follow(visitor.get_by_role("button", name="Send"))
    check_page(visitor)

    approver = page_at("/curation/proposals", screen="phone", as_="administrator")
    expect(approver.get_by_role("heading", name=re.compile("Said to be closed"))).to_be_visible()
    follow(approver.get_by_role("link", name=service.name).first)
    check_page(approver)
    approver.get_by_label("The page is right as it is").check()
    approver.get_by_label("Say it in a few words").fill("We rang: it is open again")
    follow(approver.get_by_role("button", name="Decide"))
    expect(approver.get_by_text("the address is forgotten")).to_be_visible()


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_contracts_are_drawn_and_each_of_their_pages_fits(page_at, check_page, screen):
    page = page_at("/curation/contracts", screen=screen, as_="administrator")
    expect(page.locator(".rd-timeline svg").first).to_be_visible()
    check_page(page)
    for link in ("Renew or end", "Say what it is now"):
        follow(page.get_by_role("link", name=re.compile(link)).first)
        check_page(page)
        page.go_back()
    follow(page.locator("tbody th a").first)
    check_page(page)
