"""Red flags: alone, by every route, beside any other answer, and at every age, each is as serious as it says."""

from collections.abc import Iterator
from itertools import islice

from matching.answers import NONE, NOT_SURE, Ages, Answers
from matching.entries import Kind
from matching.findings import signs_shown
from matching.proof.states import MOST_ROUTES, States, red_flags, told
from matching.proof.verdict import Faults
from matching.recommend import recommend_answers

BESIDE = 12
"""Other answers set beside each red flag in the quick proof; between them the red flags meet all that there are."""


def red_flags_on_every_route(states: States) -> Faults:
    """Each alone, with all else calm, unsure or left out, by every route: at least as serious as it says it is."""
    for indicator in red_flags(states.content):
        for route in islice(states.routes.to(indicator.id), MOST_ROUTES):
            for name, rest in states.settings.items():
                reached = recommend_answers(states.content, {**rest, **route}).pathway
                low = reached.rank < indicator.pathway.rank
                yield f"'{indicator.id}' with all else {name} leads to {reached} by {told(route)}" if low else None


def red_flags_beside_other_answers(states: States) -> Faults:
    """Each beside some other answers, a different part of them for each red flag."""
    others = list(other_answers(states))
    for place, indicator in enumerate(red_flags(states.content)):
        step = max(1, len(others) // BESIDE)
        yield from _beside(states, indicator.id, others[place % step :: step])


def red_flags_beside_every_answer(states: States) -> Faults:
    """Each beside every other single answer there is."""
    others = list(other_answers(states))
    for indicator in red_flags(states.content):
        yield from _beside(states, indicator.id, others)


def _beside(states: States, flag: str, others: list[tuple[str, Answers]]) -> Faults:
    way, least = states.first_ways.get(flag), states.content.indicators[flag].pathway.rank
    if way is None:
        yield f"nothing that can be answered establishes '{flag}'"
        return
    for name, other in others:
        both = states.routes.joined(way, other)
        if both is not None:
            low = states.weigh({**states.settings["calm"], **both})[0] < least
            yield f"'{flag}' beside {name} leads lower than it says" if low else None


def other_answers(states: States) -> Iterator[tuple[str, Answers]]:
    """Every single answer: each option, each age, each topic without a sign or with each sign of it."""
    content = states.content
    for question in content.questions.values():
        if question.kind in (Kind.ONE, Kind.SEVERAL):
            yield from ((f"{question.id} = {one.id}", {question.id: (one.id,)}) for one in question.options)
    for ages in (Ages(), Ages(unborn=True), *(Ages((age,)) for age in states.ages_by_band)):
        yield f"the ages {ages.years}", {content.ages_question: ages}
    for topic, signs in content.checklists.items():
        for sign in (NONE, NOT_SURE, *(sign.id for sign in signs)):
            yield f"{topic} = {sign}", {content.topics_question: (topic,), f"signs:{topic}": (sign,)}


def age_hides_no_red_flag(states: States) -> Faults:
    """Every red flag with an age range is shown when ages are not known, and inside its range."""
    content = states.content
    for indicator in red_flags(content):
        if indicator.hidden or not indicator.ages:
            continue
        youngest, oldest = max(indicator.ages[0], 0), indicator.ages[1] if indicator.ages[1] >= 0 else 17
        for ages in (Ages(), Ages((youngest,)), Ages((oldest,)), Ages((oldest + 0.9,)), Ages((oldest, 17.5))):
            answers: Answers = {content.ages_question: ages, content.topics_question: (indicator.topic,)}
            shown = indicator in signs_shown(content, answers, content.topics[indicator.topic])
            yield None if shown else f"'{indicator.id}' is hidden when the ages are {ages.years or 'not known'}"
