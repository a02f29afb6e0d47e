"""Not sure, left out and contradictory never count as "no"."""

from itertools import combinations

from matching.answers import NONE, NOT_SURE, SIGNS, Ages, Answer, Answers
from matching.entries import Kind, Question
from matching.findings import asked, findings
from matching.proof.states import SAFEGUARDING, States, Weight, careful, lower
from matching.proof.verdict import Faults
from matching.routes import gravity

GONE = "option-of-an-earlier-version"


def doubt_never_ends_in_advice(states: States) -> Faults:
    """A topic chosen and its signs left out, none, or not sure: never advice, save for an everyday question."""
    content = states.content
    for topic in content.topics.values():
        for value in ((), (NONE,), (NOT_SURE,), (GONE,), (NONE, NOT_SURE)):
            answers = {**states.settings["calm"], content.topics_question: (topic.id,), SIGNS + topic.id: value}
            doubt = value != (NONE,)
            least = SAFEGUARDING if topic.harm and doubt else int(topic.worry_level > 1 or (bool(value) and doubt))
            low = states.weigh(answers)[0] < least
            yield f"topic '{topic.id}' answered {value or 'nothing'} leads too low" if low else None


def doubt_takes_the_most_careful_view(states: States) -> Faults:
    """In every qualifier, "not sure" and no answer weigh as much as any other option, short of danger this minute."""
    for question in states.content.qualifiers.values():
        heaviest = max(careful(states.content, option.findings) for option in question.options)
        unsure_option = question.option(NOT_SURE)
        if unsure_option is None:
            yield f"the qualifier '{question.id}' does not offer '{NOT_SURE}'"
            continue
        for what, given in (("not sure", unsure_option.findings), ("no answer", question.if_unanswered)):
            light = careful(states.content, given) < heaviest
            yield f"in '{question.id}', {what} weighs less than another option" if light else None


def not_knowing_is_never_no(states: States) -> Faults:
    """With whole answers: not sure, left out, not answered or gone weighs at least what the calmest option weighs.

    Where leaving a question out has a meaning (`if_unanswered`), it weighs as much as every option, short of danger
    this minute.
    """
    for question in states.content.questions.values():
        if question.kind not in (Kind.ONE, Kind.SEVERAL):
            continue
        for name, before in states.asking(question):
            if not asked(states.content, question, findings(states.content, before)):
                continue
            known = {one.id: states.weigh({**before, question.id: (one.id,)}) for one in question.options}
            least = _least(states, question, known)
            for what, answers in _not_known(question, before):
                low = lower(states.weigh(answers), least)
                yield f"in '{question.id}', {what} counts as less than an answer, for {name}" if low else None


def _least(states: States, question: Question, known: dict[str, Weight]) -> Weight:
    """What not knowing must weigh at least."""
    careful_view = question.id in states.content.qualifiers or (question.kind is Kind.ONE and question.if_unanswered)
    if careful_view:
        return min(max(rank for rank, _ in known.values()), SAFEGUARDING), max(level for _, level in known.values())
    return min(known.values())


def _not_known(question: Question, before: Answers) -> list[tuple[str, Answers]]:
    without = {key: value for key, value in before.items() if key != question.id}
    ways: list[tuple[str, Answers]] = [("no answer", without), ("left out", {**without, question.id: ()})]
    if question.option(NOT_SURE):
        ways.append(("not sure", {**without, question.id: (NOT_SURE,)}))
    if question.if_unanswered:
        ways.append(("an option that is gone", {**without, question.id: (GONE,)}))
    return ways


def unknown_ages_count_as_any_age(states: States) -> Faults:
    """Ages that nobody gave weigh at least what any age weighs, and at least what a child not born yet does."""
    question = states.content.ages_question
    for finding, way in states.first_ways.items():
        rest = {**states.settings["calm"], **way}
        unknown = states.weigh({**rest, question: Ages()})
        for ages in (Ages(unborn=True), *(Ages((age,)) for age in states.ages_by_band)):
            low = lower(unknown, states.weigh({**rest, question: ages}))
            said = ages.years or "not born yet"
            yield f"'{finding}' leads lower when ages are not known than at {said}" if low else None


def contradictions_count_as_the_graver(states: States) -> Faults:
    """ "None of these" beside a sign, and two options of a question that takes one: at least the graver of them."""
    content, calm = states.content, states.settings["calm"]
    for signs in content.checklists.values():
        for sign in signs:
            alone = states.ticked(sign, calm)
            key = SIGNS + sign.topic
            for beside in ((NONE, sign.id), (NOT_SURE, sign.id, GONE, NONE)):
                low = lower(states.weigh({**alone, key: beside}), states.weigh(alone))
                yield f"'{sign.id}' ticked beside '{NONE}' counts for less than alone" if low else None
    for question in content.questions.values():
        if question.kind in (Kind.ONE, Kind.SEVERAL):
            yield from _both(states, question)


def _both(states: States, question: Question) -> Faults:
    for name, before in states.asking(question):
        if "aged" in name:
            continue
        for pair in combinations([option.id for option in question.options], 2):
            values: list[Answer] = [pair, (pair[0],), (pair[1],)]
            both, one, other = (states.weigh({**before, question.id: value}) for value in values)
            low = lower(both, one) or lower(both, other)
            yield f"in '{question.id}', {pair[0]} and {pair[1]} together count for less than one" if low else None


def grave_questions_are_never_waved_through(states: States) -> Faults:
    """Where an option alone is grave, doubt and silence never end in advice, unless doubt is declared harmless."""
    content = states.content
    for question in content.questions.values():
        if question.kind not in (Kind.ONE, Kind.SEVERAL) or question.id in content.qualifiers:
            continue
        unsure_option = question.option(NOT_SURE)
        gravest = max(gravity(content, option.findings)[0] for option in question.options)
        if gravest < SAFEGUARDING or (unsure_option and unsure_option.harmless):
            continue
        for what, answers in _not_known(question, states.settings["calm"]):
            low = states.weigh(answers)[0] == 0
            yield f"'{question.id}' asks about harm, and {what} ends in advice" if low else None
