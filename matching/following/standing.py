"""Where an enquiry stands, as a line of steps to draw, with what happens next and by when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from directory.wording import Words, words
from matching.following.models import Answer, Handling, NoteState, Referral, State, StateChange
from matching.following.moves import ORDER
from matching.following.words import ANSWER_SIGNS, ANSWERS, ASKED_NEXT, CLOSINGS, MEANS, NEXT, STATES, WHY_NOT

LONDON = ZoneInfo("Europe/London")
NOBODY_YET = words(
    "The front door does not have this yet. Right Door sends your answers to nobody. Do you want help from the front "
    "door? Ring and give your reference."
)
CLOSED_NEXT = words("This is closed. Are you still worried? Ring the front door. Each new worry counts as new.")


@dataclass(frozen=True)
class Step:
    name: Words
    means: Words
    place: str
    """done, here, ahead or not possible: how it is drawn, a sign and a word for each in `words.py`."""
    day: date | None = None
    why: Words | None = None
    service: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Asked:
    """A service that was asked for help, and what it said."""

    service: str
    made_on: date
    sign: str
    said: Words
    offered_on: date | None = None
    why: Words | None = None
    started_on: date | None = None


@dataclass(frozen=True)
class Standing:
    steps: tuple[Step, ...]
    asked: tuple[Asked, ...]
    next: Words
    by: date | None
    """The day by which the front door looks at it again."""
    overdue: bool
    in_hand: bool
    """Somebody at the front door has it."""
    closed_on: date | None = None
    closing: Words | None = None


def standing(
    changes: Sequence[StateChange],
    referrals: Sequence[Referral],
    handling: Handling | None,
    names: dict[str, str],
    today: date,
) -> Standing:
    """`changes` the first one first; `names`: service id -> its name, where it is still known."""
    closed_at = handling.closed_at if handling else None
    by = handling.chase_on if handling else None
    waiting = any(referral.answer is None for referral in referrals)
    return Standing(
        steps=steps(changes, names),
        asked=tuple(_asked(referral, names) for referral in referrals),
        next=CLOSED_NEXT if closed_at else _next(changes, waiting),
        by=by,
        overdue=by is not None and by < today,
        in_hand=bool(handling or changes),
        closed_on=closed_at.astimezone(LONDON).date() if closed_at else None,
        closing=CLOSINGS[handling.closing] if handling and handling.closing else None,
    )


def steps(changes: Sequence[StateChange], names: dict[str, str]) -> tuple[Step, ...]:
    """The whole way, each step with the day it was reached. Looked at again, what came after is ahead once more."""
    reached: dict[State, StateChange] = {}
    for change in changes:
        if change.state in ORDER:
            here = ORDER.index(State(change.state))
            reached = {state: kept for state, kept in reached.items() if ORDER.index(state) < here}
            reached[State(change.state)] = change
    last = changes[-1] if changes else None
    if last is not None and last.state == State.NOT_POSSIBLE:
        done = [_step(state, "done", change, names) for state, change in reached.items()]
        return (*done, _step(State.NOT_POSSIBLE, "not possible", last, names))
    furthest = max((ORDER.index(state) for state in reached), default=-1)
    drawn = []
    for place, state in enumerate(ORDER):
        where = "done" if place < furthest else "here" if place == furthest else "ahead"
        drawn.append(_step(state, where, reached.get(state), names))
    return tuple(drawn)


def _step(state: State, place: str, change: StateChange | None, names: dict[str, str]) -> Step:
    if change is None:
        return Step(STATES[state], MEANS[state], place)
    return Step(
        STATES[state],
        MEANS[state],
        place,
        day=change.at.astimezone(LONDON).date(),
        why=WHY_NOT[change.reason] if change.reason else None,
        service=names.get(change.service_id or ""),
        note=change.note if change.note_state == NoteState.SHOWN else None,
    )


def _asked(referral: Referral, names: dict[str, str]) -> Asked:
    return Asked(
        service=names.get(referral.service_id, ""),
        made_on=referral.made_on,
        sign=ANSWER_SIGNS[referral.answer],
        said=ANSWERS[referral.answer],
        offered_on=referral.offered_on,
        why=WHY_NOT[referral.reason] if referral.reason and referral.answer == Answer.DECLINED else None,
        started_on=referral.started_on,
    )


def _next(changes: Sequence[StateChange], waiting: bool) -> Words:
    if not changes:
        return NOBODY_YET
    state = changes[-1].state
    return ASKED_NEXT if waiting and state in (State.RECEIVED, State.LOOKED_AT, State.DECIDED) else NEXT[state]
