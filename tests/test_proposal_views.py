"""Suggestions walked from the provider's page to the public one, and tried by those who may not."""

import json
import re
from pathlib import Path

import pytest

from directory.additions import Commissioning, ProblemReport, Revision
from directory.curation.models import Proposal
from directory.models import Phone, Service, ServiceAtLocation

BROXTOWE, ASHFIELD = ["E07000172"], ["E07000170"]
NUMBER, NEW = "0115 496 0101", "0115 496 0102"


@pytest.fixture
def willow(directory):
    return directory.add("Willow Hub", areas=["Broxtowe"], phone=NUMBER, needs=["sleep"], ages=(5, 11))


@pytest.fixture
def jo(signed_in, willow):
    return signed_in("provider editor", organization_id=willow.organization_id)


@pytest.fixture
def sam(signed_in):
    return signed_in("commissioner", areas=BROXTOWE)


def form_of(page):
    """Every field of the form on the page as a browser would send it back."""
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if attributes.get("type") in ("checkbox", "radio") and not re.search(r'" checked', tag):
            continue
        if "name" in attributes and attributes["name"] != "csrf_token":
            fields.setdefault(attributes["name"], []).append(plain(attributes.get("value", "")))
    for name, text in re.findall(r'<textarea\b[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        fields.setdefault(name, []).append(plain(text.removeprefix("\n")))
    return fields


def plain(text):
    return (
        text.replace("&#34;", '"').replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )


def suggest(person, service, **changes):
    path = f"/services/{service.id}/suggest"
    fields = form_of(person.see(path).text)
    return person.send(path, {**fields, **changes, "action": "send"})


def open_proposal(person, proposal):
    path = f"/curation/proposals/{proposal.id}"
    return path, form_of(person.see(path).text)


def letters(tmp_path) -> list[str]:
    from email import message_from_bytes, policy

    found = sorted(Path(tmp_path / "data" / "mail").glob("*.eml"))
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in found]
    return [f"To: {mail['To']}\n{mail.get_content()}" for mail in mails]


def test_a_providers_number_is_shown_only_after_it_is_approved_and_they_are_told(jo, sam, willow, kept, tmp_path):
    jo.see("/provider")
    assert "Willow Hub" in jo.text
    assert "Your page does not say:" in jo.text
    suggest(jo, willow, **{"phones-0-number": NEW, "note": "New line since Monday"})
    assert "Somebody will look at it" in jo.text
    assert f"{NUMBER} → {NEW}" in jo.text
    public = f"/services/{willow.id}"
    assert NEW not in sam.see(public).text
    assert [row.number for row in kept(Phone)] == [NUMBER]
    sam.see("/curation/proposals")
    assert "New line since Monday" in sam.text
    path, fields = open_proposal(sam, kept(Proposal)[0])
    assert NUMBER in sam.text
    assert NEW in sam.text
    sam.send(path, {**fields, "action": "approve", "checked": "y", "reason": "Thank you"})
    assert "The answer is sent" in sam.text
    assert [row.number for row in kept(Phone)] == [NEW]
    assert NEW in sam.see(public).text
    assert "Checked today" in sam.text
    changes = [row for row in kept(Revision) if row.table_name == "phone" and row.action == "change"]
    assert changes[0].changed_by == sam.account.name
    assert f"Suggested by {jo.account.name}, approved by {sam.account.name}" in changes[0].reason
    mail = letters(tmp_path)[-1]
    assert jo.account.email in mail
    assert "the page is changed as you suggested" in mail
    assert "On the page" in jo.see("/provider").text


def test_an_approver_writes_one_answer_another_way_and_leaves_one(jo, sam, willow, kept):
    suggest(jo, willow, description="We are the best ever", ages="5 to 16", fees="Ask us")
    path, fields = open_proposal(sam, kept(Proposal)[0])
    changed = {"description": "A drop-in for families", "do-fees": "leave"}
    sam.send(path, {**fields, **changed, "action": "approve"})
    service = kept(Service)[0]
    assert (service.description, service.maximum_age, service.fees) == ("A drop-in for families", 16, None)
    assert "We took part of it" in jo.see("/provider").text


def test_what_cannot_be_read_is_said_and_nothing_is_published(jo, sam, willow, kept):
    suggest(jo, willow, ages="5 to 16")
    path, fields = open_proposal(sam, kept(Proposal)[0])
    sam.send(path, {**fields, "ages": "quite young", "action": "approve"})
    assert sam.response.status_code == 422
    assert kept(Proposal)[0].state == "waiting"
    assert kept(Service)[0].maximum_age == 11


def test_a_refusal_needs_a_reason_and_sends_it(jo, sam, willow, kept, tmp_path):
    suggest(jo, willow, description="Buy one, get one free")
    path, fields = open_proposal(sam, kept(Proposal)[0])
    sam.send(path, {**fields, "action": "refuse"})
    assert sam.response.status_code == 422
    sam.see(path)
    sam.send(path, {**fields, "action": "refuse", "why": "not here", "reason": "Say what you do"})
    assert kept(Proposal)[0].state == "refused"
    assert kept(Service)[0].description is None
    assert "It does not belong on this page. Say what you do" in letters(tmp_path)[-1]
    assert "Say what you do" in jo.see("/provider").text


