"""The desk on each kind of database, with its tables as the migrations make them: two presses at once, every list."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from zoneinfo import ZoneInfo

import postgres
import pytest
from sqlmodel import select

from directory import migrate
from directory.database import open_engine, open_session
from matching.desk.logging_calls import Call, log_call, start_call
from matching.desk.next_steps import NextStep
from matching.desk.queue_queries import Only, Waits, counts, rows_of
from matching.desk.reasons import reasons_in_use, seed_reasons, shipped_reasons
from matching.following.models import DemandKind, DemandReason, Handling
from matching.models import Channel, Enquiry

NOW = datetime(2026, 3, 3, 16, 15, tzinfo=ZoneInfo("Europe/London"))
CALL = Call(
    channel=Channel.PHONE,
    caller_role="school",
    district_code="E07000174",
    age_band="11 to 15",
    needs=("young-carers",),
    service_ids=(),
    advised="early_help",
    why=None,
    demand=DemandKind.VALUE,
    demand_reason_id=None,
    asked_before=None,
    about_enquiry_id=None,
    step=NextStep(chase_on=date(2026, 3, 3)),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'migrated.db'}"
    else:
        url = postgres.new_database(request.getfixturevalue("postgres_server"))
    engine = open_engine(url)
    migrate.upgrade(engine)
    yield engine
    engine.dispose()


def press(database) -> str:
    """Save the form, as one press of its button does."""
    with open_session(database) as session:
        seed_reasons(session)
        enquiry = start_call(session, "same-call", area="nottinghamshire", content_version="0", now=NOW)
        log_call(session, enquiry, CALL, now=NOW, account_id="somebody")
        reference = enquiry.reference
        session.commit()
    return reference


def test_a_call_saved_by_several_presses_at_once_is_logged_once(database):
    with ThreadPoolExecutor(4) as hands:
        references = set(hands.map(lambda _: press(database), range(4)))
    assert len(references) == 1
    with open_session(database, writing=False) as session:
        assert len(session.exec(select(Enquiry)).all()) == len(session.exec(select(Handling)).all()) == 1
        assert len(session.exec(select(DemandReason)).all()) == len(shipped_reasons()) == len(reasons_in_use(session))


def test_every_list_of_the_queue_is_counted_as_it_is_listed(database):
    press(database)
    with open_session(database, writing=False) as session:
        for only in (Only(), Only("E07000174", "early_help"), Only("E06000018")):
            found = counts(session, NOW.date(), only)
            assert found == {which: len(rows_of(session, which, NOW.date(), only)) for which in Waits}
        assert counts(session, NOW.date(), Only())[Waits.TODAY] == 1
