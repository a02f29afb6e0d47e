"""The work list: every figure is the number of the records behind it, and each kind holds what it says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from accounts.models import Account
from directory.additions import Commissioning, ProblemReport
from directory.curation.models import (
    Audit,
    AuditItem,
    ContactCheck,
    CorrectiveAction,
    Draft,
    Proposal,
    ReviewRequest,
)
from directory.curation.work.board import read_board
from directory.curation.work.item import deadline_words
from directory.curation.work.timeline import WEEKS, timeline
from directory.curation.work.worklist import GROUPS, KIND, KINDS, figures, items_of, nearest
from directory.models import Service, Status

TODAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 3, 16, tzinfo=UTC)
ASHFIELD, MANSFIELD = "E07000170", "E07000174"


def account(role="administrator", areas=()):
    return Account(id=f"id-{role}", email=f"{role}@example.org", name="Sam", role=role, areas=list(areas), made_at=NOW)


@pytest.fixture
def board(session):
    def read(person=None):
        person = person or account()
        return read_board(session, person, person.id, person.name, TODAY)

    return read


def in_days(days):
    return TODAY + timedelta(days)


def names(kind, board):
    return [item.name for item in items_of(KIND[kind], board)]


def contract(session, service, **columns):
    session.add(Commissioning(service_id=service.id, **columns))
    session.commit()


GOOD = {
    "ages": (0, 18),
    "areas": ["Ashfield"],
    "application_process": "Ring us.",
    "assured_date": TODAY,
    "phone": "0115 496 0123",
}


def everything(directory, session):
    """At least one record of every kind of work, and one record that needs nothing."""
    directory.add(
        "Nothing to do here", **GOOD, needs=["sleep"], roles=["anyone"], methods=["phone"], levels=[1], cost=0
    )
    for name, end in (("Ended", -1), ("Soon", 30), ("Later", 90), ("Far", 91), ("Today", 0), ("In a month", 31)):
        contract(session, directory.add(name, **GOOD), contract_end=in_days(end))
    contract(session, directory.add("Reviewed", **GOOD), review_date=in_days(-5))
    directory.add("Old", **{**GOOD, "assured_date": in_days(-184)})
    directory.add("Nearly old", **{**GOOD, "assured_date": in_days(-160)})
    directory.add("Never", **{**GOOD, "assured_date": None})
    directory.add("Silent", **GOOD, unconfirmed_since=in_days(-9))
    directory.add("Ageless", **{**GOOD, "ages": (None, None)})
    directory.add("Nowhere", **{**GOOD, "areas": None})
    directory.add("No way in", **{**GOOD, "application_process": None})
    directory.add("Odd number", **{**GOOD, "phone": "0115 12"})
    dead = directory.add("Dead link", **GOOD, url="https://gone.example")
    session.add(ContactCheck(kind="link", value="https://gone.example", outcome="broken", detail="not there (404)"))
    waiting_for(session, dead)


def waiting_for(session, service):
    session.add(ProblemReport(service_id=service.id, kind="contact", comment="No answer", reported_on=TODAY))
    session.add(
        Proposal(kind="service", record_id=service.id, base={}, content={}, proposed_by="Willow", proposed_at=NOW)
    )
    session.add(
        Draft(
            kind="service",
            record_id=service.id,
            account_id="id-administrator",
            account_name="Sam",
            content={"name": "Dead link"},
        )
    )
    session.add(
        ReviewRequest(
            service_id=service.id,
            token_hash="a" * 64,
            sent_to="x@example.org",
            asked_on=TODAY,
            last_sent_on=TODAY,
            answered_on=TODAY + timedelta(1),
            answer="closed",
        )
    )
    audit = Audit(name="Spring", seed=1, drawn_from={}, drawn_by="Sam")
    session.add(audit)
    session.flush()
    item = AuditItem(audit_id=audit.id, service_id=service.id)
    session.add(item)
    session.flush()
    session.add(CorrectiveAction(audit_item_id=item.id, action="Ring them", owner="Sam", due_on=in_days(12)))
    session.add(CorrectiveAction(audit_item_id=item.id, action="Late", owner="Kim", due_on=in_days(-1)))
    session.add(CorrectiveAction(audit_item_id=item.id, action="Kim's", owner="Kim", due_on=in_days(5)))
    session.add(CorrectiveAction(audit_item_id=item.id, action="Done", owner="Sam", due_on=TODAY, done_on=TODAY))
    session.commit()


def test_every_kind_of_work_finds_its_records_and_no_others(directory, session, board):
    everything(directory, session)
    found = board()
    assert names("contracts-ended", found) == ["Ended"]
    assert names("contracts-30", found) == ["Today", "Soon"]
    assert names("contracts-90", found) == ["In a month", "Later"]
    assert names("contract-reviews", found) == ["Reviewed"]
    assert names("checks-overdue", found) == ["Never", "Old"]
    assert names("checks-soon", found) == ["Nearly old"]
    assert names("unconfirmed", found) == ["Silent"]
    assert names("no-ages", found) == ["Ageless"]
    assert names("no-areas", found) == ["Nowhere"]
    assert names("no-way-in", found) == ["No way in"]
    assert names("odd-numbers", found) == ["Odd number"]
    assert names("dead-links", found) == names("reports", found) == names("proposals", found) == ["Dead link"]
    assert names("closed", found) == names("drafts", found) == ["Dead link"]
    assert [item.thing.said for item in items_of(KIND["actions"], found)] == ["Late", "Ring them"]


def test_every_figure_is_the_number_of_the_records_behind_it_and_none_is_empty(directory, session, board):
    everything(directory, session)
    found = board()
    for name, figure in figures(found).items():
        assert figure.count == len(items_of(KIND[name], found)) > 0, name
        assert figure.first == items_of(KIND[name], found)[0]


def test_every_kind_stands_in_one_group(directory, session, board):
    grouped = [name for _, names in GROUPS for name in names]
    assert sorted(grouped) == sorted(kind.id for kind in KINDS)
    assert all(figure.count == 0 for figure in figures(board()).values())


def test_a_commissioner_sees_only_what_is_within_reach(directory, session, board):
    everything(directory, session)
    elsewhere = board(account("commissioner", [MANSFIELD]))
    assert names("no-areas", elsewhere) == ["Nowhere"]
    for kind in KINDS:
        assert set(names(kind.id, elsewhere)) <= {"Nowhere"}, kind.id
    own = board(account("commissioner", [ASHFIELD]))
    assert names("contracts-ended", own) == ["Ended"]
    assert names("drafts", own) == []


def test_a_service_that_has_ended_is_nobodys_work(directory, session, board):
    everything(directory, session)
    for service in list(board().rows.values()):
        row = session.get(Service, service.id)
        directory.change(row, status=Status.DEFUNCT, retired_because="Over")
    gone = {"Ended", "Old", "Never", "Silent", "Ageless", "Odd number", "Dead link"}
    for kind in KINDS:
        if kind.id not in ("reports", "proposals", "drafts", "actions"):
            assert not gone & set(names(kind.id, board())), kind.id


def test_a_provider_who_closed_is_settled_once_somebody_checked_after_it(directory, session, board):
    service = directory.add("Willow", **GOOD)
    session.add(
        ReviewRequest(
            service_id=service.id,
            token_hash="b" * 64,
            sent_to="x@example.org",
            asked_on=in_days(-20),
            last_sent_on=in_days(-20),
            answered_on=in_days(-2),
            answer="closed",
        )
    )
    session.commit()
    assert names("closed", board()) == []
    directory.change(service, assured_date=in_days(-3))
    assert names("closed", board()) == ["Willow"]


def test_the_nearest_deadline_stands_first_then_the_lowest_quality(directory, session, board):
    for name, extra in (("Good", {"needs": ["sleep"]}), ("Poor", {})):
        contract(session, directory.add(name, **GOOD, **extra), contract_end=in_days(10))
    contract(session, directory.add("Sooner", **GOOD), contract_end=in_days(9))
    assert names("contracts-30", board()) == ["Sooner", "Poor", "Good"]
    assert [item.name for _, item in nearest(board())][:3] == ["Sooner", "Poor", "Good"]


def test_the_lowest_quality_comes_first(directory, board):
    directory.add("Bare")
    directory.add("Better", **GOOD)
    assert names("low-quality", board()) == ["Bare", "Better"]
    scores = board().scores
    assert sorted(scores.values())[0] < 10


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "in 1 day"), (12, "in 12 days"), (-1, "1 day late"), (-40, "40 days late")],
)
def test_a_deadline_is_said_in_days(days, said):
    assert str(deadline_words(in_days(days), TODAY)) == said


def test_the_board_takes_as_many_queries_for_forty_services_as_for_one(directory, session, board, database):
    counted = []
    event.listen(database, "before_cursor_execute", lambda *about: counted.append(about[2]))
    directory.add("One", **GOOD)
    counted.clear()
    board()
    few = len(counted)
    for number in range(40):
        directory.add(f"Another {number}", **GOOD, needs=["sleep"], methods=["phone"])
    counted.clear()
    assert len(board().rows) == 41
    assert len(counted) == few < 30


def test_the_coming_weeks_hold_every_deadline_once(directory, session, board):
    everything(directory, session)
    found = timeline(board(), str)
    assert len(found.weeks) == WEEKS == 13
    contracts = [week.counts[0] for week in found.weeks]
    assert (sum(contracts), contracts[0], contracts[4], contracts[12]) == (4, 1, 2, 1)
    assert sum(week.counts[3] for week in found.weeks) == 1
    assert found.drawing.count("<rect") == sum(count > 0 for week in found.weeks for count in week.counts)
    assert "style=" not in found.drawing
