"""Bars: amounts beside each other, parts on top of each other, and how far a result swings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from insight.charts.chart import (
    INK,
    MARIGOLD,
    SERIES,
    SOFT,
    TEAL,
    Chart,
    Number,
    Size,
    Spec,
    Text,
    amounts,
    angle_for,
    apart,
    both,
    most_of,
    names_along,
    names_down,
    plain,
    sign_of,
)

BAR = 30
HIGH = 260
ROOM_FOR_SIGN = 1.2
"""How much longer the axis is than the longest bar, so that the number beside it is not cut off."""


def bars(names: Sequence[Text], values: Sequence[Number], *, unit: Text, places: int = 0) -> Chart:
    """A horizontal bar for each name, in the order given, with its number; "c" where it is withheld."""
    rows = [
        {"name": name, "value": plain(value), "at": plain(value) or 0, "sign": sign_of(value, places)}
        for name, value in zip(apart(names), values, strict=True)
    ]
    most = most_of(values, 0)
    scale = {"domain": [0, ROOM_FOR_SIGN * most or 1], "nice": False}
    return both(
        lambda size: {
            "width": size.width,
            "height": max(BAR * len(rows), BAR),
            "data": {"values": rows},
            "encoding": {"y": names_down("name", size), "x": {**amounts("at", unit, **_grid(most)), "scale": scale}},
            "layer": [
                {"mark": {"type": "bar", "color": TEAL, "height": {"band": 0.7}}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 5},
                    "encoding": {"text": {"field": "sign", "type": "nominal"}},
                },
            ],
        }
    )


def stacked_bars(
    periods: Sequence[Text], parts: Sequence[tuple[Text, Sequence[Number]]], *, unit: Text, places: int = 0
) -> Chart:
    """A bar for each period, of parts on top of each other: ("value demand", its number in each period), and so on.

    Where any part of a period is withheld or not known, the period has no bar, but the sign for that.
    """
    periods = apart(periods)
    whole = [all(plain(values[at]) is not None for _, values in parts) for at in range(len(periods))]
    cells = [
        {
            "period": period,
            "part": part,
            "order": order,
            "value": plain(values[at]),
            "sign": sign_of(values[at], places),
        }
        for order, (part, values) in enumerate(parts)
        for at, period in enumerate(periods)
        if whole[at]
    ]
    gaps = [
        {
            "period": period,
            "at": 0,
            "sign": next(sign_of(values[at]) for _, values in parts if plain(values[at]) is None),
        }
        for at, period in enumerate(periods)
        if not whole[at]
    ]
    names = [part for part, _ in parts]
    return both(lambda size: _stacked(size, periods, names, cells, gaps, unit))


@dataclass(frozen=True)
class Swing:
    """How far a result moves when one thing is set `low` and `high` (as words) and all else stays."""

    name: Text
    low: Text
    high: Text
    at_low: float
    at_high: float


def tornado(base: float, swings: Sequence[Swing], *, unit: Text, places: int = 0) -> Chart:
    """The swings as bars from both ends of what was tried, the longest first, about the result as it is."""
    longest = sorted(swings, key=lambda one: -abs(one.at_high - one.at_low))
    rows = [_swing_row(one, places) for one in longest]
    ends = [base, *(one.at_low for one in swings), *(one.at_high for one in swings)]
    return both(lambda size: _tornado(size, rows, base, _with_room(size, min(ends), max(ends)), unit))


def _stacked(
    size: Size, periods: list[Text], parts: list[Text], cells: list[Spec], gaps: list[Spec], unit: Text
) -> Spec:
    colour = {
        "field": "part",
        "type": "nominal",
        "scale": {"domain": parts, "range": list(SERIES[: len(parts)])},
        "legend": {"title": None, "columns": 1 if size.narrow else len(parts)},
    }
    x = names_along("period", size, **angle_for(periods))
    x["scale"] = {"domain": periods}
    return {
        "width": size.width,
        "height": HIGH,
        "layer": [
            {
                "data": {"values": cells},
                "mark": {"type": "bar", "stroke": "#ffffff", "strokeWidth": 1},
                "encoding": {
                    "x": x,
                    "y": {**amounts("value", unit), "stack": "zero"},
                    "color": colour,
                    "order": {"field": "order", "type": "quantitative"},
                },
            },
            {
                "data": {"values": gaps},
                "mark": {"type": "text", "baseline": "bottom", "dy": -3, "color": SOFT},
                "encoding": {"x": x, "y": {"field": "at", "type": "quantitative"}, "text": {"field": "sign"}},
            },
        ],
    }


def _swing_row(one: Swing, places: int) -> Spec:
    low_first = one.at_low <= one.at_high
    left, right = (one.at_low, one.at_high) if low_first else (one.at_high, one.at_low)
    return {
        "name": one.name,
        "left": left,
        "right": right,
        "left sign": sign_of(left, places),
        "right sign": sign_of(right, places),
        "left end": one.low if low_first else one.high,
        "right end": one.high if low_first else one.low,
    }


def _with_room(size: Size, low: float, high: float) -> Spec:
    """A scale with room at both ends for the words beside the bars."""
    room = (0.35 if size.narrow else 0.16) * (high - low) or 1
    return {"domain": [low - room, high + room], "nice": False, "zero": False}


def _tornado(size: Size, rows: list[Spec], base: float, scale: Spec, unit: Text) -> Spec:
    def end(side: str, align: str, dx: int, field: str, dy: int, colour: str) -> Spec:
        return {
            "mark": {"type": "text", "align": align, "dx": dx, "dy": dy, "color": colour, "fontSize": 13},
            "encoding": {"x": {"field": side, "type": "quantitative"}, "text": {"field": field, "type": "nominal"}},
        }

    return {
        "width": size.width,
        "height": 48 * len(rows),
        "data": {"values": rows},
        "encoding": {"y": names_down("name", size)},
        "layer": [
            {
                "mark": {"type": "bar", "color": MARIGOLD, "stroke": INK, "strokeWidth": 1, "height": {"band": 0.42}},
                "encoding": {
                    "x": {**amounts("left", unit, **_grid(base)), "scale": scale},
                    "x2": {"field": "right"},
                },
            },
            {
                "mark": {"type": "rule", "color": INK, "strokeWidth": 2},
                "encoding": {"x": {"datum": base, "type": "quantitative"}, "y": None},
            },
            end("left", "right", -5, "left sign", -7, INK),
            end("left", "right", -5, "left end", 9, SOFT),
            end("right", "left", 5, "right sign", -7, INK),
            end("right", "left", 5, "right end", 9, SOFT),
        ],
    }


def _grid(most: float) -> dict[str, Any]:
    return {"format": ",.0f" if most >= 10 else ",.1f"}
