"""How long things took: how many took so many days, and where the middle and the long end lie."""

from collections.abc import Sequence
from itertools import pairwise

from directory.wording import words
from insight.charts.chart import (
    DASHES,
    INK,
    SOFT,
    TEAL_BRIGHT,
    Chart,
    Number,
    Size,
    Spec,
    Text,
    amounts,
    both,
    plain,
    sign_of,
)

HIGH = 240


def distribution(
    bins: Sequence[tuple[float, float, Number]],
    marks: Sequence[tuple[Text, float]] = (),
    *,
    unit: Text,
    counted: Text,
    places: int = 0,
) -> Chart:
    """A bar from `low` to `high` for each (low, high, count); `marks` are named lines, such as the median.

    `unit` is along (days), `counted` is up (enquiries). A bin that is withheld has a "c" and no bar.
    """
    cells = [
        {"low": low, "high": high, "value": plain(count) or 0, "sign": sign_of(count), "hidden": plain(count) is None}
        for low, high, count in bins
    ]
    lines = [
        {"at": at, "sign": words("%(name)s %(number)s", name=name, number=sign_of(at, places)), "order": order}
        for order, (name, at) in enumerate(marks)
    ]
    return both(lambda size: _spec(size, cells, lines, unit, counted))


def _spec(size: Size, cells: list[Spec], lines: list[Spec], unit: Text, counted: Text) -> Spec:
    middle = (cells[0]["low"] + cells[-1]["high"]) / 2 if cells else 0
    named = [
        {
            "data": {"values": [line]},
            "mark": {"type": "text", "baseline": "top", "y": -18 * (place + 1), **_beside(line["at"], middle)},
            "encoding": {"x": {"field": "at", "type": "quantitative"}, "text": {"field": "sign", "type": "nominal"}},
        }
        for place, line in enumerate(lines)
    ]
    ruled = [
        {
            "data": {"values": [line]},
            "mark": {
                "type": "rule",
                "color": INK,
                "strokeWidth": 2,
                "strokeDash": DASHES[place % len(DASHES)],
                "y": -18 * (place + 1),
                "y2": HIGH,
            },
            "encoding": {"x": {"field": "at", "type": "quantitative"}},
        }
        for place, line in enumerate(lines)
    ]
    return {
        "width": size.width,
        "height": HIGH,
        "data": {"values": cells},
        "layer": [
            {
                "mark": {"type": "rect", "color": TEAL_BRIGHT, "stroke": "#ffffff", "strokeWidth": 1},
                "encoding": {
                    "x": amounts("low", unit),
                    "x2": {"field": "high"},
                    "y": amounts("value", counted),
                    "y2": {"datum": 0},
                },
            },
            {
                "transform": [
                    {"filter": "datum.hidden"},
                    {"calculate": "(datum.low + datum.high) / 2", "as": "middle"},
                ],
                "mark": {"type": "text", "baseline": "bottom", "dy": -3, "color": SOFT},
                "encoding": {
                    "x": {"field": "middle", "type": "quantitative"},
                    "y": {"field": "value", "type": "quantitative"},
                    "text": {"field": "sign", "type": "nominal"},
                },
            },
            *ruled,
            *named,
        ],
    }


def _beside(at: float, middle: float) -> Spec:
    """Words stand on the side of their line where there is more room."""
    return {"align": "left", "dx": 5} if at < middle else {"align": "right", "dx": -5}


def bins_of(days: Sequence[float], edges: Sequence[float]) -> list[tuple[float, float, int]]:
    """How many of the values lie in each bin, from its lower edge up to, and without, its upper one."""
    return [(low, high, sum(low <= day < high for day in days)) for low, high in pairwise(edges)]
