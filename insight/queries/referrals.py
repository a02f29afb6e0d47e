"""Referrals to services, noted gaps and what families said, counted by the database."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from directory.additions import UnmetNeed
from insight.queries.dialects import day_of, days_between
from insight.queries.enquiries import counts
from matching.following.models import FamilyWord, Handling, LaterWord, Referral
from matching.models import Enquiry


def referrals_between(session: Session, first: date, last: date) -> list[tuple[str, str | None, str | None, int]]:
    """(service id, answer, reason, how many), of referrals made on these days."""
    columns = (col(Referral.service_id), col(Referral.answer), col(Referral.reason))
    return _counted(session, _referrals(columns, first, last), columns)


def waits_between(session: Session, first: date, last: date) -> list[tuple[str, int | None, int]]:
    """(service id, days until the service answered, how many); None where it has not answered."""
    columns = (col(Referral.service_id), days_between(col(Referral.made_on), day_of(col(Referral.answered_at))))
    return _counted(session, _referrals(columns, first, last), columns)


def followed_between(session: Session, first: date, last: date) -> list[tuple[str, str | None, str | None, int]]:
    """(service id, did the help come, was it right, how many), as the referrer told later."""
    columns = (col(Referral.service_id), col(LaterWord.came), col(LaterWord.was_right))
    later = col(LaterWord.enquiry_id) == col(Referral.enquiry_id)
    return _counted(session, _referrals(columns, first, last).outerjoin(LaterWord, later), columns)


def gaps_between(session: Session, first: date, last: date, source: str) -> list[tuple[Any, ...]]:
    """(need, district code, age band, how many times nobody could be found by "search" or "plan")."""
    columns = tuple(col(one) for one in (UnmetNeed.need, UnmetNeed.district_code, UnmetNeed.age_band))
    wanted = select(*columns, func.count()).where(
        col(UnmetNeed.noticed_on).between(first, last), col(UnmetNeed.source) == source
    )
    return _counted(session, wanted, columns)


def family_words_between(session: Session, first: date, last: date) -> list[tuple[Any, ...]]:
    """(need, came in time, helped, was once enough to tell, how many families)."""
    asked = (FamilyWord.need, FamilyWord.in_time, FamilyWord.helped, FamilyWord.told_once)
    columns = tuple(col(one) for one in asked)
    wanted = select(*columns, func.count()).where(col(FamilyWord.month).between(first, last))
    return _counted(session, wanted, columns)


def first_gap(session: Session) -> date | None:
    """The day on which a gap was first noted."""
    return session.scalar(select(func.min(col(UnmetNeed.noticed_on))))


def _referrals(columns: tuple[Any, ...], first: date, last: date) -> Any:
    return (
        select(*columns, func.count())
        .select_from(Referral)
        .join(Enquiry, col(Enquiry.id) == col(Referral.enquiry_id))
        .outerjoin(Handling, col(Handling.enquiry_id) == col(Enquiry.id))
        .where(counts(), col(Referral.made_on).between(first, last))
    )


def _counted(session: Session, wanted: Any, columns: tuple[Any, ...]) -> list[Any]:
    return [tuple(row) for row in session.execute(wanted.group_by(*columns))]
