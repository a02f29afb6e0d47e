"""What lies under everything else on a map: the area's postcodes as shading, so that towns show as towns.

Nothing is fetched from anybody: where people live is drawn from the postcodes themselves.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from directory.map.view import MILES_PER_DEGREE, View
from directory.point import Point

CELL = 4
"""Units of the drawing for one cell of the shading."""
SHADES = (14, 90, 260)
"""Fewest postcodes to the square mile for each shade, the faintest first: hamlet, village or suburb, town."""
FAR_SHADES = (1, 4, 12)
"""Fewest postcodes in a cell, where a cell is so wide that no village would fill one."""
SPREAD_MILES = 0.09
"""How far around its point a postcode's homes are taken to lie, so that a street map's worth of zoom shows streets."""


class BaseLayer:
    """The points of an area's postcodes. Make one and keep it: drawings are remembered by layer and view."""

    def __init__(self, points: Iterable[tuple[float, float]]) -> None:
        """`points` are (latitude, longitude) in degrees; none is allowed, and then the map has no shading."""
        self.points: NDArray[np.float64] = np.array(list(points), dtype=np.float64).reshape(-1, 2)

    def corners(self) -> list[Point]:
        """The south-west and north-east corners of what the layer holds; none where it is empty."""
        if not len(self.points):
            return []
        south, west = self.points.min(axis=0)
        north, east = self.points.max(axis=0)
        return [Point(float(south), float(west)), Point(float(north), float(east))]


@lru_cache(maxsize=256)
def shading(layer: BaseLayer, view: View) -> tuple[str, ...]:
    """SVG path data for each shade, in cells: runs of cells in a row drawn as one line."""
    around = round(SPREAD_MILES * view.scale / CELL)
    counts = _counts(layer, view, around)
    side = 2 * around + 1
    square_miles = (side * CELL / view.scale) ** 2
    shades = [fewest * square_miles for fewest in SHADES] if around else [float(fewest) for fewest in FAR_SHADES]
    bounds = [*shades[1:], np.inf]
    return tuple(_runs((counts >= fewest) & (counts < most)) for fewest, most in zip(shades, bounds, strict=True))


def _counts(layer: BaseLayer, view: View, around: int) -> NDArray[np.float64]:
    """Postcodes within so many cells around each cell of the view, row by row from the top."""
    shrink = np.cos(np.radians(view.centre.latitude))
    x = view.width / 2 + (layer.points[:, 1] - view.centre.longitude) * MILES_PER_DEGREE * shrink * view.scale
    y = view.height / 2 + (view.centre.latitude - layer.points[:, 0]) * MILES_PER_DEGREE * view.scale
    rows, columns = -(-view.height // CELL) + 2 * around, -(-view.width // CELL) + 2 * around
    margin = around * CELL
    reach = ((-margin, rows * CELL - margin), (-margin, columns * CELL - margin))
    counts, _, _ = np.histogram2d(y, x, bins=(rows, columns), range=reach)
    return _summed(_summed(counts, around, 0), around, 1)


def _summed(cells: NDArray[np.float64], around: int, axis: int) -> NDArray[np.float64]:
    """Each cell's sum with its neighbours along an axis; the cells at both ends, which lack some, are dropped."""
    windows = np.lib.stride_tricks.sliding_window_view(cells, 2 * around + 1, axis=axis)
    total: NDArray[np.float64] = windows.sum(axis=-1)
    return total


def _runs(cells: NDArray[np.bool_]) -> str:
    """Path data in whole cells with relative moves: "m3 1h2" is two cells, from three to the right and one down."""
    data: list[str] = []
    x = y = 0
    for row in np.flatnonzero(cells.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], cells[row].astype(np.int8), [0]))))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            data.append(f"m{start - x} {int(row) - y}h{end - start}")
            x, y = end, int(row)
    return "".join(data).replace(" -", "-")
