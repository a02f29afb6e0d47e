"""`flask matching explain RD-...`: an enquiry's outcome, by the content it is to be explained by."""

from typing import Any

from matching.answers import answers_from_json
from matching.explaining.as_text import explanation_lines
from matching.explaining.explanation import explain_answers
from matching.queries import find_by_reference

REFERENCE = "rd-"
"""How a reference begins, in capitals or not; no entry of the content is called so."""


def is_reference(sought: str) -> bool:
    return sought.lower().startswith(REFERENCE)


def explain_enquiry(house: Any, reference: str) -> list[str]:
    """The lines of its explanation. Raises EnquiryNotFound."""
    with house.open_session(writing=False) as session:
        enquiry = find_by_reference(session, reference)
        kept = house.contents.version_of(enquiry.content_version) if enquiry.completed_at else None
        content = kept or house.content
        state = "finished" if enquiry.completed_at else "not finished: as it would be now"
        lines = explanation_lines(content, explain_answers(content, answers_from_json(enquiry.answers)))
        return [f"{enquiry.reference} ({state})", *lines]
