"""What must hold for every answer, checked over the whole content by the code that people's answers go through.

Pure. Nothing is proved from the shape of the content alone: every route is walked. A fault names the entry and what
happened instead of what must. A broken safety check means that a child could be left unprotected.
"""

from collections.abc import Callable

from matching.content import Content
from matching.proof import doubt, lowering, reaching, red_flags, sources
from matching.proof.states import States
from matching.proof.verdict import Check, Faults, Rule

__all__ = ["RULES", "Check", "Faults", "Rule", "States", "check"]

Progress = Callable[[int, int, str], None]
"""Told before each rule: its number from 1, how many there are, and its name."""

RULES: tuple[Rule, ...] = (
    Rule("every red flag alone, on every route, is grave", red_flags.red_flags_on_every_route, True),
    Rule("a red flag beside other answers leads as high", red_flags.red_flags_beside_other_answers, True),
    Rule("no age, known or not, hides a red flag", red_flags.age_hides_no_red_flag, True),
    Rule("two findings together weigh at least what each weighs", lowering.pairs_never_lower, True),
    Rule("one more sign never lowers", lowering.one_more_sign_never_lowers, True),
    Rule("one more topic or risk never lowers", lowering.one_more_option_never_lowers, True),
    Rule("a graver answer never lowers: more often, more recent, worse", lowering.a_graver_answer_never_lowers, True),
    Rule("a younger child never lowers", lowering.a_younger_child_never_lowers, True),
    Rule("doubt about a worry never ends in advice", doubt.doubt_never_ends_in_advice, True),
    Rule("not sure about how serious takes the most careful view", doubt.doubt_takes_the_most_careful_view, True),
    Rule("not sure, left out and gone never count as no", doubt.not_knowing_is_never_no, True),
    Rule("ages not known count as any age", doubt.unknown_ages_count_as_any_age, True),
    Rule("answers that contradict each other count as the graver", doubt.contradictions_count_as_the_graver, True),
    Rule("a question about harm is never waved through", doubt.grave_questions_are_never_waved_through, True),
    Rule("every finding and combination can come about", reaching.findings_can_be_reached, True),
    Rule("every page and question can be reached", reaching.questions_can_be_reached, True),
    Rule("every pathway can be reached", reaching.pathways_can_be_reached, True),
    Rule("every notice can be shown", reaching.notices_can_be_shown),
    Rule("every rule names its source", sources.every_rule_names_its_source),
    Rule("every source is national or adopted by the area", sources.every_source_is_adopted),
    Rule(f"at most {reaching.MOST_SCREENS} screens", reaching.few_screens),
)


def check(content: Content, *, progress: Progress | None = None) -> list[Check]:
    """Look whether every rule holds for this content. The same content is found the same every time."""
    states, verdicts = States(content), []
    for number, rule in enumerate(RULES, 1):
        if progress:
            progress(number, len(RULES), rule.name)
        verdicts.append(rule.run(states))
    return verdicts
