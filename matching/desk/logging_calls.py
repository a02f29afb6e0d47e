"""Write a call into the database: what was asked, what was advised, and what follows. Nothing here commits.

Only codes, bands and ids come in. Where the guide was followed for this call its enquiry is the one logged; otherwise a
new one without answers is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from directory.queries import needs_of, services_by_id
from matching.desk.next_steps import NextStep
from matching.entries import PathwayId
from matching.following.models import DemandKind, State
from matching.following.moves import goes_onward
from matching.following.queries import close, handling_of, open_handling, state_of, write_state
from matching.models import Agree, Channel, Enquiry, Why
from matching.queries import Offer, add_feedback, get_feedback, offer_services, services_offered


@dataclass(frozen=True)
class Call:
    """What an officer logs of one call."""

    channel: Channel
    caller_role: str | None
    district_code: str | None
    age_band: str | None
    needs: tuple[str, ...]
    service_ids: tuple[str, ...]
    advised: str | None
    """The pathway that the officer advised; None where none was, as when somebody only chases."""
    why: Why | None
    """Why it is not what the guide recommended."""
    demand: DemandKind
    demand_reason_id: str | None
    asked_before: bool | None
    about_enquiry_id: str | None
    step: NextStep


def start_call(session: Session, enquiry_id: str, *, area: str, content_version: str, now: datetime) -> Enquiry:
    """The enquiry with this id; a new one without answers where there is none yet, also where two make it at once."""
    found = session.get(Enquiry, enquiry_id, with_for_update=True)
    if found is not None:
        return found
    enquiry = Enquiry(id=enquiry_id, area=area, content_version=content_version, started_on=now.date())
    try:
        with session.begin_nested():
            session.add(enquiry)
    except IntegrityError:
        return session.get_one(Enquiry, enquiry_id, with_for_update=True)
    return enquiry


def log_call(session: Session, enquiry: Enquiry, call: Call, *, now: datetime, account_id: str) -> None:
    """Keep the call. What is logged or closed already stays as it is, so that a second click changes nothing.

    An enquiry that is in the queue without a call, because its referrer asked or somebody took it on, becomes this one.
    """
    before = handling_of(session, enquiry)
    if before is not None and (before.demand is not None or before.closed_at is not None):
        return
    _tell_enquiry(session, enquiry, call)
    _tell_why(session, enquiry, call.why, now)
    handling = open_handling(session, enquiry, now=now, account_id=account_id)
    handling.demand, handling.demand_reason_id = call.demand, call.demand_reason_id
    handling.about_enquiry_id = call.about_enquiry_id if call.about_enquiry_id != enquiry.id else None
    handling.chase_on, handling.account_id = call.step.chase_on, handling.account_id or account_id
    session.add(handling)
    if call.advised:
        _decided(session, enquiry, now, account_id)
    if call.step.closing and call.step.reason:
        close(session, enquiry, closing=call.step.closing, reason=call.step.reason, now=now)
    session.flush()


def advise(
    session: Session, enquiry: Enquiry, *, pathway: PathwayId, why: Why | None, now: datetime, account_id: str
) -> None:
    """The front door's own advice on an enquiry that it has, beside what the guide said."""
    enquiry.advised = pathway
    session.add(enquiry)
    _tell_why(session, enquiry, why, now)
    _decided(session, enquiry, now, account_id)
    session.flush()


def _decided(session: Session, enquiry: Enquiry, now: datetime, account_id: str) -> None:
    """Its referrer sees that the next step is decided, unless it has come further already."""
    before = state_of(session, enquiry)
    if before is None or goes_onward(before.state, State.DECIDED):
        write_state(session, enquiry, state=State.DECIDED, now=now, account_id=account_id)


def _tell_enquiry(session: Session, enquiry: Enquiry, call: Call) -> None:
    if enquiry.district_code != call.district_code:
        enquiry.outcode, enquiry.place_label, enquiry.latitude, enquiry.longitude = None, None, None, None
    enquiry.channel, enquiry.caller_role, enquiry.district_code = call.channel, call.caller_role, call.district_code
    enquiry.age_band, enquiry.needs = call.age_band, list(call.needs)
    enquiry.advised, enquiry.asked_before = call.advised, call.asked_before
    session.add(enquiry)
    session.flush()
    if call.service_ids:
        offer_services(session, enquiry, list(_offers(session, enquiry, call)))


def _tell_why(session: Session, enquiry: Enquiry, why: Why | None, now: datetime) -> None:
    """Keep why the advice is not the guide's, unless the referrer has said what they think themselves."""
    if why is None or enquiry.advised is None or enquiry.pathway is None:
        return
    if get_feedback(session, enquiry) is None:
        higher = PathwayId(enquiry.advised).rank > PathwayId(enquiry.pathway).rank
        agree = Agree.HIGHER if higher else Agree.LOWER
        add_feedback(session, enquiry, today=now.date(), agree=agree, why=(why,))


def _offers(session: Session, enquiry: Enquiry, call: Call) -> Iterable[Offer]:
    """The shortlist in its order; for what each is, and whether it fits, as the guide's plan found where it did."""
    planned = {row.service_id: row for row in services_offered(session, enquiry)}
    rows = services_by_id(session, call.service_ids, and_needs=True)
    for service_id in call.service_ids:
        if service_id in planned:
            yield Offer(service_id, tuple(planned[service_id].needs), planned[service_id].fits)
        elif service_id in rows:
            own = {term.code for term in needs_of(rows[service_id])}
            yield Offer(service_id, tuple(need for need in call.needs if need in own))