def test_leaving_every_answer_is_not_an_approval(jo, sam, willow, kept):
    suggest(jo, willow, description="New words")
    path, fields = open_proposal(sam, kept(Proposal)[0])
    sam.send(path, {**fields, "do-description": "leave", "action": "approve"})
    assert sam.response.status_code == 422
    assert kept(Proposal)[0].state == "waiting"


def test_the_second_of_two_approvers_is_told_who_was_first(jo, sam, signed_in, willow, kept):
    suggest(jo, willow, description="New words")
    proposal = kept(Proposal)[0]
    kim = signed_in("administrator")
    path, fields = open_proposal(kim, proposal)
    _, first = open_proposal(sam, proposal)
    sam.send(path, {**first, "action": "refuse", "reason": "We rang"})
    kim.client.get(path)
    kim.send(path, {**fields, "action": "approve"})
    assert f"{sam.account.name} has decided this already" in kim.text
    assert kept(Service)[0].description is None


def test_an_approver_is_told_when_the_page_changed_while_they_looked(jo, sam, willow, directory, kept):
    suggest(jo, willow, description="New words")
    path, fields = open_proposal(sam, kept(Proposal)[0])
    directory.change(willow, description="Changed by somebody else")
    sam.send(path, {**fields, "action": "approve"})
    assert "Somebody changed this record while you were here" in sam.text
    assert "Somebody changed this after the suggestion was written" in sam.text
    assert kept(Service)[0].description == "Changed by somebody else"


def test_a_safety_number_asks_for_the_password_first(jo, sam, directory, willow, kept):
    directory.change(willow, provision="statutory")
    suggest(jo, willow, **{"phones-0-number": NEW})
    path, fields = open_proposal(sam, kept(Proposal)[0])
    assert "Give your password before you approve" in sam.text
    sam.send(path, {**fields, "action": "approve"})
    assert sam.places[-1].startswith("/confirm-password")
    assert [row.number for row in kept(Phone)] == [NUMBER]
    from member import PASSWORD

    sam.send(sam.places[-1], {"password": PASSWORD})
    assert sam.places[-1] == path
    sam.send(path, {**fields, "action": "approve"})
    assert [row.number for row in kept(Phone)] == [NEW]


def test_a_crafted_suggestion_changes_nothing_of_a_curators_nor_of_a_contract(jo, sam, willow, session, kept):
    session.add(Commissioning(service_id=willow.id, commissioner="County", unit_cost=4321.5))
    session.commit()
    forged = {
        "status": "defunct",
        "organization_id": "another",
        "assured_date": "2026-03-03",
        "commissioner": "Me",
        "unit_cost": "1",
        "funding-0-source": "Me",
        "base": '{"status": "defunct", "unit_cost": 1, "name": "Willow Hub"}',
    }
    suggest(jo, willow, description="New words", **forged)
    path, fields = open_proposal(sam, kept(Proposal)[0])
    sam.send(path, {**fields, **forged, "do-status": "take", "do-unit_cost": "take", "action": "approve"})
    service, contract = kept(Service)[0], kept(Commissioning)[0]
    assert (service.status, service.organization_id, service.assured_date) == ("active", willow.organization_id, None)
    assert (contract.commissioner, contract.unit_cost) == ("County", 4321.5)
    assert "4321" not in str(kept(Proposal)[0].model_dump())


def test_a_provider_can_neither_see_nor_suggest_for_another_organisation(signed_in, willow, directory, kept):
    other = directory.add("Elm Hub", organization="Elm Trust")
    stranger = signed_in("provider editor", organization_id=other.organization_id)
    stranger.see("/provider")
    assert "Willow Hub" not in stranger.text
    assert stranger.see(f"/services/{willow.id}/suggest").status_code == 403
    assert stranger.see(f"/services/{willow.id}/closed").status_code == 403
    stranger.see(f"/services/{other.id}/suggest")
    for path in ("suggest", "closed"):
        sent = {"description": "Mine now", "comment": "Since May", "action": "send"}
        assert stranger.send(f"/services/{willow.id}/{path}", sent).status_code == 403
    assert kept(Proposal) == []
    assert kept(ProblemReport) == []
    assert "Suggest a change" not in stranger.see(f"/services/{willow.id}").text
    assert "Suggest a change" in stranger.see(f"/services/{other.id}").text


def test_somebody_elses_suggestion_is_not_taken_back(jo, signed_in, willow, kept):
    suggest(jo, willow, description="New words")
    officer = signed_in("information officer")
    officer.see(f"/services/{willow.id}/suggest")
    path = f"/provider/suggestions/{kept(Proposal)[0].id}/withdraw"
    assert officer.send(path).status_code == 404
    assert kept(Proposal)[0].state == "waiting"
    jo.see("/provider")
    jo.send(path)
    assert kept(Proposal)[0].state == "withdrawn"


