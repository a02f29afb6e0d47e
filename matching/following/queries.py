"""Read and write what becomes of an enquiry. Nothing here commits, and nothing here knows Flask.

Whoever writes has read the enquiry with `get_enquiry(..., to_change=True)`, so that two people write one after the
other. Moments are aware of their zone; `today` follows from `now`.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from directory.models import Service
from directory.queries import SHOWN
from matching.errors import EnquiryNotFound
from matching.following.dates import ANSWER_WITHIN, look_again
from matching.following.errors import (
    AlreadyReferred,
    EnquiryClosed,
    MoveNotPossible,
    NotYours,
    ReasonMissing,
    ServiceGone,
)
from matching.following.models import (
    LONGEST_NOTE,
    Answer,
    Came,
    Closing,
    ClosingReason,
    Handling,
    LaterWord,
    NoteState,
    Referral,
    Reminder,
    Right,
    State,
    StateChange,
    Writer,
)
from matching.following.moves import first_note_state, goes_onward, may_move, reason_fits
from matching.models import Enquiry
from matching.queries import tidy_reference

NO_REFERENCE = "none"
__all__ = ["chasers_due", "close", "open_handling", "refer", "state_of", "states_of", "write_state"]


def id_by_reference(session: Session, text: str) -> str | None:
    """The id alone: reading a whole enquiry takes longer than reading none, which would tell that there is one."""
    wanted = select(Enquiry.id).where(Enquiry.reference == (tidy_reference(text) or NO_REFERENCE))
    return session.exec(wanted).one_or_none()


# ------------------------------------------------------------------------------------------------------- handling


def handling_of(session: Session, enquiry: Enquiry) -> Handling | None:
    """How the front door handles it; None where nobody there has it yet."""
    return session.exec(select(Handling).where(Handling.enquiry_id == enquiry.id)).one_or_none()


def is_closed(session: Session, enquiry: Enquiry) -> bool:
    handling = handling_of(session, enquiry)
    return handling is not None and handling.closed_at is not None


def open_handling(session: Session, enquiry: Enquiry, *, now: datetime, account_id: str | None = None) -> Handling:
    """The enquiry is in the queue from now on, and its state "received"; the handling it has, if it has one.

    `account_id`: who logged it; None where its referrer asks what becomes of it.
    """
    handling = handling_of(session, enquiry)
    if handling is not None:
        return handling
    day = look_again(enquiry.pathway_given, now.date())
    handling = Handling(enquiry_id=enquiry.id, logged_at=now, account_id=account_id, chase_on=day)
    session.add(handling)
    session.flush()
    if state_of(session, enquiry) is None:
        write_state(session, enquiry, state=State.RECEIVED, now=now, account_id=account_id)
    return handling


def close(session: Session, enquiry: Enquiry, *, closing: Closing, reason: ClosingReason, now: datetime) -> str | None:
    """Nothing is awaited any more, the links of providers end, and the referrer's address is deleted.

    What is returned is that address, still sealed: after the commit, `reminding.say_closed` tells its owner once
    that there is news. None where nobody asked to be told. Closed already: it stays as it is.
    """
    handling = open_handling(session, enquiry, now=now)
    if handling.closed_at is not None:
        return None
    handling.closed_at, handling.closing, handling.closing_reason, handling.chase_on = now, closing, reason, None
    session.add(handling)
    sealed = session.exec(select(Reminder.sealed_email).where(Reminder.enquiry_id == enquiry.id)).one_or_none()
    stop_reminding(session, enquiry.id)
    session.flush()
    return sealed


def chasers_due(session: Session, today: date) -> list[tuple[Handling, Enquiry]]:
    """Open enquiries whose day to ask what became of them has come, the longest due first."""
    due = (col(Handling.closed_at).is_(None), col(Handling.chase_on) <= today)
    found = select(Handling, Enquiry).join(Enquiry, col(Enquiry.id) == col(Handling.enquiry_id)).where(*due)
    return list(session.exec(found.order_by(col(Handling.chase_on), col(Handling.logged_at))).all())


def chase_on(session: Session, enquiry: Enquiry, day: date | None) -> None:
    """The day to ask what became of it, in place of the day there was. Raises EnquiryClosed."""
    handling = _open(session, enquiry)
    handling.chase_on = day
    session.add(handling)
    session.flush()


# ---------------------------------------------------------------------------------------------------------- states


def states_of(session: Session, enquiry: Enquiry) -> list[StateChange]:
    """Every state that the enquiry reached, the first one first."""
    found = select(StateChange).where(StateChange.enquiry_id == enquiry.id)
    return list(session.exec(found.order_by(col(StateChange.at), StateChange.id)))


def state_of(session: Session, enquiry: Enquiry) -> StateChange | None:
    """Where the enquiry stands: the newest state; None where nobody has written one."""
    found = select(StateChange).where(StateChange.enquiry_id == enquiry.id)
    return session.exec(found.order_by(col(StateChange.at).desc(), StateChange.id).limit(1)).one_or_none()


def write_state(
    session: Session,
    enquiry: Enquiry,
    *,
    state: State,
    now: datetime,
    reason: str | None = None,
    service_id: str | None = None,
    note: str | None = None,
    written_by: Writer = Writer.FRONT_DOOR,
    account_id: str | None = None,
) -> StateChange:
    """The enquiry reached a state. Said twice, it is kept once.

    Raises MoveNotPossible (see `moves.py`), ReasonMissing, EnquiryClosed.
    """
    if is_closed(session, enquiry):
        raise EnquiryClosed(enquiry.id)
    if not reason_fits(state, reason):
        raise ReasonMissing(state)
    note = (note or "").strip()[:LONGEST_NOTE] or None
    before = state_of(session, enquiry)
    if before and (before.state, before.reason, before.service_id, before.note) == (state, reason, service_id, note):
        return before
    if not may_move(before.state if before else None, state):
        raise MoveNotPossible(before.state if before else None, state)
    change = StateChange(
        enquiry_id=enquiry.id,
        at=_after(before, now),
        state=state,
        reason=reason,
        service_id=service_id,
        note=note,
        note_state=first_note_state(note, written_by),
        written_by=written_by,
        account_id=account_id,
    )
    session.add(change)
    _news(session, enquiry, now.date())
    session.flush()
    return change


def _after(before: StateChange | None, now: datetime) -> datetime:
    """Now, or just after the state before: the newest is known by this."""
    return max(now, before.at + timedelta(microseconds=1)) if before else now


def get_note(session: Session, change_id: str) -> StateChange | None:
    """A state that was written with a note; None where there is none."""
    change = session.get(StateChange, change_id)
    return change if change is not None and change.note_state is not None else None


def notes_waiting(session: Session) -> list[tuple[StateChange, Enquiry]]:
    """Notes that nobody has looked at, the oldest first."""
    found = select(StateChange, Enquiry).join(Enquiry).where(StateChange.note_state == NoteState.WAITING)
    return list(session.exec(found.order_by(col(StateChange.at))).all())


def moderate(session: Session, change: StateChange, *, shown: bool, note: str, account_id: str) -> None:
    """Show a note, as it is or with what was taken out of it; or refuse it, and then it is not kept.

    Raises NotYours where its own writer would let it through as it is.
    """
    note = note.strip()[:LONGEST_NOTE]
    if shown and note and change.account_id == account_id and first_note_state(note, Writer.FRONT_DOOR) != "shown":
        raise NotYours
    kept = shown and note
    change.note, change.note_state = (note, NoteState.SHOWN) if kept else ("", NoteState.REFUSED)
    session.add(change)
    session.flush()


# ------------------------------------------------------------------------------------------------------- referrals


def referrals_of(session: Session, enquiry: Enquiry) -> list[Referral]:
    """The services that the enquiry was passed to, the first one first."""
    found = select(Referral).where(Referral.enquiry_id == enquiry.id)
    return list(session.exec(found.order_by(col(Referral.made_on), Referral.id)))


def refer(
    session: Session, enquiry: Enquiry, service_id: str, *, now: datetime, account_id: str | None = None
) -> Referral:
    """Pass the enquiry to a service; the pathway counts as decided, and the service is asked again in a week.

    Raises ServiceGone, AlreadyReferred, EnquiryClosed.
    """
    handling = open_handling(session, enquiry, now=now, account_id=account_id)
    if handling.closed_at is not None:
        raise EnquiryClosed(enquiry.id)
    service = session.get(Service, service_id)
    if service is None or service.status not in SHOWN:
        raise ServiceGone(service_id)
    if any(referral.service_id == service_id for referral in referrals_of(session, enquiry)):
        raise AlreadyReferred(service_id)
    referral = Referral(enquiry_id=enquiry.id, service_id=service_id, made_on=now.date())
    handling.chase_on = now.date() + ANSWER_WITHIN
    session.add_all([referral, handling])
    before = state_of(session, enquiry)
    if before is None or goes_onward(before.state, State.DECIDED):
        write_state(session, enquiry, state=State.DECIDED, now=now, account_id=account_id)
    session.flush()
    return referral


def answers_awaited(session: Session) -> list[tuple[Referral, Enquiry]]:
    """Services that have not answered, of open enquiries, the longest asked first."""
    waiting = (col(Handling.closed_at).is_(None), col(Referral.answer).is_(None))
    found = (
        select(Referral, Enquiry)
        .join(Enquiry, col(Enquiry.id) == col(Referral.enquiry_id))
        .join(Handling, col(Handling.enquiry_id) == col(Referral.enquiry_id))
    )
    return list(session.exec(found.where(*waiting).order_by(col(Referral.made_on))).all())


def names_of(session: Session, service_ids: Iterable[str | None]) -> dict[str, str]:
    """Service id -> its name, also of one that has ended."""
    wanted = [service_id for service_id in service_ids if service_id]
    found = select(Service.id, Service.name).where(col(Service.id).in_(wanted))
    return dict(session.exec(found).all())


def somebody_else_may_help(session: Session, referral: Referral) -> bool:
    """Whether another service has said yes, or has still to answer."""
    others = select(func.count()).where(
        Referral.enquiry_id == referral.enquiry_id,
        Referral.id != referral.id,
        col(Referral.answer).is_(None) | (col(Referral.answer) != Answer.DECLINED),
    )
    return bool(session.exec(others).one())


# ----------------------------------------------------------------------------------------- what the referrer says


def add_later_word(
    session: Session,
    enquiry: Enquiry,
    *,
    today: date,
    came: Came | None = None,
    was_right: Right | None = None,
    people_told: int | None = None,
) -> LaterWord:
    """Keep what the referrer says afterwards, in place of what they said before."""
    word = get_later_word(session, enquiry) or LaterWord(enquiry_id=enquiry.id, given_on=today)
    word.given_on, word.came, word.was_right, word.people_told = today, came, was_right, people_told
    session.add(word)
    session.flush()
    return word


def get_later_word(session: Session, enquiry: Enquiry) -> LaterWord | None:
    return session.exec(select(LaterWord).where(LaterWord.enquiry_id == enquiry.id)).one_or_none()


def stop_reminding(session: Session, enquiry_id: str) -> None:
    """Delete the address that was left; nothing where there is none."""
    session.execute(delete(Reminder).where(col(Reminder.enquiry_id) == enquiry_id))


def _news(session: Session, enquiry: Enquiry, today: date) -> None:
    """Whoever asked to be reminded hears of it with the day's round."""
    reminder = session.get(Reminder, enquiry.id, populate_existing=True)
    if reminder is not None and reminder.next_on > today:
        reminder.next_on = today
        session.add(reminder)


def _open(session: Session, enquiry: Enquiry) -> Handling:
    handling = handling_of(session, enquiry)
    if handling is None:
        raise EnquiryNotFound(enquiry.id)
    if handling.closed_at is not None:
        raise EnquiryClosed(enquiry.id)
    return handling
