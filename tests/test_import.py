"""Files into the directory: ids, edits that are kept, refused rows, retiring, undoing, whose records may be touched."""

import json

import pytest
from conftest import TUESDAY_AFTERNOON
from sqlmodel import select

from directory.additions import Revision
from directory.curation.imports.runs import Order, carry_out, plan_order, read_upload, run_of
from directory.curation.models import ImportRun, SourceRecord
from directory.database import open_session
from directory.exchange.additions import prepare
from directory.exchange.applying import PlanOutdated
from directory.exchange.files import FileRefused
from directory.exchange.mapping import built_in, read_mapping
from directory.exchange.undoing import undo_import
from directory.history import say_who
from directory.models import Organization, Service, Status
from directory.snapshots import service_snapshot
from directory.snapshots.queries import change_service, whole_service
from directory.snapshots.snapshot import PhoneHeld

FEED = """
name = "feed"
title = "A feed"
source = "feed"
[service]
id = "id"
name = "name"
description = "about"
ages = "ages"
schedules = "times"
phones = "tel"
url = "web"
[organization]
id = "org_id"
name = "org"
[[groups.places]]
[groups.places.take]
address_1 = "street"
postal_code = "postcode"
"""


class Feed:
    """A source that sends its list as JSON."""

    def __init__(self, database, mapping=None):
        self.database, self.mapping = database, mapping or read_mapping(FEED)

    def order(self, *records: dict, **about) -> Order:
        return Order(json.dumps(list(records)).encode(), "feed.json", self.mapping, self.mapping.source, **about)

    def plan(self, *records: dict, **about):
        with open_session(self.database, writing=False) as session:
            return plan_order(session, self.order(*records, **about), sender=None, today=TUESDAY_AFTERNOON.date())

    def bring(self, *records: dict, **about):
        plan = self.plan(*records, **about)
        with open_session(self.database) as session:
            run = run_of(self.order(*records, **about), plan, now=TUESDAY_AFTERNOON, by="Ash")
            carry_out(session, run, plan, prepare(plan.changes(), plan.terms), now=TUESDAY_AFTERNOON, by="Ash")
            session.commit()
        return plan

    def undo(self):
        with open_session(self.database) as session:
            say_who(session, changed_by="Ash", reason="undone")
            run = session.exec(select(ImportRun).order_by(ImportRun.sent_at.desc())).first()
            undone = undo_import(session, run)
            session.commit()
        return undone


@pytest.fixture
def feed(database):
    return Feed(database)


def record(number: int = 1, **fields) -> dict:
    return {"id": str(number), "name": f"Service {number}", "org_id": "o1", "org": "Willow Trust", **fields}


def held(database, name: str):
    with open_session(database, writing=False) as session:
        service_id = session.exec(select(Service.id).where(Service.name == name)).one()
        return service_snapshot(whole_service(session, service_id))


def change(database, name: str, **fields):
    with open_session(database) as session:
        say_who(session, changed_by="Oak")
        service_id = session.exec(select(Service.id).where(Service.name == name)).one()
        wanted = service_snapshot(whole_service(session, service_id)).model_copy(update=fields)
        change_service(session, service_id, wanted)
        session.commit()


def told(remarks) -> list[tuple]:
    return [(remark.row, remark.field, remark.found, str(remark.why)) for remark in remarks]


def test_the_same_file_twice_changes_nothing(feed, database):
    records = [record(1, ages="5 to 11", tel="0115 496 0100"), record(2, street="1 Road", postcode="NG1 1AA")]
    assert feed.bring(*records).counts()["added"] == 2
    with open_session(database, writing=False) as session:
        before = len(session.exec(select(Revision)).all())
    again = feed.plan(*records)
    assert again.counts() == {"read": 2, "added": 0, "changed": 0, "unchanged": 2, "refused": 0, "retired": 0}
    assert not again.does_anything()
    with open_session(database, writing=False) as session:
        assert len(session.exec(select(Revision)).all()) == before


def test_services_of_one_organisation_share_it(feed, database):
    feed.bring(record(1), record(2), record(3, org_id="o2", org="Oak Trust"))
    with open_session(database, writing=False) as session:
        assert sorted(session.exec(select(Organization.name))) == ["Oak Trust", "Willow Trust"]


def test_what_people_changed_here_stays_while_the_source_says_the_same(feed, database):
    feed.bring(record(about="Their words", tel="0115 496 0100"))
    change(database, "Service 1", description="Our words")
    plan = feed.bring(record(about="Their words", tel="0115 496 0101"))
    assert plan.counts()["changed"] == 1
    assert plan.services[0].conflicts == ()
    after = held(database, "Service 1")
    assert (after.description, after.phones) == ("Our words", (PhoneHeld(number="0115 496 0101"),))


