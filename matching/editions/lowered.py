"""What a new content takes less seriously by itself, whether or not anybody ever answered it.

Pure. A replay can only find what somebody has answered; a red flag that nobody ticked yet must not be lowered unseen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.wording import Words, words
from matching.content import Content
from matching.entries import Fact, Indicator, PathwayId, Question, pathway_for
from matching.routes import gravity


@dataclass(frozen=True)
class Lowered:
    kind: str
    """indicators, topics, facts, questions or combinations."""
    id: str
    said: Words


def lowered(old: Content, new: Content) -> tuple[Lowered, ...]:
    """Every entry of the old content that leads, by itself, to less in the new one, or is asked of fewer people."""
    found = (*_indicators(old, new), *_topics(old, new), *_facts(old, new), *_questions(old, new))
    return (*found, *_combinations(old, new))


def _indicators(old: Content, new: Content) -> Iterator[Lowered]:
    for name, indicator in old.indicators.items():
        now = new.indicators.get(name)
        before, after = _pathway(old, [name]), _pathway(new, [name] if now else [])
        if before is PathwayId.ADVICE:
            continue
        if now is None or (now.hidden and not indicator.hidden):
            yield _gone("indicators", name, indicator.words, before)
        elif after.rank < before.rank:
            yield _less("indicators", name, indicator.words, before, after)
        elif _fewer_ages(indicator, now):
            yield _fewer("indicators", name, indicator.words)
        elif _question_dropped(old, new, indicator, now):
            said = words("“%(words)s”: the question about it is not asked any more", words=indicator.words)
            yield Lowered("indicators", name, said)


def _topics(old: Content, new: Content) -> Iterator[Lowered]:
    for name, topic in old.topics.items():
        now, before = new.topics.get(name), pathway_for(topic.worry_level)
        if now is None:
            yield _gone("topics", name, topic.name, before)
        elif now.worry_level < topic.worry_level and pathway_for(now.worry_level).rank < before.rank:
            yield _less("topics", name, topic.name, before, pathway_for(now.worry_level))
        elif topic.harm and not now.harm:
            said = words("“%(words)s” is not a harm any more: not being sure about it would lead to less")
            yield Lowered("topics", name, said._replace(values={"words": topic.name}))


def _facts(old: Content, new: Content) -> Iterator[Lowered]:
    for name, fact in old.facts.items():
        now = new.facts.get(name)
        if now is None or _narrower(fact, now):
            yield _fewer("facts", name, fact.words)


def _questions(old: Content, new: Content) -> Iterator[Lowered]:
    for name, question in old.questions.items():
        now, heaviest = new.question(name), _heaviest(old, question)
        if heaviest is PathwayId.ADVICE:
            continue
        if now is None:
            yield _gone("questions", name, old.name_of(name), heaviest)
            continue
        yield from _answers(old, new, question, now)
        if set(question.asked_when) - set(now.asked_when) or (now.asked_when and not question.asked_when):
            yield _fewer("questions", name, old.name_of(name))


def _answers(old: Content, new: Content, question: Question, now: Question) -> Iterator[Lowered]:
    for option in question.options:
        left = now.option(option.id)
        before = _pathway(old, option.findings)
        after = _pathway(new, left.findings if left else now.if_unanswered)
        if after.rank < before.rank:
            yield _less("questions", f"{question.id}: {option.id}", option.words, before, after)
    before, after = _pathway(old, question.if_unanswered), _pathway(new, now.if_unanswered)
    if after.rank < before.rank:
        said = words("No answer to “%(words)s”", words=old.name_of(question.id))
        yield _less("questions", question.id, said, before, after)


def _combinations(old: Content, new: Content) -> Iterator[Lowered]:
    for name, combination in old.combinations.items():
        together = (*combination.all_of, *combination.among[: combination.at_least or 0])
        before, after = _pathway(old, together), _pathway(new, together)
        if after.rank < before.rank:
            said = ", ".join(old.name_of(finding) for finding in together)
            yield _less("combinations", name, said, before, after)


def _pathway(content: Content, findings: Sequence[str]) -> PathwayId:
    """Where findings lead with all that follows from them; those that the content does not know lead nowhere."""
    return list(PathwayId)[gravity(content, findings)[0]]


def _heaviest(content: Content, question: Question) -> PathwayId:
    given = [question.if_unanswered, *(option.findings for option in question.options)]
    return max((_pathway(content, findings) for findings in given), key=lambda pathway: pathway.rank)


def _fewer_ages(before: Indicator, after: Indicator) -> bool:
    if after.ages is None:
        return False
    low, high = before.ages or (-1, -1)
    return after.ages[0] > low or (after.ages[1] >= 0 and (high < 0 or after.ages[1] < high))


def _narrower(before: Fact, after: Fact) -> bool:
    """Whether it holds for fewer ages than before."""
    under = before.under is not None and (after.under is None or after.under < before.under)
    return under or after.at_least > before.at_least or (before.unborn and not after.unborn)


def _question_dropped(old: Content, new: Content, before: Indicator, after: Indicator) -> bool:
    if before.qualifier is None or before.qualifier == after.qualifier:
        return False
    asked = old.qualifiers[before.qualifier]
    now = new.qualifiers.get(after.qualifier) if after.qualifier else None
    heaviest = _heaviest(old, asked).rank
    return heaviest > max(after.pathway.rank, _heaviest(new, now).rank if now else 0)


def _less(kind: str, name: str, said: Words | str, before: PathwayId, after: PathwayId) -> Lowered:
    told = words(
        "“%(words)s” led to %(before)s and would lead to %(after)s",
        words=said,
        before=PATHWAYS[before],
        after=PATHWAYS[after],
    )
    return Lowered(kind, name, told)


def _gone(kind: str, name: str, said: str, before: PathwayId) -> Lowered:
    told = words("“%(words)s” led to %(before)s and would be gone", words=said, before=PATHWAYS[before])
    return Lowered(kind, name, told)


def _fewer(kind: str, name: str, said: str) -> Lowered:
    return Lowered(kind, name, words("“%(words)s” would count or be asked for fewer children", words=said))


PATHWAYS: Mapping[PathwayId, Words] = {
    PathwayId.ADVICE: words("advice"),
    PathwayId.EARLY_HELP: words("early help"),
    PathwayId.SAFEGUARDING: words("safeguarding"),
    PathwayId.EMERGENCY: words("999"),
}
