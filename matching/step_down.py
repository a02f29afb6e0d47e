"""A plan for the time after a plan or a social worker's help: who keeps in touch, what would bring them back. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from directory.wording import Words, words
from matching.answers import Answer, answer
from matching.content import Content
from matching.findings import Found

STEPPING_DOWN = "stepping-down"
"""The finding that a plan or a social worker's help is ending."""
ENDING = ("earlier", "ending")
"""The question and option that say so."""
LOOK_AGAIN = timedelta(weeks=6)
CLOSE = {
    "help-school": words("Somebody at school, college or nursery whom the child or parent likes"),
    "help-health": words("The health visitor, nurse, midwife or doctor who knows them"),
    "help-early-help": words("The family or early help worker"),
    "help-mental-health": words("Their worker in the mental health team"),
    "help-charity": words("Somebody from the group that already helps them"),
}
"""Finding that somebody helps already -> who that could be."""
ANYWHERE = (
    words("A worker at the family hub nearby"),
    words("A relative or friend the family choose, with a worker to ring"),
)
MOST_SIGNS = 6


@dataclass(frozen=True)
class StepDown:
    keeps_in_touch: tuple[Words, ...]
    """Who could be the one person, those who know the family already first."""
    brings_back: tuple[str, ...]
    """What would be a reason to come back, in words."""
    look_again: date


def ending_answers(content: Content) -> dict[str, Answer]:
    """The answers of somebody who has said so and nothing else; none where the content does not ask."""
    question_id, option = ENDING
    question = content.question(question_id)
    known = question is not None and question.option(option) is not None
    return answer(content, {}, question_id, (option,)) if known else {}


def step_down(found: Found, *, watch_for: Iterable[str], safety_net: Iterable[str], today: date) -> StepDown | None:
    """What to agree before help ends; None where none is ending."""
    if STEPPING_DOWN not in found:
        return None
    signs = list(dict.fromkeys(watch_for)) or list(safety_net)
    return StepDown(
        keeps_in_touch=(*(said for finding, said in CLOSE.items() if finding in found), *ANYWHERE),
        brings_back=tuple(signs[:MOST_SIGNS]),
        look_again=today + LOOK_AGAIN,
    )
