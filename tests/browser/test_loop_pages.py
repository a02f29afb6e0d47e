"""The loop in a real browser: the referrer on a phone, the officer at the desk, the service by its link, the family."""

import re

import pytest
from conftest import TUESDAY_AFTERNOON
from following import follow
from playwright.sync_api import Page, expect
from sqlmodel import select

from directory.models import Service
from matching.following.codes import code_of
from matching.queries import start_enquiry

OFFICER = "information officer"
OWN = "http://127.0.0.1:5000"


@pytest.fixture
def made(served) -> tuple[str, str, str]:
    """Reference and code of an enquiry that has reached its outcome, and the id of a service."""
    app, _ = served
    house = app.extensions["right_door"]
    with app.app_context(), house.open_session() as session:
        enquiry = start_enquiry(session, area="nottinghamshire", content_version="x", today=house.now().date())
        enquiry.completed_at, enquiry.pathway, enquiry.level = TUESDAY_AFTERNOON, "early_help", 2
        enquiry.needs, enquiry.district_code, enquiry.age_band = ["food-poverty"], "E07000170", "5 to 10"
        session.add(enquiry)
        wanted = select(Service.id).where(Service.status == "active").order_by(Service.name)
        service_id = session.exec(wanted.limit(1)).one()
        found = enquiry.reference, code_of(enquiry.id), service_id
        session.commit()
    return found


def press(page: Page, button: str) -> None:
    follow(page.get_by_role("button", name=button, exact=True))


def look(page: Page, reference: str, code: str) -> Page:
    page.get_by_label("Your reference").fill(reference)
    page.get_by_label("Your code").fill(code)
    press(page, "See what happened")
    return page


@pytest.mark.parametrize(("screen", "javascript"), [("small phone", True), ("phone", False)])
def test_the_whole_loop(page_at, check_page, made, screen, javascript):
    """Without scripts axe cannot run, so pages are looked at with them."""
    reference, code, service_id = made
    check = check_page if javascript else lambda page: None
    referrer = page_at("/what-happened", screen=screen, javascript=javascript)
    check(referrer)
    press(referrer, "See what happened")
    expect(referrer.get_by_role("heading", name="There is a problem")).to_be_visible()
    check(referrer)
    look(referrer, reference, code)
    expect(referrer.get_by_text("The front door does not have this yet")).to_be_visible()
    check(referrer)
    press(referrer, "I have rung the front door")
    expect(referrer.locator('[aria-current="step"]')).to_contain_text("Received")

    officer = page_at(f"/desk/enquiries/{reference}", as_=OFFICER, javascript=javascript)
    officer.get_by_label("Another service").fill(f"/services/{service_id}")
    press(officer, "Ask this service")
    officer.locator("summary", has_text="Link for").click()
    check(officer)
    link = re.search(rf"{OWN}(/answer/\S+)", officer.get_by_role("main").inner_text())[1]

    service = page_at(link, screen=screen, javascript=javascript)
    expect(service.get_by_role("button", name="We can take this")).to_be_visible()
    check(service)
    follow(service.get_by_role("button", name="We cannot take this"))
    expect(service.get_by_role("heading", name="There is a problem")).to_be_visible()
    check(service)
    follow(service.get_by_role("button", name="We can take this"))
    service.get_by_label("Anything to add?").fill("Come on a Monday")
    press(service, "Send the note")
    expect(service.get_by_text("Your note waits to be read")).to_be_visible()
    check(service)

    officer.reload()
    follow(officer.get_by_role("button", name="Show it"))
    referrer.reload()
    here = referrer.locator('[aria-current="step"]')
    expect(here).to_contain_text("Help offered")
    expect(here).to_contain_text("“Come on a Monday”")
    check(referrer)
    referrer.locator("summary", has_text="I do not agree").click()
    expect(referrer.get_by_text("ask to talk with their manager")).to_be_visible()
    referrer.locator('[name="came"][value="yes"]').check()
    referrer.get_by_label("How many people").fill("3")
    press(referrer, "Send")
    expect(referrer.get_by_text("Thank you. You told us")).to_be_visible()
    check(referrer)


def test_a_family_answers_on_a_phone(page_at, check_page, made):
    referrer = look(page_at("/what-happened", screen="phone"), *made[:2])
    referrer.locator("summary", has_text="Ask the family").click()
    press(referrer, "Make a link")
    expect(referrer.locator(".rd-qr svg")).to_be_visible()
    check_page(referrer)
    path = re.search(rf"{OWN}(/family/\S+)", referrer.get_by_role("main").inner_text())[1]
    family = page_at(path, screen="small phone")
    check_page(family)
    answer = family.locator('label[for="helped"]')
    expect(answer).to_be_visible()
    assert answer.bounding_box()["height"] >= 44
    press(family, "Send my answers")
    expect(family.get_by_text("Choose at least one answer")).to_be_visible()
    check_page(family)
    family.locator('[name="helped"][value="yes"]').check()
    press(family, "Send my answers")
    expect(family.get_by_role("heading", name="Thank you")).to_be_visible()
    check_page(family)
    family.goto(family.url.replace("/family/thank-you", path))
    expect(family.get_by_role("heading", name="does not work any more")).to_be_visible()
    check_page(family)
