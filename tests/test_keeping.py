"""What is let go, and when: on a real database, with a clock of our own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col, select

from directory.additions import UnmetNeed
from matching.errors import EnquiryNotFound
from matching.following.models import (
    FamilyLink,
    FamilyWord,
    Handling,
    Handover,
    Reminder,
    StateChange,
)
from matching.keeping.purging import purge
from matching.models import Enquiry, Feedback
from matching.queries import find_by_reference, get_enquiry

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def asked(session: Session) -> Callable[..., Enquiry]:
    """An enquiry finished so many days ago, with everything that is ever kept of one."""

    def make(days: int, **fields: Any) -> Enquiry:
        finished: dict[str, Any] = {"completed_at": ago(days), "pathway": "early_help", "level": 2}
        enquiry = Enquiry(
            started_on=ago(days).date(),
            updated_at=ago(days),
            content_version="abc",
            area="nottinghamshire",
            answers={"role": ["teacher"], "ages": {"years": [7], "unborn": False}},
            district_code="E07000170",
            outcode="NG17",
            place_label="Kirkby",
            latitude=53.1,
            longitude=-1.25,
            needs=["poverty"],
            age_band="5 to 10",
            **finished | fields,
        )
        session.add(enquiry)
        session.flush()
        session.add(Feedback(enquiry_id=enquiry.id, given_on=ago(days).date(), helped="yes", comment="It was clear"))
        session.add(
            StateChange(
                enquiry_id=enquiry.id,
                at=ago(days),
                state="received",
                note="Rang on Monday",
                note_state="shown",
                account_id="a",
            )
        )
        session.add(Handling(enquiry_id=enquiry.id, logged_at=ago(days), account_id="a", chase_on=ago(days).date()))
        session.add(Handover(enquiry_id=enquiry.id, given_at=ago(days), how="email", service_ids=["s"]))
        session.add(Reminder(enquiry_id=enquiry.id, sealed_email="sealed", next_on=ago(days).date()))
        session.add(FamilyLink(token_hash=enquiry.id, enquiry_id=enquiry.id, made_on=ago(days).date()))
        session.commit()
        return enquiry

    return make


def rows(session: Session, table: type[SQLModel]) -> list[Any]:
    session.expire_all()
    return list(session.exec(select(table)))


def test_after_a_year_only_what_figures_need_is_left(session: Session, asked: Callable[..., Enquiry]):
    reference, enquiry_id = (before := asked(366)).reference, before.id
    purge(session, NOW)
    session.commit()
    [enquiry] = rows(session, Enquiry)
    assert enquiry.answers == {}
    assert (enquiry.outcode, enquiry.place_label, enquiry.latitude, enquiry.longitude) == (None,) * 4
    assert enquiry.reference != reference
    assert (enquiry.needs, enquiry.age_band, enquiry.district_code) == (["poverty"], "5 to 10", "E07000170")
    assert (enquiry.pathway, enquiry.level, enquiry.anonymised_on) == ("early_help", 2, NOW.date())
    [feedback], [state], [handling] = (rows(session, table) for table in (Feedback, StateChange, Handling))
    assert (feedback.helped, feedback.comment) == ("yes", None)
    assert (state.state, state.note, state.account_id) == ("received", None, None)
    assert (handling.account_id, handling.closing, handling.chase_on) == (None, "nobody could tell us", None)
    assert not any(rows(session, table) for table in (Handover, Reminder, FamilyLink))
    for seek, what in (
        (get_enquiry, enquiry_id),
        (find_by_reference, reference),
        (find_by_reference, enquiry.reference),
    ):
        with pytest.raises(EnquiryNotFound):
            seek(session, what)


def test_before_a_year_it_is_kept_in_full(session: Session, asked: Callable[..., Enquiry]):
    asked(364)
    assert purge(session, NOW).anonymised == 0
    assert rows(session, Enquiry)[0].answers


@pytest.mark.parametrize(
    "happened",
    [
        lambda id: StateChange(enquiry_id=id, at=ago(30), state="help offered"),
        lambda id: Handover(enquiry_id=id, given_at=ago(30), how="print", service_ids=[]),
    ],
)
def test_what_something_happened_to_lately_is_kept_in_full(
    session: Session, asked: Callable[..., Enquiry], happened: Callable[[str], SQLModel]
):
    session.add(happened(asked(800).id))
    session.commit()
    assert purge(session, NOW).anonymised == 0


def test_after_five_years_nothing_is_left_of_it(session: Session, asked: Callable[..., Enquiry]):
    asked(5 * 365 + 1)
    assert purge(session, NOW).deleted == 1
    assert not any(rows(session, table) for table in (Enquiry, Feedback, StateChange, Handling, Handover, Reminder))


def test_an_unfinished_enquiry_goes_after_a_week_but_not_one_that_an_officer_logged(
    session: Session, asked: Callable[..., Enquiry]
):
    without = {"completed_at": None, "pathway": None, "level": None}
    logged, left = asked(8, **without), asked(8, **without)
    session.exec(delete(Handling).where(col(Handling.enquiry_id) == left.id))
    session.commit()
    assert purge(session, NOW).unfinished == 1
    assert [one.id for one in rows(session, Enquiry)] == [logged.id]


def test_a_reminder_goes_when_its_enquiry_is_closed(session: Session, asked: Callable[..., Enquiry]):
    enquiry = asked(3)
    [handling] = rows(session, Handling)
    handling.closed_at, handling.closing, handling.closing_reason = NOW, "right help given", "help has started"
    handling.chase_on = None
    session.add(handling)
    session.commit()
    assert purge(session, NOW).reminders == 1
    assert rows(session, Enquiry)[0].id == enquiry.id


def test_old_counts_of_what_nobody_met_and_of_what_families_said_go(session: Session):
    session.add(UnmetNeed(need="sleep", source="search", noticed_on=date(2020, 1, 1)))
    session.add(UnmetNeed(need="sleep", source="search", noticed_on=date(2026, 1, 1)))
    session.add(FamilyWord(month=date(2020, 1, 1), helped="yes"))
    session.commit()
    assert purge(session, NOW).words == 2
    assert len(rows(session, UnmetNeed)) == 1


def test_purging_twice_lets_nothing_more_go(session: Session, asked: Callable[..., Enquiry]):
    asked(400)
    purge(session, NOW)
    session.commit()
    assert not any(purge(session, NOW).plain().values())


def test_the_command_says_first_what_it_would_let_go(
    app_now: Any, asked: Callable[..., Enquiry], kept: Callable[[type[SQLModel]], list[Any]]
):
    asked(1200)
    runner = app_now.test_cli_runner()
    assert "1 enquiries would be anonymised" in runner.invoke(args=["matching", "purge", "--dry-run"]).output
    assert kept(Enquiry)[0].answers
    assert '"enquiries_anonymised": 1' in runner.invoke(args=["matching", "purge", "--json"]).output
    assert not kept(Enquiry)[0].answers
