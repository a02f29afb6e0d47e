"""From which state an enquiry may go to which, and which notes are looked at first. Pure.

Why these and no others: docs/decisions/0028.
"""

from matching.following.models import NoteState, NotPossible, State, Writer
from matching.identifying import looks_like

ORDER = (State.RECEIVED, State.LOOKED_AT, State.DECIDED, State.OFFERED, State.STARTED)
"""The way of an enquiry where all goes well; steps may be left out."""
SAID_AGAIN = (State.DECIDED, State.OFFERED, State.STARTED, State.NOT_POSSIBLE)
"""States that may follow themselves: another service offers, or the reason was another one."""


def moves_from(before: str | None) -> tuple[State, ...]:
    """The states that may be written next, in the order of the way.

    Onward as far as is true; help may stop being possible at any moment; and the one way back is to look again.
    """
    if before is None:
        return tuple(State)
    if before == State.NOT_POSSIBLE:
        return (*ORDER[1:], State.NOT_POSSIBLE)
    here = ORDER.index(State(before))
    again = State(before) in SAID_AGAIN
    back = (State.LOOKED_AT,) if here > 1 else ()
    return (*back, *ORDER[here if again else here + 1 :], State.NOT_POSSIBLE)


def may_move(before: str | None, after: str) -> bool:
    return after in moves_from(before)


def goes_onward(before: str | None, after: str) -> bool:
    """Whether this is news: a provider who says less than is known already does not turn the enquiry back."""
    if before is None or before == State.NOT_POSSIBLE or after == State.NOT_POSSIBLE:
        return may_move(before, after)
    return ORDER.index(State(after)) > ORDER.index(State(before))


def reason_fits(state: str, reason: str | None) -> bool:
    """Help that is not possible has a reason, everything else has none."""
    return (reason in list(NotPossible)) if state == State.NOT_POSSIBLE else reason is None


def first_note_state(note: str | None, writer: str) -> NoteState | None:
    """A provider's note always waits; one of the front door only if it looks as if it names somebody."""
    if not note:
        return None
    waits = writer == Writer.PROVIDER or bool(looks_like(note))
    return NoteState.WAITING if waits else NoteState.SHOWN