def test_a_commissioner_of_another_area_neither_sees_nor_decides(jo, signed_in, willow, kept):
    suggest(jo, willow, description="New words")
    other = signed_in("commissioner", areas=ASHFIELD)
    assert "Willow Hub" not in other.see("/curation/proposals").text
    path = f"/curation/proposals/{kept(Proposal)[0].id}"
    assert other.see(path).status_code == 403
    other.see("/curation/audits/new")
    assert other.send(path, {"action": "refuse", "reason": "x"}).status_code == 403
    assert other.send(f"{path}/answer").status_code == 403
    assert kept(Proposal)[0].state == "waiting"


@pytest.mark.parametrize("role", ["information officer", "safeguarding lead"])
def test_those_who_do_not_edit_suggest_for_any_service_and_decide_none(signed_in, willow, kept, role):
    person = signed_in(role)
    assert "Suggest a change" in person.see(f"/services/{willow.id}").text
    suggest(person, willow, description="New words")
    assert person.see(f"/curation/proposals/{kept(Proposal)[0].id}").status_code == 403
    assert "Your suggestions" in person.see("/provider").text


def test_nobody_is_offered_a_suggestion_without_signing_in(app_now, willow):
    assert "Suggest a change" not in app_now.test_client().get(f"/services/{willow.id}").text


def test_a_private_address_is_not_told_to_whoever_suggests(signed_in, directory):
    refuge = directory.add("Refuge", at="Beeston", sensitive=True, areas=["Broxtowe"])
    officer = signed_in("information officer")
    page = officer.see(f"/services/{refuge.id}/suggest").text
    assert "Demonstration Street" not in page
    assert "A private address" in page
    suggest(officer, refuge, places="", description="New words")
    assert "Demonstration Street" not in officer.see("/provider").text


def test_nobody_suggests_that_a_service_is_at_somebody_elses_refuge(jo, willow, directory, kept):
    refuge = directory.add("Refuge", organization="Elm Trust", at="Beeston", sensitive=True)
    place = next(row.location_id for row in kept(ServiceAtLocation) if row.service_id == refuge.id)
    base = json.dumps({"name": "Willow Hub", "places": [{"location_id": place}]})
    suggest(jo, willow, places=place, description="New words", base=base)
    assert jo.response.status_code == 422
    assert kept(Proposal) == []


def test_a_suggestion_that_says_nothing_new_is_not_kept(jo, willow, kept):
    suggest(jo, willow)
    assert jo.response.status_code == 422
    assert "Nothing is different yet" in jo.text
    assert kept(Proposal) == []


def test_a_suggestion_with_a_mistake_comes_back_with_everything_typed(jo, willow, kept):
    suggest(jo, willow, **{"phones-0-number": "ring us", "description": "New words"})
    assert jo.response.status_code == 422
    assert "New words" in jo.response.text
    assert kept(Proposal) == []


def test_we_have_closed_is_urgent_and_changes_nothing_by_itself(jo, sam, willow, kept):
    path = f"/services/{willow.id}/closed"
    jo.see(path)
    jo.send(path, {"comment": "Since 1 March. Go to Elm Hub"})
    assert kept(Service)[0].status == "active"
    report = kept(ProblemReport)[0]
    assert report.kind == "closed"
    assert jo.account.email not in (report.reply_to or "")
    text = sam.see("/curation/proposals").text
    assert text.index("Said to be closed") < text.index("Changes to approve")
    assert "Go to Elm Hub" in text


def test_a_provider_says_in_one_press_that_a_page_of_theirs_is_still_right(signed_in, jo, willow, directory, kept):
    jo.see("/provider")
    jo.send(f"/provider/services/{willow.id}/still-right")
    assert "Willow Hub says that it was checked today" in jo.text
    assert kept(Service)[0].assurer_email == jo.account.email
    assert {row.changed_by for row in kept(Revision) if "Still correct" in (row.reason or "")} == {jo.account.name}


def test_nobody_but_its_provider_says_so(signed_in, jo, willow, directory, kept):
    elm = directory.add("Elm Hub", organization="Elm Trust")
    jo.see("/provider")
    assert jo.send(f"/provider/services/{elm.id}/still-right").status_code == 403
    officer = signed_in("information officer")
    officer.see("/account")
    assert officer.send(f"/provider/services/{willow.id}/still-right").status_code == 403
    assert {service.assurer_email for service in kept(Service)} == {None}


def test_a_public_page_leads_to_its_record_only_for_those_who_may_open_it(signed_in, referrer, willow):
    link = f"/curation/services/{willow.id}"
    pages = {
        role: signed_in(role).see(f"/services/{willow.id}").text for role in ("administrator", "information officer")
    }
    assert all(link in page for page in pages.values())
    for person in (
        signed_in("commissioner", areas=ASHFIELD),
        signed_in("provider editor", organization_id=willow.organization_id),
        referrer,
    ):
        assert link not in person.see(f"/services/{willow.id}").text
