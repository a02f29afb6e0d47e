"""Several breakdowns of the same records, put together into records that have just these breakdowns. Pure.

What may be published depends on the breakdowns alone, and breakdowns that share nothing but the groups they are counted
in go together in any way at all. So the database counts each aspect by itself, and the records that `protect` works on
are made here: as few different ones as there can be (the "north-west corner" of transport problems).
"""

from collections import Counter, deque
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

Group = TypeVar("Group", bound=Hashable)
Aspect = Mapping[tuple[str, ...], int]
"""How many records of a group have these categories."""


class DoNotAgree(ValueError):
    """Two breakdowns of the same group count different numbers of records."""


def couple(groups: Mapping[Group, Sequence[Aspect]]) -> dict[tuple[Group, tuple[str, ...]], int]:
    """(group, categories of all aspects in their order) -> how many records. Raises DoNotAgree."""
    found: Counter[tuple[Group, tuple[str, ...]]] = Counter()
    for group, aspects in groups.items():
        for categories, count in _corner(aspects, group):
            found[group, categories] += count
    return dict(found)


def _corner(aspects: Sequence[Aspect], group: Any) -> list[tuple[tuple[str, ...], int]]:
    totals = {sum(aspect.values()) for aspect in aspects}
    if len(totals) > 1:
        raise DoNotAgree(f"{group} counts {sorted(totals)}")
    left = [deque(sorted((key, count) for key, count in aspect.items() if count)) for aspect in aspects]
    found = []
    while all(left):
        count = min(aspect[0][1] for aspect in left)
        found.append((tuple(one for aspect in left for one in aspect[0][0]), count))
        for aspect in left:
            key, had = aspect.popleft()
            if had > count:
                aspect.appendleft((key, had - count))
    return found