def test_where_both_changed_a_fact_ours_stays_unless_it_is_ticked(feed, database):
    feed.bring(record(about="Their words"))
    change(database, "Service 1", description="Our words")
    plan = feed.plan(record(about="Their new words"))
    assert plan.services[0].conflicts == ("description",)
    assert plan.counts()["changed"] == 0
    take = frozenset({f"{plan.services[0].record_id}:description"})
    feed.bring(record(about="Their new words"), take=take)
    assert held(database, "Service 1").description == "Their new words"


def test_a_conflict_that_was_decided_is_not_asked_again(feed, database):
    feed.bring(record(about="Their words"))
    change(database, "Service 1", description="Our words")
    feed.bring(record(about="Their new words"))
    assert feed.plan(record(about="Their new words")).services[0].conflicts == ()
    assert held(database, "Service 1").description == "Our words"


def test_a_record_without_a_name_is_refused_and_the_others_come_in(feed):
    plan = feed.bring(record(1, name=" "), record(2))
    assert plan.counts()["added"] == 1
    assert told(plan.refused) == [(1, "name", "", "This service has no name. Write one.")]


def test_the_second_of_two_records_with_one_id_is_refused(feed):
    plan = feed.plan(record(1), record(1, name="Another"))
    assert plan.counts()["added"] == 1
    assert [(remark.row, remark.field) for remark in plan.refused] == [(2, "id")]


def test_records_without_ids_are_known_again_by_name_organisation_and_postcode(feed):
    records = [{"name": "Play", "org": "Willow", "postcode": code} for code in ("NG1 1AA", "NG5 7AA")]
    assert feed.bring(*records).counts()["added"] == 2
    assert feed.plan(*records).counts()["unchanged"] == 2


def test_an_unread_fact_is_left_blank_told_and_its_words_are_kept(feed, database):
    plan = feed.bring(record(ages="Year 7", times="whenever", about="A club."))
    after = held(database, "Service 1")
    assert (after.minimum_age, after.maximum_age, after.schedules) == (None, None, ())
    assert after.description == "A club.\n\nThe source says:\nAges: Year 7\nWhen it is open: whenever"
    assert [(note.row, note.field, note.found) for note in plan.notes] == [
        (1, "ages", "Year 7"),
        (1, "times", "whenever"),
    ]


def test_a_web_address_gains_https_only_before_www(feed, database):
    plan = feed.bring(record(1, web="www.willow.example"), record(2, web="willow.example"))
    assert held(database, "Service 1").url == "https://www.willow.example"
    assert held(database, "Service 2").url is None
    assert [note.row for note in plan.notes] == [2]


def test_an_organisation_without_a_name_is_kept_as_not_known(feed, database):
    plan = feed.bring(record(org=None), record(2, org_id="o2", org=None))
    with open_session(database, writing=False) as session:
        assert list(session.exec(select(Organization.name))) == ["Organisation not known"] * 2
    assert "does not name the organisation" in str(plan.notes[0].why)
    feed.bring(record(org="Willow Trust at last"), record(2, org_id="o2", org=None))
    with open_session(database, writing=False) as session:
        assert sorted(session.exec(select(Organization.name))) == ["Organisation not known", "Willow Trust at last"]


def test_a_whole_list_retires_what_it_lacks_and_a_part_does_not(feed, database):
    feed.bring(*(record(number) for number in range(1, 4)))
    assert feed.plan(record(1)).counts()["retired"] == 0
    plan = feed.bring(record(1), record(2), complete=True)
    assert plan.counts()["retired"] == 1
    assert plan.retires_many()
    gone = held(database, "Service 3")
    assert (gone.status, gone.retired_because) == (Status.DEFUNCT, "It is no longer in the list of feed.")


def test_what_comes_back_into_the_list_is_open_again(feed, database):
    mapping = read_mapping(FEED.replace('name = "name"', 'name = "name"\nstatus = "status"', 1))
    feed = Feed(database, mapping)
    feed.bring(record(1, status="active"), record(2, status="active"))
    feed.bring(record(1, status="active"), complete=True)
    assert held(database, "Service 2").status == Status.DEFUNCT
    feed.bring(record(1, status="active"), record(2, status="active"))
    assert (held(database, "Service 2").status, held(database, "Service 2").retired_because) == ("active", None)


def test_a_refused_row_does_not_retire_its_service(feed):
    feed.bring(record(1), record(2))
    plan = feed.plan(record(1), record(2, name=""), complete=True)
    assert (plan.counts()["refused"], plan.counts()["retired"]) == (1, 0)


def test_two_sources_may_use_the_same_ids(feed, database):
    feed.bring(record(1))
    other = Feed(database, feed.mapping.model_copy(update={"source": "other"}))
    assert other.bring(record(1, name="Something else")).counts()["added"] == 1


