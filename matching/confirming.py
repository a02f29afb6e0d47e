"""What a person confirmed of the signs read in their own words, put in as answers to the questions.

Pure. Only what was confirmed goes in, as those answers that say least besides it. Who asks, how old the children are
and where they live is never inferred: the questions ask.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from matching.answers import SIGNS, Ages, Answer, Answers, Where, answer
from matching.content import Content
from matching.entries import Combination
from matching.findings import findings
from matching.routes import Routes, calm, gravity

ROUTES_TRIED = 40
WHO_ASKS = "role-"
"""Prefix of the facts about the person who asks."""

Route = dict[str, Answer]


def answers_confirming(
    content: Content, indicator_ids: Iterable[str], ages: Collection[float] = (), *, unborn: bool = False
) -> dict[str, Answer]:
    """The answers that these signs amount to, and the children's ages in years. A sign nobody knows is left out.

    Where two signs answer one question differently, the graver one's answer stands.
    """
    known = {name for name in indicator_ids if name in content.indicators}
    gravest_first = sorted(known, key=lambda name: (-gravity(content, [name])[0], -gravity(content, [name])[1], name))
    confirmed: Route = {}
    for name in gravest_first:
        confirmed = _with(content, confirmed, name)
    if ages or unborn:
        confirmed[content.ages_question] = Ages(tuple(sorted(ages)), unborn)
    checked: dict[str, Answer] = {}
    for question, value in confirmed.items():
        checked = answer(content, checked, question, value)
    return checked


def _with(content: Content, so_far: Answers, name: str) -> Route:
    """The answers so far with those that say this sign too, if they do not yet."""
    if name in findings(content, {**_calm(content), **so_far}):
        return dict(so_far)
    routes = _routes_to(content, name)
    joined = (Routes(content).joined(so_far, route) for route in routes)
    return next((both for both in joined if both is not None), None) or _beside(so_far, routes)


def _beside(so_far: Answers, routes: list[Route]) -> Route:
    """Where every way contradicts what is said already: all of the best way that does not."""
    return {**(routes[0] if routes else {}), **so_far}


def _routes_to(content: Content, name: str, towards: frozenset[str] = frozenset()) -> list[Route]:
    """The ways to say this sign, best first: ticking it, then whole ways, then those that say least besides it."""
    indicator = content.indicators.get(name)
    if indicator and not indicator.hidden:
        return [{content.topics_question: (indicator.topic,), SIGNS + indicator.topic: (name,)}]
    ways = list(islice(Routes(content).to(name), ROUTES_TRIED))
    if name not in towards:
        given = (combination for combination in content.combinations.values() if combination.gives == name)
        ways += [_gentlest(content, combination, towards | {name}) for combination in given]
    said = [({key: value for key, value in way.items() if _sayable(content, key, value)}, len(way)) for way in ways]
    ranked = sorted((way for way in said if way[0]), key=lambda way: _merit(content, name, *way))
    return [way for way, _ in ranked]


def _merit(content: Content, name: str, said: Route, length: int) -> tuple[bool, bool, tuple[int, int, int], int]:
    """What makes a way to a sign the better, smallest first; among equals the sign whose id is most like it."""
    own = content.indicators.get(name)
    ticked = said.get(SIGNS + own.topic, ()) if own else ()
    alike = {part for sign in (ticked if isinstance(ticked, tuple) else ()) for part in sign.split("-")}
    return len(said) < length, not ticked, _besides(content, said), -len(alike.intersection(name.split("-")))


def _gentlest(content: Content, combination: Combination, towards: frozenset[str]) -> Route:
    """The parts of a combination, each said in the way that says least besides it."""
    best = {part: (_routes_to(content, part, towards) or [{}])[0] for part in (*combination.all_of, *combination.among)}
    among = sorted(combination.among, key=lambda part: (not best[part], _besides(content, best[part])))
    together: Route = {}
    for part in (*combination.all_of, *among[: combination.at_least or 0]):
        together = Routes(content).joined(together, best[part]) or _beside(together, [best[part]])
    return together


def _sayable(content: Content, key: str, value: Answer) -> bool:
    """Whether a sign can say this: an answer that was chosen, and not about who asks, ages or the place."""
    if isinstance(value, Ages | Where) or not value:
        return False
    question = content.question(key)
    options = question.options if question else ()
    return not any(name.startswith(WHO_ASKS) for option in options for name in option.findings)


def _besides(content: Content, route: Answers) -> tuple[int, int, int]:
    return gravity(content, tuple(findings(content, {**_calm(content), **route})))


def _calm(content: Content) -> Mapping[str, Answer]:
    """Everything else answered with its least serious answer, and the ages left open."""
    return {key: value for key, value in calm(content).items() if not isinstance(value, Ages)}
