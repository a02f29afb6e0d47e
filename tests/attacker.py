"""Somebody who has a publication and nothing else, and tries to work out what is withheld.

They know every shown number, that withheld ones are at least 1 (zeros are shown), that counts are whole and add up,
and they have all the time in the world: `may_be` decides exactly whether any records agree with all of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from insight.suppression import Dimension, Protected, Shown

PLENTY = 60
"""More than any count in the tables that are attacked."""
Bounds = list[tuple[int, int]]


@dataclass(frozen=True)
class Line:
    """The sum of some unknown counts lies from `low` to `high`."""

    unknowns: tuple[int, ...]
    low: int
    high: int


class Attacker:
    def __init__(self, protected: Protected, tables: Iterable[Sequence[str]], *, least: int = 1) -> None:
        dimensions = protected.dimensions
        self.combinations = list(product(*(one.categories for one in dimensions)))
        self.lines: list[Line] = []
        self.of: dict[tuple[tuple[str, ...], tuple[str, ...]], Line] = {}
        for names in tables:
            for labels, cell in protected.table(names).items():
                unknowns = self._adding_up(dimensions, dict(zip(names, labels, strict=True)))
                low, high = (cell.count, cell.count) if isinstance(cell, Shown) else (least, PLENTY)
                line = Line(unknowns, low, high)
                self.lines.append(line)
                self.of[tuple(names), labels] = line

    def may_be(self, names: Sequence[str], labels: tuple[str, ...], value: int) -> bool:
        """Whether some records agree with everything published and have this value in this cell."""
        asked = Line(self.of[tuple(names), labels].unknowns, value, value)
        return _possible([*self.lines, asked], [(0, PLENTY)] * len(self.combinations))

    def range_of(self, names: Sequence[str], labels: tuple[str, ...]) -> tuple[int, int]:
        """Between what the count lies, found quickly by narrowing every unknown by every line until nothing moves."""
        bounds = _narrowed(self.lines, [(0, PLENTY)] * len(self.combinations)) or []
        unknowns = self.of[tuple(names), labels].unknowns
        return sum(bounds[one][0] for one in unknowns), sum(bounds[one][1] for one in unknowns)

    def _adding_up(self, dimensions: Sequence[Dimension], where: Mapping[str, str]) -> tuple[int, ...]:
        return tuple(
            number
            for number, categories in enumerate(self.combinations)
            if all(_label(one, category, where) for one, category in zip(dimensions, categories, strict=True))
        )


def _label(dimension: Dimension, category: str, where: Mapping[str, str]) -> bool:
    groups = {f"{dimension.id}.{name}": members[category] for name, members in dimension.groups.items()}
    own = {dimension.id: category, **groups}
    return all(where[name] == label for name, label in own.items() if name in where)


def _possible(lines: Sequence[Line], bounds: Bounds) -> bool:
    """Narrow, then try the values of the count that has the fewest left."""
    narrowed = _narrowed(lines, bounds)
    if narrowed is None:
        return False
    open_ones = [one for one, (low, high) in enumerate(narrowed) if low < high]
    if not open_ones:
        return True
    chosen = min(open_ones, key=lambda one: narrowed[one][1] - narrowed[one][0])
    low, high = narrowed[chosen]
    return any(
        _possible(lines, [*narrowed[:chosen], (value, value), *narrowed[chosen + 1 :]])
        for value in range(low, high + 1)
    )


def _narrowed(lines: Sequence[Line], bounds: Bounds) -> Bounds | None:
    """The bounds that are left of each unknown, or None where a line cannot hold."""
    bounds, moved = list(bounds), True
    while moved:
        moved = False
        for line in lines:
            least = sum(bounds[one][0] for one in line.unknowns)
            most = sum(bounds[one][1] for one in line.unknowns)
            if least > line.high or most < line.low:
                return None
            for one in line.unknowns:
                low, high = bounds[one]
                new = max(low, line.low - (most - high)), min(high, line.high - (least - low))
                if new != (low, high):
                    if new[0] > new[1]:
                        return None
                    bounds[one], moved = new, True
                    least, most = least + new[0] - low, most + new[1] - high
    return bounds
