"""What must hold for every answer, checked over the whole content by the code that people's answers go through.

Pure. Nothing is proved from the shape of the content alone: every route is walked. A fault names the entry and what
happened instead of what must. A broken safety check means that a child could be left unprotected.
"""

from collections.abc import Callable

from matching.content import Content
from matching.proof.doubt import doubt_never_ends_in_advice, doubt_takes_the_most_careful_view
from matching.proof.lowering import nothing_lowers
from matching.proof.reaching import (
    MOST_SCREENS,
    few_screens,
    findings_can_be_reached,
    notices_can_be_shown,
    pathways_can_be_reached,
    questions_can_be_reached,
)
from matching.proof.red_flags import age_hides_no_red_flag, red_flags_on_every_route
from matching.proof.sources import every_worry_names_its_source
from matching.proof.verdict import Check, Faults, Rule

__all__ = ["RULES", "Check", "Faults", "Rule", "check"]

Progress = Callable[[int, int, str], None]
"""Told before each rule: its number from 1, how many there are, and its name."""

RULES: tuple[Rule, ...] = (
    Rule("every red flag alone, on every route, is safeguarding or emergency", red_flags_on_every_route, safety=True),
    Rule("another finding never lowers pathway or level", nothing_lowers, safety=True),
    Rule("doubt about a worry never ends in advice", doubt_never_ends_in_advice, safety=True),
    Rule("no age, known or not, hides a red flag", age_hides_no_red_flag, safety=True),
    Rule("not sure takes the most careful view", doubt_takes_the_most_careful_view, safety=True),
    Rule("every finding and combination can come about", findings_can_be_reached, safety=True),
    Rule("every page and question can be reached", questions_can_be_reached, safety=True),
    Rule("every pathway can be reached", pathways_can_be_reached, safety=True),
    Rule("every notice can be shown", notices_can_be_shown),
    Rule("every worry names its source", every_worry_names_its_source),
    Rule(f"at most {MOST_SCREENS} screens", few_screens),
)


def check(content: Content, *, progress: Progress | None = None) -> list[Check]:
    """Look whether every rule holds for this content. The same content is found the same every time."""
    verdicts = []
    for number, rule in enumerate(RULES, 1):
        if progress:
            progress(number, len(RULES), rule.name)
        verdicts.append(rule.run(content))
    return verdicts
