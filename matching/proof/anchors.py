"""What must lead at least so high, whatever is edited: a list kept apart from the content it is held against.

Content that lowers a red flag agrees with itself and breaks no other rule. So the statutory facts, what every published
document that was read places at level 4, and the ways that lead there, are written down a second time in
`content/anchors.toml`. It is read from the application's own files, never from content that somebody uploads.
"""

import tomllib
from functools import cache

from pydantic import Field

from matching.answers import NOT_SURE
from matching.area import CONTENT
from matching.content import Content
from matching.entries import Entry, Id, Ids, PathwayId, Source, Text
from matching.findings import Because, How, close
from matching.proof.states import States, red_flags
from matching.proof.verdict import Faults
from matching.routes import gravity

FILE = CONTENT / "anchors.toml"
GRAVEST = 4
"""The level of need of every red flag."""


class Anchor(Entry):
    """One fact that leads at least this high, and what stands for it in the content."""

    id: Id
    words: Text
    least: PathwayId
    statutory: bool = True
    """Set by law or by every document read. Otherwise held here, and two leads may decide to lower it."""
    indicators: Ids = ()
    options: tuple[str, ...] = ()
    """`question:option`."""
    together: tuple[Ids, ...] = ()
    """Findings that amount to it."""
    sources: tuple[Source, ...] = Field(min_length=1)


class Kept(Entry):
    """What must stay as it is for doubt to count."""

    harm_topics: Ids
    worry_topics: Ids
    careful_questions: Ids
    bounded_facts: Ids
    shown_at: dict[Id, tuple[float, float]]
    hidden_flags: Ids
    """The only red flags that nobody ticks: questions and combinations give them."""
    given_by: dict[Id, tuple[str, ...]]
    """Part of what leads high -> the milder signs and the answers that must give it."""
    asks: dict[Id, Id]
    """Sign that is mild alone -> the question that finds out how serious it is."""
    asked_when: dict[Id, Ids]
    """Question -> what must be enough for it to be asked; nothing: it is asked of everybody."""
    under: dict[Id, float]
    """Fact about age -> the years under which it must hold."""


class Anchors(Entry):
    anchors: tuple[Anchor, ...] = Field(alias="anchor")
    kept: Kept


@cache
def load_anchors() -> Anchors:
    return Anchors.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


def statutory_facts_lead_high(states: States) -> Faults:
    for anchor in load_anchors().anchors:
        if anchor.statutory:
            yield from _holds(states.content, anchor)
    yield from _parts_are_given(states.content)


def what_is_held_here_leads_high(states: States) -> Faults:
    for anchor in load_anchors().anchors:
        if not anchor.statutory:
            yield from _holds(states.content, anchor)


def _holds(content: Content, anchor: Anchor) -> Faults:
    said = f"must lead to {anchor.least} or higher ({anchor.words})"
    for name in anchor.indicators:
        indicator = content.indicators.get(name)
        if indicator is None:
            yield f"the red flag '{name}' is gone, and it {said}"
        else:
            now = f"{indicator.pathway}, level {indicator.level}"
            low = indicator.pathway.rank < anchor.least.rank or indicator.level < GRAVEST
            yield f"the red flag '{name}' is lowered to {now}: it {said}" if low else None
    for name in anchor.options:
        found = _given_by(content, name)
        low = gravity(content, found)[0] < anchor.least.rank
        yield f"the answer '{name}' leads lower or is gone: it {said}" if low else None
    for findings in anchor.together:
        low = gravity(content, findings)[0] < anchor.least.rank
        yield f"{' and '.join(map(repr, findings))} lead lower together: they {said}" if low else None


def _parts_are_given(content: Content) -> Faults:
    """A red flag made of several things is lowered as well where one of them is never found any more."""
    kept = load_anchors().kept
    for part, givers in kept.given_by.items():
        for giver in givers:
            found = _given_by(content, giver) if ":" in giver else tuple({giver} & content.indicators.keys())
            given = close(content, {name: Because(How.SAID) for name in found})
            yield None if part in given else f"'{giver}' must give '{part}', which is part of what leads high"
    for name, question in kept.asks.items():
        asking = content.indicators.get(name)
        fault = f"the sign '{name}' must ask '{question}', which finds out how serious it is"
        yield None if asking and (asking.qualifier == question or asking.red_flag) else fault
    for name, years in kept.under.items():
        fact = content.facts.get(name)
        fault = f"the fact '{name}' must hold for every child under {years:g}"
        yield None if fact and fact.under is not None and fact.under >= years else fault


def _given_by(content: Content, option_name: str) -> tuple[str, ...]:
    question_id, _, option_id = option_name.partition(":")
    question = content.question(question_id)
    option = question.option(option_id) if question else None
    return option.findings if option else ()


def doubt_keeps_its_meaning(states: States) -> Faults:
    """The harms stay harms, the worries worries, and the questions that count when they are left out still do."""
    content, kept = states.content, load_anchors().kept
    for name in kept.harm_topics:
        topic = content.topics.get(name)
        fault = f"the topic '{name}' must have harm = true, so that doubt about it leads to the front door"
        yield None if topic and topic.harm else fault
    for name in kept.worry_topics:
        topic = content.topics.get(name)
        fault = f"the topic '{name}' must have worry_level 2 or more, so that choosing it never ends in advice"
        yield None if topic and topic.worry_level > 1 else fault
    for name in kept.careful_questions:
        question = content.question(name)
        fault = f"the question '{name}' must have if_unanswered, so that leaving it out is never taken for no"
        yield None if question and question.if_unanswered else fault
        doubt = question.option(NOT_SURE) if question else None
        fault = f"the question '{name}' declares '{NOT_SURE}' harmless, so that not sure would be taken for no"
        yield fault if doubt and doubt.harmless else None
    for name, when in kept.asked_when.items():
        question = content.question(name)
        everybody = question is not None and not question.asked_when
        enough = question is not None and bool(when) and set(when) <= set(question.asked_when)
        whom = " and ".join(f"with '{one}'" for one in when) or "of everybody"
        fault = f"the question '{name}' must be asked {whom}"
        yield None if everybody or enough else fault


def red_flags_are_shown_at_their_ages(states: States) -> Faults:
    """A range of ages hides a sign from everybody outside it, so red flags have one only where it is known."""
    kept = load_anchors().kept
    for flag in red_flags(states.content):
        if flag.hidden:
            fault = f"the red flag '{flag.id}' is hidden, so that nobody can tick it"
            yield None if flag.id in kept.hidden_flags else fault
            continue
        yield (
            None
            if flag.ages is None or _covers(flag.ages, kept.shown_at.get(flag.id))
            else (f"the red flag '{flag.id}' is hidden outside the ages {flag.ages[0]:g} to {flag.ages[1]:g}")
        )


def _covers(ages: tuple[float, float], least: tuple[float, float] | None) -> bool:
    if least is None:
        return False
    return ages[0] <= least[0] and (ages[1] < 0 or 0 <= least[1] <= ages[1])


def every_red_flag_is_anchored(states: States) -> Faults:
    """A red flag that is not in the list could be lowered without anybody being told."""
    anchored = {name for anchor in load_anchors().anchors for name in anchor.indicators}
    for flag in red_flags(states.content):
        yield None if flag.id in anchored else f"the red flag '{flag.id}' is not in anchors.toml: add it there"
