"""The answers of enquiries that went through the guide, while they are kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import cast, func, select
from sqlalchemy.types import String
from sqlmodel import Session, col

from matching.models import Enquiry


def answers_between(
    session: Session, first: date, last: date, *, most: int | None = None
) -> list[tuple[Mapping[str, Any], str]]:
    """(answers as kept, pathway) of the enquiries asked on these days that reached an outcome and have their answers.

    `most`: only so many, by reference: references are drawn by lot, so these are too, and the same each time.
    """
    wanted = _kept(select(col(Enquiry.answers), col(Enquiry.pathway)), first, last).order_by(col(Enquiry.reference))
    return [(row[0], row[1]) for row in session.execute(wanted.limit(most) if most else wanted)]


def outcomes_between(session: Session, first: date, last: date) -> tuple[int, int]:
    """How many enquiries of these days reached an outcome by the guide, and how many of them have their answers."""
    outcomes = select(func.count()).where(
        col(Enquiry.completed_at).is_not(None), col(Enquiry.started_on).between(first, last)
    )
    kept = _kept(select(func.count()), first, last)
    return session.scalar(outcomes) or 0, session.scalar(kept) or 0


def _kept(wanted: Any, first: date, last: date) -> Any:
    return wanted.where(
        col(Enquiry.completed_at).is_not(None),
        col(Enquiry.started_on).between(first, last),
        cast(col(Enquiry.answers), String) != "{}",
    )
