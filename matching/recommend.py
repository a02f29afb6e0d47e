"""What the findings lead to: a pathway with its reasons, and what has not been asked.

Pure. The pathway is that of the gravest finding, so another concern can only raise it; nothing said later, and no
opinion, lowers it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from directory.wording import Words, words
from matching.answers import NOT_SURE, Answers
from matching.content import TOPIC, UNSURE, Content
from matching.entries import Gather, Indicator, Notice, Pathway, PathwayId, Source, Topic, pathway_for
from matching.findings import Because, Found, How, findings
from matching.questionnaire import skipped

JUDGED = "judged-"
"""Prefix of the findings that are the referrer's own judgement of how serious it is."""
LEVEL_WHEN_UNSURE = 2
"""The level of a worry that could not be settled: enough that it never ends in advice alone."""


@dataclass(frozen=True)
class Reason:
    """One worry that counts, and why."""

    finding: str
    words: str
    level: int
    pathway: PathwayId
    because: Because
    why: str | Words | None = None
    sources: tuple[Source, ...] = ()
    disputed: str | None = None
    members: tuple[str, ...] = ()
    """Where several things together count: each of them, in words."""
    topic: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotAsked:
    """What the recommendation does not rest on."""

    topics: tuple[Topic, ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True)
class Recommendation:
    route: Pathway
    level: int
    """Level of need of the gravest finding; 0 where nothing was found."""
    reasons: tuple[Reason, ...]
    """The gravest first."""
    needs: tuple[str, ...]
    notices: tuple[Notice, ...]
    watch_for: tuple[str, ...]
    not_asked: NotAsked
    talk_first: Words | None = None
    """What to say where the referrer judges it less serious than it came out; that never lowers it."""

    @property
    def pathway(self) -> PathwayId:
        return self.route.id

    @property
    def consent(self) -> str:
        return self.route.consent

    @property
    def gather(self) -> tuple[Gather, ...]:
        return self.route.gather

    @property
    def talk_it_through(self) -> bool:
        """Safeguarding only because something is not sure: a conversation, in which no names are needed."""
        grave = [reason for reason in self.reasons if reason.pathway is self.pathway]
        return self.pathway is PathwayId.SAFEGUARDING and all(map(_in_doubt, grave))


def recommend_answers(content: Content, answers: Answers) -> Recommendation:
    """What these answers lead to, as if the outcome were to be given now."""
    found = findings(content, answers)
    return recommend(content, found, skipped=skipped(content, answers, found))


def recommend(content: Content, found: Found, *, skipped: Sequence[str] = ()) -> Recommendation:
    """What these findings lead to. What would raise it is for `raising.py` to say."""
    reasons = sorted(_told(_reasons(content, found)), key=lambda reason: (-reason.pathway.rank, -reason.level))
    pathway = max((reason.pathway for reason in reasons), key=lambda one: one.rank, default=PathwayId.ADVICE)
    return Recommendation(
        route=content.pathways[pathway],
        level=max((reason.level for reason in reasons), default=0),
        reasons=tuple(reasons),
        needs=_needs(reasons),
        notices=tuple(_notices(content, found)),
        watch_for=_watch_for(content, reasons),
        not_asked=NotAsked(_topics_not_chosen(content, found), tuple(skipped)),
        talk_first=_talk_first(content, found, pathway),
    )


def _in_doubt(reason: Reason) -> bool:
    """Whether it counts only because somebody was not sure, or left the question out."""
    because = reason.because
    return because.how in (How.NOT_SURE, How.UNANSWERED) or because.option == NOT_SURE


def _reasons(content: Content, found: Found) -> Iterator[Reason]:
    for name, because in found.items():
        if name in content.indicators:
            yield _of_indicator(content, content.indicators[name], because, found)
        elif name.startswith(UNSURE):
            yield _of_doubt(content, name, because)
        elif name.startswith(TOPIC):
            yield _of_topic(content.topics[name.removeprefix(TOPIC)], name, because)


def _told(reasons: Iterable[Reason]) -> list[Reason]:
    """Leave out what only follows from another reason that weighs as much: a topic's own, and a general kind's."""
    every = list(reasons)
    return [reason for reason in every if not (_follows(reason) and any(_says_more(other, reason) for other in every))]


