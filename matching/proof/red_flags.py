"""Red flags: alone, on every route, and at every age, each is at least as serious as it says."""

from itertools import islice

from matching.answers import Ages, Answers
from matching.content import Content
from matching.findings import signs_shown
from matching.proof.states import MOST_ROUTES, red_flags, settings, told
from matching.proof.verdict import Faults
from matching.recommend import recommend_answers
from matching.routes import Routes


def red_flags_on_every_route(content: Content) -> Faults:
    """Each alone, with all else calm, unsure or left out, by every route: at least as serious as it says it is."""
    routes = Routes(content)
    for indicator in red_flags(content):
        for route in islice(routes.to(indicator.id), MOST_ROUTES):
            for name, rest in settings(content).items():
                reached = recommend_answers(content, {**rest, **route}).pathway
                low = reached.rank < indicator.pathway.rank
                yield f"'{indicator.id}' with all else {name} leads to {reached} by {told(route)}" if low else None


def age_hides_no_red_flag(content: Content) -> Faults:
    """Every red flag with an age range is shown when ages are not known, and inside its range."""
    for indicator in red_flags(content):
        if indicator.hidden or not indicator.ages:
            continue
        youngest, oldest = max(indicator.ages[0], 0), indicator.ages[1] if indicator.ages[1] >= 0 else 17
        for ages in (Ages(), Ages((youngest,)), Ages((oldest,)), Ages((oldest + 0.9,)), Ages((oldest, 17.5))):
            answers: Answers = {content.ages_question: ages, content.topics_question: (indicator.topic,)}
            shown = indicator in signs_shown(content, answers, content.topics[indicator.topic])
            yield None if shown else f"'{indicator.id}' is hidden when the ages are {ages.years or 'not known'}"
