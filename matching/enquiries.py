"""The enquiries of this browser session: numbered in addresses, their keys only in the signed cookie.

See docs/decisions/0003: a browser's history then gives nobody the answers.
"""

from collections.abc import Callable

from flask import g, request

from matching.answers import Answers, answers_from_json
from matching.editions.queries import keep
from matching.errors import EnquiryChanged, EnquiryNotFound
from matching.models import Enquiry
from matching.numbered import Numbered
from matching.queries import get_enquiry, save_answers
from matching.reader import content, house

ANSWERED = Numbered("enquiries", "last_enquiry")


def remember(enquiry: Enquiry) -> str:
    """Give the enquiry a number in this browser session; the number it has, if it has one."""
    return ANSWERED.remember(enquiry.id)


def forget(number: str) -> None:
    """Close an enquiry in this browser session; its reference and code still find it."""
    ANSWERED.forget(number)


def latest() -> str | None:
    """The number of the enquiry begun last that is still open here."""
    return ANSWERED.newest()


def enquiry_numbered(number: str) -> Enquiry:
    """This browser session's enquiry; raises EnquiryNotFound."""
    enquiry_id = ANSWERED.id_of(number)
    if enquiry_id is None:
        raise EnquiryNotFound(number)
    return get_enquiry(g.session, enquiry_id, to_change=request.method == "POST")


def change_answers(enquiry: Enquiry, change: Callable[[Answers], Answers]) -> Answers:
    """Save the answers changed; where another window was quicker, what it left is changed. Does not commit."""
    try:
        return _changed(enquiry, change)
    except EnquiryChanged:
        g.session.rollback()
        g.session.refresh(enquiry)
        return _changed(enquiry, change)


def go_by_newest(enquiry: Enquiry) -> None:
    """From now on it goes by the content in force, which is kept to explain its outcome by. Does not commit."""
    contents, version = house().contents, content().version
    if version == contents.shipped.version:
        keep(g.session, contents.shipped_files, area=contents.area_name, now=house().now())
    enquiry.content_version = version


def _changed(enquiry: Enquiry, change: Callable[[Answers], Answers]) -> Answers:
    """Whoever changes answers after the outcome is advised anew, so by the content in force."""
    if enquiry.completed_at is not None:
        go_by_newest(enquiry)
    answers = change(answers_from_json(enquiry.answers))
    save_answers(g.session, enquiry, answers=answers, expected_version=enquiry.version)
    return answers
