"""Let go of what has been kept long enough: delete it, or clear all of it that figures do not need.

Nothing here commits. What may be let go is decided by the last thing that happened to an enquiry, so a call about an
old enquiry keeps it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from directory.additions import UnmetNeed
from matching.following.models import (
    Closing,
    ClosingReason,
    FamilyLink,
    FamilyWord,
    Handling,
    Handover,
    LaterWord,
    Referral,
    Reminder,
    StateChange,
)
from matching.keeping.periods import ends_at
from matching.models import Enquiry, Feedback, new_reference
from matching.queries import forget_unfinished

AT_ONCE = 500
"""SQLite takes so many values in one statement on every version in use."""


@dataclass(frozen=True)
class Purged:
    """How many of each were let go."""

    unfinished: int
    anonymised: int
    deleted: int
    links: int
    reminders: int
    words: int

    def plain(self) -> dict[str, int]:
        return {
            "unfinished_deleted": self.unfinished,
            "enquiries_anonymised": self.anonymised,
            "enquiries_deleted": self.deleted,
            "family_links_deleted": self.links,
            "reminders_deleted": self.reminders,
            "old_counts_deleted": self.words,
        }


def purge(session: Session, now: datetime) -> Purged:
    """Let go of everything whose time is over at `now`, which is aware of its zone."""
    ends = ends_at(now)
    return Purged(
        unfinished=forget_unfinished(session, older_than=ends.unfinished),
        deleted=_delete_old(session, ends.in_figures),
        anonymised=_anonymise_old(session, ends.in_full, now),
        links=_count(session, delete(FamilyLink).where(col(FamilyLink.made_on) < ends.family_link.date())),
        reminders=_delete_reminders(session, ends.reminder.date()),
        words=_delete_counts(session, ends.in_figures.date()),
    )


def _anonymise_old(session: Session, before: datetime, now: datetime) -> int:
    old = _ids(session, _untouched_since(before).where(col(Enquiry.anonymised_on).is_(None)))
    for ids in _chunks(old):
        _anonymise(session, ids, now)
    return len(old)


def _anonymise(session: Session, ids: list[str], now: datetime) -> None:
    """Clear what could tell one enquiry from another; need, district, age band, dates and what came of it stay."""
    for enquiry_id in ids:  # each gets a reference of its own, so that the old one leads nowhere
        session.execute(update(Enquiry).where(col(Enquiry.id) == enquiry_id).values(reference=new_reference()))
    session.execute(
        update(Enquiry)
        .where(col(Enquiry.id).in_(ids))
        .values(
            answers={},
            outcode=None,
            place_label=None,
            latitude=None,
            longitude=None,
            anonymised_on=now.date(),
            version=Enquiry.version + 1,
            updated_at=Enquiry.updated_at,
        )
    )
    session.execute(update(Feedback).where(col(Feedback.enquiry_id).in_(ids)).values(comment=None))
    session.execute(
        update(StateChange)
        .where(col(StateChange.enquiry_id).in_(ids))
        .values(note=None, note_state=None, account_id=None)
    )
    for table in (Handover, Reminder, FamilyLink):
        session.execute(delete(table).where(col(table.enquiry_id).in_(ids)))
    _close(session, ids, now)


def _close(session: Session, ids: list[str], now: datetime) -> None:
    """Whoever never said what came of an enquiry in a year does not say it any more."""
    of_these = col(Handling.enquiry_id).in_(ids)
    session.execute(
        update(Handling)
        .where(of_these, col(Handling.closed_at).is_(None))
        .values(closed_at=now, closing=Closing.NOT_KNOWN, closing_reason=ClosingReason.NOT_REACHED, chase_on=None)
    )
    cleared: dict[str, Any] = {"account_id": None, "about_enquiry_id": None, "version": Handling.version + 1}
    session.execute(update(Handling).where(of_these).values(cleared))
    session.execute(update(Handling).where(col(Handling.about_enquiry_id).in_(ids)).values(about_enquiry_id=None))


def _delete_old(session: Session, before: datetime) -> int:
    old = _ids(session, _untouched_since(before))
    for ids in _chunks(old):
        session.execute(delete(Enquiry).where(col(Enquiry.id).in_(ids)))
    return len(old)


def _untouched_since(before: datetime) -> Any:
    """Ids of the enquiries that have an outcome or were logged, and to which nothing has happened since."""
    later = [
        select(StateChange.enquiry_id).where(col(StateChange.at) >= before),
        select(Handling.enquiry_id).where((col(Handling.logged_at) >= before) | (col(Handling.closed_at) >= before)),
        select(Handling.enquiry_id).where(col(Handling.chase_on) >= before.date()),
        select(Referral.enquiry_id).where(
            (col(Referral.made_on) >= before.date()) | (col(Referral.answered_at) >= before)
        ),
        select(Handover.enquiry_id).where(col(Handover.given_at) >= before),
        select(LaterWord.enquiry_id).where(col(LaterWord.given_on) >= before.date()),
        select(Feedback.enquiry_id).where(col(Feedback.given_on) >= before.date()),
    ]
    asked = func.coalesce(Enquiry.completed_at, Enquiry.updated_at) < before.astimezone(UTC)
    return select(Enquiry.id).where(asked, *(col(Enquiry.id).not_in(each) for each in later))


def _delete_reminders(session: Session, before: date) -> int:
    """Those that nobody stopped though their enquiry is closed, or that began too long ago."""
    closed = select(Handling.enquiry_id).where(col(Handling.closed_at).is_not(None))
    old = select(Enquiry.id).where(col(Enquiry.started_on) < before)
    which = col(Reminder.enquiry_id).in_(closed) | col(Reminder.enquiry_id).in_(old)
    return _count(session, delete(Reminder).where(which))


def _delete_counts(session: Session, before: date) -> int:
    unmet = _count(session, delete(UnmetNeed).where(col(UnmetNeed.noticed_on) < before))
    return unmet + _count(session, delete(FamilyWord).where(col(FamilyWord.month) < before))


def _ids(session: Session, query: Any) -> list[str]:
    return list(session.exec(query.order_by(Enquiry.id)))


def _chunks(ids: list[str]) -> list[list[str]]:
    return [ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE)]


def _count(session: Session, statement: Any) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
