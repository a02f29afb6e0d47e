"""Whatever the content holds comes about for somebody: findings, questions, pages, pathways, notices."""

from itertools import islice

from matching.answers import Answers
from matching.content import Content
from matching.entries import Kind, PathwayId
from matching.findings import findings
from matching.proof.states import MOST_ROUTES, States, openings
from matching.proof.verdict import Faults
from matching.questionnaire import pages
from matching.recommend import recommend_answers

MOST_SCREENS = 10


def findings_can_be_reached(states: States) -> Faults:
    """Every indicator, and every fact, is established by some route; and every combination can be fulfilled."""
    content, routes = states.content, states.routes
    for finding in (*content.indicators, *content.facts):
        reached = any(finding in findings(content, route) for route in islice(routes.to(finding), MOST_ROUTES))
        yield None if reached else f"nothing that can be answered establishes '{finding}'"
    for combination in content.combinations.values():
        met = routes.together(combination)
        reached = any(combination.gives in findings(content, route) for route in islice(met, MOST_ROUTES))
        yield None if reached else f"the combination '{combination.id}' can never be fulfilled"


def questions_can_be_reached(states: States) -> Faults:
    """Every page is shown and every question asked, with every option to choose, to somebody."""
    content, routes = states.content, states.routes
    for page in content.pages.values():
        shown = any(page.id in (state.id for state in pages(content, route)) for route in openings(content, routes))
        yield None if shown else f"the page '{page.id}' is never shown"
    for question in content.questions.values():
        if question.kind in (Kind.SIGNS, Kind.QUALIFIERS):
            continue
        asked = any(_asks(content, route, question.id) for route in islice(routes.asking(question), MOST_ROUTES))
        yield None if asked else f"the question '{question.id}' is never asked"


def pathways_can_be_reached(states: States) -> Faults:
    """Every pathway is where somebody ends; with everything calm it is advice."""
    content, routes = states.content, states.routes
    quiet = states.settings["calm"]
    firsts = (next(routes.to(name), None) for name in content.indicators)
    reached = {recommend_answers(content, {**quiet, **route}).pathway for route in firsts if route}
    reached.add(recommend_answers(content, quiet).pathway)
    for pathway in PathwayId:
        yield None if pathway in reached else f"nobody ever ends at '{pathway}'"


def notices_can_be_shown(states: States) -> Faults:
    content, routes = states.content, states.routes
    for notice in content.notices.values():
        met = islice(routes.all_of(notice.when_all), MOST_ROUTES)
        shown = any(set(notice.when_all) <= findings(content, route).keys() for route in met)
        yield None if shown else f"the notice '{notice.id}' can never be shown"


def few_screens(states: States) -> Faults:
    content = states.content
    yield None if len(content.pages) <= MOST_SCREENS else f"there are {len(content.pages)} pages"


def _asks(content: Content, answers: Answers, question_id: str) -> bool:
    return any(asked.id == question_id for state in pages(content, answers) for asked in state.questions)
