"""Nothing that is added lowers pathway or level: another finding, another sign, a graver answer, a younger child.

Tried with whole sets of answers, by the code that people's answers go through, and with findings by themselves.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise

from matching.answers import Ages, Answers
from matching.entries import Combination, Kind, Question
from matching.findings import Because, How, close, findings
from matching.proof.anchors import load_anchors
from matching.proof.states import States, Weight, lower
from matching.proof.verdict import Faults
from matching.recommend import recommend_answers
from matching.routes import gravity, weight_of

FEW = 5
"""Starting points from which every sign is added in the quick proof, beside calm, not sure and left out."""


def pairs_never_lower(states: States) -> Faults:
    """Every two findings together, with all that follows, weigh at least what each of them weighs."""
    content, said = states.content, Because(How.SAID)
    closed = {name: close(content, {name: said}) for name in (*content.indicators, *content.facts)}
    alone = {name: weight_of(content, found) for name, found in closed.items()}
    for one, other in combinations(alone, 2):
        both = weight_of(content, close(content, closed[one] | closed[other]))
        low = lower(both, alone[one]) or lower(both, alone[other])
        yield f"'{one}' and '{other}' together weigh less than one of them" if low else None


def one_more_sign_never_lowers(states: States) -> Faults:
    """Every sign that can be ticked, added to each of a few starting points."""
    yield from adding_signs(states, starting_points(states, FEW))


def adding_signs(states: States, starts: dict[str, Answers]) -> Faults:
    for indicators in states.content.checklists.values():
        for indicator in indicators:
            for name, before in starts.items():
                low = lower(states.weigh(states.ticked(indicator, before)), states.weigh(before))
                yield f"ticking '{indicator.id}' lowers what came out for {name}" if low else None


def one_more_option_never_lowers(states: States) -> Faults:
    """Every topic, and every option of a question that takes several, added to each of a few starting points."""
    yield from adding_options(states, starting_points(states, FEW))


def adding_options(states: States, starts: dict[str, Answers]) -> Faults:
    for question, option in _addable(states):
        for name, before in starts.items():
            value = before.get(question, ())
            chosen = value if isinstance(value, tuple) else ()
            low = lower(states.weigh({**before, question: (*chosen, option)}), states.weigh(before))
            # A topic brings an open checklist, a tick takes away the doubt of an unanswered question: both may move.
            doubted = not chosen and question in states.careful_questions
            yield f"adding '{option}' to '{question}' lowers what came out for {name}" if low and not doubted else None


def a_graver_answer_never_lowers(states: States) -> Faults:
    """Of two options of one question, the graver leads at least as high: how often, how recent, how bad."""
    for question in states.content.questions.values():
        if question.kind is not Kind.ONE:
            continue
        graver = list(_graver(states, question))
        for name, asked in states.asking(question):
            for mild, grave in graver:
                low = lower(
                    states.weigh({**asked, question.id: (grave,)}), states.weigh({**asked, question.id: (mild,)})
                )
                yield f"in '{question.id}', '{grave}' leads lower than '{mild}' for {name}" if low else None


def a_younger_child_never_lowers(states: States) -> Faults:
    """One child, for every finding and in every stretch between two ages that matter, oldest first."""
    for finding, way in states.first_ways.items():
        yield from younger(states, finding, {**states.settings["calm"], **way}, ())


def younger(states: States, finding: str, answers: Answers, beside: tuple[float, ...]) -> Faults:
    """One child made younger step by step, beside others of these ages."""
    for before, after in pairwise(states.ages_by_band):
        yield _by_age(states, finding, answers, Ages((before, *beside)), Ages((after, *beside)))


def _by_age(states: States, finding: str, answers: Answers, older: Ages, younger: Ages) -> str | None:
    question = states.content.ages_question
    before, after = {**answers, question: older}, {**answers, question: younger}
    if not lower(states.weigh(after), states.weigh(before)) or _only_of_the_older(states, before, after):
        return None
    return f"'{finding}' leads lower at the ages {younger.years} than at {older.years}"


def _only_of_the_older(states: States, before: Answers, after: Answers) -> bool:
    """Whether all that weighed more could only be said of the older child: no child of seven is pregnant."""
    content, now = states.content, states.weigh(after)
    gone = findings(content, before).keys() - findings(content, after).keys()
    older = gone & set(load_anchors().kept.bounded_facts)
    weighed = [one for one in recommend_answers(content, before).reasons if lower(now, (one.pathway.rank, one.level))]
    return all(
        _rests_on(content.combinations[one.because.combination], older) for one in weighed if one.because.combination
    ) and all(one.because.combination for one in weighed)


def _rests_on(combination: Combination, facts: set[str]) -> bool:
    return not facts.isdisjoint(combination.all_of)


def starting_points(states: States, few: int) -> dict[str, Answers]:
    """Calm, not sure, left out, and evenly chosen ways to a finding, beside calm and alone."""
    ways = list(states.first_ways.items())
    chosen = ways[:: max(1, len(ways) // few)] if few else ways
    calm = states.settings["calm"]
    return dict(states.settings) | {f"'{finding}'": {**calm, **way} for finding, way in chosen}


def _addable(states: States) -> Iterator[tuple[str, str]]:
    content = states.content
    yield from ((content.topics_question, topic) for topic in content.topics)
    for question in content.questions.values():
        if question.kind is Kind.SEVERAL:
            yield from ((question.id, option.id) for option in question.options)


def _graver(states: States, question: Question) -> Iterator[tuple[str, str]]:
    """Every two options of which the second is graver by itself."""
    weights: dict[str, Weight] = {o.id: gravity(states.content, o.findings)[:2] for o in question.options}
    for mild in weights:
        yield from ((mild, grave) for grave in weights if weights[grave] > weights[mild])
