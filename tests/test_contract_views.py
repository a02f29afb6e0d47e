"""The pages of contracts, and that a cost is on no page of anybody who may not see it."""

import re
from datetime import date

import pytest

from directory.additions import Availability, Commissioning, Revision
from directory.models import Service

BROXTOWE = ["E07000172"]
COST, WORD = 4321.5, "4321"
END = {"contract_end": date(2026, 3, 31), "contract_start": date(2025, 4, 1)}


@pytest.fixture
def willow(directory, session):
    service = directory.add("Willow Hub", areas=["Broxtowe"], phone="0115 496 0101", needs=["sleep"])
    session.add(Commissioning(service_id=service.id, commissioner="County", unit_cost=COST, **END))
    session.commit()
    return service


def test_a_commissioner_sees_their_contracts_drawn_and_changes_one(signed_in, willow, kept):
    sam = signed_in("commissioner", areas=BROXTOWE)
    sam.see("/curation/contracts")
    assert "Willow Hub" in sam.text
    assert "£4,321.50" in sam.text
    assert "Within 30 days" in sam.text
    sam.see(f"/curation/services/{willow.id}/contract")
    seen = sam.response.text.split('name="seen"')[1].split('value="')[1].split('"')[0].replace("&#34;", '"')
    fields = {"commissioner": "City", "contract_start": "1/4/2025", "contract_end": "31 March 2027", "seen": seen}
    sam.send(
        f"/curation/services/{willow.id}/contract",
        {**fields, "unit_cost": "£4,400", "funded_places": "30", "reason": "Extended"},
    )
    row = kept(Commissioning)[0]
    assert (row.commissioner, row.contract_end, row.unit_cost, row.funded_places) == (
        "City",
        date(2027, 3, 31),
        4400.0,
        30,
    )
    changes = [row for row in kept(Revision) if row.table_name == "commissioning" and row.action == "change"]
    assert {(change.changed_by, change.reason) for change in changes} == {(sam.account.name, "Extended")}


def test_two_people_at_one_contract_lose_nothing(signed_in, willow, kept):
    sam, kim = signed_in("administrator"), signed_in("administrator")
    path = f"/curation/services/{willow.id}/contract"
    pages = {}
    for person in (sam, kim):
        text = person.see(path).text
        pages[person] = text.split('name="seen"')[1].split('value="')[1].split('"')[0].replace("&#34;", '"')
    same = {"contract_start": "1/4/2025", "contract_end": "31/3/2026", "unit_cost": "4321.50"}
    sam.send(path, {**same, "commissioner": "City", "seen": pages[sam]})
    kim.see(path)
    kim.send(path, {**same, "commissioner": "NHS", "seen": pages[kim]})
    assert kim.response.status_code == 409
    assert "was changed to “City” while you were here" in kim.text
    assert kept(Commissioning)[0].commissioner == "City"


def test_waiting_time_is_told_with_its_day_and_shown_to_everybody(signed_in, willow, kept):
    sam = signed_in("commissioner", areas=BROXTOWE)
    path = f"/curation/services/{willow.id}/waiting"
    sam.see(path)
    sam.send(path, {"told_on": "", "waiting_weeks": "12 weeks"})
    assert sam.response.status_code == 422
    sam.see(path)
    sam.send(path, {"told_on": "tomorrow", "waiting_weeks": "12 weeks"})
    assert "still to come" in sam.text
    sam.see(path)
    sam.send(path, {"told_on": "today", "waiting_weeks": "12 weeks", "taking_referrals": "yes"})
    assert kept(Availability)[0].waiting_weeks == 12
    assert "Waiting: about 12 weeks (told today)" in sam.see(f"/services/{willow.id}").text


def test_a_contract_that_ends_is_announced_then_ended_on_the_day_and_leads_on(
    signed_in, make_app, willow, directory, kept
):
    elm = directory.add("Elm Hub", areas=["Broxtowe"])
    sam = signed_in("commissioner", areas=BROXTOWE)
    path = f"/curation/services/{willow.id}/contract"
    sam.see(f"{path}/end")
    sam.send(f"{path}/announce", {"notice-successor_id": elm.id})
    assert "This service ends on 31 March 2026. After that, go to Elm Hub." in sam.see(f"/services/{willow.id}").text
    sam.see(f"{path}/end")
    assert "Come back on 31 March 2026" in sam.text
    sam.send(f"{path}/ended", {"because": "Contract over", "successor_id": elm.id})
    assert sam.response.status_code == 422
    service = next(row for row in kept(Service) if row.id == willow.id)
    assert service.status == "active"
    directory.session.get(Commissioning, contract_id(directory, willow)).contract_end = date(2026, 3, 3)
    directory.session.commit()
    sam.see(f"{path}/end")
    sam.send(f"{path}/ended", {"because": "Contract over", "successor_id": elm.id})
    service = next(row for row in kept(Service) if row.id == willow.id)
    assert (service.status, service.retired_because, service.successor_id) == ("defunct", "Contract over", elm.id)


