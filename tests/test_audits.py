"""Audits: a sample anybody can draw again, findings with what is to be done, and nothing closed before its end."""

from datetime import date, datetime, timedelta

import pytest

from accounts.roles import AccountRole
from directory.curation.audits.findings import (
    AlreadyDone,
    Due,
    add_action,
    carry_over,
    due_state,
    finish_action,
    record_result,
    tasks_in_reach,
)
from directory.curation.audits.queries import (
    AuditIsClosed,
    NothingToDraw,
    audit_in_reach,
    audits_in_reach,
    close_audit,
    draw_audit,
    former_audit,
    left_to_do,
    lines_of,
)
from directory.curation.audits.results import compared, results_of, share_of
from directory.curation.audits.samples import Conditions, draw
from directory.curation.models import CorrectiveAction
from directory.errors import DirectoryError

NOW = datetime(2026, 3, 3, 16, 15)
TODAY = NOW.date()


class Everybody:
    role = AccountRole.ADMINISTRATOR
    areas: list[str] = []
    organization_id = None


class OfBroxtowe(Everybody):
    role = AccountRole.COMMISSIONER
    areas = ["E07000172"]


def drawn(session, *, size=20, seed=7, name="Spring", person=Everybody, now=NOW, **conditions):
    return draw_audit(
        session,
        person(),
        name=name,
        question=None,
        conditions=Conditions(**conditions),
        size=size,
        seed=seed,
        by="Sam",
        now=now,
    )


def found(session, audit, *results):
    """Say what was found of the first services of an audit, one after the other."""
    for line, result in zip(lines_of(session, audit.id), results, strict=False):
        wrong = {"wrong_fields": ["phones"], "finding": "It rings out"} if result == "wrong" else {}
        record_result(session, line.item.id, result=result, by="Sam", now=NOW, **wrong)


def test_the_same_number_draws_the_same_services_whatever_order_they_come_in():
    ids = [f"service {number}" for number in range(300)]
    assert draw(ids, 7, 20) == draw(reversed(ids), 7, 20)
    assert draw(ids, 7, 20) != draw(ids, 8, 20)
    assert len(set(draw(ids, 7, 20))) == 20


def test_a_new_service_moves_none_of_the_others_in_the_draw():
    ids = [f"service {number}" for number in range(300)]
    assert set(draw([*ids, "one more"], 7, 50)) - {"one more"} <= set(draw(ids, 7, 50))


def test_every_service_has_the_same_chance_of_being_drawn():
    ids = [f"service {number}" for number in range(10)]
    times = dict.fromkeys(ids, 0)
    for seed in range(2000):
        for each in draw(ids, seed, 3):
            times[each] += 1
    assert all(520 < count < 680 for count in times.values()), times


def test_a_sample_is_drawn_from_what_was_asked_for(directory, session):
    directory.add("Right need and place", needs=["sleep"], areas=["Broxtowe"])
    directory.add("Other need", needs=["anxiety"], areas=["Broxtowe"])
    directory.add("Other place", needs=["sleep"], areas=["Ashfield"])
    directory.add("Ended", needs=["sleep"], areas=["Broxtowe"], status="defunct", retired_because="Over")
    audit = drawn(session, need="sleep", area="E07000172")
    assert [line.name for line in lines_of(session, audit.id)] == ["Right need and place"]
    assert audit.drawn_from["services"] == 1


@pytest.mark.parametrize(
    ("checked", "names"),
    [("never", {"Never"}), ("old", {"Never", "Long ago"}), ("any", {"Never", "Long ago", "Last week"})],
)
def test_a_sample_may_be_of_those_that_were_checked_long_ago_or_never(directory, session, checked, names):
    directory.add("Never")
    directory.add("Long ago", assured_date=TODAY - timedelta(days=184))
    directory.add("Last week", assured_date=TODAY - timedelta(days=7))
    audit = drawn(session, checked=checked)
    assert {line.name for line in lines_of(session, audit.id)} == names


def test_nothing_is_drawn_where_nothing_fits(directory, session):
    directory.add("Only one", needs=["sleep"])
    with pytest.raises(NothingToDraw):
        drawn(session, need="no such need")


def test_a_commissioner_draws_from_their_own_areas_and_sees_no_audit_that_reaches_beyond(directory, session):
    directory.add("Here", areas=["Broxtowe"])
    directory.add("There", areas=["Ashfield"])
    everywhere = drawn(session)
    own = drawn(session, person=OfBroxtowe)
    assert [line.name for line in lines_of(session, own.id)] == ["Here"]
    assert audits_in_reach(session, OfBroxtowe()) == [own]
    assert not audit_in_reach(session, OfBroxtowe(), everywhere.id)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (15, 20, 0.5313, 0.8881), (81, 263, 0.2553, 0.3662)],
)
def test_the_range_of_a_share_is_wilsons(right, of, low, high):
    """81 of 263 is the example of Newcombe, Statistics in Medicine 17 (1998), 857-872, table I."""
    share = share_of(right, of)
    assert (share.low, share.high) == pytest.approx((low, high), abs=0.0001)


