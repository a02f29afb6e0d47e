"""What one entry of the content is, what leads to it, what it leads to and where it comes from, line by line.

Pure. For safeguarding leads who review the content and ask "why would it say that?".
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from matching.content import Content
from matching.entries import Combination, Fact, Indicator, Notice, Question, Source, Topic
from matching.errors import UnknownId

NEAR = 3


def explain(content: Content, sought: str) -> list[str]:
    """Lines about the finding, combination, question, topic or notice with this id. Raises UnknownId."""
    lines = [line for entry in _entries(content, sought) for line in _about(content, entry)]
    if not lines:
        known = [*content.indicators, *content.facts, *content.combinations, *content.questions, *content.topics]
        raise UnknownId(sought, get_close_matches(sought, [*known, *content.notices], n=NEAR, cutoff=0.5))
    return lines


def _entries(content: Content, sought: str) -> Iterator[object]:
    """Everything called this: an id names one finding, but also one question, one topic, one combination."""
    tables = (content.indicators, content.facts, content.combinations, content.questions, content.topics)
    for table in (*tables, content.notices):
        if sought in table:
            yield table[sought]


def _about(content: Content, entry: object) -> Iterator[str]:
    match entry:
        case Indicator():
            yield from _indicator(content, entry)
        case Fact():
            yield f"fact '{entry.id}': {entry.words}"
            yield from _leads_here(content, entry.id)
            yield from _leads_on(content, entry.id)
        case Combination():
            yield from _combination(entry)
        case Question():
            yield from _question(content, entry)
        case Topic():
            yield from _topic(content, entry)
        case Notice():
            state = "in force" if entry.in_force else "not in force: not shown"
            yield f"notice '{entry.id}' ({state}): {entry.title}"
            yield f"  shown when all of: {_list(entry.when_all)}"
            yield from _sources(entry.sources)


def _indicator(content: Content, indicator: Indicator) -> Iterator[str]:
    yield f"indicator '{indicator.id}': {indicator.words}"
    yield f"  level {indicator.level}, leads by itself to {indicator.pathway}; topic '{indicator.topic}'"
    for title, said in (("why", indicator.reason), ("disputed", indicator.disputed)):
        if said:
            yield f"  {title}: {said}"
    if indicator.needs:
        yield f"  needs: {_list(indicator.needs)}"
    if indicator.ages:
        yield f"  shown for ages {indicator.ages[0]:g} to {indicator.ages[1]:g} (-1 is open)"
    if indicator.hidden:
        yield "  never on a checklist"
    yield from _leads_here(content, indicator.id)
    yield from _leads_on(content, indicator.id)
    yield from _sources(indicator.sources)


def _combination(combination: Combination) -> Iterator[str]:
    yield f"combination '{combination.id}' gives '{combination.gives}'"
    if combination.all_of:
        yield f"  all of: {_list(combination.all_of)}"
    if combination.among:
        yield f"  at least {combination.at_least} of: {_list(combination.among)}"


def _question(content: Content, question: Question) -> Iterator[str]:
    asked_for = content.qualified.get(question.id, ())
    yield f"question '{question.id}': {question.words or '(the title of its page)'}"
    if asked_for or question.asked_when:
        yield f"  asked when any of: {_list(asked_for or question.asked_when)}"
    for option in question.options:
        yield f"  '{option.id}' ({option.words}) gives: {_list(option.findings) or 'nothing'}"
    yield f"  no answer gives: {_list(question.if_unanswered) or 'nothing'}"


def _topic(content: Content, topic: Topic) -> Iterator[str]:
    yield f"topic '{topic.id}': {topic.name}"
    yield f"  chosen by itself: level {topic.worry_level}; needs: {_list(topic.needs) or 'none'}"
    yield f"  not sure about its signs: {'safeguarding conversation' if topic.harm else 'early help'}"
    for sign in content.checklists[topic.id]:
        yield f"  level {sign.level} '{sign.id}': {sign.words}"


def _leads_here(content: Content, finding: str) -> Iterator[str]:
    indicator, fact = content.indicators.get(finding), content.facts.get(finding)
    if indicator and not indicator.hidden:
        yield f"  comes from: ticking it under '{indicator.topic}'"
    if fact and (fact.under or fact.unborn):
        yield f"  comes from: {_band(fact)}"
    for question in content.questions.values():
        for option in question.options:
            if finding in option.findings:
                yield f"  comes from: question '{question.id}', option '{option.id}'"
        if finding in question.if_unanswered:
            yield f"  comes from: question '{question.id}', no answer"
    for other in content.indicators.values():
        if finding in other.kinds:
            yield f"  comes from: indicator '{other.id}'"
    for combination in content.combinations.values():
        if combination.gives == finding:
            yield f"  comes from: combination '{combination.id}'"


def _leads_on(content: Content, finding: str) -> Iterator[str]:
    indicator = content.indicators.get(finding)
    if indicator and indicator.qualifier:
        yield f"  leads to: question '{indicator.qualifier}'"
    for kind in indicator.kinds if indicator else ():
        yield f"  leads to: '{kind}'"
    for question in content.questions.values():
        if finding in question.asked_when:
            yield f"  leads to: question '{question.id}'"
    for combination in content.combinations.values():
        if finding in (*combination.all_of, *combination.among):
            yield f"  leads to: '{combination.gives}' by combination '{combination.id}'"
    for notice in content.notices.values():
        if finding in notice.when_all:
            yield f"  leads to: notice '{notice.id}'"


def _sources(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        where = ", ".join(str(part) for part in (source.document, source.area, source.year) if part)
        yield f"  source ({source.status}): {where}"


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def _band(fact: Fact) -> str:
    if fact.unborn or fact.under is None:
        return "a child not born yet"
    oldest = f"younger than {fact.under:g}"
    return f"a child of {fact.at_least:g} or older, and {oldest}" if fact.at_least else f"a child {oldest}"
