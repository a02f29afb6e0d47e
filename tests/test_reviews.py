"""When a record is looked over, what a check changes, and how an answer by link is taken."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from accounts.tokens import new_token
from directory.additions import Revision
from directory.curation.models import Proposal, ReviewAnswer, ReviewLetter, ReviewRequest
from directory.curation.reviews.answer_forms import weeks_meant
from directory.curation.reviews.letters_out import Ask, note_sent, write_down
from directory.curation.reviews.queries import (
    PROVIDER,
    LinkUsedUp,
    answer_change,
    answer_closed,
    answer_correct,
    check_many,
    find_link,
    provider_address,
    undo_check,
)
from directory.curation.reviews.rules import Asked, LinkState, chaser_due, due_on, is_due, letter_due
from directory.history import change_id
from directory.models import Contact, Organization, Service
from directory.pages.freshness import is_old
from directory.snapshots import ServiceSnapshot, service_snapshot
from directory.snapshots.queries import whole_service

NOW = datetime(2026, 3, 3, 16, 15, tzinfo=ZoneInfo("Europe/London"))
TODAY = NOW.date()


def asked(**columns) -> Asked:
    request = ReviewRequest(
        service_id="s", sent_to="a@example.org", **{"asked_on": TODAY, "last_sent_on": TODAY, **columns}
    )
    return Asked(request, (ReviewLetter(token_hash="h", request_id="r", sent_on=request.asked_on),))


def linked(session, service: Service) -> str:
    """Write to a service's provider; the token of the link."""
    made = write_down(session, "willow@example.org", [Ask(service.id, service.name, 0)], NOW, anyway=True)
    session.commit()
    note_sent(session, "willow@example.org", made, TODAY)
    session.commit()
    return made[0].token


def says(session, service_id: str) -> ServiceSnapshot:
    return service_snapshot(whole_service(session, service_id))


def test_a_review_falls_due_the_day_before_its_page_warns():
    checked = date(2025, 9, 1)
    due = due_on(checked)
    assert due == date(2026, 3, 3)
    assert (is_due(checked, due - timedelta(1)), is_due(checked, due)) == (False, True)
    assert (is_old(checked, due), is_old(checked, due + timedelta(1))) == (False, True)
    assert is_due(None, due)


@pytest.mark.parametrize(
    ("days", "reminders", "last_sent", "letter"),
    [
        (29, 0, 0, None),
        (30, 0, 0, 1),
        (59, 1, 30, None),
        (60, 1, 30, 2),
        (90, 2, 60, 3),
        (120, 3, 90, None),
        (70, 0, 0, 1),
        (75, 1, 70, None),
        (91, 1, 70, 2),
    ],
)
def test_chasers_go_after_30_60_and_90_days_and_never_soon_after_each_other(days, reminders, last_sent, letter):
    first = TODAY - timedelta(days)
    known = asked(asked_on=first, reminders=reminders, last_sent_on=first + timedelta(last_sent))
    assert letter_due(known, None, TODAY) == letter


@pytest.mark.parametrize(
    ("columns", "letter"),
    [
        ({"answered_on": TODAY - timedelta(3), "answer": "change"}, None),
        ({"answered_on": TODAY - timedelta(30), "answer": "change"}, 0),
        ({"withdrawn_on": TODAY}, 0),
        ({"asked_on": TODAY - timedelta(183), "reminders": 3}, 0),
    ],
)
def test_after_an_answer_a_provider_is_left_in_peace_and_after_half_a_year_asked_anew(columns, letter):
    assert letter_due(asked(**columns), None, TODAY) == letter
    assert letter_due(asked(**columns), TODAY, TODAY) is None


def test_after_the_last_chaser_there_is_none():
    assert chaser_due(asked(reminders=3).request) is None


def test_a_check_says_who_and_can_be_undone_exactly(directory, session):
    old = directory.add("Old", assured_date=date(2025, 1, 1), assurer_email="a@example.org", unconfirmed_since=TODAY)
    never = directory.add("Never")
    linked(session, old)
    before = {each.id: says(session, each.id) for each in (old, never)}
    ids = [old.id, never.id, never.id]
    assert sorted(check_many(session, ids, by="Ash", by_email="ash@example.org", today=TODAY)) == sorted(before)
    change = change_id(session)
    session.commit()
    assert says(session, old.id).assured_date == TODAY
    assert session.exec(select(ReviewRequest.withdrawn_on)).one() == TODAY
    revision = session.exec(select(Revision).where(Revision.change_id == change, Revision.row_id == old.id)).one()
    assert (revision.changed_by, revision.reason) == ("Ash", "Checked, nothing changed")
    assert sorted(undo_check(session, change, ids, by="Ash", today=TODAY)) == sorted(before)
    session.commit()
    assert {each: says(session, each) for each in before} == before
    assert session.get_one(Service, old.id).unconfirmed_since == TODAY
    session.expire_all()
    assert session.exec(select(ReviewRequest.withdrawn_on)).one() is None


def test_a_check_is_not_undone_over_a_later_change(directory, session):
    service = directory.add("Never")
    check_many(session, [service.id], by="Ash", by_email=None, today=TODAY)
    change = change_id(session)
    session.commit()
    directory.change(service, assured_date=TODAY + timedelta(1))
    assert undo_check(session, change, [service.id], by="Ash", today=TODAY) == []


