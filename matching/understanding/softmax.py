"""Learning to sort texts into classes from examples: multinomial logistic regression on meaning and wording.

The cost is convex, so the answer does not depend on chance; it is found by L-BFGS (Nocedal 1980). Nothing here touches
the database, the clock or Flask.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matching.understanding.grams import Floats, Rows

Flat: TypeAlias = NDArray[np.float32]
Cost: TypeAlias = Callable[[Flat], tuple[float, Flat]]

LOOSENESS = 10.0
"""How much the examples count against keeping the weights small."""
MEMORY = 8
STEPS = 45
ENOUGH = 5e-4
"""Stop when a step gains less than this share of the cost."""


@dataclass(frozen=True)
class Block:
    """One way of seeing the texts: a row of numbers for each, or a sparse row of `columns`."""

    rows: Floats | Rows
    columns: int

    def times(self, weights: Floats) -> Floats:
        return self.rows.times(weights) if isinstance(self.rows, Rows) else self.rows @ weights

    def transposed_times(self, off: Floats) -> Floats:
        if isinstance(self.rows, Rows):
            return self.rows.transposed_times(off, self.columns)
        return self.rows.T @ off


@dataclass(frozen=True)
class Sorter:
    """What was learnt: the weights of each block, shape (columns, classes), and a start for each class."""

    weights: tuple[Floats, ...]
    start: Floats

    def shares(self, blocks: Sequence[Block]) -> Floats:
        """How likely each class is for each text, shape (texts, classes); every row adds up to 1."""
        return _softmax(sum((b.times(w) for b, w in zip(blocks, self.weights, strict=True)), self.start))


def learn(blocks: Sequence[Block], right: Floats, tick: Callable[[int, int], None] | None = None) -> Sorter:
    """A sorter from examples; `right` holds for each text the share of each class, shape (texts, classes)."""
    classes = right.shape[1]
    ends = np.cumsum([block.columns * classes for block in blocks])

    def sorter(flat: Flat) -> Sorter:
        *parts, start = np.split(flat, ends)
        return Sorter(tuple(part.reshape(-1, classes) for part in parts), start)

    def cost(flat: Flat) -> tuple[float, Flat]:
        shares = sorter(flat).shares(blocks)
        off = (shares - right) * np.float32(LOOSENESS)
        slope = np.concatenate([*(block.transposed_times(off).ravel() for block in blocks), off.sum(axis=0)])
        kept = flat.copy()
        kept[ends[-1] :] = 0
        wrong = -LOOSENESS * float((right * np.log(shares + 1e-9)).sum(dtype=np.float64))
        return wrong + 0.5 * float(kept @ kept), slope + kept

    nothing = np.zeros(int(ends[-1]) + classes, dtype=np.float32)
    return sorter(_lowest(cost, nothing, tick))


def _lowest(cost: Cost, at: Flat, tick: Callable[[int, int], None] | None) -> Flat:
    """Where a smooth convex cost is lowest, near enough."""
    value, slope = cost(at)
    moves: list[tuple[Flat, Flat]] = []
    for step in range(STEPS):
        way = -_against(slope, moves) if moves else -slope / np.linalg.norm(slope)
        new, new_value, new_slope = _walk(cost, at, value, slope, way)
        moves = [*moves, (new - at, new_slope - slope)][-MEMORY:]
        gained = value - new_value
        at, value, slope = new, new_value, new_slope
        if tick:
            tick(step + 1, STEPS)
        if gained < ENOUGH * abs(value):
            break
    return at


def _walk(cost: Cost, at: Flat, value: float, slope: Flat, way: Flat) -> tuple[Flat, float, Flat]:
    """Go that way, half as far each time until it is lower by a fair share (Armijo)."""
    fair = 1e-4 * float(slope @ way)
    size = np.float32(1)
    while True:
        new = at + size * way
        new_value, new_slope = cost(new)
        if new_value <= value + float(size) * fair or size < 1e-6:
            return new, new_value, new_slope
        size *= np.float32(0.5)


def _against(slope: Flat, moves: Sequence[tuple[Flat, Flat]]) -> Flat:
    """The slope straightened by how it changed over the last moves: the two-loop recursion of L-BFGS."""
    way = slope.copy()
    pulls = []
    for moved, turned in reversed(moves):
        pull = float(moved @ way) / float(moved @ turned)
        way -= np.float32(pull) * turned
        pulls.append(pull)
    moved, turned = moves[-1]
    way *= np.float32(float(moved @ turned) / float(turned @ turned))
    for (moved, turned), pull in zip(moves, reversed(pulls), strict=True):
        back = float(turned @ way) / float(moved @ turned)
        way += np.float32(pull - back) * moved
    return way


def _softmax(x: Floats) -> Floats:
    powers: Floats = np.exp(x - x.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares
