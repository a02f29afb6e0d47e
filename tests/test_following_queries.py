"""What becomes of an enquiry, as it is kept: states, services asked, dates that follow, and what is forgotten."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cast import DirectoryBuilder

from matching.following.answering import add_note, answer, find_linked, help_started
from matching.following.errors import (
    AlreadyReferred,
    EnquiryClosed,
    MoveNotPossible,
    NotYours,
    ReasonMissing,
    ServiceGone,
)
from matching.following.families import FamilyAnswers, add_family_word, is_family_link, make_family_link
from matching.following.models import (
    Answer,
    Closing,
    ClosingReason,
    Enough,
    NoteState,
    NotPossible,
    Reminder,
    State,
    Writer,
)
from matching.following.moves import moves_from
from matching.following.queries import (
    answers_awaited,
    chase_on,
    chasers_due,
    close,
    handling_of,
    id_by_reference,
    moderate,
    notes_waiting,
    open_handling,
    refer,
    referrals_of,
    state_of,
    states_of,
    write_state,
)
from matching.following.reminders import claim, due_reminders, note_sent, remind
from matching.models import Enquiry
from matching.queries import start_enquiry

NOW = datetime(2026, 3, 3, 16, 15, tzinfo=ZoneInfo("Europe/London"))
TODAY = NOW.date()


@pytest.fixture
def enquiry(session):
    made = start_enquiry(session, area="nottinghamshire", content_version="x", today=TODAY)
    session.commit()
    return made


def states(session, enquiry):
    return [change.state for change in states_of(session, enquiry)]


def test_an_enquiry_that_is_opened_is_received_and_looked_at_again_in_days(session, enquiry):
    handling = open_handling(session, enquiry, now=NOW, account_id="ada")
    assert (handling.account_id, handling.chase_on) == ("ada", TODAY + timedelta(days=3))
    assert states(session, enquiry) == ["received"]
    assert open_handling(session, enquiry, now=NOW, account_id="bea").id == handling.id
    assert states(session, enquiry) == ["received"]


def test_the_newest_state_counts_also_of_those_written_in_one_moment(session, enquiry):
    for state in (State.RECEIVED, State.LOOKED_AT, State.DECIDED, State.OFFERED, State.STARTED):
        write_state(session, enquiry, state=state, now=NOW)
        assert state_of(session, enquiry).state == state
    assert states(session, enquiry) == [
        "received",
        "being looked at",
        "pathway decided",
        "help offered",
        "help started",
    ]


def test_the_same_thing_said_twice_is_kept_once(session, enquiry):
    first = write_state(session, enquiry, state=State.OFFERED, now=NOW, note="On Thursday")
    again = write_state(session, enquiry, state=State.OFFERED, now=NOW + timedelta(seconds=1), note=" On Thursday ")
    assert first.id == again.id
    assert len(states_of(session, enquiry)) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("being looked at", "received"),
        ("pathway decided", "received"),
        ("help offered", "pathway decided"),
        ("help started", "help offered"),
        ("not possible", "received"),
    ],
)
def test_an_enquiry_does_not_go_back_but_to_be_looked_at_again(session, enquiry, before, after):
    reason = NotPossible.FULL if before == "not possible" else None
    write_state(session, enquiry, state=State(before), now=NOW, reason=reason)
    with pytest.raises(MoveNotPossible):
        write_state(session, enquiry, state=State(after), now=NOW)
    assert states(session, enquiry) == [before]


@pytest.mark.parametrize("before", ["pathway decided", "help offered", "help started", "not possible"])
def test_every_decision_can_be_looked_at_again_and_help_may_stop_being_possible(before):
    assert {State.LOOKED_AT, State.NOT_POSSIBLE} <= set(moves_from(before))


def test_nothing_is_a_dead_end():
    for before in (None, *State):
        assert len(moves_from(before)) >= 3, before


def test_not_possible_needs_its_reason_and_nothing_else_has_one(session, enquiry):
    with pytest.raises(ReasonMissing):
        write_state(session, enquiry, state=State.NOT_POSSIBLE, now=NOW)
    with pytest.raises(ReasonMissing):
        write_state(session, enquiry, state=State.OFFERED, now=NOW, reason=NotPossible.FULL)
    with pytest.raises(ReasonMissing):
        write_state(session, enquiry, state=State.NOT_POSSIBLE, now=NOW, reason="because")
    assert states_of(session, enquiry) == []


# ----------------------------------------------------------------------------------------------------------- notes


@pytest.mark.parametrize(
    ("writer", "note", "expected"),
    [
        (Writer.FRONT_DOOR, None, None),
        (Writer.FRONT_DOOR, "  ", None),
        (Writer.FRONT_DOOR, "They ring on Thursday", "shown"),
        (Writer.FRONT_DOOR, "They ring Mrs Bramble on Thursday", "waiting"),
        (Writer.FRONT_DOOR, "Ring 0115 496 0123", "waiting"),
        (Writer.PROVIDER, "They ring on Thursday", "waiting"),
    ],
)
def test_a_note_waits_if_a_provider_wrote_it_or_it_may_name_somebody(session, enquiry, writer, note, expected):
    change = write_state(session, enquiry, state=State.OFFERED, now=NOW, note=note, written_by=writer)
    assert change.note_state == expected
    waiting = [each.id for each, of in notes_waiting(session) if of.id == enquiry.id]
    assert waiting == ([change.id] if expected == "waiting" else [])


def test_a_refused_note_is_not_kept(session, enquiry):
    change = write_state(session, enquiry, state=State.OFFERED, now=NOW, note="Mrs Bramble", account_id="ada")
    moderate(session, change, shown=False, note="Mrs Bramble", account_id="ada")
    assert (change.note, change.note_state) == ("", NoteState.REFUSED)
    assert notes_waiting(session) == []


def test_a_note_is_shown_without_what_was_taken_out_of_it(session, enquiry):
    change = write_state(session, enquiry, state=State.OFFERED, now=NOW, note="Ring Mrs Bramble", account_id="ada")
    moderate(session, change, shown=True, note="Ring the family", account_id="ada")
    assert (change.note, change.note_state) == ("Ring the family", NoteState.SHOWN)


def test_who_wrote_a_note_that_may_name_somebody_does_not_let_it_through(session, enquiry):
    change = write_state(session, enquiry, state=State.OFFERED, now=NOW, note="Ring Mrs Bramble", account_id="ada")
    with pytest.raises(NotYours):
        moderate(session, change, shown=True, note="Ring Mrs Bramble", account_id="ada")
    moderate(session, change, shown=True, note="Ring Mrs Bramble", account_id="bea")
    assert change.note_state == NoteState.SHOWN


# ------------------------------------------------------------------------------------------------------- referring


def test_passing_it_to_a_service_decides_the_pathway_and_sets_the_day_to_ask(session, directory, enquiry):
    club = directory.add("Willow Club")
    refer(session, enquiry, club.id, now=NOW, account_id="ada")
    assert states(session, enquiry) == ["received", "pathway decided"]
    assert handling_of(session, enquiry).chase_on == TODAY + timedelta(days=7)
    assert [(one.service_id, one.answer) for one in referrals_of(session, enquiry)] == [(club.id, None)]
    assert [of.id for _, of in answers_awaited(session)] == [enquiry.id]


def test_a_second_service_does_not_turn_back_what_was_offered(session, directory, enquiry):
    write_state(session, enquiry, state=State.OFFERED, now=NOW)
    refer(session, enquiry, directory.add("Willow Club").id, now=NOW)
    assert state_of(session, enquiry).state == "help offered"


def test_an_enquiry_goes_to_a_service_once_and_to_none_that_has_ended(session, directory, enquiry):
    club, ended = directory.add("Willow Club"), directory.add("Ended", status="defunct")
    refer(session, enquiry, club.id, now=NOW)
    with pytest.raises(AlreadyReferred):
        refer(session, enquiry, club.id, now=NOW)
    for nowhere in (ended.id, "no such service"):
        with pytest.raises(ServiceGone):
            refer(session, enquiry, nowhere, now=NOW)
    assert len(referrals_of(session, enquiry)) == 1


# --------------------------------------------------------------------------------------------------------- closing


def test_closing_ends_what_is_awaited_and_forgets_the_address(session, directory, enquiry):
    refer(session, enquiry, directory.add("Willow Club").id, now=NOW)
    session.add(Reminder(enquiry_id=enquiry.id, sealed_email="sealed", next_on=date(2026, 3, 17)))
    session.flush()
    sealed = close(session, enquiry, closing=Closing.HELPED, reason=ClosingReason.STARTED, now=NOW)
    assert sealed == "sealed"
    assert session.get(Reminder, enquiry.id, populate_existing=True) is None
    handling = handling_of(session, enquiry)
    assert (handling.closing, handling.closing_reason, handling.chase_on) == (
        "right help given",
        "help has started",
        None,
    )
    assert answers_awaited(session) == []
    assert chasers_due(session, date(2030, 1, 1)) == []


def test_a_closed_enquiry_stays_as_it_was_closed(session, directory, enquiry):
    close(session, enquiry, closing=Closing.HELPED, reason=ClosingReason.STARTED, now=NOW)
    again = close(session, enquiry, closing=Closing.NO_HELP, reason=ClosingReason.OTHER, now=NOW)
    assert again is None
    assert handling_of(session, enquiry).closing == "right help given"
    for change in (
        lambda: write_state(session, enquiry, state=State.LOOKED_AT, now=NOW),
        lambda: refer(session, enquiry, directory.add("Willow Club").id, now=NOW),
        lambda: chase_on(session, enquiry, TODAY),
    ):
        with pytest.raises(EnquiryClosed):
            change()


def test_what_is_due_longest_comes_first(session, enquiry):
    other = start_enquiry(session, area="nottinghamshire", content_version="x", today=TODAY)
    open_handling(session, enquiry, now=NOW)
    open_handling(session, other, now=NOW - timedelta(days=4))
    assert [of.id for _, of in chasers_due(session, TODAY)] == [other.id]
    assert [of.id for _, of in chasers_due(session, TODAY + timedelta(days=3))] == [other.id, enquiry.id]
    chase_on(session, other, None)
    assert [of.id for _, of in chasers_due(session, TODAY + timedelta(days=3))] == [enquiry.id]


def test_news_is_told_with_the_next_round_of_mail(session, enquiry):
    session.add(Reminder(enquiry_id=enquiry.id, sealed_email="sealed", next_on=TODAY + timedelta(days=14)))
    session.flush()
    write_state(session, enquiry, state=State.OFFERED, now=NOW)
    assert session.get(Reminder, enquiry.id).next_on == TODAY


# -------------------------------------------------------------------------------- on either kind of database at once


def test_the_whole_way_is_walked_on_either_kind_of_database(either):
    with either.writing() as session:
        club = DirectoryBuilder(session).add("Willow Club")
        made = start_enquiry(session, area="nottinghamshire", content_version="x", today=TODAY)
        made.needs = ["sleep"]
        remind(session, made, sealed_email="sealed", today=TODAY)
        referral = refer(session, made, club.id, now=NOW)
        token, enquiry_id, referral_id = make_family_link(session, made, today=TODAY), made.id, referral.id
    with either.writing() as session:
        linked = find_linked(session, referral_id, TODAY, to_change=True)
        answer(session, linked, Answer.DECLINED, now=NOW, reason=NotPossible.FULL)
        answer(session, linked, Answer.DATE_OFFERED, now=NOW, offered_on=TODAY)
        help_started(session, linked, started_on=TODAY, now=NOW)
        add_note(session, linked, "Come on a Monday")
    with either.writing() as session:
        (due,) = due_reminders(session, TODAY)
        assert due.news
        assert claim(session, due, TODAY)
        assert not claim(session, due, TODAY)
        note_sent(session, due, TODAY)
        add_family_word(session, token, FamilyAnswers(helped=Enough.YES), today=TODAY)
    with either.writing() as session:
        made = session.get_one(Enquiry, enquiry_id)
        assert not is_family_link(session, token, TODAY)
        assert states(session, made)[-3:] == ["not possible", "help offered", "help started"]
        assert [note.note for note, _ in notes_waiting(session)] == ["Come on a Monday"]
        assert id_by_reference(session, made.reference) == enquiry_id
        assert id_by_reference(session, "nonsense") is None
        assert close(session, made, closing=Closing.HELPED, reason=ClosingReason.STARTED, now=NOW) == "sealed"
        assert chasers_due(session, TODAY) == answers_awaited(session) == []
