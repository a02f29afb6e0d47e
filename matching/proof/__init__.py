"""What must hold for every answer, checked over the whole content by the code that people's answers go through.

Pure. Nothing is proved from the shape of the content alone: every route is walked. A fault names the entry and what
happened instead of what must. A broken safety check means that a child could be left unprotected.
"""

from collections.abc import Callable

from matching.content import Content
from matching.proof import anchors, contacts, doubt, endings, lowering, needs, reaching, red_flags, sources, words
from matching.proof.deep import DEEP
from matching.proof.needs import Services
from matching.proof.states import States
from matching.proof.verdict import Check, Faults, Rule

__all__ = ["DEEP", "RULES", "Check", "Faults", "Rule", "Services", "States", "check", "rules_for"]

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
    Rule("statutory facts lead as high as the law and every document say", anchors.statutory_facts_lead_high, True),
    Rule("what is held here as grave still is", anchors.what_is_held_here_leads_high),
    Rule("doubt keeps its meaning", anchors.doubt_keeps_its_meaning, True),
    Rule("no red flag is hidden from an age that needs it", anchors.red_flags_are_shown_at_their_ages, True),
    Rule("every red flag is on the list kept apart", anchors.every_red_flag_is_anchored),
    Rule("no condition waits for itself", endings.no_condition_waits_for_itself, True),
    Rule("every path ends", endings.every_path_ends, True),
    Rule("every sign can be chosen by somebody", reaching.every_indicator_can_be_chosen, True),
    Rule("every option leads somewhere, or is declared harmless", reaching.every_option_leads_somewhere, True),
    Rule("every finding and combination can come about", reaching.findings_can_be_reached, True),
    Rule("every page and question can be reached", reaching.questions_can_be_reached, True),
    Rule("every pathway can be reached", reaching.pathways_can_be_reached, True),
    Rule("every notice can be shown", reaching.notices_can_be_shown),
    Rule("every district has one front door", contacts.everywhere_has_a_front_door, True),
    Rule("every front door can be rung, day and night", contacts.every_door_can_be_rung, True),
    Rule("every pathway names somebody to ring", contacts.every_pathway_names_a_person, True),
    Rule("nobody is told not to refer", words.nobody_is_told_not_to_refer, True),
    Rule("every language given can be checked", words.every_language_can_be_checked),
    Rule(f"reading age at most {words.OLDEST_READER}", words.words_are_easy_to_read),
    Rule("every rule names its source", sources.every_rule_names_its_source),
    Rule("every source is national or adopted by the area", sources.every_source_is_adopted),
    Rule(f"at most {reaching.MOST_SCREENS} screens", reaching.few_screens),
)


def rules_for(services: Services | None = None) -> tuple[Rule, ...]:
    """Every rule of the quick proof, that about needs only where there is a directory to look in."""
    if services is None:
        return RULES
    return (*RULES, Rule("every need has a service, or is listed as a gap", needs.every_need_is_met(services)))


def check(
    content: Content, *, progress: Progress | None = None, services: Services | None = None, deep: bool = False
) -> list[Check]:
    """Look whether every rule holds for this content. The same content is found the same every time.

    `services` says how many services the directory has for a need; without it that is not looked at. `deep` adds
    what takes minutes (`deep.py`).
    """
    states, verdicts = States(content, deep=deep), []
    rules = (*rules_for(services), *DEEP) if deep else rules_for(services)
    for number, rule in enumerate(rules, 1):
        if progress:
            progress(number, len(rules), rule.name)
        verdicts.append(rule.run(states))
    return verdicts
