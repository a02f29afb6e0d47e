"""Read and write enquiries and what was said about them. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, col, select

from directory.ages import age_band
from directory.point import Point
from directory.queries import add_unmet_need
from matching.answers import Ages, Answers, answers_to_json
from matching.errors import EnquiryChanged, EnquiryNotFound
from matching.following.models import Handling
from matching.models import (
    CROCKFORD,
    LONGEST_COMMENT,
    REFERENCE_SIGNS,
    UNBORN,
    Agree,
    Decided,
    Enquiry,
    EnquiryService,
    Feedback,
    Helped,
    Why,
)
from matching.plan import Plan
from matching.recommend import Recommendation

NO_AGES = Ages()
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True)
class Offer:
    """A service offered to a caller, and for which needs."""

    service_id: str
    needs: tuple[str, ...] = ()
    fits: bool = False


def start_enquiry(session: Session, *, area: str, content_version: str, today: date) -> Enquiry:
    """A new enquiry with its unguessable id and its reference."""
    enquiry = Enquiry(area=area, content_version=content_version, started_on=today)
    session.add(enquiry)
    session.flush()
    return enquiry


def get_enquiry(session: Session, enquiry_id: str, *, to_change: bool = False) -> Enquiry:
    """The enquiry with this id. Raises EnquiryNotFound.

    `to_change`: whoever else wants to change it waits until this transaction is over, so that a button pressed twice
    does the same thing twice. (SQLite lets in one writer at a time anyway.)
    """
    enquiry = session.get(Enquiry, enquiry_id, with_for_update=True if to_change else None)
    if enquiry is None or enquiry.anonymised_on is not None:  # without its answers it would come out as harmless
        raise EnquiryNotFound(enquiry_id)
    return enquiry


def find_by_reference(session: Session, text: str) -> Enquiry:
    """The enquiry whose reference this is, however it was typed. Raises EnquiryNotFound."""
    reference = tidy_reference(text)
    found = session.exec(select(Enquiry).where(Enquiry.reference == reference)).one_or_none() if reference else None
    if found is None or found.anonymised_on is not None:
        raise EnquiryNotFound(text)
    return found


def tidy_reference(text: str) -> str | None:
    """A reference as it is kept: "rd 7k2qm 94xbt" and "7K2QM-94XBT" alike; O is read as 0, I and L as 1."""
    signs = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    if len(signs) == REFERENCE_SIGNS + 2:
        signs = signs.removeprefix("RD")
    signs = signs.translate(MISREAD)
    if len(signs) != REFERENCE_SIGNS or not set(signs) <= set(CROCKFORD):
        return None
    return f"RD-{signs[:5]}-{signs[5:]}"


def save_answers(session: Session, enquiry: Enquiry, *, answers: Answers, expected_version: int) -> None:
    """Replace the answers. Raises EnquiryChanged when they are no longer those of `expected_version`."""
    if enquiry.version != expected_version:
        raise EnquiryChanged(enquiry.id)
    enquiry.answers = answers_to_json(answers)
    _flush(session, enquiry)


def save_place(
    session: Session,
    enquiry: Enquiry,
    *,
    district_code: str | None,
    outcode: str | None,
    label: str | None,
    point: Point | None,
) -> None:
    """Keep where the family lives, to about a kilometre."""
    enquiry.district_code, enquiry.outcode, enquiry.place_label = district_code, outcode, label
    enquiry.latitude = round(point.latitude, 2) if point else None
    enquiry.longitude = round(point.longitude, 2) if point else None
    _flush(session, enquiry)


def finish_enquiry(
    session: Session,
    enquiry: Enquiry,
    *,
    recommendation: Recommendation,
    plan: Plan,
    now: datetime,
    ages: Ages = NO_AGES,
    role: str | None = None,
) -> None:
    """Keep what was recommended and which services were offered, in place of what was kept before."""
    enquiry.completed_at = now
    enquiry.pathway, enquiry.level = recommendation.pathway, recommendation.level
    enquiry.needs, enquiry.age_band = list(recommendation.needs), band_of(ages) or enquiry.age_band
    enquiry.caller_role = role or enquiry.caller_role
    offer_services(session, enquiry, [Offer(door.service_id, door.needs, door.fits) for door in plan.doors])


def band_of(ages: Ages) -> str | None:
    """The band of the youngest child, as it is kept; None where no age is known."""
    if ages.unborn:
        return UNBORN
    return age_band(min(ages.years)) if ages.years else None


def offer_services(session: Session, enquiry: Enquiry, offers: Sequence[Offer]) -> None:
    """These services, in this order, in place of those offered before."""
    session.execute(delete(EnquiryService).where(col(EnquiryService.enquiry_id) == enquiry.id))
    session.add_all(
        EnquiryService(
            enquiry_id=enquiry.id,
            service_id=offer.service_id,
            position=position,
            needs=list(offer.needs),
            fits=offer.fits,
        )
        for position, offer in enumerate(offers, 1)
    )
    _flush(session, enquiry)


def services_offered(session: Session, enquiry: Enquiry) -> list[EnquiryService]:
    """What the plan offered, in its order."""
    offered = select(EnquiryService).where(EnquiryService.enquiry_id == enquiry.id)
    return list(session.exec(offered.order_by(col(EnquiryService.position))))


def add_feedback(
    session: Session,
    enquiry: Enquiry,
    *,
    today: date,
    helped: Helped | None = None,
    agree: Agree | None = None,
    decided: Decided | None = None,
    why: Sequence[Why] = (),
    comment: str | None = None,
) -> Feedback:
    """Keep what somebody said about an enquiry's outcome, in place of what they said before."""
    feedback = get_feedback(session, enquiry) or Feedback(enquiry_id=enquiry.id, given_on=today)
    feedback.given_on, feedback.helped, feedback.agree, feedback.decided = today, helped, agree, decided
    feedback.why = [str(reason) for reason in why]
    feedback.comment = (comment or "").strip()[:LONGEST_COMMENT] or None
    session.add(feedback)
    session.flush()
    return feedback


def get_feedback(session: Session, enquiry: Enquiry) -> Feedback | None:
    """What somebody said about this enquiry's outcome; None where nobody did."""
    return session.exec(select(Feedback).where(Feedback.enquiry_id == enquiry.id)).one_or_none()


def forget_unfinished(session: Session, *, older_than: datetime) -> int:
    """Delete the enquiries that never reached an outcome and were last touched before this moment; how many.

    What an officer logged has an end of its own, and stays.
    """
    unfinished = (
        col(Enquiry.completed_at).is_(None),
        col(Enquiry.id).not_in(select(Handling.enquiry_id)),
        col(Enquiry.updated_at) < older_than,
    )
    gone = session.exec(select(Enquiry.id).where(*unfinished)).all()
    session.execute(delete(Enquiry).where(*unfinished))
    return len(gone)


def record_unmet(session: Session, enquiry: Enquiry, plan: Plan, *, ages: Ages, today: date) -> None:
    """Keep which needs no service met: need, district and age band only. Once for each enquiry, when it is finished."""
    band = age_band(min(ages.years)) if ages.years else None
    for need in plan.unmet:
        add_unmet_need(
            session, need=need, district_code=enquiry.district_code, age_band=band, source="plan", today=today
        )


def _flush(session: Session, enquiry: Enquiry) -> None:
    enquiry_id = enquiry.id
    session.add(enquiry)
    try:
        session.flush()
    except StaleDataError:
        raise EnquiryChanged(enquiry_id) from None
