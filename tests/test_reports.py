"""Reports of pages that are wrong: the queue, one decision, and addresses that are forgotten."""

from datetime import date, datetime, timedelta

import pytest

from accounts.roles import AccountRole
from directory.additions import ProblemReport
from directory.curation.approvals.replies import forget_old_addresses
from directory.curation.approvals.reports import (
    MOST_IN_A_DAY,
    ReportDecided,
    answers_not_sent,
    decide_report,
    enough_for_today,
    forget_address,
    other_reports,
    reports_waiting,
)
from directory.curation.models import Proposal
from directory.queries import add_problem_report

TODAY = date(2026, 3, 3)


class OfBroxtowe:
    role = AccountRole.COMMISSIONER
    areas = ["E07000172"]
    organization_id = None


def reported(session, service, *, kind="contact", days=0, reply_to=None):
    return add_problem_report(
        session,
        service_id=service.id,
        kind=kind,
        comment="Rings out",
        today=TODAY - timedelta(days=days),
        reply_to=reply_to,
    )


def test_it_has_closed_comes_first_then_the_oldest_and_nothing_from_elsewhere(directory, session):
    willow, elm = directory.add("Willow Hub", areas=["Broxtowe"]), directory.add("Elm Hub", areas=["Ashfield"])
    new, old = reported(session, willow), reported(session, willow, days=9)
    closed = reported(session, willow, kind="closed")
    reported(session, elm)
    waiting = reports_waiting(session, OfBroxtowe())
    assert [each.report.id for each in waiting] == [closed.id, old.id, new.id]
    assert [each.urgent for each in waiting] == [True, False, False]


def test_a_report_is_decided_once(directory, session):
    report = reported(session, directory.add("Willow Hub"))
    decide_report(session, report.id, decision="changed", reason="New number", by="Sam", today=TODAY)
    with pytest.raises(ReportDecided, match="Sam"):
        decide_report(session, report.id, decision="right already", reason="No", by="Kim", today=TODAY)
    assert (report.decision, report.decided_by) == ("changed", "Sam")


def test_an_answer_that_was_not_sent_is_remembered_until_it_is(directory, session):
    willow = directory.add("Willow Hub", areas=["Broxtowe"])
    report = reported(session, willow, reply_to="sealed")
    assert answers_not_sent(session, OfBroxtowe()) == []
    decide_report(session, report.id, decision="changed", reason="New number", by="Sam", today=TODAY)
    assert [each.report.id for each in answers_not_sent(session, OfBroxtowe())] == [report.id]
    forget_address(session, report.id)
    assert answers_not_sent(session, OfBroxtowe()) == []


def test_what_else_was_told_of_a_service_is_shown_with_it(directory, session):
    willow, elm = directory.add("Willow Hub"), directory.add("Elm Hub")
    first, second = reported(session, willow, days=3), reported(session, willow)
    reported(session, elm)
    assert [other.id for other in other_reports(session, second)] == [first.id]


def test_a_flood_of_one_service_ends_and_leaves_room_for_others(directory, session):
    willow, elm = directory.add("Willow Hub"), directory.add("Elm Hub")
    for _ in range(MOST_IN_A_DAY):
        assert not enough_for_today(session, willow.id, TODAY)
        reported(session, willow)
    assert enough_for_today(session, willow.id, TODAY)
    assert not enough_for_today(session, willow.id, TODAY + timedelta(days=1))
    assert not enough_for_today(session, elm.id, TODAY)


def test_addresses_are_forgotten_after_90_days_answered_or_not(directory, session):
    willow = directory.add("Willow Hub")
    old, new = reported(session, willow, days=91, reply_to="a"), reported(session, willow, days=90, reply_to="b")
    proposals = [
        Proposal(
            kind="service",
            record_id=willow.id,
            base={},
            content={},
            proposed_by="Jo",
            reply_to="c",
            proposed_at=datetime(2026, 3, 3) - timedelta(days=days),
        )
        for days in (91, 89)
    ]
    session.add_all(proposals)
    session.flush()
    assert forget_old_addresses(session, TODAY) == 2
    session.commit()
    kept = [session.get(ProblemReport, each.id).reply_to for each in (old, new)]
    assert kept == [None, "b"]
    assert [session.get(Proposal, each.id).reply_to for each in proposals] == [None, "c"]


def test_the_daily_command_forgets_addresses_even_if_nobody_opens_a_page(directory, session, app_now, kept):
    report = reported(session, directory.add("Willow Hub"), days=91, reply_to="a")
    session.commit()
    dry = app_now.test_cli_runner().invoke(args=["directory", "chase", "--dry-run"])
    assert dry.exit_code == 0
    assert kept(ProblemReport)[0].reply_to == "a"
    assert app_now.test_cli_runner().invoke(args=["directory", "chase"]).exit_code == 0
    assert [(row.id, row.reply_to) for row in kept(ProblemReport)] == [(report.id, None)]
