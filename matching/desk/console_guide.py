""" "Should I refer?" begun from the desk with what is known of the call, and where it stands. Nothing here commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import g, url_for

from matching.answers import Answers, answers_from_json
from matching.desk.console_call import Call, Desk
from matching.desk.console_services import Row, rows_of
from matching.desk.shortlist import Working
from matching.enquiries import enquiry_numbered
from matching.entries import Pathway, PathwayId
from matching.errors import EnquiryNotFound
from matching.models import Enquiry
from matching.queries import save_answers, save_place, services_offered, start_enquiry
from matching.questionnaire import next_page
from matching.recommend import recommend_answers


@dataclass(frozen=True)
class Guided:
    """The guide that was begun for this call."""

    number: str
    reference: str
    route: Pathway | None
    """What it recommended; None where it is not at its end."""
    offered: tuple[Row, ...]
    """The services of its plan that are not on the shortlist yet."""


def begin_guide(desk: Desk, call: Call, *, today: date) -> Enquiry:
    """An enquiry with the ticked signs, the ages, the place and who asks as its answers, and nothing else."""
    enquiry = start_enquiry(desk.session, area=desk.house.area.id, content_version=desk.content.version, today=today)
    answers = desk.answers(call.sign_ticks.on, call.facts)
    if answers:
        save_answers(desk.session, enquiry, answers=answers, expected_version=enquiry.version)
    place = call.facts.place
    if place:
        save_place(
            desk.session,
            enquiry,
            district_code=place.district_code,
            outcode=place.outcode,
            label=place.label,
            point=place.point,
        )
    return enquiry


def guide_of(working: Working) -> Enquiry | None:
    """The enquiry of this call; None where none was begun, or this browser session has let it go."""
    try:
        return enquiry_numbered(working.enquiry_number) if working.enquiry_number else None
    except EnquiryNotFound:
        return None


def guided(desk: Desk, working: Working) -> Guided | None:
    """Where the guide of this call stands, as the screen tells it."""
    enquiry = guide_of(working)
    if enquiry is None or working.enquiry_number is None:
        return None
    offered = [row.service_id for row in services_offered(g.session, enquiry)] if enquiry.completed_at else []
    return Guided(
        number=working.enquiry_number,
        reference=enquiry.reference,
        route=desk.content.pathways[PathwayId(enquiry.pathway)] if enquiry.pathway else None,
        offered=rows_of(g.session, desk.house, _not_in(offered, working.service_ids)),
    )


def place_in_guide(desk: Desk, number: str, enquiry: Enquiry) -> str:
    """The address to go on at: the outcome of a finished one, else 999 or the first page without an answer."""
    if enquiry.completed_at is not None:
        return url_for("outcome.show", number=number)
    return _first(desk, number, answers_from_json(enquiry.answers))


def _first(desk: Desk, number: str, answers: Answers) -> str:
    if recommend_answers(desk.content, answers).pathway is PathwayId.EMERGENCY:
        return url_for("matching.now", number=number)
    state = next_page(desk.content, answers)
    if state is None:
        return url_for("matching.check", number=number)
    return url_for("matching.question", number=number, page_id=state.id)


def _not_in(ids: Iterable[str], listed: Iterable[str]) -> list[str]:
    there = set(listed)
    return [one for one in ids if one not in there]