def test_the_second_check_of_a_day_changes_nothing(directory, session):
    service = directory.add("Never")
    check_many(session, [service.id], by="Ash", by_email=None, today=TODAY)
    session.commit()
    assert check_many(session, [service.id], by="Rowan", by_email=None, today=TODAY) == []


@pytest.mark.parametrize(
    ("service", "contacts", "organization", "address"),
    [
        ("s@example.org", ["c@example.org"], "o@example.org", "s@example.org"),
        ("ring us", [None, "c@example.org"], "o@example.org", "c@example.org"),
        (None, [], " o@example.org ", "o@example.org"),
        (None, [], None, None),
    ],
)
def test_the_letter_goes_to_the_service_else_a_contact_else_the_organisation(service, contacts, organization, address):
    people = [Contact(service_id="s", email=email) for email in contacts]
    found = provider_address(
        Service(organization_id="o", name="W", email=service), people, Organization(name="O", email=organization)
    )
    assert found == address


def test_still_correct_is_checked_today_by_the_provider_and_answers_once(directory, session):
    service = directory.add("Willow", availability={"waiting_weeks": 4, "told_on": date(2026, 1, 1)})
    token = linked(session, service)
    answer_correct(session, token, now=NOW)
    session.commit()
    told = says(session, service.id)
    assert (told.assured_date, told.assurer_email, told.told_on) == (TODAY, "willow@example.org", TODAY)
    assert session.exec(select(Proposal)).all() == []
    revisions = session.exec(select(Revision).where(Revision.changed_by == PROVIDER)).all()
    assert {revision.reason for revision in revisions} == {"Still correct"}
    with pytest.raises(LinkUsedUp):
        answer_closed(session, token, note=None, now=NOW)


def test_still_correct_but_a_longer_wait_is_checked_and_the_wait_waits(directory, session):
    service = directory.add("Willow", availability={"waiting_weeks": 4, "told_on": date(2026, 1, 1)})
    answer_correct(session, linked(session, service), now=NOW, waiting_weeks=12)
    session.commit()
    assert says(session, service.id).waiting_weeks == 4
    assert says(session, service.id).assured_date == TODAY
    proposal = session.exec(select(Proposal)).one()
    assert (proposal.content["waiting_weeks"], proposal.content["told_on"]) == (12, "2026-03-03")
    assert (proposal.proposed_by, proposal.state, proposal.base["waiting_weeks"]) == (PROVIDER, "waiting", 4)


def test_a_change_waits_beside_the_live_page(directory, session):
    service = directory.add("Willow", email="old@example.org")
    token, live = linked(session, service), says(session, service.id)
    wanted = live.model_copy(update={"email": "new@example.org", "status": "defunct"})
    answer_change(session, token, base=live, wanted=wanted, note="New rooms", now=NOW)
    session.commit()
    assert says(session, service.id) == live
    proposal = session.exec(select(Proposal)).one()
    assert (proposal.content["email"], proposal.note) == ("new@example.org", "New rooms")
    assert "status" not in proposal.content
    assert session.exec(select(ReviewRequest.answer)).one() == ReviewAnswer.CHANGE


def test_closed_is_kept_and_nothing_disappears(directory, session):
    service = directory.add("Willow")
    answer_closed(session, linked(session, service), note="Since May", now=NOW)
    session.commit()
    assert says(session, service.id).status == "active"
    request = session.exec(select(ReviewRequest)).one()
    assert (request.answer, request.answer_note, request.answered_on) == (ReviewAnswer.CLOSED, "Since May", TODAY)


def test_a_link_says_why_it_no_longer_works(directory, session):
    service = directory.add("Willow")
    first = linked(session, service)
    newest = linked(session, service)

    def state(token: str, day: date = TODAY) -> LinkState | None:
        found = find_link(session, token, day)
        return found and found.state

    assert (state(first), state(newest)) == (LinkState.REPLACED, LinkState.OPEN)
    assert state(newest, TODAY + timedelta(120)) is LinkState.OPEN
    assert state(newest, TODAY + timedelta(121)) is LinkState.EXPIRED
    assert state(new_token()) is None
    directory.change(service, status="defunct", retired_because="Contract ended")
    assert state(newest) is LinkState.ENDED
    directory.change(service, status="active", retired_because=None)
    check_many(session, [service.id], by="Ash", by_email=None, today=TODAY)
    session.commit()
    assert state(newest) is LinkState.CHECKED


def test_only_the_hash_of_a_token_is_kept(directory, session):
    token = linked(session, directory.add("Willow"))
    kept = session.exec(select(ReviewLetter.token_hash)).one()
    assert len(token) >= 43
    assert token not in kept


@pytest.mark.parametrize(
    ("text", "weeks"),
    [("12", 12), ("twelve weeks", 12), ("About 6 weeks", 6), ("1.5", 1.5), ("0", 0), ("soon", None), ("9999", None)],
)
def test_weeks_are_read_as_people_write_them(text, weeks):
    assert weeks_meant(text) == weeks
