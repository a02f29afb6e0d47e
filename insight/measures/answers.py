"""What the outcomes of "Should I refer?" rest on: what people said, did not know, or left out. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from directory.wording import Words, words
from matching.answers import NONE, NOT_SURE, SIGNS, answers_from_json
from matching.content import Content
from matching.findings import How
from matching.recommend import Recommendation, recommend_answers

TOPICS = "topics"
"""The key under which the worries chosen are kept."""


class Basis(StrEnum):
    """What the gravest worry of an outcome rests on."""

    SAID = "said"
    TOPIC = "topic"
    COMBINED = "combined"
    NOT_SURE = "not sure"
    UNANSWERED = "not answered"
    TALK = "talk it through"
    NOTHING = "nothing"


BASES: Mapping[str, Words] = {
    Basis.SAID: words("Something seen, heard or told"),
    Basis.TOPIC: words("A worry chosen, without a sign ticked"),
    Basis.COMBINED: words("Several things together"),
    Basis.NOT_SURE: words("“Not sure”, but not safeguarding"),
    Basis.UNANSWERED: words("A question left out, but not safeguarding"),
    Basis.TALK: words("“Talk it through”: safeguarding only because something is not sure"),
    Basis.NOTHING: words("No worry was named"),
}
HOW = {
    How.TOPIC: Basis.TOPIC,
    How.COMBINED: Basis.COMBINED,
    How.NOT_SURE: Basis.NOT_SURE,
    How.UNANSWERED: Basis.UNANSWERED,
}


def topics_chosen(answers: Mapping[str, Any]) -> Iterable[str]:
    """The ids of the worries chosen."""
    return [one for one in _options(answers.get(TOPICS)) if one not in (NOT_SURE, NONE)]


def signs_ticked(answers: Mapping[str, Any]) -> Iterable[str]:
    """The ids of the signs ticked on all checklists."""
    ticked = (one for key, value in answers.items() if key.startswith(SIGNS) for one in _options(value))
    return [one for one in ticked if one not in (NOT_SURE, NONE)]


def doubted(answers: Mapping[str, Any]) -> Iterable[str]:
    """The questions answered "not sure", alone or beside something else."""
    return [key for key, value in answers.items() if NOT_SURE in _options(value)]


def left_out(answers: Mapping[str, Any]) -> Iterable[str]:
    """The questions that were asked and left out."""
    return [key for key, value in answers.items() if value in ([], {}) or _is_blank(value)]


def basis_of(content: Content, answers: Mapping[str, Any]) -> Basis:
    """What the outcome rests on when these answers are read by this content."""
    return basis(recommend_answers(content, answers_from_json(answers)))


def basis(recommendation: Recommendation) -> Basis:
    if not recommendation.reasons:
        return Basis.NOTHING
    if recommendation.talk_it_through:
        return Basis.TALK
    because = recommendation.reasons[0].because
    if because.option == NOT_SURE:
        return Basis.NOT_SURE
    return HOW.get(because.how, Basis.SAID)


def _options(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _is_blank(value: Any) -> bool:
    """Ages or a place that say nothing."""
    return isinstance(value, dict) and not any(value.values())
