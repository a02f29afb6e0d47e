"""A person checked a whole record and found it right. Nothing here commits."""

from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col

from directory.curation.models import ReviewRequest
from directory.models import Service
from directory.snapshots.queries import whole_service


def mark_checked(session: Session, service_id: str, *, by_email: str | None, today: date) -> Service:
    """Say that the record was checked today; a provider who was still to be asked need not answer any more.

    Raises ServiceNotFound.
    """
    service = whole_service(session, service_id, to_change=True)
    service.assured_date, service.assurer_email, service.unconfirmed_since = today, by_email, None
    session.add(service)
    session.flush()
    still_open = (col(ReviewRequest.answered_on).is_(None), col(ReviewRequest.withdrawn_on).is_(None))
    asked = update(ReviewRequest).where(col(ReviewRequest.service_id) == service_id, *still_open)
    session.execute(asked.values(withdrawn_on=today))
    return service