def contract_id(directory, service):
    from sqlmodel import select

    return directory.session.exec(select(Commissioning.id).where(Commissioning.service_id == service.id)).one()


def test_a_contract_is_renewed_with_dates_that_follow_on(signed_in, willow, kept):
    sam = signed_in("commissioner", areas=BROXTOWE)
    sam.see(f"/curation/services/{willow.id}/contract/end")
    assert 'value="1 April 2026"' in sam.response.text
    dates = {"start": "1 April 2026", "end": "31 March 2027"}
    sam.send(f"/curation/services/{willow.id}/contract/renew", dates)
    assert kept(Commissioning)[0].contract_end == date(2027, 3, 31)


def test_contracts_elsewhere_are_neither_listed_nor_changed(signed_in, willow, kept):
    other = signed_in("commissioner", areas=["E07000170"])
    assert "Willow Hub" not in other.see("/curation/contracts").text
    pages = [f"/curation/services/{willow.id}/{page}" for page in ("contract", "waiting", "contract/end")]
    assert [other.see(page).status_code for page in pages] == [403, 403, 403]
    for page in ("contract", "waiting", "contract/renew", "contract/announce", "contract/ended"):
        other.see("/curation/audits/new")
        sent = {"commissioner": "Mine", "told_on": "today", "because": "x", "start": "today", "end": "1/1/2030"}
        assert other.send(f"/curation/services/{willow.id}/{page}", sent).status_code == 403
    assert kept(Commissioning)[0].commissioner == "County"
    assert kept(Availability) == []


@pytest.mark.parametrize("role", [None, "provider editor", "information officer", "safeguarding lead"])
def test_a_cost_is_on_no_page_of_whoever_may_not_see_it(signed_in, app_now, willow, role):
    client = (
        signed_in(role, **({"organization_id": willow.organization_id} if role == "provider editor" else {})).client
        if role
        else app_now.test_client()
    )
    paths = [
        f"/services/{willow.id}",
        f"/services/{willow.id}.ics",
        f"/services/{willow.id}/report",
        "/services?words=willow",
    ]
    private = [
        "/curation/contracts",
        f"/curation/services/{willow.id}/contract",
        f"/curation/services/{willow.id}/history",
    ]
    for path in [
        *paths,
        *private,
        "/provider",
        f"/services/{willow.id}/suggest",
        f"/curation/services/{willow.id}/on?day=2026-03-03",
    ]:
        answer = client.get(path)
        assert WORD not in answer.text.replace(",", ""), (path, answer.status_code)
    assert client.get(paths[0]).status_code == 200
    assert client.get(private[0]).status_code in (303, 403)


def test_a_cost_is_not_in_the_search(willow, app_now, tmp_path):
    page = app_now.test_client().get("/services?words=willow").text
    assert "Willow Hub" in page
    assert WORD not in page
    assert "Willow Hub" not in app_now.test_client().get(f"/services?words={WORD}").text
    files = [file for file in (tmp_path / "data").rglob("*") if file.is_file() and "secret" not in file.name]
    assert files
    assert not any(b"4321.5" in file.read_bytes() for file in files)


@pytest.mark.parametrize("role", ["information officer", "safeguarding lead"])
def test_a_cost_that_was_changed_is_in_no_history_of_whoever_may_not_see_it(signed_in, directory, willow, role):
    contract = directory.session.get(Commissioning, contract_id(directory, willow))
    contract.unit_cost, contract.commissioner = 7654.25, "City"
    directory.session.commit()
    directory.change(willow, description="New words")
    person = signed_in(role)
    pages = [f"/curation/services/{willow.id}{page}" for page in ("", "/history", "/on?day=2026-03-03")]
    assert [person.see(page).status_code for page in pages[:2]] == [200, 200]
    pages += sorted(set(re.findall(rf"/curation/services/{willow.id}/[^\"#&]+", person.response.text)))
    assert any("/history/" in page for page in pages)
    for page in pages:
        text = person.client.get(page).text.replace(",", "")
        assert WORD not in text, page
        assert "7654" not in text, page
