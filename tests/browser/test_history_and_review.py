"""Journey 9, and a commissioner who looks into the past: in a browser, on a phone and at a desk."""

import re
from email import message_from_bytes, policy

from following import follow
from sqlmodel import select

from directory.history import say_who
from directory.models import Service


def some_service(app, name: str) -> str:
    """A service of the demonstration directory with an address to write to; its id."""
    house = app.extensions["right_door"]
    with house.open_session() as session:
        say_who(session, changed_by="Rowan Field", reason="Told by phone")
        found = session.exec(select(Service).where(Service.status == "active").order_by(Service.name)).all()
        service = found[3 if name == "asked" else 5]
        service.email, service.alternate_name = "team@example.org", f"The {name} one"
        session.commit()
        return service.id


def newest_link(app) -> str:
    files = sorted((app.config["DATA_DIR"] / "mail").glob("*.eml"))
    letters = [message_from_bytes(file.read_bytes(), policy=policy.default).get_body().get_content() for file in files]
    return next(found[0] for body in reversed(letters) if (found := re.search(r"/review/\S+", body)))


def test_a_provider_answers_on_a_phone_that_the_wait_is_now_twelve_weeks(served, page_at, check_page):
    service_id = some_service(served[0], "asked")
    desk = page_at(f"/curation/services/{service_id}", as_="administrator")
    follow(desk.get_by_role("button", name="Checked, nothing changed").first)
    check_page(desk)
    follow(desk.get_by_role("button", name="Undo"))
    follow(desk.get_by_role("button", name="Ask the provider").first)
    assert "We wrote to team@example.org" in desk.inner_text("main")
    phone = page_at(newest_link(served[0]), screen="small phone", javascript=False)
    assert "Is this still right?" in phone.inner_text("h1")
    phone = page_at(newest_link(served[0]), screen="small phone")
    check_page(phone)
    for link in ("Something has changed", "We have closed"):
        follow(phone.get_by_role("link", name=link))
        check_page(phone)
        phone.go_back()
    phone.get_by_label("Waiting time now, in weeks").fill("twelve weeks")
    follow(phone.get_by_role("button", name="Yes, it is still right"))
    check_page(phone)
    assert "Still correct, but waiting time is now 12 weeks" in phone.inner_text("main")


def test_a_commissioner_finds_an_old_version_and_restores_it(served, page_at, check_page):
    service_id = some_service(served[0], "changed")
    desk = page_at(f"/curation/services/{service_id}/history", as_="administrator")
    check_page(desk)
    assert "The changed one" in desk.inner_text("main")
    desk.get_by_label("What did it say on…").fill("today")
    follow(desk.get_by_role("button", name="Show me"))
    phone = page_at(f"/curation/services/{service_id}/history", as_="information officer", screen="small phone")
    check_page(phone)
    desk.go_back()
    follow(desk.get_by_role("link", name="Look at this version").last)
    check_page(desk)
    desk.get_by_label("Why do you restore this version?").fill("Changed by mistake")
    follow(desk.get_by_role("button", name="Restore this version"))
    assert "Restored: it says again" in desk.inner_text("main")
    assert "The changed one" not in desk.inner_text("main")
