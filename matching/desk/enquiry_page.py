"""Everything that officers see of one enquiry, read in a few queries. Nothing here writes.

No answer's words exist: what a referrer chose is shown as the guide's outcome, its needs and its reasons.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from matching.entries import PathwayId
from matching.following.models import DemandReason, Handling, Handover, LaterWord, Referral, StateChange
from matching.following.queries import get_later_word, handling_of, names_of, referrals_of, states_of
from matching.models import Enquiry, EnquiryService, Feedback
from matching.queries import get_feedback, services_offered


@dataclass(frozen=True)
class EnquiryPage:
    enquiry: Enquiry
    handling: Handling | None
    """None where nobody at the front door has taken it on."""
    states: tuple[StateChange, ...]
    referrals: tuple[Referral, ...]
    offered: tuple[EnquiryService, ...]
    names: dict[str, str]
    """Id of a service -> its name, of every service on the page that the directory still knows."""
    feedback: Feedback | None
    later: LaterWord | None
    about: Enquiry | None
    """The earlier enquiry that this call is about."""
    calls_about: tuple[tuple[Enquiry, Handling], ...]
    """Later calls that are about this one, the latest first."""
    handovers: tuple[Handover, ...]
    reason: DemandReason | None

    @property
    def closed(self) -> bool:
        return self.handling is not None and self.handling.closed_at is not None

    @property
    def override(self) -> int:
        """1 where a person advised something graver than the guide, -1 something less grave, 0 the same or no guide."""
        if not self.enquiry.advised or not self.enquiry.pathway:
            return 0
        advised, guide = (PathwayId(way).rank for way in (self.enquiry.advised, self.enquiry.pathway))
        return (advised > guide) - (advised < guide)


def read_enquiry(session: Session, enquiry: Enquiry) -> EnquiryPage:
    handling = handling_of(session, enquiry)
    referrals, offered = referrals_of(session, enquiry), services_offered(session, enquiry)
    handed, states = handovers_of(session, enquiry), states_of(session, enquiry)
    ids = {row.service_id for row in referrals} | {row.service_id for row in offered}
    ids |= {one.service_id for one in states if one.service_id}
    about_id, reason_id = (handling.about_enquiry_id, handling.demand_reason_id) if handling else (None, None)
    return EnquiryPage(
        enquiry=enquiry,
        handling=handling,
        states=tuple(states),
        referrals=tuple(referrals),
        offered=tuple(offered),
        names=names_of(session, ids | {one for row in handed for one in row.service_ids}),
        feedback=get_feedback(session, enquiry),
        later=get_later_word(session, enquiry),
        about=session.get(Enquiry, about_id) if about_id else None,
        calls_about=tuple(_calls_about(session, enquiry)),
        handovers=tuple(handed),
        reason=session.get(DemandReason, reason_id) if reason_id else None,
    )


def handovers_of(session: Session, enquiry: Enquiry) -> list[Handover]:
    """What was given to the caller, the first one first."""
    found = select(Handover).where(Handover.enquiry_id == enquiry.id)
    return list(session.exec(found.order_by(col(Handover.given_at), Handover.id)))


def _calls_about(session: Session, enquiry: Enquiry) -> list[Any]:
    found = select(Enquiry, Handling).where(
        Handling.about_enquiry_id == enquiry.id, col(Handling.enquiry_id) == col(Enquiry.id)
    )
    return list(session.exec(found.order_by(col(Handling.logged_at).desc()).limit(20)))
