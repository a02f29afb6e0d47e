"""Whatever the content holds comes about for somebody: findings, questions, pages, pathways, notices."""

from itertools import islice

from matching.answers import OLDEST, SIGNS, Ages, Answers
from matching.content import Content
from matching.entries import Kind, PathwayId
from matching.findings import findings, signs_shown
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


def every_indicator_can_be_chosen(states: States) -> Faults:
    """A sign is on a checklist for somebody: on the page itself, at some age and where ages are not known."""
    content = states.content
    for topic, signs in content.checklists.items():
        chosen: Answers = {content.topics_question: (topic,)}
        everybody: list[Answers] = [chosen, {**chosen, content.ages_question: Ages(unborn=True)}]
        everybody += [{**chosen, content.ages_question: Ages((float(age),))} for age in range(OLDEST)]
        shown = {sign.id for answers in everybody[1:] for sign in signs_shown(content, answers, content.topics[topic])}
        asked = [one for state in pages(content, chosen) for one in state.questions if one.id == SIGNS + topic]
        unknown = {option.id for one in asked for option in one.options}
        for sign in signs:
            yield None if sign.id in shown else f"'{sign.id}' is on no checklist: no child has the ages it is shown for"
            yield None if sign.id in unknown else f"'{sign.id}' is not on the checklist when ages are not known"


def every_option_leads_somewhere(states: States) -> Faults:
    """An option gives a finding, or is declared harmless, and not both."""
    for question in states.content.questions.values():
        for option in question.options:
            name = f"the option '{option.id}' of the question '{question.id}'"
            graver = [found for found in option.findings if found in states.content.indicators]
            if option.harmless and graver:
                yield f"{name} is declared harmless and gives '{graver[0]}'"
            else:
                leads = bool(option.findings) or option.harmless
                yield None if leads else f"{name} leads nowhere: give it findings, or say harmless = true"
