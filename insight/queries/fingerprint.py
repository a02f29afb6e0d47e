"""Whether the records that figures are made of have changed, told by a few quick counts."""

from collections.abc import Hashable
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from directory.additions import UnmetNeed
from matching.following.models import FamilyWord, Handling, LaterWord, Referral, StateChange
from matching.models import Enquiry, Feedback


def fingerprint(session: Session, before: date) -> Hashable:
    """Differs when rows dated before this day were added, taken away, or changed where a version is counted.

    What is said today about an enquiry of an earlier month does not show here, so that the desk's daily work does not
    make figures be worked out anew all the time: the shelf forgets after minutes anyway.
    """
    moment = datetime(before.year, before.month, before.day, tzinfo=UTC)
    counted = [
        select(func.count(), func.sum(Enquiry.version)).where(col(Enquiry.started_on) < before),
        select(func.count(), func.sum(Handling.version)).where(col(Handling.logged_at) < moment),
        select(func.count(), func.sum(Referral.version)).where(col(Referral.made_on) < before),
        select(func.count()).where(col(StateChange.at) < moment),
        select(func.count(), func.count(col(LaterWord.came))).where(col(LaterWord.given_on) < before),
        select(func.count(), func.count(col(Feedback.agree))).where(col(Feedback.given_on) < before),
        select(func.count()).where(col(UnmetNeed.noticed_on) < before),
        select(func.count()).where(col(FamilyWord.month) < before),
    ]
    return tuple(tuple(session.execute(one).one()) for one in counted)
