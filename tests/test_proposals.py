"""Suggestions wait beside the live version, touch only what may be suggested, and are decided once."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.roles import AccountRole
from directory.additions import Commissioning
from directory.curation.approvals.proposals import (
    CannotPublish,
    LiveMoved,
    NothingSuggested,
    ProposalDecided,
    ProposalNotFound,
    add_proposal,
    approve,
    get_proposal,
    may_suggest,
    own_proposals,
    proposals_waiting,
    refuse,
    sides_of,
    withdraw,
)
from directory.curation.approvals.suggesting import (
    MAY_BE_SUGGESTED,
    SECTIONS,
    changes_of,
    fingerprint,
    suggestion,
    together,
)
from directory.curation.editing.forms import questions_of
from directory.curation.models import Proposal
from directory.errors import DirectoryError
from directory.snapshots import CONTRACT, CURATORS, ServiceSnapshot, service_snapshot
from directory.snapshots.queries import change_service, whole_service

NOW = datetime(2026, 3, 3, 16, 15)


class OfBroxtowe:
    role = AccountRole.COMMISSIONER
    areas = ["E07000172"]
    organization_id = None


def snapshot(**fields):
    return ServiceSnapshot.model_validate({"organization_id": "trust", "name": "Willow Hub", **fields})


def live_of(session, service):
    return service_snapshot(whole_service(session, service.id))


def suggested(session, service, *, note=None, account_id=None, **changes):
    base = live_of(session, service)
    wanted = ServiceSnapshot.model_validate({**base.model_dump(), **changes})
    return add_proposal(
        session, service.id, base=base, wanted=wanted, note=note, by="Jo", account_id=account_id, now=NOW
    )


def approved(session, proposal, service, **values):
    return approve(
        session, proposal.id, values, seen=fingerprint(live_of(session, service)), reason=None, by="Sam", now=NOW
    )


def test_what_may_be_suggested_is_never_a_curators():
    assert not MAY_BE_SUGGESTED & (CURATORS | CONTRACT)
    assert {"phones", "schedules", "waiting_weeks", "needs", "minimum_age"} <= MAY_BE_SUGGESTED


def test_a_suggestion_leaves_the_live_record_as_it_is(directory, session):
    willow = directory.add("Willow Hub", phone="0115 496 0101")
    before = live_of(session, willow)
    suggested(session, willow, phones=[{"number": "0115 496 0102"}])
    assert live_of(session, willow) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "defunct"),
        ("organization_id", "another"),
        ("unit_cost", 1.0),
        ("commissioner", "Me"),
        ("assured_date", "2026-03-03"),
        ("successor_id", "another"),
        ("funding", ("Me",)),
    ],
)
def test_a_curators_field_in_a_suggestion_is_left_out(directory, session, field, value):
    willow = directory.add("Willow Hub")
    with pytest.raises(NothingSuggested):
        suggested(session, willow, **{field: value})
    proposal = suggested(session, willow, description="New words", **{field: value})
    _, wanted = sides_of(proposal)
    assert getattr(wanted, field) == getattr(suggestion(live_of(session, willow), wanted), field)
    assert field == "organization_id" or field not in proposal.content
    record = approved(session, proposal, willow, description="New words", **{field: value})
    assert getattr(record, field) == getattr(snapshot(organization_id=willow.organization_id), field)


def test_no_cost_is_kept_beside_a_suggestion(directory, session):
    willow = directory.add("Willow Hub")
    session.add(Commissioning(service_id=willow.id, unit_cost=4321.5, commissioner="County"))
    session.commit()
    proposal = suggested(session, willow, description="New words")
    assert not CONTRACT & (set(proposal.base) | set(proposal.content))
    record = approved(session, proposal, willow, description="New words")
    assert (record.unit_cost, record.commissioner) == (4321.5, "County")


def test_approving_writes_what_was_taken_and_keeps_what_was_written_instead(directory, session):
    willow = directory.add("Willow Hub")
    proposal = suggested(session, willow, description="Their words", fees="Free")
    approved(session, proposal, willow, description="Our words")
    live = live_of(session, willow)
    assert (live.description, live.fees) == ("Our words", None)
    assert proposal.state == "approved"
    assert proposal.approved is not None
    assert proposal.approved["description"] == "Our words"


def test_one_suggestion_is_decided_once(directory, session):
    willow = directory.add("Willow Hub")
    proposal = suggested(session, willow, description="New words", account_id="jo")
    refuse(session, proposal.id, reason="We rang", by="Sam", now=NOW)
    with pytest.raises(ProposalDecided, match="Sam has decided"):
        approved(session, proposal, willow, description="New words")
    with pytest.raises(ProposalDecided):
        refuse(session, proposal.id, reason="Again", by="Kim", now=NOW)
    with pytest.raises(ProposalDecided):
        withdraw(session, proposal.id, "jo", now=NOW)
    assert (proposal.decided_by, proposal.decision_reason) == ("Sam", "We rang")
    assert live_of(session, willow).description is None


def test_only_whoever_suggested_it_takes_it_back_and_then_nobody_decides_it(directory, session):
    willow = directory.add("Willow Hub")
    proposal = suggested(session, willow, description="New words", account_id="jo")
    with pytest.raises(ProposalNotFound):
        withdraw(session, proposal.id, "kim", now=NOW)
    withdraw(session, proposal.id, "jo", now=NOW)
    with pytest.raises(ProposalDecided, match="taken it back"):
        approved(session, proposal, willow, description="New words")


def test_an_approval_of_a_record_that_moved_meanwhile_is_asked_again(directory, session):
    willow = directory.add("Willow Hub")
    proposal = suggested(session, willow, description="New words")
    seen = fingerprint(live_of(session, willow))
    change_service(session, willow.id, live_of(session, willow).model_copy(update={"fees": "£2"}))
    with pytest.raises(LiveMoved):
        approve(session, proposal.id, {"description": "New words"}, seen=seen, reason=None, by="Sam", now=NOW)
    assert live_of(session, willow).description is None


def test_what_cannot_be_kept_is_not_published(directory, session):
    willow = directory.add("Willow Hub")
    proposal = suggested(session, willow, url="https://willow.example")
    with pytest.raises(CannotPublish):
        approved(session, proposal, willow, url="not an address")


def test_a_record_that_was_wrong_before_can_still_be_mended_a_little(directory, session):
    willow = directory.add("Willow Hub", url="no address at all")
    proposal = suggested(session, willow, description="New words")
    assert approved(session, proposal, willow, description="New words").description == "New words"


def test_several_suggestions_of_one_record_wait_side_by_side_the_oldest_first(directory, session):
    willow = directory.add("Willow Hub", areas=["Broxtowe"])
    other = directory.add("Elsewhere", areas=["Ashfield"])
    first = suggested(session, willow, description="One")
    second = suggested(session, willow, description="Two")
    first.proposed_at = datetime(2026, 3, 1)
    suggested(session, other, description="Three")
    session.flush()
    assert [each.proposal.id for each in proposals_waiting(session, OfBroxtowe())] == [first.id, second.id]


def test_people_see_what_they_suggested_themselves(directory, session):
    willow = directory.add("Willow Hub")
    suggested(session, willow, description="Theirs", account_id="kim")
    own = suggested(session, willow, description="Mine", account_id="jo")
    assert [each.proposal.id for each in own_proposals(session, "jo")] == [own.id]


def test_a_provider_suggests_for_its_own_organisation_and_nobody_for_what_has_ended(directory):
    willow = directory.add("Willow Hub")
    ended = directory.add("Ended", status="defunct", retired_because="Over")

    class Provider:
        role, areas, organization_id = AccountRole.PROVIDER, [], willow.organization_id

    class Stranger(Provider):
        organization_id = "another"

    class Officer:
        role, areas, organization_id = AccountRole.OFFICER, [], None

    assert [may_suggest(person(), willow) for person in (Provider, Stranger, Officer)] == [True, False, True]
    assert not may_suggest(Officer(), ended)


def test_a_suggestion_of_another_kind_of_record_is_not_mistaken_for_one_of_a_service(session):
    proposal = Proposal(kind="location", record_id="x", base={}, content={}, proposed_by="Jo", proposed_at=NOW)
    session.add(proposal)
    session.flush()
    with pytest.raises(DirectoryError):
        get_proposal(session, proposal.id)


def test_changes_are_told_question_by_question_with_what_moved_since():
    base = snapshot(minimum_age=5, maximum_age=11, languages=[{"name": "Polish"}], fees="Free")
    wanted = snapshot(minimum_age=5, maximum_age=16, languages=[{"name": "Polish"}, {"name": "Urdu"}], fees="£2")
    live = snapshot(minimum_age=5, maximum_age=11, languages=[{"name": "Polish"}, {"name": "Arabic"}], fees="£2")
    changes = {change.name: change for change in changes_of(base, wanted, live, {})}
    assert set(changes) == {"ages", "languages"}
    assert (changes["ages"].moved, changes["ages"].together) == (False, ())
    assert changes["languages"].moved
    assert set(changes["languages"].together) == {"Polish", "Arabic", "Urdu"}


def test_every_question_of_the_form_can_be_told_apart_and_taken_alone():
    names = [question.name for question in questions_of(SECTIONS)]
    holds = [field for question in questions_of(SECTIONS) for field in question.holds]
    assert len(names) == len(set(names))
    assert len(holds) == len(set(holds))


NEEDS = st.sets(st.sampled_from(["sleep", "anxiety", "parenting", "speech-language"]))


@given(NEEDS, NEEDS, NEEDS)
@settings(max_examples=60)
def test_both_together_loses_nothing_that_either_side_added(base, mine, theirs):
    question = next(each for each in questions_of(SECTIONS) if each.name == "needs")
    sides = [snapshot(needs=tuple(each)) for each in (base, mine, theirs)]
    joined = set(together(question, *sides)["needs"])
    assert (mine - base) | (theirs - base) <= joined
    assert joined <= mine | theirs
