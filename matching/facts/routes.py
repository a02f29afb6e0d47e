"""The mildest way to say a thing: so that what a row shows comes from the thing and not from how it was told. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from directory.wording import Words
from matching.answers import NONE, SIGNS, Ages, Answer, Answers, Where
from matching.content import Content
from matching.entries import Combination, Question
from matching.findings import Because, How
from matching.recommend import recommend_answers
from matching.routes import Routes, calm

MOST_WAYS = 10
"""Ways to one finding that are compared."""
Weight = tuple[int, int]


class Mildest:
    """The mildest ways through one content; each is found once."""

    def __init__(self, content: Content) -> None:
        self.content, self.routes, self.calm = content, Routes(content), calm(content)
        self._ways: dict[str, list[tuple[Weight, dict[str, Answer]]]] = {}

    def ways(self, finding: str) -> list[tuple[Weight, dict[str, Answer]]]:
        """Ways to a finding with the weight of each, the mildest first, those without a tick before others."""
        if finding not in self._ways:
            routes = list(islice(self.routes.to(finding), MOST_WAYS))
            weighed = [(self._weigh(route), route) for route in routes]
            self._ways[finding] = sorted(weighed, key=lambda one: (one[0], _ticks(one[1])))
        return self._ways[finding]

    def weight(self, finding: str) -> Weight:
        """Pathway and level of the mildest way to say this alone."""
        return next((weight for weight, _ in self.ways(finding)), (0, 0))

    def beside(self, answers: Answers, finding: str) -> dict[str, Answer] | None:
        """The answers with this finding besides; None where every way to it would change what they say."""
        for _, way in self.ways(finding):
            both = self.merged(answers, way)
            if both is not None:
                return both
        return None

    def merged(self, answers: Answers, way: Answers) -> dict[str, Answer] | None:
        """A way laid over answers: what was calm gives way, what was ticked is kept; None where they contradict."""
        merged = dict(answers)
        for key, value in way.items():
            old = answers.get(key)
            if key.startswith(SIGNS) or key == self.content.topics_question:
                merged[key] = _both(old, value)
            elif old in (None, value, self.calm.get(key)):
                merged[key] = value
            else:
                return None
        return merged

    def asking(self, question: Question, answers: Answers) -> dict[str, Answer]:
        """The answers, and what it takes for this question to be asked."""
        if not question.asked_when:
            return dict(answers)
        ways = (self.merged(answers, way) for way in self.routes.asking(question))
        return next((way for way in ways if way is not None), dict(answers))

    def said(self, given: Sequence[str]) -> dict[str, Because]:
        return {name: Because(How.SAID) for name in given}

    def way_said(self, finding: str) -> tuple[tuple[Words | str, ...], Answers] | None:
        """The mildest way to a finding, in words and as answers."""
        for _, way in self.ways(finding):
            answers = self.merged(self.calm, way)
            if answers is not None:
                return tuple(in_words(self.content, way)), answers
        return None

    def _weigh(self, route: Answers) -> Weight:
        recommendation = recommend_answers(self.content, {**self.calm, **route})
        return recommendation.pathway.rank, recommendation.level


def together(mildest: Mildest, combination: Combination) -> tuple[tuple[Words | str, ...], Answers] | None:
    """The mildest answers that fulfil a combination, said by the names of its parts."""
    parts = (*combination.all_of, *combination.among[: combination.at_least or 0])
    answers: dict[str, Answer] | None = dict(mildest.calm)
    for part in parts:
        answers = mildest.beside(answers, part) if answers is not None else None
    if answers is None:
        return mildest.way_said(combination.gives)
    return tuple(mildest.content.name_of(part) for part in parts), answers


def in_words(content: Content, way: Mapping[str, Answer]) -> Iterator[Words | str]:
    """A way through the questions as what was said on it."""
    for key, value in way.items():
        if key == content.topics_question or isinstance(value, Where):
            continue
        if isinstance(value, Ages):
            yield from (fact.words for fact in content.aged if fact.unborn == value.unborn)
        elif key.startswith(SIGNS):
            yield from (content.name_of(sign) for sign in value)
        else:
            question = content.questions[key]
            chosen = (question.option(option) for option in value)
            yield from (option.words for option in chosen if option)


def _both(old: Answer | None, new: Answer) -> tuple[str, ...]:
    known = old if isinstance(old, tuple) else ()
    more = new if isinstance(new, tuple) else ()
    return tuple(dict.fromkeys([*(one for one in known if one != NONE), *more]))


def _ticks(way: Answers) -> int:
    return sum(key.startswith(SIGNS) for key in way)
