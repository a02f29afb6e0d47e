"""The pages of "Should I refer?": which are shown, with which questions, and which comes next.

Pure. The list of pages is worked out from the answers each time, so going back and changing an answer needs nothing
special: what is no longer asked is left out and kept, and what is newly asked is found missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from directory.wording import words
from matching.answers import NONE, NOT_SURE, SIGNS, Ages, Answer, Answers, Where
from matching.content import Content
from matching.entries import Kind, Option, Page, Question, Topic
from matching.findings import Found, asked, findings, open_topics, signs_shown

NONE_WORDS = words("None of these").message
NOT_SURE_WORDS = words("Not sure").message


@dataclass(frozen=True)
class Asked:
    """One question as it is asked now, with the answer it has."""

    id: str
    """The key its answer is kept under."""
    kind: Kind
    """`one`, `several`, `ages` or `place`: all a form must know."""
    words: str
    """Empty where the page's title is the question."""
    hint: str | None
    options: tuple[Option, ...]
    required: bool
    topic: Topic | None
    answer: Answer | None

    @property
    def answered(self) -> bool:
        """Whether anything was said; a question left out on purpose was not answered."""
        if isinstance(self.answer, Ages | Where):
            return self.answer.known
        return bool(self.answer)

    @property
    def done(self) -> bool:
        """Answered, or left out where that is allowed."""
        return self.answered if self.required else self.answer is not None

    @property
    def unknown(self) -> bool:
        """Left out, or answered with "not sure" alone."""
        return not self.answered or self.answer == (NOT_SURE,)


@dataclass(frozen=True)
class PageState:
    """A page to show now."""

    page: Page
    questions: tuple[Asked, ...]

    @property
    def id(self) -> str:
        return self.page.id

    @property
    def answered(self) -> bool:
        return all(question.done for question in self.questions)


@dataclass(frozen=True)
class Progress:
    number: int
    of: int


@dataclass(frozen=True)
class Said:
    """A question and its answer in words, for the page that checks the answers."""

    page_id: str
    question: Asked
    words: tuple[str, ...]
    """The chosen options in order; empty where it was left out. Ages and places have words of their own."""


def pages(content: Content, answers: Answers, found: Found | None = None) -> list[PageState]:
    """The pages with something to ask now, in order. `found`: what the answers establish, where that is known."""
    found = findings(content, answers) if found is None else found
    states = [PageState(page, tuple(_asked_on(content, page, answers, found))) for page in content.pages.values()]
    return [state for state in states if state.questions]


def page_state(content: Content, answers: Answers, page_id: str) -> PageState | None:
    """This page as it is now; None where it asks nothing or there is no such page."""
    return next((state for state in pages(content, answers) if state.id == page_id), None)


def next_page(content: Content, answers: Answers, after: str | None = None) -> PageState | None:
    """The first unanswered page after this one, else the first before it; None when all are answered."""
    states = pages(content, answers)
    order = list(content.pages)
    place = order.index(after) if after and after in order else -1
    waiting = [state for state in states if not state.answered]
    later = [state for state in waiting if order.index(state.id) > place]
    return next(iter(later or waiting), None)


def page_after(content: Content, before: Answers, answers: Answers, page_id: str) -> PageState | None:
    """Where to go on to from a page just answered: the next without an answer; None when all are answered.

    Signs that were put in from a person's own words are not passed over unseen on the way through for the first time.
    """
    following = next_page(content, answers, after=page_id)
    was = page_state(content, before, page_id)
    if was is None or was.answered:
        return following
    order = list(content.pages)
    here = order.index(page_id)
    until = order.index(following.id) if following and order.index(following.id) > here else len(order)
    between = (state for state in pages(content, answers) if here < order.index(state.id) < until)
    return next((state for state in between if any(question.topic for question in state.questions)), following)


def previous_page(content: Content, answers: Answers, before: str | None = None) -> PageState | None:
    """The page before this one; the last page where none is named; None before the first."""
    order = list(content.pages)
    place = order.index(before) if before and before in order else len(order)
    earlier = [state for state in pages(content, answers) if order.index(state.id) < place]
    return earlier[-1] if earlier else None


def progress(content: Content, answers: Answers, page_id: str) -> Progress:
    """Which of how many pages this is; the number of pages may still grow with the answers."""
    ids = [state.id for state in pages(content, answers)]
    return Progress(ids.index(page_id) + 1 if page_id in ids else len(ids), len(ids))


def said(content: Content, answers: Answers) -> tuple[Said, ...]:
    """Every question now asked, with its answer in words."""
    return tuple(
        Said(state.id, question, _in_words(question))
        for state in pages(content, answers)
        for question in state.questions
    )


def skipped(content: Content, answers: Answers, found: Found | None = None) -> tuple[str, ...]:
    """The questions asked that nobody answered or was sure about, in words. `found` as in `pages`."""
    return tuple(
        question.words or state.page.title
        for state in pages(content, answers, found)
        for question in state.questions
        if question.unknown
    )


def _in_words(question: Asked) -> tuple[str, ...]:
    if not isinstance(question.answer, tuple):
        return ()
    return tuple(option.words for option in question.options if option.id in question.answer)


def _asked_on(content: Content, page: Page, answers: Answers, found: Found) -> Iterator[Asked]:
    for question in page.questions:
        if not asked(content, question, found):
            continue
        if question.kind is Kind.SIGNS:
            yield from _checklists(content, question, answers, found)
        elif question.kind is Kind.QUALIFIERS:
            qualifiers = [one for one in content.qualifiers.values() if asked(content, one, found)]
            yield from (_as_asked(one, one.kind, one.options, answers) for one in qualifiers)
        elif question.kind is Kind.TOPICS:
            topics = (_an_option(topic.id, topic.name, topic.hint) for topic in content.topics.values())
            yield _as_asked(question, Kind.SEVERAL, [*topics, *question.options], answers)
        else:
            yield _as_asked(question, question.kind, question.options, answers)


def _as_asked(question: Question, kind: Kind, options: Iterable[Option], answers: Answers) -> Asked:
    return Asked(
        id=question.id,
        kind=kind,
        words=question.words or "",
        hint=question.hint,
        options=tuple(options),
        required=question.required,
        topic=None,
        answer=answers.get(question.id),
    )


@lru_cache(maxsize=4096)
def _an_option(option_id: str, words: str, hint: str | None = None, *, exclusive: bool = False) -> Option:
    """An option made of something else. Made once, for a page is worked out again at every step."""
    return Option(id=option_id, words=words, hint=hint, exclusive=exclusive)


def _checklists(content: Content, question: Question, answers: Answers, found: Found) -> Iterator[Asked]:
    said_in = content.beside
    for topic in open_topics(content, answers, found):
        signs = (_an_option(sign.id, sign.words) for sign in signs_shown(content, answers, topic))
        own = {option.id: option for option in question.options}
        yield Asked(
            id=SIGNS + topic.id,
            kind=Kind.SEVERAL,
            words=topic.name,
            hint=question.hint,
            options=(
                *signs,
                own.get(NONE) or _an_option(NONE, said_in.get(NONE_WORDS, NONE_WORDS), exclusive=True),
                own.get(NOT_SURE) or _an_option(NOT_SURE, said_in.get(NOT_SURE_WORDS, NOT_SURE_WORDS), exclusive=True),
            ),
            required=question.required,
            topic=topic,
            answer=answers.get(SIGNS + topic.id),
        )
