"""Not sure, left out and contradictory never count as "no"."""

from matching.answers import NONE, NOT_SURE, SIGNS
from matching.content import Content
from matching.proof.states import SAFEGUARDING, careful, rank
from matching.proof.verdict import Faults
from matching.routes import calm


def doubt_never_ends_in_advice(content: Content) -> Faults:
    """A topic chosen and its signs left out, none, or not sure: never advice, save for an everyday question."""
    quiet = calm(content)
    for topic in content.topics.values():
        for value in ((), (NONE,), (NOT_SURE,)):
            answers = {**quiet, content.topics_question: (topic.id,), SIGNS + topic.id: value}
            reached = rank(content, answers)
            doubt = value != (NONE,)
            least = SAFEGUARDING if topic.harm and doubt else int(topic.worry_level > 1 or value == (NOT_SURE,))
            yield f"topic '{topic.id}' answered {value or 'nothing'} leads too low" if reached < least else None


def doubt_takes_the_most_careful_view(content: Content) -> Faults:
    """In every qualifier, "not sure" and no answer weigh as much as any other option, short of danger this minute."""
    for question in content.qualifiers.values():
        heaviest = max(careful(content, option.findings) for option in question.options)
        unsure_option = question.option(NOT_SURE)
        if unsure_option is None:
            yield f"the qualifier '{question.id}' does not offer '{NOT_SURE}'"
            continue
        for what, given in (("not sure", unsure_option.findings), ("no answer", question.if_unanswered)):
            light = careful(content, given) < heaviest
            yield f"in '{question.id}', {what} weighs less than another option" if light else None
