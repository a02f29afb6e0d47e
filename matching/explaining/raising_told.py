"""What would make it more serious, put in an order that people can read. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, zip_longest

from matching.answers import SIGNS
from matching.content import Content
from matching.entries import Pathway
from matching.explaining.further import Further
from matching.explaining.raising import Addition, Raising

MOST_AT_ONCE = 6


@dataclass(frozen=True)
class Asking:
    """Answers to one question, each of which would do."""

    asks: str
    additions: tuple[Addition, ...]


@dataclass(frozen=True)
class Together:
    """Two answers: any of these with any of the others."""

    firsts: tuple[Further, ...]
    others: tuple[Further, ...]
    becomes: str | None
    """What each two add up to, where that is not what was answered."""


@dataclass(frozen=True)
class Rise:
    """A graver pathway, and all that would lead there."""

    pathway: Pathway
    signs: tuple[Addition, ...]
    asking: tuple[Asking, ...]
    together: tuple[Together, ...]


def rises(content: Content, raising: Raising) -> tuple[Rise, ...]:
    """By pathway, the nearest first."""
    return tuple(
        Rise(
            pathway=content.pathways[pathway],
            signs=tuple(one for one in raising.single if one.pathway is pathway and _sign(one)),
            asking=_by_question(one for one in raising.single if one.pathway is pathway and not _sign(one)),
            together=_by_first(one for one in raising.pairs if one.pathway is pathway),
        )
        for pathway in raising.steps
    )


def few(raising: Raising) -> tuple[Addition, ...]:
    """The first that lead to the next pathway: signs before other answers, each worry in its turn."""
    by_worry: dict[str, list[Addition]] = {}
    for one in raising.next:
        by_worry.setdefault(one.answers[0].question, []).append(one)
    signs = [some for some in by_worry.values() if _sign(some[0])]
    others = [some for some in by_worry.values() if not _sign(some[0])]
    in_turn = chain.from_iterable((*zip_longest(*signs), *zip_longest(*others)))
    return tuple(one for one in in_turn if one)[:MOST_AT_ONCE]


def _sign(addition: Addition) -> bool:
    return addition.answers[0].question.startswith(SIGNS)


def _by_question(additions: Iterable[Addition]) -> tuple[Asking, ...]:
    asked: dict[str, list[Addition]] = {}
    for one in additions:
        asked.setdefault(one.answers[0].asks or "", []).append(one)
    return tuple(Asking(asks, tuple(some)) for asks, some in asked.items())


def _by_first(pairs: Iterable[Addition]) -> tuple[Together, ...]:
    """Those that add up to the same said once, where each of some goes with each of the same others."""
    others: dict[tuple[str | None, Further], list[Further]] = {}
    for one in pairs:
        others.setdefault((one.becomes, one.answers[0]), []).append(one.answers[1])
    alike: dict[tuple[str | None, tuple[Further, ...]], list[Further]] = {}
    for (becomes, first), some in others.items():
        alike.setdefault((becomes, tuple(some)), []).append(first)
    return tuple(Together(tuple(firsts), some, becomes) for (becomes, some), firsts in alike.items())
