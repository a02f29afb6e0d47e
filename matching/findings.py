"""What the answers establish, found by replaying them against the content. An answer can only ever add.

Pure. The replay runs until nothing new is found, so the order of questions and combinations does not matter. Unknown is
never "no": an unanswered question establishes what its `if_unanswered` says, an unreadable answer likewise, and "not
sure" about a harm counts until somebody has been asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from matching.answers import NONE, NOT_SURE, SIGNS, Ages, Answer, Answers, Where
from matching.content import TOPIC, UNSURE, Content
from matching.entries import Combination, Fact, Indicator, Kind, Question, Topic

YOUNGEST_PARENT = 11
"""Years between two children from which one may be the other's parent."""


class How(StrEnum):
    """How a finding came about."""

    SAID = "said"
    TOPIC = "topic"
    NOT_SURE = "not sure"
    UNANSWERED = "not answered"
    AGE = "age"
    KIND = "kind"
    COMBINED = "combined"


@dataclass(frozen=True)
class Because:
    """What a finding rests on: an option of a question, or other findings."""

    how: How
    question: str | None = None
    """The key its answer is kept under."""
    option: str | None = None
    members: tuple[str, ...] = ()
    combination: str | None = None


Found: TypeAlias = Mapping[str, Because]
Step: TypeAlias = Iterator[tuple[str, Because]]
Said: TypeAlias = dict[str, tuple[tuple[str, Because], ...]]
"""Question id -> what its answer, or none, establishes; worked out when it is first asked."""


def findings(content: Content, answers: Answers) -> dict[str, Because]:
    """Everything the answers establish, as if the outcome were to be given now."""
    found: dict[str, Because] = {}
    said: Said = {}
    while True:
        step = _step(content, answers, found, said)
        new = {name: because for name, because in step if _is_news(found.get(name), because)}
        if not new:
            return found
        found |= new


def close(content: Content, found: Found) -> dict[str, Because]:
    """These findings with all that follows from them without further answers."""
    closed = dict(found)
    while True:
        new = dict(_following(content, closed))
        if not new:
            return closed
        closed |= new


def asked(content: Content, question: Question, found: Found) -> bool:
    """Whether this question is asked, given what is found so far. A qualifier is asked for its indicators."""
    if question.id in content.qualifiers:
        return not found.keys().isdisjoint(content.qualified[question.id])
    return not question.asked_when or not found.keys().isdisjoint(question.asked_when)


def open_topics(content: Content, answers: Answers, found: Found) -> list[Topic]:
    """The topics whose checklists are shown: those chosen, and those where a sign is still ticked."""
    return [topic for topic in content.topics.values() if TOPIC + topic.id in found or _ticked(content, answers, topic)]


def signs_shown(content: Content, answers: Answers, topic: Topic) -> tuple[Indicator, ...]:
    """The signs on a topic's checklist: those for the ages given and those ticked; all where ages are not known."""
    signs = content.checklists[topic.id]
    ages, ticked = ages_in(content, answers), _ticked(content, answers, topic)
    shown = tuple(sign for sign in signs if sign.id in ticked or for_ages(sign, ages))
    return shown or signs


def ages_in(content: Content, answers: Answers) -> Ages:
    value = answers.get(content.ages_question)
    return value if isinstance(value, Ages) else Ages()


def for_ages(indicator: Indicator, ages: Ages) -> bool:
    """Whether a sign is shown for these children. An open or unknown end hides nothing; 2 takes in the third year."""
    if indicator.ages is None or not ages.known:
        return True
    youngest, oldest = indicator.ages
    if ages.unborn and youngest <= 0:
        return True
    return any(youngest <= age and (oldest < 0 or age < oldest + 1) for age in ages.years)


def _step(content: Content, answers: Answers, found: Found, said: Said) -> Step:
    for name, question in content.questions.items():
        if asked(content, question, found):
            if name not in said:
                said[name] = tuple(_established(content, question, answers))
            yield from said[name]
    yield from _signs(content, answers, found)
    yield from _following(content, found)


