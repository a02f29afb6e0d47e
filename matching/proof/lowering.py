"""Nothing that is added lowers pathway or level."""

from itertools import chain, combinations

from matching.content import Content
from matching.proof.verdict import Faults
from matching.routes import gravity


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


def _named_together(content: Content) -> set[frozenset[str]]:
    """Every two findings that one combination asks for."""
    pairs: set[frozenset[str]] = set()
    for combination in content.combinations.values():
        pairs |= {frozenset(pair) for pair in combinations({*combination.all_of, *combination.among}, 2)}
    return pairs
