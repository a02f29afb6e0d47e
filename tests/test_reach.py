"""Other people's records: whoever may not change a record neither opens nor sends anything by its id, and what is
kept back (a cost, where a refuge is) stands on no page of whoever may not see it.

Every route of curation is walked as soon as it exists, with the ids of records that are somebody else's.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from addresses import example
from editor import fields_of, publish, send
from itsdangerous import URLSafeTimedSerializer
from member import PASSWORD
from sqlmodel import select

from accounts import permission
from directory.additions import Availability, Commissioning, ProblemReport, Revision
from directory.curation.imports.runs import Order, choose_mapping, plan_order, read_upload
from directory.curation.models import Audit, AuditItem, CorrectiveAction, Draft, ImportRun, Proposal
from directory.database import open_session
from directory.exchange.exporting import WRITERS, read_exported
from directory.exchange.mapping import built_in
from directory.models import Address, Service, ServiceAtLocation
from directory.snapshots import service_snapshot
from directory.snapshots.queries import whole_service

BROXTOWE, ASHFIELD = "E07000172", "E07000170"
COST = 98765.43
STREET = "9 Hidden Lane"
SECRETS = ("98765", STREET)
RAW_TOKEN = "0123456789abcdef"
MOMENT = datetime(2026, 3, 3)
RECORD_PARTS = {
    *("service_id", "organization_id", "location_id", "proposal_id", "report_id", "run_id"),
    *("audit_id", "item_id", "action_id", "first", "second"),
}
"""What the parts of an address are called that hold a record's id. A new one is taught to `refuge` below."""
OTHER_PARTS = {"change_id", "fact", "kind", "kind_id"}
SAFE = ("GET", "HEAD", "OPTIONS")


@pytest.fixture
def refuge(directory) -> dict[str, Any]:
    """Everything there can be about a refuge of Ashfield: the ids by what addresses call them."""
    service, other = (
        directory.add(name, organization="Harbour Trust", areas=["Ashfield"], at="Worksop", sensitive=True)
        for name in ("Harbour House", "Harbour House again")
    )
    session = directory.session
    placed = select(ServiceAtLocation.location_id).where(ServiceAtLocation.service_id == service.id)
    held = {"kind": "service", "record_id": service.id}
    said = {"organization_id": service.organization_id, "name": service.name}
    draft = Draft(**held, account_id="somebody", account_name="Ada", base=said, content={"typed": {}})
    proposal = Proposal(**held, base=said, content={**said, "alert": "New"}, proposed_by="Ada", proposed_at=MOMENT)
    report = ProblemReport(service_id=service.id, kind="closed", reported_on=date(2026, 3, 1))
    audit = Audit(name="Refuges", seed=1, drawn_from={}, drawn_by="Ada")
    run = ImportRun(
        file_name="a.csv", source="x", mapping="", sent_by="Ada", account_id="somebody", report={"counts": {}}
    )
    for address in session.exec(select(Address)):
        address.address_1 = STREET
    session.add_all([draft, proposal, report, audit, run, Commissioning(service_id=service.id, unit_cost=COST)])
    session.flush()
    item = AuditItem(audit_id=audit.id, service_id=service.id)
    session.add(item)
    session.flush()
    action = CorrectiveAction(audit_item_id=item.id, action="Ring", owner="Ada", due_on=date(2026, 4, 1))
    session.add(action)
    ids = {
        "service_id": service.id,
        "organization_id": service.organization_id,
        "location_id": session.exec(placed).one(),
        "proposal_id": proposal.id,
        "report_id": report.id,
        "run_id": run.id,
        "audit_id": audit.id,
        "item_id": item.id,
        "action_id": action.id,
        "first": service.id,
        "second": other.id,
        "change_id": session.exec(select(Revision.change_id).where(Revision.service_id == service.id)).first(),
        "kind": "csv",
        "fact": "phone",
        "kind_id": "closed",
    }
    session.commit()
    return ids


class Sender:
    """Somebody signed in, whose every request has a form's token that is right."""

    def __init__(self, app, member) -> None:
        self.client = member.client
        signer = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self.headers = {"X-CSRFToken": str(signer.dumps(RAW_TOKEN))}

    def ask(self, path: str, method: str, data: Any = None) -> Any:
        with self.client.session_transaction() as cookie:
            cookie["csrf_token"] = RAW_TOKEN
        return self.client.open(path, method=method, data=data, headers=self.headers)


@pytest.fixture
def stranger(app_now, signed_in) -> Sender:
    """A commissioner of another area."""
    return Sender(app_now, signed_in("commissioner", areas=[BROXTOWE]))


