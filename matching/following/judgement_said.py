"""What the referrer thinks of it themselves, in their own choice of the guide's words, for the front door to read."""

from matching.answers import NOT_SURE, answers_from_json
from matching.content import Content
from matching.judgement import JUDGEMENT
from matching.models import Enquiry


def own_judgement(content: Content, enquiry: Enquiry) -> str | None:
    """ "A child is being harmed, or may be"; None where they gave no judgement of their own."""
    question = content.question(JUDGEMENT)
    chosen = answers_from_json(enquiry.answers).get(JUDGEMENT)
    if question is None or not isinstance(chosen, tuple):
        return None
    options = (question.option(option_id) for option_id in chosen if option_id != NOT_SURE)
    return next((option.words for option in options if option is not None), None)
