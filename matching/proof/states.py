"""The states that a rule is tried from: sets of answers as different from each other as answers can be."""

from collections.abc import Iterator

from matching.answers import Answers
from matching.content import Content
from matching.entries import Indicator, PathwayId
from matching.recommend import recommend_answers
from matching.routes import Routes, calm, gravity, unsure

MOST_ROUTES = 40
"""Routes walked to one finding."""
SAFEGUARDING = PathwayId.SAFEGUARDING.rank


def red_flags(content: Content) -> list[Indicator]:
    return [indicator for indicator in content.indicators.values() if indicator.red_flag]


def settings(content: Content) -> dict[str, Answers]:
    """All that a route does not answer: calm, not sure, or left out."""
    return {"calm": calm(content), "unsure": unsure(content), "left out": {}}


def rank(content: Content, answers: Answers) -> int:
    return recommend_answers(content, answers).pathway.rank


def careful(content: Content, given: tuple[str, ...]) -> tuple[int, int]:
    """Pathway and level; 999 counts as safeguarding here, for not knowing is no reason to send an ambulance."""
    pathway, level, _ = gravity(content, given)
    return min(pathway, SAFEGUARDING), level


def openings(content: Content, routes: Routes) -> Iterator[Answers]:
    """Answers that between them open every page that can be opened."""
    yield {}
    for question in content.questions.values():
        yield from (route for route, _ in zip(routes.asking(question), range(1), strict=False))


def told(route: Answers) -> str:
    """Answers in words, for whoever mends the content."""
    return ", ".join(f"{key} = {value}" for key, value in route.items())
