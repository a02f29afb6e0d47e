"""The demonstration directory has something of each kind to decide on a Monday, and what has ended leads on."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from accounts.models import Account
from directory.curation.work.board import read_board
from directory.curation.work.worklist import figures
from directory.demo import load_demo
from directory.demo_waiting import load_waiting
from directory.models import Service, Status
from directory.queries import SHOWN, successor_of
from directory.terms import load_terms
from directory.vocabulary import load_vocabulary

NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.fixture
def demonstration(session):
    load_demo(session, load_terms(session, load_vocabulary().needs), today=NOW.date())
    load_waiting(session, now=NOW)
    session.commit()
    return session


def test_something_of_each_kind_waits_for_a_decision(demonstration):
    sam = Account(id="1", email="sam@example.org", name="Sam", role="administrator", areas=[], made_at=NOW)
    found = figures(read_board(demonstration, sam, sam.id, sam.name, NOW.date()))
    counts = {name: figure.count for name, figure in found.items()}
    assert (counts["closed"], counts["reports"], counts["proposals"], counts["unconfirmed"]) == (1, 3, 2, 1), counts


def test_what_has_ended_leads_to_a_service_that_runs(demonstration):
    ended = demonstration.exec(select(Service).where(Service.status == Status.DEFUNCT)).all()
    after = [successor_of(demonstration, service) for service in ended if service.successor_id]
    assert len(after) == 8
    assert {service.status for service in after if service} <= set(SHOWN)
