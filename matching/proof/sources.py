"""Where every rule comes from is named, and is something that this area goes by."""

from collections.abc import Iterator

from matching.entries import Source
from matching.proof.states import States
from matching.proof.verdict import Faults

NATIONAL = frozenset({"England", "England and Wales", "England, Wales and Scotland", "United Kingdom"})
"""Law and guidance that hold everywhere here, whatever an area adopts."""

NO_DOCUMENT = frozenset(
    {"", "tbc", "tba", "tbd", "to follow", "unknown", "not known", "n/a", "none", "source", "document"}
)


def every_rule_names_its_source(states: States) -> Faults:
    """Every worry and every notice, and what to do when told no."""
    for name, sources in _all_sources(states):
        yield None if sources else f"{name} names no source"
        for source in sources:
            named = source.document.strip(" .?").casefold() not in NO_DOCUMENT
            yield None if named else f"{name} gives '{source.document}' for its source, which names no document"


def every_source_is_adopted(states: States) -> Faults:
    """A source says whose it is, and it is national or among those that the area's file says it has adopted."""
    area = states.content.area
    accepted = NATIONAL | {area.name, *area.adopted}
    for name, sources in _all_sources(states):
        for source in sources:
            if source.area is None:
                yield f"{name} does not say whose document '{source.document}' is"
            else:
                known = source.area in accepted or _is_its_own(states, source.area)
                told = (
                    f"{name} goes by '{source.document}' of {source.area}, which areas/{area.id}.toml has not adopted"
                )
                yield None if known else told


def _is_its_own(states: States, area: str) -> bool:
    """Whether this is the area itself, or a council in it."""
    return area in states.content.area.name


def _all_sources(states: States) -> Iterator[tuple[str, tuple[Source, ...]]]:
    content = states.content
    yield from ((f"indicator '{one.id}'", one.sources) for one in content.indicators.values())
    yield from ((f"notice '{one.id}'", one.sources) for one in content.notices.values())
    yield "the way to disagree", content.area.escalation.sources
