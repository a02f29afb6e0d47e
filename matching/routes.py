"""How a person's answers can come to establish a finding: the routes to it through the questionnaire.

Pure. A route is a set of answers and nothing else: what it leads to is for `findings.py` to say. The proof walks every
route, and `explain` tells them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from matching.answers import NONE, NOT_SURE, SIGNS, Ages, Answer, Answers, Where
from matching.content import Content
from matching.entries import Combination, Fact, Kind, Question
from matching.findings import Because, How, close

WAYS_TO_EACH = 3
"""How many ways to a finding are tried when it is only part of a longer route."""
CALM_AGE = 10.0


@dataclass(frozen=True)
class Routes:
    """The routes through one content."""

    content: Content

    def to(self, finding: str, passed: frozenset[str] = frozenset()) -> Iterator[dict[str, Answer]]:
        """Answers that establish this finding, one by one; `passed` are the findings this is a step towards."""
        if finding in passed:
            return
        on_the_way = passed | {finding}
        yield from self._by_ticking(finding)
        yield from self._by_age(finding)
        for question in self.content.questions.values():
            yield from self._by_answering(question, finding, on_the_way)
        for indicator in self.content.indicators.values():
            if finding in indicator.kinds:
                yield from self.to(indicator.id, on_the_way)
        for combination in self.content.combinations.values():
            if combination.gives == finding:
                yield from self.together(combination, on_the_way)

    def together(self, combination: Combination, passed: frozenset[str] = frozenset()) -> Iterator[dict[str, Answer]]:
        """Answers that fulfil a combination: all it needs, with each run of neighbours that is enough of the rest."""
        some = combination.at_least or 0
        runs = [combination.among[place : place + some] for place in range(len(combination.among) - some + 1)] or [()]
        for run in runs:
            yield from islice(self.all_of((*combination.all_of, *run), passed), WAYS_TO_EACH)

    def all_of(self, findings: Sequence[str], passed: frozenset[str] = frozenset()) -> Iterator[dict[str, Answer]]:
        """Answers that establish all of these at once, where their routes do not contradict each other."""
        if not findings:
            yield {}
            return
        first, *rest = findings
        for route in islice(self.to(first, passed), WAYS_TO_EACH * WAYS_TO_EACH):
            for others in self.all_of(rest, passed):
                both = self.joined(route, others)
                if both is not None:
                    yield both

    def asking(self, question: Question, passed: frozenset[str] = frozenset()) -> Iterator[dict[str, Answer]]:
        """Answers after which this question is asked."""
        needed = self.content.qualified.get(question.id) or question.asked_when
        if not needed:
            yield {}
        for finding in needed:
            yield from islice(self.to(finding, passed), WAYS_TO_EACH)

    def joined(self, route: Answers, other: Answers) -> dict[str, Answer] | None:
        """Both sets of answers together; None where they answer one question differently."""
        joined = dict(route)
        for key, value in other.items():
            both = self._both(key, joined[key], value) if key in joined else value
            if both is None:
                return None
            joined[key] = both
        return joined

    def _both(self, key: str, one: Answer, other: Answer) -> Answer | None:
        if one == other:
            return one
        if isinstance(one, Ages) and isinstance(other, Ages) and one.known and other.known:
            return Ages((*one.years, *other.years), one.unborn or other.unborn)
        question = self.content.question(key)
        takes_one = question is not None and question.kind is Kind.ONE
        if takes_one or not isinstance(one, tuple) or not isinstance(other, tuple) or not (one and other):
            return None
        return tuple(dict.fromkeys([*one, *other]))

    def _by_ticking(self, finding: str) -> Iterator[dict[str, Answer]]:
        indicator = self.content.indicators.get(finding)
        if indicator and not indicator.hidden:
            yield {self.content.topics_question: (indicator.topic,), SIGNS + indicator.topic: (finding,)}

    def _by_age(self, finding: str) -> Iterator[dict[str, Answer]]:
        fact: Fact | None = self.content.facts.get(finding)
        if fact and fact.unborn:
            yield {self.content.ages_question: Ages(unborn=True)}
        if fact and fact.under:
            yield {self.content.ages_question: Ages((max(fact.at_least, round(fact.under * 0.9, 2)),))}

    def _by_answering(self, question: Question, finding: str, passed: frozenset[str]) -> Iterator[dict[str, Answer]]:
        answers: list[Answer] = [(option.id,) for option in question.options if finding in option.findings]
        if finding in question.if_unanswered:
            answers.append(Ages() if question.kind is Kind.AGES else ())
        for answer in answers:
            for asking in islice(self.asking(question, passed), WAYS_TO_EACH):
                route = self.joined(asking, {question.id: answer})
                if route is not None:
                    yield route


def calm(content: Content) -> dict[str, Answer]:
    """Every question answered with its least serious answer: what a route is judged against."""
    answers: dict[str, Answer] = {}
    for question in content.questions.values():
        if question.kind is Kind.AGES:
            answers[question.id] = Ages((CALM_AGE,))
        elif question.kind is Kind.PLACE:
            answers[question.id] = Where()
        elif question.options:
            answers[question.id] = (min(question.options, key=lambda option: gravity(content, option.findings)).id,)
    return answers | {SIGNS + topic: (NONE,) for topic in content.topics}


def unsure(content: Content) -> dict[str, Answer]:
    """Every question answered with "not sure" where it is offered, and left out otherwise."""
    return {question.id: _not_sure(question) for question in content.questions.values() if question.options}


def _not_sure(question: Question) -> tuple[str, ...]:
    return (NOT_SURE,) if question.option(NOT_SURE) else ()


def gravity(content: Content, findings: Sequence[str]) -> tuple[int, int, int]:
    """How serious findings are with all that follows from them: pathway, level, and how many there are."""
    closed = close(content, {name: Because(How.SAID) for name in findings})
    return *weight_of(content, closed), len(closed)


def weight_of(content: Content, closed: Iterable[str]) -> tuple[int, int]:
    """Pathway and level of the gravest of these findings, with nothing that follows from them."""
    rank = level = 0
    for name in closed:
        indicator = content.indicators.get(name)
        if indicator:
            rank, level = max(rank, indicator.pathway.rank), max(level, indicator.level)
    return rank, level
