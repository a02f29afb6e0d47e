"""What a service answers by its link. Nothing here commits or knows Flask.

An answer is news for the referrer only where it brings the enquiry onward, and "we cannot" only where nobody else may
still help: see docs/decisions/0028.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from directory.models import Service
from matching.following.dates import chase_after, link_stands
from matching.following.errors import EnquiryClosed, LinkOver
from matching.following.models import (
    LONGEST_NOTE,
    Answer,
    NoteState,
    NotPossible,
    Referral,
    State,
    StateChange,
    Writer,
)
from matching.following.queries import (
    chase_on,
    is_closed,
    somebody_else_may_help,
    state_of,
    write_state,
)
from matching.models import Enquiry
from matching.queries import get_enquiry

IN_HAND = (State.OFFERED, State.STARTED)


@dataclass(frozen=True)
class Linked:
    """What a service's link leads to."""

    referral: Referral
    enquiry: Enquiry
    service: Service
    closed: bool
    too_old: bool

    @property
    def open(self) -> bool:
        return not self.closed and not self.too_old


def find_linked(session: Session, referral_id: str, today: date, *, to_change: bool = False) -> Linked | None:
    """None where the referral is gone. `to_change`: two answers come one after the other."""
    referral = session.get(Referral, referral_id)
    if referral is None:
        return None
    enquiry = get_enquiry(session, referral.enquiry_id, to_change=to_change)
    session.refresh(referral)
    service = session.get_one(Service, referral.service_id)
    too_old = not link_stands(referral.made_on, today)
    return Linked(referral, enquiry, service, closed=is_closed(session, enquiry), too_old=too_old)


def answer(
    session: Session,
    linked: Linked,
    said: Answer,
    *,
    now: datetime,
    reason: NotPossible | None = None,
    offered_on: date | None = None,
) -> None:
    """The service says yes, no with a reason, or a date, in place of what it said before. Raises LinkOver."""
    referral = _still_open(linked)
    referral.answer, referral.answered_at = said, now
    referral.reason = reason if said == Answer.DECLINED else None
    referral.offered_on = offered_on if said == Answer.DATE_OFFERED else None
    referral.started_on = None if said == Answer.DECLINED else referral.started_on
    session.add(referral)
    session.flush()
    if said == Answer.DECLINED:
        _say_no(session, linked, now)
    else:
        _say(session, linked, State.STARTED if referral.started_on else State.OFFERED, now)
    day = chase_after(said, today=now.date(), offered_on=referral.offered_on)
    chase_on(session, linked.enquiry, now.date() if _stands_as_not_possible(session, linked) else day)


def help_started(session: Session, linked: Linked, *, started_on: date, now: datetime) -> None:
    """Help began on this day; a service that had not answered has said yes with it. Raises LinkOver."""
    referral = _still_open(linked)
    if referral.answer in (None, Answer.DECLINED):
        referral.answer, referral.reason, referral.answered_at = Answer.ACCEPTED, None, now
    referral.started_on = started_on
    session.add(referral)
    session.flush()
    _say(session, linked, State.STARTED, now)
    chase_on(session, linked.enquiry, now.date())


def add_note(session: Session, linked: Linked, note: str) -> bool:
    """A few words with what the service said last; they wait for somebody here. False where there is nothing to hang
    them on. Raises LinkOver."""
    _still_open(linked)
    change = last_said(session, linked.referral)
    if change is None:
        return False
    change.note, change.note_state = note.strip()[:LONGEST_NOTE], NoteState.WAITING
    session.add(change)
    session.flush()
    return True


def last_said(session: Session, referral: Referral) -> StateChange | None:
    """The last state that this service brought about itself."""
    own = (
        StateChange.enquiry_id == referral.enquiry_id,
        StateChange.service_id == referral.service_id,
        StateChange.written_by == Writer.PROVIDER,
    )
    return session.exec(select(StateChange).where(*own).order_by(col(StateChange.at).desc()).limit(1)).one_or_none()


def _still_open(linked: Linked) -> Referral:
    if linked.closed:
        raise EnquiryClosed(linked.enquiry.id)
    if linked.too_old:
        raise LinkOver
    return linked.referral


def _say(session: Session, linked: Linked, state: State, now: datetime) -> None:
    """Help is offered or has started, if that is more than is known already."""
    before = state_of(session, linked.enquiry)
    if before is not None and before.state == State.NOT_POSSIBLE and before.written_by == Writer.FRONT_DOOR:
        return
    if before is not None and before.state in IN_HAND and _rank(before.state) > _rank(state):
        return
    _write(session, linked, state, now)


def _say_no(session: Session, linked: Linked, now: datetime) -> None:
    """Not possible, unless another service may still help or the help in hand is somebody else's."""
    before = state_of(session, linked.enquiry)
    others_help = before is not None and before.state in IN_HAND and before.service_id != linked.service.id
    if others_help or somebody_else_may_help(session, linked.referral):
        return
    _write(session, linked, State.NOT_POSSIBLE, now, reason=linked.referral.reason)


def _write(session: Session, linked: Linked, state: State, now: datetime, reason: str | None = None) -> None:
    write_state(
        session,
        linked.enquiry,
        state=state,
        now=now,
        reason=reason,
        service_id=linked.service.id,
        written_by=Writer.PROVIDER,
    )


def _stands_as_not_possible(session: Session, linked: Linked) -> bool:
    """A yes to what the front door has given up is for somebody there to look at today."""
    before = state_of(session, linked.enquiry)
    return before is not None and before.state == State.NOT_POSSIBLE


def _rank(state: str) -> int:
    return IN_HAND.index(State(state))
