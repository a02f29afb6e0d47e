"""What must hold for every answer, checked over the whole content by the code that people's answers go through.

Pure. Nothing is proved from the shape of the content alone: every route is walked. A fault names the entry and what
happened instead of what must.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, islice

from matching.answers import NONE, NOT_SURE, SIGNS, Ages, Answers
from matching.content import Content
from matching.entries import Indicator, Kind, PathwayId
from matching.findings import findings, signs_shown
from matching.questionnaire import pages
from matching.recommend import recommend_answers
from matching.routes import Routes, calm, gravity, unsure

MOST_ROUTES = 40
"""Routes walked to one finding."""
MOST_SCREENS = 10
SAFEGUARDING = PathwayId.SAFEGUARDING.rank

Faults = Iterator[str | None]
"""One item for each case looked at: a fault, or None where all is well."""


@dataclass(frozen=True)
class Check:
    """One thing that must hold, how many cases were looked at, and those in which it does not."""

    name: str
    cases: int
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether it holds. A check that looked at nothing proves nothing."""
        return self.cases > 0 and not self.faults


def check(content: Content) -> list[Check]:
    """Run every check."""
    return [_run(name, look, content) for name, look in CHECKS.items()]


def _run(name: str, look: Callable[[Content], Faults], content: Content) -> Check:
    cases = list(look(content))
    return Check(name, len(cases), tuple(case for case in cases if case is not None))


def _rank(content: Content, answers: Answers) -> int:
    return recommend_answers(content, answers).pathway.rank


def red_flags_on_every_route(content: Content) -> Faults:
    """Each alone, with all else calm, unsure or left out, by every route: at least as serious as it says it is."""
    routes = Routes(content)
    settings: dict[str, Answers] = {"calm": calm(content), "unsure": unsure(content), "left out": {}}
    for indicator in _red_flags(content):
        for route in islice(routes.to(indicator.id), MOST_ROUTES):
            for name, rest in settings.items():
                reached = recommend_answers(content, {**rest, **route}).pathway
                low = reached.rank < indicator.pathway.rank
                yield f"'{indicator.id}' with all else {name} leads to {reached} by {_told(route)}" if low else None


def findings_can_be_reached(content: Content) -> Faults:
    """Every indicator, and every fact, is established by some route; and every combination can be fulfilled."""
    routes = Routes(content)
    for finding in (*content.indicators, *content.facts):
        reached = any(finding in findings(content, route) for route in islice(routes.to(finding), MOST_ROUTES))
        yield None if reached else f"nothing that can be answered establishes '{finding}'"
    for combination in content.combinations.values():
        met = routes.together(combination)
        reached = any(combination.gives in findings(content, route) for route in islice(met, MOST_ROUTES))
        yield None if reached else f"the combination '{combination.id}' can never be fulfilled"


def questions_can_be_reached(content: Content) -> Faults:
    """Every page is shown and every question asked, with every option to choose, to somebody."""
    routes = Routes(content)
    for page in content.pages.values():
        shown = any(page.id in (state.id for state in pages(content, route)) for route in _openings(content, routes))
        yield None if shown else f"the page '{page.id}' is never shown"
    for question in content.questions.values():
        if question.kind in (Kind.SIGNS, Kind.QUALIFIERS):
            continue
        asked = any(_asks(content, route, question.id) for route in islice(routes.asking(question), MOST_ROUTES))
        yield None if asked else f"the question '{question.id}' is never asked"


def pathways_can_be_reached(content: Content) -> Faults:
    """Every pathway is where somebody ends; with everything calm it is advice."""
    routes = Routes(content)
    quiet = calm(content)
    firsts = (next(routes.to(name), None) for name in content.indicators)
    reached = {recommend_answers(content, {**quiet, **route}).pathway for route in firsts if route}
    reached.add(recommend_answers(content, quiet).pathway)
    for pathway in PathwayId:
        yield None if pathway in reached else f"nobody ever ends at '{pathway}'"


def notices_can_be_shown(content: Content) -> Faults:
    routes = Routes(content)
    for notice in content.notices.values():
        met = islice(routes.all_of(notice.when_all), MOST_ROUTES)
        shown = any(set(notice.when_all) <= findings(content, route).keys() for route in met)
        yield None if shown else f"the notice '{notice.id}' can never be shown"


def nothing_lowers(content: Content) -> Faults:
    """Any finding added to any two that some combination names together never lowers pathway or level."""
    interacting = sorted(set(chain.from_iterable((*c.all_of, *c.among) for c in content.combinations.values())))
    weights: dict[frozenset[str], tuple[int, int]] = {}

    def weigh(names: frozenset[str]) -> tuple[int, int]:
        if names not in weights:
            weights[names] = gravity(content, sorted(names))[:2]
        return weights[names]

    for pair in _named_together(content):
        for third in interacting:
            more = pair | {third}
            lowered = any(after < before for after, before in zip(weigh(more), weigh(pair), strict=True))
            yield f"adding '{third}' to {' and '.join(sorted(pair))} lowers it" if lowered else None


