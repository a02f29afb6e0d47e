"""Take up a closed enquiry again. Nothing here commits."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from directory.wording import Words, words
from matching.following.errors import MoveNotPossible
from matching.following.models import Handling, NoteState, State, StateChange, Writer
from matching.following.queries import handling_of, state_of, write_state
from matching.models import Enquiry


class Again(StrEnum):
    """Why a closed enquiry is open again."""

    NEW_WORRY = "new worry"
    FELL_THROUGH = "help fell through"
    NOT_RIGHT = "not the right help"
    MISTAKE = "closed by mistake"


AGAIN: dict[str, Words] = {
    Again.NEW_WORRY: words("There is a new worry"),
    Again.FELL_THROUGH: words("The help fell through"),
    Again.NOT_RIGHT: words("It was not the right help"),
    Again.MISTAKE: words("It was closed by mistake"),
}


def reopen(
    session: Session, enquiry: Enquiry, *, why: Again, chase_on: date, now: datetime, account_id: str
) -> Handling | None:
    """Open again, to be looked at by `chase_on`. Its referrer sees that it is looked at again, and why.

    None where it is not closed: nothing changes.
    """
    handling = handling_of(session, enquiry)
    if handling is None or handling.closed_at is None:
        return None
    handling.closed_at, handling.closing, handling.closing_reason = None, None, None
    handling.chase_on = chase_on
    session.add(handling)
    session.flush()
    note = f"Open again: {str(AGAIN[why])[0].lower()}{str(AGAIN[why])[1:]}."
    try:
        write_state(session, enquiry, state=State.LOOKED_AT, now=now, note=note, account_id=account_id)
    except MoveNotPossible:  # it was looked at already when it was closed
        _looked_at_again(session, enquiry, now, note, account_id)
    return handling


def _looked_at_again(session: Session, enquiry: Enquiry, now: datetime, note: str, account_id: str) -> None:
    before = state_of(session, enquiry)
    session.add(
        StateChange(
            enquiry_id=enquiry.id,
            at=max(now, before.at + timedelta(microseconds=1)) if before else now,
            state=State.LOOKED_AT,
            written_by=Writer.FRONT_DOOR,
            account_id=account_id,
            note=note,
            note_state=NoteState.SHOWN,
        )
    )
    session.flush()
