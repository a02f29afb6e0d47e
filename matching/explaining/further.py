"""The further answers that a person could give without taking anything back, one by one. Pure.

A sign of a worry that they chose, another option of a question that they were asked, a child of another age. "Not
sure" is none of these, and who is asking stays who they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from matching.answers import NONE, NOT_SURE, SIGNS, Ages, Answer, Answers
from matching.content import Content
from matching.entries import Fact, Kind, Question
from matching.findings import Found, ages_in, asked, open_topics, signs_shown

ROLE = "role-"
"""Prefix of the findings that say who is asking."""


@dataclass(frozen=True)
class Further:
    """One further answer."""

    question: str
    """The key it is kept under."""
    option: str
    """The id of an option or sign; for an age, of the fact that it would establish."""
    words: str
    asks: str | None = None
    """The question in words; None for a sign, which says enough by itself."""
    page: str | None = None
    """Where it can be answered."""
    ages: Ages | None = None
    """For an age: the child there would be besides."""

    @property
    def key(self) -> tuple[str, str]:
        return self.question, self.option

    def given(self, content: Content, answers: Answers) -> dict[str, Answer]:
        """The answers with this one besides, or instead where a question takes one answer only."""
        before = answers.get(self.question)
        if self.ages:
            known = before if isinstance(before, Ages) else Ages()
            both = Ages((*known.years, *self.ages.years), known.unborn or self.ages.unborn)
            return {**answers, self.question: both}
        question = content.question(self.question)
        if not isinstance(before, tuple) or (question is not None and question.kind is Kind.ONE):
            return {**answers, self.question: (self.option,)}
        kept = (option for option in before if option != NONE and not _says_nothing(question, option))
        return {**answers, self.question: (*kept, self.option)}

    def replaces(self, content: Content, answers: Answers) -> bool:
        """Whether something may hold no more: it takes the place of another answer, or of none."""
        question = content.question(self.question)
        return not answers.get(self.question) or (question is not None and question.kind is Kind.ONE)

    def establishes(self, content: Content) -> tuple[str, ...]:
        """What this answer gives by itself."""
        if self.ages:
            bands = (fact for fact in content.aged if self.ages.unborn and fact.unborn)
            years = (fact for fact in content.aged for age in self.ages.years if _holds(fact, age))
            return tuple(fact.id for fact in (*bands, *years))
        question = content.question(self.question)
        option = question.option(self.option) if question else None
        return option.findings if option else (self.option,)


def further_answers(content: Content, answers: Answers, found: Found) -> Iterator[Further]:
    """Each answer that could be given besides: signs first, then the questions in order, then ages."""
    page = _page_of(content, Kind.SIGNS)
    for topic in open_topics(content, answers, found):
        for sign in signs_shown(content, answers, topic):
            if sign.id not in found:
                yield Further(SIGNS + topic.id, sign.id, sign.words, page=page)
    for question in content.questions.values():
        if asked(content, question, found):
            yield from options_of(content, question, answers)
    yield from _ages(content, answers, found)


def options_of(content: Content, question: Question, answers: Answers) -> Iterator[Further]:
    """The options of a question that say something and were not chosen."""
    given = answers.get(question.id, ())
    chosen = given if isinstance(given, tuple) else ()
    asks, page = how_asked(content, question)
    for option in question.options:
        who = any(name.startswith(ROLE) for name in option.findings)
        if option.findings and not who and option.id not in (*chosen, NOT_SURE):
            yield Further(question.id, option.id, option.words, asks, page)


def how_asked(content: Content, question: Question) -> tuple[str, str | None]:
    """A question in words, and the id of the page that asks it."""
    for page in content.pages.values():
        if question in page.questions:
            return question.words or page.title, page.id
    return question.words or question.id, _page_of(content, Kind.QUALIFIERS)


def wider_age(content: Content, other: Further, one: Further) -> bool:
    """Whether both are ages, and the other takes in all of this one and more."""
    if not (one.ages and other.ages and one.ages.years and other.ages.years) or one.key == other.key:
        return False
    wide, narrow = content.facts[other.option], content.facts[one.option]
    return wide.at_least <= narrow.at_least and (wide.under or 0) >= (narrow.under or 0)


def _page_of(content: Content, kind: Kind) -> str | None:
    return next((page.id for page in content.pages.values() if any(one.kind is kind for one in page.questions)), None)


def _ages(content: Content, answers: Answers, found: Found) -> Iterator[Further]:
    if not ages_in(content, answers).known:
        return
    key = content.ages_question
    asks, page = how_asked(content, content.questions[key])
    for fact in content.aged:
        if fact.id not in found:
            child = Ages(unborn=True) if fact.unborn else Ages((_oldest(fact),))
            yield Further(key, fact.id, fact.words, asks, page, child)


def _oldest(fact: Fact) -> float:
    """An age in decimal years that establishes this fact and as few narrower ones as can be."""
    return round(max(fact.at_least, (fact.under or 0) * 0.99), 2)


def _holds(fact: Fact, age: float) -> bool:
    return fact.under is not None and fact.at_least <= age < fact.under


def _says_nothing(question: Question | None, option_id: str) -> bool:
    option = question.option(option_id) if question else None
    return option is not None and not option.findings
