"""What waits at the front door, counted and listed from the database. Nothing here knows Flask.

Each list has a code that stands in the address, so that a count and the records behind it are the same question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_
from sqlmodel import Session, col, select

from matching.following.models import Came, Handling, LaterWord, NoteState, Referral, StateChange, Writer
from matching.models import Enquiry

SOON = timedelta(days=7)


class Waits(StrEnum):
    """The lists of the queue, the most pressing first."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    ANSWERS = "answers"
    NOTES = "notes"
    SAID_NO = "said-no"
    AWAITED = "awaited"
    OPEN = "open"


@dataclass(frozen=True)
class Row:
    """One enquiry of a list, and why it stands there."""

    enquiry: Enquiry
    handling: Handling | None
    referral: Referral | None = None
    change: StateChange | None = None
    word: LaterWord | None = None


@dataclass(frozen=True)
class Only:
    """What a list is narrowed to; None leaves it as it is."""

    district_code: str | None = None
    pathway: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.district_code:
            found.append(col(Enquiry.district_code) == self.district_code)
        if self.pathway:
            found.append(func.coalesce(Enquiry.advised, Enquiry.pathway) == self.pathway)
        return found


OPEN = col(Handling.closed_at).is_(None)
UNNOTICED = ~(
    select(StateChange.id)
    .where(
        StateChange.enquiry_id == Referral.enquiry_id,
        StateChange.written_by == Writer.FRONT_DOOR,
        col(StateChange.at) > col(Referral.answered_at),
    )
    .exists()
)
"""Nobody at the front door has written anything since this service answered."""


def due(which: Waits, today: date) -> ColumnElement[bool]:
    """Open enquiries of one of the first four lists, or of all of them."""
    day = col(Handling.chase_on)
    return {
        Waits.LATE: and_(OPEN, day < today),
        Waits.TODAY: and_(OPEN, day == today),
        Waits.WEEK: and_(OPEN, day > today, day <= today + SOON),
        Waits.LATER: and_(OPEN, or_(day.is_(None), day > today + SOON)),
    }.get(which, OPEN)


def counts(session: Session, today: date, only: Only) -> dict[Waits, int]:
    """How many records each list holds."""
    dated = (Waits.LATE, Waits.TODAY, Waits.WEEK, Waits.LATER, Waits.OPEN)
    columns = [func.coalesce(func.sum(case((due(which, today), 1), else_=0)), 0) for which in dated]
    joined: Select[Any] = (
        select(*columns).select_from(Handling).join(Enquiry, col(Handling.enquiry_id) == col(Enquiry.id))
    )
    found = dict(zip(dated, map(int, session.execute(joined.where(*only.conditions())).one()), strict=True))
    for which in (Waits.ANSWERS, Waits.NOTES, Waits.SAID_NO, Waits.AWAITED):
        rows = _listed(which, today, only).with_only_columns(func.count()).order_by(None)
        found[which] = int(session.execute(rows).scalar_one())
    return found


def rows_of(
    session: Session, which: Waits, today: date, only: Only, *, start: int = 0, most: int | None = None
) -> list[Row]:
    """One list, nearest deadline first."""
    found = _listed(which, today, only).offset(start)
    return [_row(one) for one in session.execute(found.limit(most) if most else found)]


def newest_states(session: Session, enquiry_ids: Sequence[str]) -> dict[str, StateChange]:
    """Id of an enquiry -> where it stands."""
    changes = select(StateChange).where(col(StateChange.enquiry_id).in_(enquiry_ids)).order_by(col(StateChange.at))
    return {change.enquiry_id: change for change in session.exec(changes)}


def _listed(which: Waits, today: date, only: Only) -> Any:
    where = only.conditions()
    if which == Waits.NOTES:
        notes = select(Enquiry, StateChange).join(StateChange, col(StateChange.enquiry_id) == Enquiry.id)
        return notes.where(StateChange.note_state == NoteState.WAITING, *where).order_by(col(StateChange.at))
    base: Any = select(Enquiry, Handling)
    if which in (Waits.ANSWERS, Waits.AWAITED):
        base = select(Enquiry, Handling, Referral).join(Referral, col(Referral.enquiry_id) == Enquiry.id)
    if which == Waits.SAID_NO:
        base = select(Enquiry, Handling, LaterWord).join(LaterWord, col(LaterWord.enquiry_id) == Enquiry.id)
    base = base.join(Handling, col(Handling.enquiry_id) == Enquiry.id).where(*where)
    if which == Waits.ANSWERS:
        return base.where(OPEN, col(Referral.answered_at).is_not(None), UNNOTICED).order_by(col(Referral.answered_at))
    if which == Waits.AWAITED:
        return base.where(OPEN, col(Referral.answer).is_(None)).order_by(col(Referral.made_on), Referral.id)
    if which == Waits.SAID_NO:
        unmet = col(LaterWord.came).in_((Came.NO, Came.NOT_YET))
        return base.where(OPEN, unmet).order_by(col(LaterWord.given_on), LaterWord.id)
    day = col(Handling.chase_on)
    return base.where(due(which, today)).order_by(day.is_(None), day, col(Handling.logged_at), Handling.id)


def _row(found: Any) -> Row:
    parts: dict[type, Any] = {type(part): part for part in found}
    return Row(parts[Enquiry], parts.get(Handling), parts.get(Referral), parts.get(StateChange), parts.get(LaterWord))