def _follows(reason: Reason) -> bool:
    return reason.because.how is How.KIND or reason.finding.startswith(TOPIC)


def _says_more(other: Reason, reason: Reason) -> bool:
    if other.level < reason.level or other.pathway.rank < reason.pathway.rank or other is reason:
        return False
    if reason.finding.startswith(TOPIC):
        return other.topic == reason.topic
    return other.finding in reason.because.members


def _of_indicator(content: Content, indicator: Indicator, because: Because, found: Found) -> Reason:
    return Reason(
        finding=indicator.id,
        words=indicator.words,
        level=indicator.level,
        pathway=indicator.pathway,
        because=because,
        why=indicator.reason,
        sources=indicator.sources,
        disputed=indicator.disputed,
        members=_members(content, because, found),
        topic=indicator.topic,
        needs=indicator.needs,
    )


def _of_topic(topic: Topic, name: str, because: Because) -> Reason:
    """A topic counts by itself at its own level, whatever is ticked in it, so that no sign can lower it."""
    return Reason(
        finding=name,
        words=topic.name,
        level=topic.worry_level,
        pathway=pathway_for(topic.worry_level),
        because=because,
        why=words("You are worried about this. That counts, even with no sign to point to."),
        topic=topic.id,
        needs=topic.needs,
    )


def _of_doubt(content: Content, name: str, because: Because) -> Reason:
    about = name.removeprefix(UNSURE)
    topic = content.topics.get(about)
    if topic and topic.harm:
        pathway = PathwayId.SAFEGUARDING
        why = words(
            "You are not sure about the signs of this. It is better to talk it through than to wait to be sure."
        )
    else:
        pathway = PathwayId.EARLY_HELP
        why = words("Something here is not sure yet. Talk it over with somebody who knows the family.")
    return Reason(
        finding=name,
        words=content.name_of(name),
        level=LEVEL_WHEN_UNSURE,
        pathway=pathway,
        because=because,
        why=why,
        topic=topic.id if topic else None,
        needs=topic.needs if topic else (),
    )


def _members(content: Content, because: Because, found: Found) -> tuple[str, ...]:
    """What a combination rests on, in words; a general kind is said as the sign that it came from."""
    if because.how is not How.COMBINED:
        return ()
    said: list[str] = []
    for member in because.members:
        rests_on = found[member].members if member in found and found[member].how is How.KIND else (member,)
        said += [content.name_of(name) for name in rests_on]
    return tuple(dict.fromkeys(said))


def _needs(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """The needs found, gravest first. A topic's own needs count only where nothing in it points to others."""
    pointed = {reason.topic for reason in reasons if reason.needs and not reason.finding.startswith((TOPIC, UNSURE))}
    counted = [r for r in reasons if not (r.finding.startswith((TOPIC, UNSURE)) and r.topic in pointed)]
    return tuple(dict.fromkeys(need for reason in counted for need in reason.needs))


def _notices(content: Content, found: Found) -> Iterator[Notice]:
    for notice in content.notices.values():
        if notice.in_force and all(name in found for name in notice.when_all):
            yield notice


def _talk_first(content: Content, found: Found, pathway: PathwayId) -> Words | None:
    own = [name for name in found if name.startswith(JUDGED)]
    ranks = [content.indicators[name].pathway.rank for name in own if name in content.indicators]
    if not own or pathway.rank < PathwayId.SAFEGUARDING.rank or max(ranks, default=0) >= PathwayId.SAFEGUARDING.rank:
        return None
    return words(
        "You think it is less serious. Our advice stays the same. Talk to the front door before you decide to do less."
    )


def _watch_for(content: Content, reasons: Iterable[Reason]) -> tuple[str, ...]:
    indicators = [content.indicators[reason.finding] for reason in reasons if reason.finding in content.indicators]
    return tuple(dict.fromkeys(line for indicator in indicators for line in indicator.watch_for))


def _topics_not_chosen(content: Content, found: Found) -> tuple[Topic, ...]:
    return tuple(topic for topic in content.topics.values() if TOPIC + topic.id not in found)
