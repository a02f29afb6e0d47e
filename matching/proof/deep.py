"""The deep proof: the same rules from every state and beside every answer, triples, and answers by chance.

It takes minutes, so it is not part of publishing: the quick proof holds the same rules from fewer states.
"""

from collections import defaultdict
from itertools import combinations
from random import Random

from matching.answers import Ages, Answers
from matching.proof import lowering, red_flags
from matching.proof.chance import MANY, SEED, answers_where_rules_meet_hold, any_answers_hold
from matching.proof.states import States, Weight, lower
from matching.proof.verdict import Faults, Rule
from matching.routes import gravity

CHANCE_TRIPLES = 200_000


def one_more_sign_from_every_state(states: States) -> Faults:
    """Every sign added to a way to every finding, all else calm."""
    yield from lowering.adding_signs(states, lowering.starting_points(states, 0))


def one_more_option_from_every_state(states: States) -> Faults:
    yield from lowering.adding_options(states, lowering.starting_points(states, 0))


def a_younger_child_beside_another(states: States) -> Faults:
    """Two children, the younger-made one and another of every age, for every finding that an age makes graver."""
    question = states.content.ages_question
    for finding, way in states.first_ways.items():
        answers: Answers = {**states.settings["calm"], **way}
        if len({states.weigh({**answers, question: Ages((age,))}) for age in states.ages_by_band}) > 1:
            for other in states.ages_by_band:
                yield from lowering.younger(states, finding, answers, (other,))


def triples_never_lower(states: States) -> Faults:
    """Every three findings that can meet in a rule, one for each part they play, weigh no less than two of them.

    What follows from findings together depends only on which parts of combinations they establish. Findings that
    establish the same parts are therefore tried once; those that establish none add nothing but their own weight.
    """
    for three in combinations(interacting(states), 3):
        yield _three(states, three)


def triples_by_chance_never_lower(states: States) -> Faults:
    """Any three findings at all, so that the argument for trying one of each kind is itself tried."""
    every = [*states.content.indicators, *states.content.facts]
    random = Random(SEED)  # noqa: S311 - to try things out; the same every time on purpose
    for _ in range(CHANCE_TRIPLES):
        one, other, third = random.sample(every, 3)
        yield _three(states, (one, other, third))


def _three(states: States, three: tuple[str, str, str]) -> str | None:
    content = states.content
    whole: Weight = gravity(content, three)[:2]
    for pair in combinations(three, 2):
        if lower(whole, gravity(content, pair)[:2]):
            return f"'{three[0]}', '{three[1]}' and '{three[2]}' together weigh less than two of them"
    return None


def interacting(states: States) -> list[str]:
    """One finding for every different set of parts of combinations that a finding establishes."""
    kinds = defaultdict(list)
    for finding in (*states.content.indicators, *states.content.facts):
        kinds[states.parts_of(finding)].append(finding)
    kinds.pop(frozenset(), None)
    return [same[0] for same in kinds.values()]


DEEP: tuple[Rule, ...] = (
    Rule("every red flag beside every other answer", red_flags.red_flags_beside_every_answer, True),
    Rule("one more sign, from a way to every finding, never lowers", one_more_sign_from_every_state, True),
    Rule("one more topic or risk, from a way to every finding, never lowers", one_more_option_from_every_state, True),
    Rule("a younger child beside another of any age never lowers", a_younger_child_beside_another, True),
    Rule("three findings that meet in a rule weigh no less than two", triples_never_lower, True),
    Rule("any three findings by chance weigh no less than two", triples_by_chance_never_lower, True),
    Rule(f"{MANY:,} answer sets by chance", any_answers_hold, True),
    Rule("answer sets that go where rules meet", answers_where_rules_meet_hold, True),
)
