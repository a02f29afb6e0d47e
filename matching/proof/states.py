"""The states that a rule is tried from: sets of answers as different from each other as answers can be."""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice, pairwise

from matching.answers import NONE, OLDEST, SIGNS, Ages, Answers
from matching.content import Content
from matching.entries import Indicator, PathwayId, Question
from matching.findings import Because, How, close
from matching.recommend import recommend_answers
from matching.routes import Routes, calm, gravity, unsure

MOST_ROUTES = 40
"""Routes walked to one finding."""
SAFEGUARDING = PathwayId.SAFEGUARDING.rank
MOST_WAYS_TO_ASK = 4

Weight = tuple[int, int]
"""Rank of the pathway and level of need. One weight is lower than another where either of the two is."""


class States:
    """What the rules about one content are tried from and with. Each part is worked out once."""

    def __init__(self, content: Content, *, deep: bool = False) -> None:
        self.content, self.deep = content, deep
        self.routes = Routes(content)
        self._weights: dict[tuple[tuple[str, object], ...], Weight] = {}

    def weigh(self, answers: Answers) -> Weight:
        """How serious it comes out, by the code that people's answers go through. Kept, for states come back."""
        key = tuple(sorted(answers.items()))
        if key not in self._weights:
            recommendation = recommend_answers(self.content, answers)
            self._weights[key] = recommendation.pathway.rank, recommendation.level
        return self._weights[key]

    @cached_property
    def settings(self) -> dict[str, Answers]:
        """All that a route does not answer: calm, not sure, or left out."""
        return {"calm": calm(self.content), "unsure": unsure(self.content), "left out": {}}

    @cached_property
    def first_ways(self) -> dict[str, Answers]:
        """Finding -> the first route to it that truly establishes it."""
        ways: dict[str, Answers] = {}
        for finding in (*self.content.indicators, *self.content.facts):
            way = next(islice(self.routes.to(finding), 1), None)
            if way is not None:
                ways[finding] = way
        return ways

    @cached_property
    def ages_by_band(self) -> tuple[float, ...]:
        """One age in every stretch between two ages that any rule asks about, the oldest first.

        Within a stretch an age makes no difference to what is found, so that these stand for every age there is.
        """
        bounds = {bound for fact in self.content.aged for bound in (fact.at_least, fact.under) if bound}
        edges = sorted({0.0, *bounds, OLDEST - 1.0})
        return tuple(reversed([round((low + high) / 2, 3) for low, high in pairwise(edges)]))

    def parts_of(self, finding: str) -> frozenset[str]:
        """The parts of combinations that a finding establishes, by itself and by what follows from it."""
        closed = close(self.content, {finding: Because(How.SAID)})
        return frozenset(name for name in closed if name in self.content.parts)

    @cached_property
    def careful_questions(self) -> frozenset[str]:
        """The questions that count when they are left out."""
        return frozenset(one.id for one in self.content.questions.values() if one.if_unanswered)

    def asking(self, question: Question) -> Iterator[tuple[str, Answers]]:
        """Answers after which this question is asked, each with a name: each way to it, with all else, and at each age.

        Ages vary while all else is calm; in the deep proof, while all else is not sure or left out as well.
        """
        ages_question = self.content.ages_question
        for way in islice(self.routes.asking(question), MOST_WAYS_TO_ASK):
            for name, rest in self.settings.items():
                yield f"{name}, {told(way)}", {**rest, **way}
                if ages_question in way or question.id == ages_question or (name != "calm" and not self.deep):
                    continue
                for age in self.ages_by_band:
                    yield f"{name}, aged {age}, {told(way)}", {**rest, **way, ages_question: Ages((age,))}

    def ticked(self, indicator: Indicator, before: Answers) -> Answers:
        """The same answers with its topic chosen and this sign ticked too."""
        topics, key = self.content.topics_question, SIGNS + indicator.topic
        chosen = tuple(dict.fromkeys([*_options(before, topics), indicator.topic]))
        signs = (*(sign for sign in _options(before, key) if sign != NONE), indicator.id)
        return {**before, topics: chosen, key: signs}


def _options(answers: Answers, key: str) -> tuple[str, ...]:
    value = answers.get(key, ())
    return value if isinstance(value, tuple) else ()


def lower(after: Weight, before: Weight) -> bool:
    return after[0] < before[0] or after[1] < before[1]


def red_flags(content: Content) -> list[Indicator]:
    return [indicator for indicator in content.indicators.values() if indicator.red_flag]


def careful(content: Content, given: tuple[str, ...]) -> Weight:
    """Pathway and level; 999 counts as safeguarding here, for not knowing is no reason to send an ambulance."""
    pathway, level, _ = gravity(content, given)
    return min(pathway, SAFEGUARDING), level


def openings(content: Content, routes: Routes) -> Iterator[Answers]:
    """Answers that between them open every page that can be opened."""
    yield {}
    for question in content.questions.values():
        yield from islice(routes.asking(question), 1)


def told(route: Answers) -> str:
    """Answers in words, for whoever mends the content."""
    return ", ".join(f"{key} = {value}" for key, value in route.items())
