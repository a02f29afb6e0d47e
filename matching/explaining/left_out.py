"""What an outcome does not rest on: what was left open and what that did, and what was not asked and why. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.wording import Words, counted, words
from matching.answers import NOT_SURE, Answers
from matching.content import Content
from matching.entries import PathwayId, Question, Topic
from matching.explaining.further import how_asked
from matching.explaining.reasons import Account
from matching.findings import Found, asked, open_topics, signs_shown
from matching.questionnaire import Asked, pages

FEW = 3
"""What a question is asked for, at most named."""


@dataclass(frozen=True)
class LeftOpen:
    """A question that nobody answered or was sure about."""

    page: str
    asks: str
    not_sure: bool
    counted_as: tuple[str, ...]
    """What it counts as until somebody knows, in words; empty where it changed nothing."""
    pathway: PathwayId | None
    """The gravest pathway that leads to."""


@dataclass(frozen=True)
class NotCalledFor:
    """A question that nothing called for."""

    asks: str
    when: Words
    """What would call for it."""
    topic: str | None
    """Of a question about a sign: the id of the sign's worry."""


@dataclass(frozen=True)
class LeftOut:
    open: tuple[LeftOpen, ...]
    topics: tuple[Topic, ...]
    """Worries that were not chosen."""
    near: tuple[NotCalledFor, ...]
    """About the worries that were chosen, and about everybody."""
    elsewhere: tuple[NotCalledFor, ...]
    """About the signs of other worries."""
    other_ages: int
    """Signs of the chosen worries that were not shown because they are for other ages."""


def what_was_left_out(content: Content, answers: Answers, found: Found, accounts: Sequence[Account]) -> LeftOut:
    opened = {topic.id for topic in open_topics(content, answers, found)}
    not_called_for = list(_not_called_for(content, found))
    return LeftOut(
        open=tuple(_left_open(content, answers, found, accounts)),
        topics=tuple(topic for topic in content.topics.values() if topic.id not in opened),
        near=tuple(one for one in not_called_for if one.topic in (None, *opened)),
        elsewhere=tuple(one for one in not_called_for if one.topic not in (None, *opened)),
        other_ages=sum(
            len(content.checklists[topic]) - len(signs_shown(content, answers, content.topics[topic]))
            for topic in opened
        ),
    )


def _left_open(content: Content, answers: Answers, found: Found, accounts: Sequence[Account]) -> Iterator[LeftOpen]:
    for state in pages(content, answers, found):
        for question in state.questions:
            not_sure = isinstance(question.answer, tuple) and NOT_SURE in question.answer
            if question.unknown or not_sure:
                doubts = [account.reason for account in accounts if _rests_on_doubt(account, question)]
                yield LeftOpen(
                    page=state.id,
                    asks=question.words or state.page.title,
                    not_sure=not_sure,
                    counted_as=tuple(dict.fromkeys(reason.words for reason in doubts)),
                    pathway=max((one.pathway for one in doubts), key=lambda one: one.rank, default=None),
                )


def _rests_on_doubt(account: Account, question: Asked) -> bool:
    return account.doubtful and any(answer.key == question.id for answer in account.answers)


def _not_called_for(content: Content, found: Found) -> Iterator[NotCalledFor]:
    for question in content.questions.values():
        needed = content.qualified.get(question.id) or question.asked_when
        if needed and not asked(content, question, found):
            signs = [content.indicators[name] for name in needed if name in content.indicators]
            topic = signs[0].topic if question.id in content.qualifiers and signs else None
            yield NotCalledFor(how_asked(content, question)[0], _when(content, question, needed), topic)


def _when(content: Content, question: Question, needed: Sequence[str]) -> Words:
    named = "; ".join(content.name_of(name) for name in needed[:FEW])
    more = len(needed) - FEW
    if more > 0:
        return counted(
            "Asked only with one of these: %(named)s; or %(n)s more",
            "Asked only with one of these: %(named)s; or %(n)s more",
            more,
            named=named,
        )
    if len(needed) > 1:
        return words("Asked only with one of these: %(named)s", named=named)
    return words("Asked only with this: %(named)s", named=named)