def routes(app, ids: dict[str, Any], *, of_records: bool) -> Iterator[tuple[str, str]]:
    """Address and method of every page of curation, of those about one record or of the others."""
    for rule in app.url_map.iter_rules():
        if (
            not rule.endpoint.startswith("curation.")
            or permission.declared(app.view_functions[rule.endpoint]) == "public"
        ):
            continue
        assert rule.arguments <= RECORD_PARTS | OTHER_PARTS, f"teach this test the ids of {rule.rule}"
        if bool(rule.arguments & RECORD_PARTS) is of_records:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield example(rule, ids), method


def told(page: str, *secrets: str) -> set[str]:
    """Which of these words stand on a page."""
    return {secret for secret in secrets if secret in page}


def test_a_commissioner_of_another_area_is_refused_whatever_the_address(app_now, refuge, stranger, kept):
    before = {table: [row.model_dump() for row in kept(table)] for table in (Revision, Proposal, AuditItem)}
    for path, method in routes(app_now, refuge, of_records=True):
        response = stranger.ask(path, method, {"base": "{}", "why": "x"} if method == "POST" else None)
        assert response.status_code == 403, (path, method, response.status_code)
        assert STREET not in response.text
    assert before == {table: [row.model_dump() for row in kept(table)] for table in before}


def test_lists_hold_nothing_of_another_area(app_now, refuge, stranger):
    for path, method in routes(app_now, refuge, of_records=False):
        if method == "GET":
            page = stranger.ask(path, method).text
            assert not told(page, "Harbour House", *SECRETS), path


@pytest.mark.parametrize("role", ["information officer", "safeguarding lead"])
def test_who_only_looks_sees_neither_costs_nor_where_a_refuge_is(app_now, refuge, signed_in, role):
    sender, opened = Sender(app_now, signed_in(role)), 0
    for of_records in (True, False):
        for path, method in routes(app_now, refuge, of_records=of_records):
            if method == "GET":
                response = sender.ask(path, method)
                assert response.status_code in (200, 403, 422), (path, response.status_code)
                opened += response.status_code == 200
                assert not told(response.text, *SECRETS), path
    assert opened >= 8


def test_a_providers_pages_are_its_own(app_now, refuge, signed_in, kept):
    sender = Sender(app_now, signed_in("provider editor"))
    service = refuge["service_id"]
    for page in (f"/services/{service}/suggest", f"/services/{service}/closed"):
        assert [sender.ask(page, method).status_code for method in ("GET", "POST")] == [403, 403], page
    withdrawn = sender.ask(f"/provider/suggestions/{refuge['proposal_id']}/withdraw", "POST")
    assert withdrawn.status_code == 404
    assert [each.state for each in kept(Proposal)] == ["waiting"]


def test_a_provider_sees_no_cost_and_no_private_address_of_its_own(app_now, refuge, signed_in):
    provider = signed_in("provider editor", organization_id=refuge["organization_id"])
    service = refuge["service_id"]
    for page in ("/provider", f"/services/{service}/suggest", f"/services/{service}/closed", f"/services/{service}"):
        shown = provider.see(page)
        assert shown.status_code == 200
        assert not told(shown.text, *SECRETS), page


def test_what_a_provider_sends_besides_the_questions_changes_nothing(app_now, refuge, signed_in, kept):
    provider = signed_in("provider editor", organization_id=refuge["organization_id"])
    page = f"/services/{refuge['service_id']}/suggest"
    provider.see(page)
    extra = {"unit_cost": "1", "status": "defunct", "organization_id": "Willow Trust", "assured_date": "2026-03-03"}
    fields = {**fields_of(provider.response.text, marked='name="base"'), "alert": ["Closed at Easter"]}
    send(provider, page, fields, action="send", **extra)
    made = next(each for each in kept(Proposal) if each.account_id == provider.id)
    assert {name for name in made.content if made.content[name] != made.base.get(name)} == {"alert"}
    assert not {"unit_cost", "status", "assured_date"} & made.content.keys()


def test_a_grid_with_one_record_of_another_area_is_refused_whole(app_now, refuge, stranger, directory, session):
    own = directory.add("Own", areas=["Broxtowe"])
    ids = [own.id, refuge["service_id"]]
    sent = {"id": ids, **{f"typed-{each}": "0115 496 0123" for each in ids}}
    assert stranger.ask("/curation/fill/phone", "POST", sent).status_code == 403
    assert service_snapshot(whole_service(session, own.id)).phones == ()


# ---------------------------------------------------------------------------------------- a refuge of somebody else


@pytest.fixture
def commissioner(signed_in, directory):
    directory.add("Own Club", areas=["Broxtowe"])
    return signed_in("commissioner", areas=[BROXTOWE])


def own_page(kept):
    return f"/curation/services/{next(each.id for each in kept(Service) if each.name == 'Own Club')}/edit"