def doubt_never_ends_in_advice(content: Content) -> Faults:
    """A topic chosen and its signs left out, none, or not sure: never advice, save for an everyday question."""
    quiet = calm(content)
    for topic in content.topics.values():
        for value in ((), (NONE,), (NOT_SURE,)):
            answers = {**quiet, content.topics_question: (topic.id,), SIGNS + topic.id: value}
            rank = _rank(content, answers)
            doubt = value != (NONE,)
            least = SAFEGUARDING if topic.harm and doubt else int(topic.worry_level > 1 or value == (NOT_SURE,))
            yield f"topic '{topic.id}' answered {value or 'nothing'} leads too low" if rank < least else None


def age_hides_no_red_flag(content: Content) -> Faults:
    """Every red flag with an age range is shown when ages are not known, and inside its range."""
    for indicator in _red_flags(content):
        if indicator.hidden or not indicator.ages:
            continue
        youngest, oldest = max(indicator.ages[0], 0), indicator.ages[1] if indicator.ages[1] >= 0 else 17
        for ages in (Ages(), Ages((youngest,)), Ages((oldest,)), Ages((oldest + 0.9,)), Ages((oldest, 17.5))):
            answers: Answers = {content.ages_question: ages, content.topics_question: (indicator.topic,)}
            shown = indicator in signs_shown(content, answers, content.topics[indicator.topic])
            yield None if shown else f"'{indicator.id}' is hidden when the ages are {ages.years or 'not known'}"


def doubt_takes_the_most_careful_view(content: Content) -> Faults:
    """In every qualifier, "not sure" and no answer weigh as much as any other option, short of danger this minute."""
    for question in content.qualifiers.values():
        heaviest = max(_careful(content, option.findings) for option in question.options)
        unsure_option = question.option(NOT_SURE)
        if unsure_option is None:
            yield f"the qualifier '{question.id}' does not offer '{NOT_SURE}'"
            continue
        for what, given in (("not sure", unsure_option.findings), ("no answer", question.if_unanswered)):
            light = _careful(content, given) < heaviest
            yield f"in '{question.id}', {what} weighs less than another option" if light else None


def every_worry_names_its_source(content: Content) -> Faults:
    for indicator in content.indicators.values():
        yield None if indicator.sources else f"'{indicator.id}' names no source"


def few_screens(content: Content) -> Faults:
    yield None if len(content.pages) <= MOST_SCREENS else f"there are {len(content.pages)} pages"


CHECKS: dict[str, Callable[[Content], Faults]] = {
    "every red flag alone, on every route, is safeguarding or emergency": red_flags_on_every_route,
    "another finding never lowers pathway or level": nothing_lowers,
    "doubt about a worry never ends in advice": doubt_never_ends_in_advice,
    "no age, known or not, hides a red flag": age_hides_no_red_flag,
    "not sure takes the most careful view": doubt_takes_the_most_careful_view,
    "every finding and combination can come about": findings_can_be_reached,
    "every page and question can be reached": questions_can_be_reached,
    "every pathway can be reached": pathways_can_be_reached,
    "every notice can be shown": notices_can_be_shown,
    "every worry names its source": every_worry_names_its_source,
    f"at most {MOST_SCREENS} screens": few_screens,
}


def _red_flags(content: Content) -> list[Indicator]:
    return [indicator for indicator in content.indicators.values() if indicator.red_flag]


def _careful(content: Content, given: tuple[str, ...]) -> tuple[int, int]:
    """Pathway and level; 999 counts as safeguarding here, for not knowing is no reason to send an ambulance."""
    pathway, level, _ = gravity(content, given)
    return min(pathway, SAFEGUARDING), level


def _named_together(content: Content) -> set[frozenset[str]]:
    """Every two findings that one combination asks for."""
    pairs: set[frozenset[str]] = set()
    for combination in content.combinations.values():
        pairs |= {frozenset(pair) for pair in combinations({*combination.all_of, *combination.among}, 2)}
    return pairs


def _openings(content: Content, routes: Routes) -> Iterator[Answers]:
    """Answers that between them open every page that can be opened."""
    yield {}
    for question in content.questions.values():
        yield from islice(routes.asking(question), 1)


def _asks(content: Content, answers: Answers, question_id: str) -> bool:
    return any(asked.id == question_id for state in pages(content, answers) for asked in state.questions)


def _told(route: Answers) -> str:
    return ", ".join(f"{key} = {value}" for key, value in route.items())
