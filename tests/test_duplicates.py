"""Services that may be the same: found by what they share, merged field by field, or told apart for good."""

from datetime import date
from time import thread_time

import pytest
from sqlmodel import select

from directory.curation.duplicates.queries import Traits, candidates, find_duplicates, name_key, tell_apart, weigh
from directory.curation.models import DuplicateVerdict, SourceRecord
from directory.database import open_session
from directory.models import Service, Status
from directory.snapshots import service_snapshot
from directory.snapshots.queries import whole_service


def pairs(database) -> list[set[str]]:
    with open_session(database, writing=False) as session:
        names = dict(session.exec(select(Service.id, Service.name)).all())
        return [{names[pair.first_id], names[pair.second_id]} for pair in find_duplicates(session)]


@pytest.fixture
def twins(directory):
    first = directory.add("Willow Stay & Play", phone="0115 496 0100", at="Beeston", description="A group.")
    second = directory.add("The Willow Stay and Play Group", phone="+44 115 496 0100", ages=(0, 4))
    return first, second


def test_two_that_share_a_number_and_nearly_a_name_are_proposed_with_the_evidence(database, twins):
    assert pairs(database) == [{"Willow Stay & Play", "The Willow Stay and Play Group"}]
    with open_session(database, writing=False) as session:
        (pair,) = find_duplicates(session)
    assert [point.about for point in pair.evidence] == ["name", "phone", "organization"]
    assert pair.score == 85


def test_services_of_one_switchboard_with_other_names_are_not_proposed(database, directory):
    directory.add("Sleep clinic", phone="0115 496 0100")
    directory.add("Speech therapy", phone="0115 496 0100")
    assert pairs(database) == []


def test_the_same_name_at_other_organisations_is_not_enough(database, directory):
    directory.add("Gardening Club", organization="Oak")
    directory.add("Gardening Club", organization="Elm")
    assert pairs(database) == []


def test_what_has_ended_is_not_proposed(database, directory, twins):
    directory.retire(twins[0])
    assert pairs(database) == []


def test_two_that_were_told_apart_are_not_proposed_again(database, twins):
    with open_session(database) as session:
        tell_apart(session, twins[1].id, twins[0].id, by="Ash")
        session.commit()
    assert pairs(database) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("The Willow Group", "Willow", True), ("Willow & Oak", "Willow and Oak", True), ("Willow", "Oak", False)],
)
def test_names_are_compared_without_what_all_names_say(one, other, same):
    assert (name_key(one) == name_key(other)) is same


def test_merging_takes_the_chosen_fields_and_leads_from_one_to_the_other(signed_in, database, directory, twins):
    first, second = twins
    directory.session.add(SourceRecord(source="feed", kind="service", source_id="7", record_id=second.id))
    directory.session.commit()
    member = signed_in("administrator")
    member.see(f"/curation/duplicates/{first.id}/{second.id}?keep={first.id}")
    assert "What they share: 85 / 100" in member.text
    member.send(f"/curation/duplicates/{first.id}/{second.id}/merge", {"from-minimum_age": "other"})
    assert "is one service now" in member.text
    with open_session(database, writing=False) as session:
        kept, gone = (service_snapshot(whole_service(session, each.id)) for each in twins)
        link = session.exec(select(SourceRecord)).one()
        verdict = session.exec(select(DuplicateVerdict)).one()
    assert (kept.minimum_age, kept.maximum_age, kept.name) == (0, None, "Willow Stay & Play")
    assert (gone.status, gone.successor_id) == (Status.DEFUNCT, first.id)
    assert (link.record_id, verdict.verdict) == (first.id, "merged")


def test_the_fresher_facts_are_offered(signed_in, directory):
    first = directory.add("Ash", phone="0115 496 0100", alert="Old")
    second = directory.add("Ash", phone="0115 496 0100", alert="New", assured_date=date(2026, 2, 1))
    member = signed_in("administrator")
    page = member.see(f"/curation/duplicates/{first.id}/{second.id}?keep={first.id}").text
    assert 'id="other-alert" name="from-alert" value="other" checked' in page


def test_other_peoples_records_are_out_of_reach(signed_in, directory):
    first = directory.add("Ash", areas=["Bassetlaw"], phone="0115 496 0100")
    second = directory.add("Ash", areas=["Bassetlaw"], phone="0115 496 0100")
    member = signed_in("commissioner", areas=["E07000172"])
    assert "There is nothing to look at" in member.see("/curation/duplicates").text.replace("\n", " ")
    pair = f"/curation/duplicates/{first.id}/{second.id}"
    assert member.see(pair).status_code == 403
    member.see("/curation/imports/new")
    for press in ("merge", "different"):
        assert member.send(f"{pair}/{press}").status_code == 403


def test_of_fifteen_hundred_services_not_every_pair_is_compared():
    traits = [
        Traits(str(number), f"Service {number} of {number % 97}", f"Trust {number % 400}", "Words about it", None)
        for number in range(1500)
    ]
    for number, each in enumerate(traits):
        each.phones, each.postcodes = frozenset({f"0115496{number % 500:04}"}), frozenset({f"NG1{number % 300}"})
    by_id = {each.id: each for each in traits}
    began = thread_time()
    found = [weigh(by_id[one], by_id[other]) for one, other in candidates(traits)]
    assert thread_time() - began < 10
    assert found