@pytest.mark.parametrize(
    ("now", "before", "opening"),
    [((56, 70), (48, 80), "Better"), ((48, 80), (56, 70), "Worse"), ((9, 10), (8, 10), "90% are right now")],
)
def test_better_is_said_only_where_it_is_more_than_chance(now, before, opening):
    """56 of 70 against 48 of 80 is example (a) of Newcombe, Statistics in Medicine 17 (1998), 873-890."""
    assert str(compared(share_of(*now), share_of(*before))).startswith(opening)


def test_results_count_each_fact_once_for_each_service():
    results = results_of(
        [("right", []), ("wrong", ["phones", "phones"]), ("wrong", ["phones", "url"]), ("cannot tell", []), (None, [])]
    )
    assert results.counts == {"right": 1, "wrong": 2, "cannot tell": 1}
    assert results.waiting == 1
    assert results.share is not None
    assert (results.share.right, results.share.of) == (1, 3)
    assert results.wrong == (("phones", 2), ("url", 1))


def test_an_audit_is_closed_only_when_every_service_has_a_result_and_every_action_its_end(directory, session):
    directory.add("One")
    directory.add("Two")
    audit = drawn(session)
    assert len(left_to_do(lines_of(session, audit.id))) == 1
    with pytest.raises(DirectoryError, match="not looked at yet: 2"):
        close_audit(session, audit, note="Over", now=NOW)
    found(session, audit, "wrong", "right")
    with pytest.raises(DirectoryError, match="what is to be done: 1"):
        close_audit(session, audit, note="Over", now=NOW)
    wrong = next(line.item for line in lines_of(session, audit.id) if line.item.result == "wrong")
    action = add_action(session, wrong, action="Ring them", owner="Sam", due_on=TODAY, today=TODAY)
    with pytest.raises(DirectoryError, match="neither done nor carried over"):
        close_audit(session, audit, note="Over", now=NOW)
    finish_action(session, action.id, outcome="Number put right", by="Sam", today=TODAY)
    close_audit(session, audit, note="Over", now=NOW)
    assert audit.closed_at == NOW


def test_an_action_that_was_carried_over_lets_the_audit_close_and_stays_on_the_list(directory, session):
    directory.add("One")
    audit = drawn(session)
    found(session, audit, "wrong")
    item = lines_of(session, audit.id)[0].item
    action = add_action(session, item, action="Ring them", owner="Sam", due_on=TODAY, today=TODAY)
    carry_over(session, action.id, because="They are on holiday", due_on=TODAY + timedelta(days=30))
    close_audit(session, audit, note="Over", now=NOW)
    assert [task.action.id for task in tasks_in_reach(session, Everybody())] == [action.id]
    finish_action(session, action.id, outcome="Rang", by="Sam", today=TODAY)
    assert tasks_in_reach(session, Everybody()) == []


def test_a_closed_audit_keeps_what_it_found(directory, session):
    directory.add("One")
    audit = drawn(session)
    found(session, audit, "right")
    close_audit(session, audit, note="Over", now=NOW)
    item = lines_of(session, audit.id)[0].item
    with pytest.raises(AuditIsClosed):
        record_result(session, item.id, result="wrong", by="Kim", now=NOW)
    with pytest.raises(AuditIsClosed):
        add_action(session, item, action="Ring", owner="Kim", due_on=TODAY, today=TODAY)
    with pytest.raises(AuditIsClosed):
        close_audit(session, audit, note="Again", now=NOW)


def test_what_is_done_is_done_once(directory, session):
    directory.add("One")
    audit = drawn(session)
    item = lines_of(session, audit.id)[0].item
    action = add_action(session, item, action="Ring", owner="Sam", due_on=TODAY, done_by="Sam", today=TODAY)
    with pytest.raises(AlreadyDone):
        finish_action(session, action.id, outcome="Rang again", by="Kim", today=TODAY)
    with pytest.raises(AlreadyDone):
        carry_over(session, action.id, because="Later", due_on=TODAY)
    assert action.done_by == "Sam"


@pytest.mark.parametrize(("days", "due"), [(-1, Due.OVERDUE), (0, Due.SOON), (7, Due.SOON), (8, Due.LATER)])
def test_how_pressing_an_action_is(days, due):
    action = CorrectiveAction(audit_item_id="x", action="Ring", owner="Sam", due_on=TODAY + timedelta(days=days))
    assert due_state(action, TODAY) is due
    action.done_on = TODAY
    assert due_state(action, date(2027, 1, 1)) is Due.DONE


def test_an_audit_is_compared_with_the_last_one_of_the_same_services_that_found_something(directory, session):
    directory.add("One", needs=["sleep"])
    first = drawn(session, name="First", now=NOW - timedelta(days=90))
    found(session, first, "right")
    other = drawn(session, name="Of one need", need="sleep", now=NOW - timedelta(days=60))
    found(session, other, "right")
    drawn(session, name="Found nothing yet", now=NOW - timedelta(days=30))
    newest = drawn(session, name="Newest")
    former = former_audit(session, Everybody(), newest)
    assert former is not None
    assert former.name == "First"
