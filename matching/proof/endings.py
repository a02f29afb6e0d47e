"""Every path ends: no condition waits for itself, and whoever answers page after page comes to an outcome."""

from collections.abc import Callable

from matching.answers import Ages, Answer, Answers
from matching.cycles import follows, rings
from matching.entries import Kind
from matching.proof.states import States, red_flags
from matching.proof.verdict import Faults
from matching.questionnaire import Asked, next_page

MOST_STEPS = 30
"""Pages answered, those that were opened again included, before a path counts as endless."""


def no_condition_waits_for_itself(states: States) -> Faults:
    """The reader refuses a ring with the file of each entry; here each entry is looked at as a case."""
    content = states.content
    graph = follows(content.indicators.values(), content.questions.values(), content.combinations.values())
    knotted = list(rings(graph))
    for entry in graph:
        ring = next((ring for ring in knotted if ring[0] == entry), None)
        yield f"these wait for each other in a ring: {' → '.join((*ring, ring[0]))}" if ring else None


def every_path_ends(states: States) -> Faults:
    """From nothing in every way, and from each red flag in one of them, answer page after page until there is none."""
    ways = (first, last, every, left_out)
    starts = [("nothing", dict[str, Answer](), way) for way in ways]
    for place, flag in enumerate(red_flags(states.content)):
        starts.append((f"'{flag.id}'", dict(states.first_ways.get(flag.id, {})), ways[place % len(ways)]))
    for name, start, way in starts:
        ended = _walk(states, start, way)
        yield None if ended else f"starting from {name}, with {way.__name__.replace('_', ' ')} answered, it never ends"


def _walk(states: States, start: Answers, way: Callable[[Asked], Answer]) -> bool:
    """Answer page after page; what the start says is answered so."""
    answers: dict[str, Answer] = {}
    for _ in range(MOST_STEPS):
        state = next_page(states.content, answers)
        if state is None:
            return True
        for question in state.questions:
            answers[question.id] = start.get(question.id) or _required(question, way(question))
    return False


def first(question: Asked) -> Answer:
    return Ages((7.0,)) if question.kind is Kind.AGES else tuple(option.id for option in question.options[:1])


def last(question: Asked) -> Answer:
    return Ages(unborn=True) if question.kind is Kind.AGES else tuple(option.id for option in question.options[-1:])


def every(question: Asked) -> Answer:
    if question.kind is Kind.AGES:
        return Ages((0.1, 9.0, 16.0), unborn=True)
    return tuple(option.id for option in question.options)


def left_out(question: Asked) -> Answer:
    return Ages() if question.kind is Kind.AGES else ()


def _required(question: Asked, value: Answer) -> Answer:
    if question.required and value in ((), Ages()):
        return first(question)
    return value