def test_undoing_restores_and_takes_out_and_keeps_what_people_changed(feed, database):
    feed.bring(record(1, about="First", tel="0115 496 0100"))
    feed.bring(record(1, about="Second", tel="0115 496 0101"), record(2), record(3))
    change(database, "Service 1", description="By hand")
    change(database, "Service 3", description="By hand")
    undone = feed.undo()
    after = held(database, "Service 1")
    assert (after.description, after.phones[0].number) == ("By hand", "0115 496 0100")
    assert undone.kept == [("Service 1", ("description",))]
    assert (undone.removed, undone.ended) == (1, ["Service 3"])
    with open_session(database, writing=False) as session:
        left = dict(session.exec(select(Service.name, Service.status)).all())
    assert left == {"Service 1": "active", "Service 3": "defunct"}


def test_after_undoing_the_same_file_brings_the_same_changes(feed):
    feed.bring(record(1, about="First"))
    second = [record(1, about="Second"), record(2)]
    feed.bring(*second)
    feed.undo()
    assert feed.plan(*second).counts() == {
        "read": 2, "added": 1, "changed": 1, "unchanged": 0, "refused": 0, "retired": 0,
    }  # fmt: skip


def test_undoing_leaves_no_organisation_or_place_behind(feed, database):
    feed.bring(record(street="1 Road", postcode="NG1 1AA"))
    feed.undo()
    with open_session(database, writing=False) as session:
        assert session.exec(select(Organization)).all() == []
        assert session.exec(select(SourceRecord)).all() == []


def test_a_plan_made_before_somebody_changed_a_record_is_not_applied(feed, database):
    feed.bring(record(1, about="First"))
    plan = feed.plan(record(1, about="Second"))
    change(database, "Service 1", alert="Closed on Friday")
    run = run_of(feed.order(), plan, now=TUESDAY_AFTERNOON, by="Ash")
    additions = prepare(plan.changes(), plan.terms)
    with open_session(database) as session, pytest.raises(PlanOutdated):
        carry_out(session, run, plan, additions, now=TUESDAY_AFTERNOON, by="Ash")
    assert held(database, "Service 1").description == "First"


def test_a_place_gets_its_point_from_the_postcode(feed, database):
    feed.bring(record(street="1 Road", postcode="NG17 1AA"))
    with open_session(database, writing=False) as session:
        service = whole_service(session, session.exec(select(Service.id)).one())
        location = service.service_at_locations[0].location
        assert (location.latitude, location.longitude) == (53.126, -1.262)


def own(database, *rows: str, headings: str = "Service id,Service,Organisation,Ages,Opening times,Email"):
    upload = "\r\n".join([headings, *rows]).encode()
    order = Order(upload, "own.csv", built_in()["right-door"], "right-door")
    with open_session(database, writing=False) as session:
        return order, plan_order(session, order, sender=None, today=TUESDAY_AFTERNOON.date())


def test_in_our_own_layout_a_cell_that_cannot_be_read_refuses_its_row(database):
    _, plan = own(database, ",Play,Willow,Year 7,,", ",Club,Willow,5 to 11,Mon 9-10:30am,")
    assert [(remark.row, remark.field, remark.found) for remark in plan.refused] == [(2, "Ages", "Year 7")]
    assert plan.counts()["added"] == 1


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (",Play,,,,", "Organisation", "does not say whose service"),
        (",,Willow,,,", "Service", "has no name"),
        ("nonsense,Play,Willow,,,", "Service id", "No service here has this id"),
        (",Play,Willow,,whenever,", "Opening times", "could not read"),
        (",Play,Willow,,,nobody at all", "Email", "not an email address"),
    ],
)
def test_a_refusal_names_the_column_and_the_mend(database, row, field, said):
    _, plan = own(database, row)
    ((number, column, _, why),) = told(plan.refused)
    assert (number, column) == (2, field)
    assert said in why


def test_a_column_that_is_not_there_leaves_the_fact_and_a_blank_cell_clears_it(database, directory):
    service = directory.add("Ash", ages=(5, 11), email="ash@example.org")
    _, plan = own(database, f"{service.id},Ash,Willow Trust", headings="Service id,Service,Organisation")
    assert plan.counts()["unchanged"] == 1
    _, plan = own(database, f"{service.id},Ash,Willow Trust,5 to 11,,")
    assert plan.services[0].after.email is None
    assert plan.services[0].after.minimum_age == 5


def test_an_organisation_named_in_our_layout_is_the_one_that_is_here(database, directory):
    directory.add("Ash", organization="Willow Trust")
    _, plan = own(database, ",Oak,willow trust,,,")
    assert [change.action for change in plan.organizations] in ([], ["unchanged"])


def test_read_is_always_the_sum_of_what_became_of_the_rows(feed):
    plan = feed.plan(record(1), record(1), record(2, name=""), record(3, ages="Year 3"))
    counts = plan.counts()
    assert counts["read"] == counts["added"] + counts["changed"] + counts["unchanged"] + counts["refused"] == 4


def test_an_empty_file_is_refused_as_a_whole():
    with pytest.raises(FileRefused):
        read_upload(b"", "empty.csv")
