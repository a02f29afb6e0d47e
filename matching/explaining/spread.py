"""What a few more findings bring with them, worked out from there and not from the start. Pure.

The same rules as `findings.py`: kinds and combinations, which only ever add. A test holds the two together.
"""

from collections.abc import Collection, Iterable

from matching.content import TOPIC, UNSURE, Content
from matching.entries import Combination, PathwayId, pathway_for


def spread(content: Content, base: frozenset[str], new: Iterable[str]) -> frozenset[str]:
    """These findings with all that follows from the new ones and them together."""
    names = set(base)
    waiting = [name for name in new if name not in names]
    while waiting:
        name = waiting.pop()
        if name in names:
            continue
        names.add(name)
        indicator = content.indicators.get(name)
        waiting += indicator.kinds if indicator else ()
        touched = (content.combinations[part] for part in content.parts.get(name, ()))
        waiting += [combination.gives for combination in touched if completes(combination, names)]
    return frozenset(names)


def completes(combination: Combination, names: Collection[str]) -> bool:
    """Whether these findings fulfil a combination."""
    if not all(name in names for name in combination.all_of):
        return False
    return len({name for name in combination.among if name in names}) >= (combination.at_least or 0)


def pathway_of(content: Content, names: Iterable[str]) -> PathwayId:
    """The gravest pathway that any of these findings leads to by itself."""
    return max((_alone(content, name) for name in names), key=lambda one: one.rank, default=PathwayId.ADVICE)


def _alone(content: Content, name: str) -> PathwayId:
    indicator = content.indicators.get(name)
    if indicator:
        return indicator.pathway
    if name.startswith(TOPIC):
        return pathway_for(content.topics[name.removeprefix(TOPIC)].worry_level)
    if name.startswith(UNSURE):
        topic = content.topics.get(name.removeprefix(UNSURE))
        return PathwayId.SAFEGUARDING if topic and topic.harm else PathwayId.EARLY_HELP
    return PathwayId.ADVICE
