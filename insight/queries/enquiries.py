"""Enquiries and what became of them.

An enquiry counts from the day it was asked, where it reached an answer (the guide was followed to its end, or a person
advised) or somebody at the front door logged it. Guides left half way do not count.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlmodel import Session, col

from insight.queries.dialects import day_of, days_between, earlier, month_of
from matching.following.models import Answer, Handling, LaterWord, Referral, State, StateChange
from matching.models import Enquiry, Feedback

AT_ONCE = 5000
"""Rows read together."""
LONGEST_ADVICE = 28
"""Days: what took longer to be advised is counted together."""


def first_asked(session: Session) -> date | None:
    """The day of the first enquiry that counts; None where there is none."""
    asked = select(func.min(col(Enquiry.started_on))).select_from(Enquiry).outerjoin(*_handling()).where(counts())
    return session.scalar(asked)


def counts() -> ColumnElement[bool]:
    """Whether an enquiry is counted at all."""
    return or_(col(Enquiry.completed_at).is_not(None), col(Enquiry.advised).is_not(None), col(Handling.id).is_not(None))


def enquiries_between(session: Session, first: date, last: date) -> Iterator[Any]:
    """The enquiries asked on these days, with what became of them: one row each, as many at a time as fit in memory."""
    declined = exists().where(
        col(Referral.enquiry_id) == col(Enquiry.id), col(Referral.answer) == Answer.DECLINED.value
    )
    wanted = (
        select(
            month_of(Enquiry.started_on).label("month"),
            *(col(one) for one in (Enquiry.district_code, Enquiry.age_band, Enquiry.channel, Enquiry.needs)),
            *(col(one) for one in (Enquiry.pathway, Enquiry.advised, Enquiry.asked_before)),
            col(Handling.id).is_not(None).label("at_desk"),
            *(col(one) for one in (Handling.demand, Handling.demand_reason_id)),
            *(col(one) for one in (LaterWord.came, LaterWord.was_right, LaterWord.people_told)),
            col(Feedback.agree),
            declined.label("declined"),
            _days_to_advice().label("days_to_advice"),
        )
        .select_from(Enquiry)
        .outerjoin(*_handling())
        .outerjoin(LaterWord, col(LaterWord.enquiry_id) == col(Enquiry.id))
        .outerjoin(Feedback, col(Feedback.enquiry_id) == col(Enquiry.id))
        .where(counts(), *_between(col(Enquiry.started_on), first, last))
    )
    yield from session.execute(wanted.execution_options(yield_per=AT_ONCE))


def help_begun(session: Session, first: date, last: date) -> list[tuple[str, int, int | None, int]]:
    """(month in which help began, days since it was asked for, days since somebody was advised, how many enquiries),
    of help that began on these days. Help begins once: on the earliest day that anybody tells.
    """
    begun = _begun(session)
    since_asked = days_between(col(Enquiry.started_on), begun.c.begun_on)
    since_advised = days_between(_advised_on(), begun.c.begun_on)
    columns = (month_of(begun.c.begun_on), since_asked, since_advised)
    found = (
        select(*columns, func.count())
        .select_from(Enquiry)
        .join(begun, begun.c.enquiry_id == col(Enquiry.id))
        .outerjoin(*_handling())
        .where(counts(), *_between(begun.c.begun_on, first, last), since_asked >= 0)
        .group_by(*columns)
    )
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(found)]


def _begun(session: Session) -> Any:
    """The day help began of each enquiry of which it is told, by a state or by the service itself."""
    states = (
        select(col(StateChange.enquiry_id), func.min(day_of(col(StateChange.at))).label("day"))
        .where(col(StateChange.state) == State.STARTED.value)
        .group_by(col(StateChange.enquiry_id))
        .subquery()
    )
    services = (
        select(col(Referral.enquiry_id), func.min(col(Referral.started_on)).label("day"))
        .where(col(Referral.started_on).is_not(None))
        .group_by(col(Referral.enquiry_id))
        .subquery()
    )
    return (
        select(col(Enquiry.id).label("enquiry_id"), earlier(session, states.c.day, services.c.day).label("begun_on"))
        .select_from(Enquiry)
        .outerjoin(states, states.c.enquiry_id == col(Enquiry.id))
        .outerjoin(services, services.c.enquiry_id == col(Enquiry.id))
        .where(or_(states.c.day.is_not(None), services.c.day.is_not(None)))
        .subquery("begun")
    )


def _days_to_advice() -> ColumnElement[int]:
    """0 to LONGEST_ADVICE, which stands for all that took longer; None where nobody was advised."""
    days = days_between(col(Enquiry.started_on), _advised_on())
    return case((days > LONGEST_ADVICE, LONGEST_ADVICE), (days < 0, 0), else_=days)


def _advised_on() -> ColumnElement[Any]:
    """The guide's answer, or the day on which an officer who advised without it wrote the enquiry down."""
    by_officer = case((col(Enquiry.advised).is_not(None), day_of(col(Handling.logged_at))))
    return func.coalesce(day_of(col(Enquiry.completed_at)), by_officer)


def _handling() -> tuple[Any, Any]:
    return Handling, col(Handling.enquiry_id) == col(Enquiry.id)


def _between(day: Any, first: date, last: date) -> Iterable[ColumnElement[bool]]:
    return [and_(day >= first, day <= last)]