def _is_news(known: Because | None, because: Because) -> bool:
    """New, or said outright where it was only assumed."""
    return known is None or (known.how is How.UNANSWERED and because.how is How.SAID)


def _established(content: Content, question: Question, answers: Answers) -> Step:
    if question.kind in (Kind.SIGNS, Kind.QUALIFIERS):
        return
    value = answers.get(question.id)
    unread = False
    if isinstance(value, Ages) and question.kind is Kind.AGES and value.known:
        yield from _age_bands(content, question, value)
    elif isinstance(value, Where) and question.kind is Kind.PLACE and value.known:
        return
    elif isinstance(value, tuple) and value:
        for chosen in value:
            established = list(_option(content, question, chosen))
            unread = unread or not (established or question.option(chosen))
            yield from established
    else:
        unread = True
    if unread:
        for name in question.if_unanswered:
            yield name, Because(How.UNANSWERED, question.id)
        if question.kind is Kind.TOPICS and value:
            yield UNSURE + question.id, Because(How.NOT_SURE, question.id)


def _option(content: Content, question: Question, chosen: str) -> Step:
    if question.kind is Kind.TOPICS and chosen in content.topics:
        yield TOPIC + chosen, Because(How.TOPIC, question.id, chosen)
    option = question.option(chosen)
    for name in option.findings if option else ():
        yield name, Because(How.SAID, question.id, chosen)


def _age_bands(content: Content, question: Question, ages: Ages) -> Step:
    for fact in content.aged:
        if (fact.unborn and ages.unborn) or any(_in_band(fact, age, ages) for age in ages.years):
            yield fact.id, Because(How.AGE, question.id)


def _in_band(fact: Fact, age: float, ages: Ages) -> bool:
    if fact.under is None or not fact.at_least <= age < fact.under:
        return False
    return not fact.except_own_baby or all(other < age + YOUNGEST_PARENT for other in ages.years)


def _ticked(content: Content, answers: Answers, topic: Topic) -> list[str]:
    value: Answer | None = answers.get(SIGNS + topic.id)
    if value == (NONE,):
        return []
    return [sign for sign in value if sign in content.indicators] if isinstance(value, tuple) else []


def _signs(content: Content, answers: Answers, found: Found) -> Step:
    for topic in open_topics(content, answers, found):
        key = SIGNS + topic.id
        value = answers.get(key, ())
        chosen = value if isinstance(value, tuple) else ("",)
        for sign in _ticked(content, answers, topic):
            yield sign, Because(How.SAID, key, sign)
        unsure = [sign for sign in chosen if sign != NONE and sign not in content.indicators]
        if unsure:
            yield UNSURE + topic.id, Because(How.NOT_SURE, key, NOT_SURE)
        elif not chosen and (topic.harm or topic.worry_level > 1):
            yield UNSURE + topic.id, Because(How.UNANSWERED, key)


def _following(content: Content, found: Found) -> Step:
    """General kinds of the indicators found, and what findings establish together, where it is not found yet."""
    for name in found:
        indicator = content.indicators.get(name)
        for kind in indicator.kinds if indicator else ():
            if kind not in found:
                yield kind, Because(How.KIND, members=(name,))
    touched = {part for name in found for part in content.parts.get(name, ())}
    for combination in content.combinations.values() if touched else ():
        if combination.id not in touched or combination.gives in found:
            continue
        members = _together(combination, found)
        if members:
            yield combination.gives, Because(How.COMBINED, members=members, combination=combination.id)


def _together(combination: Combination, found: Found) -> tuple[str, ...]:
    """The findings that fulfil a combination, or none of them."""
    for name in combination.all_of:
        if name not in found:
            return ()
    some = [name for name in combination.among if name in found]
    if len(set(some)) < (combination.at_least or 0):
        return ()
    return tuple(dict.fromkeys([*combination.all_of, *some]))