def test_no_search_for_places_tells_where_a_refuge_is(refuge, commissioner, kept):
    commissioner.see(own_page(kept))
    fields = fields_of(commissioner.response.text)
    for words in ("Hidden", "NG1 1AA", "Harbour"):
        shown = send(commissioner, own_page(kept), fields, action="look", place_words=words)
        assert not told(shown.text, refuge["location_id"], STREET)


@pytest.mark.parametrize("forged", [False, True])
def test_nobody_puts_somebody_elses_refuge_into_a_service_of_their_own(refuge, commissioner, kept, forged):
    """`forged`: the record that the form began from, which the browser sends, says that it is there already."""
    commissioner.see(own_page(kept))
    fields = fields_of(commissioner.response.text)
    extra = {"keep-places": "mine"} if forged else {}
    if forged:
        place = f'"places": [{{"location_id": "{refuge["location_id"]}"}}]'
        fields["base"] = [fields["base"][0].replace("{", "{" + place + ", ", 1)]
        fields["seen"] = fields["base"]
    at = [refuge["location_id"]]
    answer = send(commissioner, own_page(kept), fields, action="publish", why="Told by phone", places=at, **extra)
    assert STREET not in answer.text
    placed = {row.location_id: row.service_id for row in kept(ServiceAtLocation)}
    assert placed[refuge["location_id"]] == refuge["service_id"]


def test_a_refuge_that_services_of_two_areas_share_is_nobodys_alone(refuge, commissioner, directory, kept):
    club = directory.add("Shared", areas=["Broxtowe"])
    directory.session.add(ServiceAtLocation(service_id=club.id, location_id=refuge["location_id"]))
    directory.session.commit()
    assert commissioner.see(f"/curation/locations/{refuge['location_id']}/edit").status_code == 403
    assert STREET not in commissioner.see(f"/curation/services/{club.id}/edit").text


# ------------------------------------------------------------------------------------------------------ odd requests


def test_a_form_from_a_page_that_is_too_old_is_refused_and_is_no_fault_out_of_reach_and_of_nothing(
    refuge, commissioner
):
    page = f"/curation/services/{refuge['service_id']}/edit"
    assert commissioner.client.post(page, data={"base": "{}"}).status_code == 403
    nothing = page.replace(refuge["service_id"], "00000000-0000-4000-8000-000000000000")
    assert commissioner.client.post(nothing, data={"base": "{}"}).status_code == 400


def test_a_service_does_not_stop_being_about_safety_without_the_password(commissioner, directory, kept):
    """Else its number could be changed like any other in between."""
    line = directory.add("Front door", areas=["Broxtowe"], provision="statutory", phone="0115 496 0100")
    page = f"/curation/services/{line.id}/edit"
    publish(commissioner, page, provision="community")
    assert "/confirm-password" in commissioner.places[-1]
    commissioner.send(commissioner.places[-1], {"password": PASSWORD})
    assert "Compare the numbers" in commissioner.text
    assert commissioner.places[-1].endswith("/numbers")


def test_an_import_puts_no_service_into_somebody_elses_refuge(refuge, commissioner, directory, database):
    """Files that this directory sends out hold the ids of places, those of refuges too."""
    club = directory.add("Book Club", areas=["Broxtowe"])
    with open_session(database, writing=False) as session:
        record = json.loads(WRITERS[".json"](read_exported(session, [club.id]), private=False))
        record["services"][0]["places"] = [{"id": refuge["location_id"]}]
        upload = json.dumps(record).encode()
        mapping = choose_mapping(read_upload(upload, "a.json"), built_in().values()).mapping
        order = Order(upload, "a.json", mapping, mapping.source)
        plans = [
            plan_order(session, order, sender=sender, today=MOMENT.date()) for sender in (None, commissioner.account)
        ]
    at = [{place.location_id for change in plan.services for place in change.after.places} for plan in plans]
    assert at == [{refuge["location_id"]}, set()]


@pytest.mark.parametrize("weeks", ["6", "\x00", "1e999"])
def test_a_waiting_time_without_its_day_is_asked_for_and_is_no_fault(commissioner, kept, weeks):
    page = own_page(kept)
    commissioner.see(page)
    fields = fields_of(commissioner.response.text)
    for action in ("look", "draft", "publish"):
        sent = send(commissioner, page, fields, action=action, why="Told by phone", waiting_weeks=weeks)
        assert sent.status_code in (200, 422), action
    assert not kept(Availability)


def test_a_form_too_large_to_hold_is_refused_to_somebody_signed_out(app_now, refuge):
    page = f"/curation/services/{refuge['service_id']}/edit"
    assert app_now.test_client().post(page, data={"description": "x" * 300_000}).status_code == 413
