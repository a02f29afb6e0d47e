"""What the form that logs a call comes filled in with: from the call at hand, the guide, or the enquiry it is about.

Nothing here writes.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from matching.desk.log_forms import NO_ADVICE, USUAL
from matching.desk.shortlist import Working
from matching.entries import PathwayId
from matching.following.models import DemandKind
from matching.models import Channel, Enquiry
from matching.queries import band_of, services_offered


@dataclass(frozen=True)
class Known:
    """What is known of a call before its officer logs it."""

    working: Working
    guide: Enquiry | None
    """The "Should I refer?" that was followed for it."""
    about: Enquiry | None
    """The earlier enquiry that it is about."""

    def service_ids(self, session: Session) -> list[str]:
        """The shortlist; where there is none, what the guide's plan offered."""
        if self.working.service_ids or self.guide is None:
            return list(self.working.service_ids)
        return [row.service_id for row in services_offered(session, self.guide)]


def prefilled(session: Session, known: Known, today_usual: str) -> dict[str, Any]:
    """The fields of `LogForm` by name; `today_usual`: the day to ask again, as people say it."""
    common = {"channel": Channel.PHONE, "step": USUAL, "chase_on": today_usual, "asked_before": "not asked"}
    if known.about is not None:
        return common | _about(known.about)
    working, guide = known.working, known.guide
    return common | {
        "caller_role": working.role or (guide.caller_role if guide else None) or "",
        "district_code": working.district_code or (guide.district_code if guide else None) or "",
        "age_band": band_of(working.ages) or (guide.age_band if guide else None) or "",
        "needs": list(working.needs or (guide.needs if guide else ())),
        "services": known.service_ids(session),
        "pathway": (guide.pathway if guide else None) or working.pathway_hint or _likeliest(working),
        "demand": DemandKind.VALUE,
    }


def _likeliest(working: Working) -> str | None:
    """What an officer most likely advised who ticked no sign: with a need or a service named, early help.

    Should it have been advice, somebody asks once too often what became of it; the other way round nobody would ask.
    """
    return PathwayId.EARLY_HELP if working.needs or working.service_ids else None


def _about(earlier: Enquiry) -> dict[str, Any]:
    """Somebody rings about an earlier enquiry: they chase, and what is shared with it need not be typed again."""
    return {
        "caller_role": earlier.caller_role or "",
        "district_code": earlier.district_code or "",
        "age_band": earlier.age_band or "",
        "pathway": NO_ADVICE,
        "demand": DemandKind.CHASING,
        "about": earlier.reference,
        "asked_before": "yes",
    }
