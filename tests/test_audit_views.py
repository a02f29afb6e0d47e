"""The pages of audits, walked by those who may and tried by those who may not."""

import re

import pytest

from directory.additions import Revision
from directory.curation.models import Audit, AuditItem, CorrectiveAction
from directory.models import Service

BROXTOWE, ASHFIELD = ["E07000172"], ["E07000170"]


def draw(person, name="Spring", **fields):
    person.see("/curation/audits/new")
    return person.send("/curation/audits/new", {"name": name, "size": "20", "checked": "any", **fields})


def items_on(person):
    return re.findall(r"/curation/audits/items/([0-9a-f-]{36})\"", person.response.text)


def test_a_commissioner_draws_looks_acts_and_closes(signed_in, directory, kept):
    directory.add("Willow Hub", areas=["Broxtowe"], phone="0115 496 0101")
    sam = signed_in("commissioner", areas=BROXTOWE)
    draw(sam)
    assert "1 of 1 services" in sam.text
    item = items_on(sam)[0]
    sam.see(f"/curation/audits/items/{item}")
    assert "0115 496 0101" in sam.text
    sam.send(f"/curation/audits/items/{item}", {"result": "wrong"})
    assert sam.response.status_code == 422
    assert "Tick each fact" in sam.text
    assert "Say what is to be done" in sam.text
    wrong = {"result": "wrong", "wrong_fields": ["phones"], "finding": "It rings out"}
    todo = {"action": "Ask for the number", "owner": sam.account.name, "due_on": "31/3/2026"}
    sam.send(f"/curation/audits/items/{item}", wrong | todo)
    assert "0% of the services are right" in sam.text
    assert "Actions neither done nor carried over with a reason: 1" in sam.text
    action = kept(CorrectiveAction)[0]
    sam.see(f"/curation/audits/actions/{action.id}")
    sam.send(f"/curation/audits/actions/{action.id}", {"became": "done", "outcome": "Number changed"})
    audit = kept(Audit)[0]
    sam.send(f"/curation/audits/{audit.id}/close", {"note": "Phones are the weak spot"})
    assert "Closed on 3 March 2026" in sam.text
    assert kept(Audit)[0].closing_note == "Phones are the weak spot"


def test_all_right_in_one_click_marks_the_record_checked_today_and_says_who(signed_in, directory, kept):
    directory.add("Willow Hub")
    sam = signed_in("administrator")
    draw(sam)
    sam.send(f"/curation/audits/items/{items_on(sam)[0]}/right")
    assert "100% of the services are right" in sam.text
    service = kept(Service)[0]
    assert str(service.assured_date) == "2026-03-03"
    assert service.assurer_email == sam.account.email
    checked = [row for row in kept(Revision) if "assured_date" in row.changes and row.action == "change"]
    assert [row.changed_by for row in checked] == [sam.account.name]


def test_an_audit_with_something_open_is_not_closed_by_a_crafted_form(signed_in, directory, kept):
    directory.add("Willow Hub")
    sam = signed_in("administrator")
    draw(sam)
    sam.send(f"/curation/audits/{kept(Audit)[0].id}/close", {"note": "Done with it"})
    assert sam.response.status_code == 422
    assert kept(Audit)[0].closed_at is None


def test_a_field_or_a_person_that_is_not_on_the_list_is_refused(signed_in, directory, kept):
    directory.add("Willow Hub")
    sam = signed_in("administrator")
    draw(sam)
    item = items_on(sam)[0]
    sam.see(f"/curation/audits/items/{item}")
    forged = {"result": "wrong", "wrong_fields": ["unit_cost"], "finding": "x", "action": "y", "owner": "Nobody"}
    sam.send(f"/curation/audits/items/{item}", forged | {"due_on": "2026-03-31"})
    assert sam.response.status_code == 422
    assert kept(AuditItem)[0].result is None


def test_an_audit_of_services_elsewhere_cannot_be_seen_or_changed(signed_in, directory, kept):
    directory.add("Willow Hub", areas=["Ashfield"])
    owner = signed_in("commissioner", areas=ASHFIELD)
    draw(owner)
    item = items_on(owner)[0]
    wrong = {"result": "wrong", "wrong_fields": ["phones"], "finding": "Rings out", "action": "Ask"}
    owner.see(f"/curation/audits/items/{item}")
    owner.send(f"/curation/audits/items/{item}", wrong | {"owner": owner.account.name, "due_on": "2026-03-31"})
    audit, action = kept(Audit)[0], kept(CorrectiveAction)[0]
    other = signed_in("commissioner", areas=BROXTOWE)
    other.see("/curation/audits")
    assert audit.name not in other.text
    assert action.action not in other.text
    addresses = [
        f"/curation/audits/{audit.id}",
        f"/curation/audits/items/{item}",
        f"/curation/audits/actions/{action.id}",
    ]
    assert [other.see(address).status_code for address in addresses] == [403, 403, 403]
    for address in [f"{addresses[0]}/close", addresses[1], f"{addresses[1]}/right", addresses[2]]:
        other.see("/curation/audits/new")
        assert other.send(address, {"note": "x", "became": "done", "outcome": "x"}).status_code == 403
    assert kept(CorrectiveAction)[0].done_on is None


@pytest.mark.parametrize("role", ["provider editor", "information officer", "safeguarding lead"])
def test_who_does_not_audit_sees_none_of_it(signed_in, role):
    person = signed_in(role)
    for address in ("/curation/audits", "/curation/audits/new", "/curation/audits/actions"):
        assert person.see(address).status_code == 403


def test_a_cost_is_not_on_the_page_of_an_audit(signed_in, directory, session):
    from directory.additions import Commissioning

    willow = directory.add("Willow Hub")
    session.add(Commissioning(service_id=willow.id, unit_cost=4321.5))
    session.commit()
    sam = signed_in("administrator")
    draw(sam)
    sam.see(f"/curation/audits/items/{items_on(sam)[0]}")
    assert "4321" not in sam.response.text


@pytest.mark.parametrize("field", ["size", "seed"])
def test_a_number_of_hundreds_of_figures_is_asked_for_again(signed_in, directory, field):
    directory.add("Willow Hub")
    draw(sam := signed_in("administrator"), **{field: "9" * 400})
    assert sam.response.status_code == 422
