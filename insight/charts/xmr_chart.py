"""One amount over time, with the limits that chance keeps within; what lies beyond chance stands out."""

from collections.abc import Sequence

from directory.wording import words
from insight.charts.chart import (
    INK,
    MARIGOLD,
    PAPER,
    PURPLE,
    RED,
    SOFT,
    TEAL,
    Chart,
    Size,
    Spec,
    Text,
    amounts,
    angle_for,
    apart,
    both,
    names_along,
    sign_of,
)
from insight.xmr import Signal, Xmr

HIGH = 280
SIGNAL_NAMES: dict[Signal, Text] = {
    Signal.OUTSIDE: words("outside the limits"),
    Signal.NEAR_LIMIT: words("three of four near a limit"),
    Signal.RUN: words("eight in a row on one side"),
}
SIGNAL_SHAPES = {Signal.OUTSIDE: "diamond", Signal.NEAR_LIMIT: "triangle-up", Signal.RUN: "square"}
SIGNAL_COLOURS = {Signal.OUTSIDE: RED, Signal.NEAR_LIMIT: PURPLE, Signal.RUN: MARIGOLD}
MEAN, UPPER, LOWER = words("mean"), words("upper limit"), words("lower limit")


def xmr_chart(periods: Sequence[Text], xmr: Xmr, *, unit: Text, places: int = 1) -> Chart:
    """The values with their mean and limits; each kind of signal has a shape and a colour of its own."""
    points = [
        {"period": period, "value": value, "signal": SIGNAL_NAMES[signal] if signal else None}
        for period, value, signal in zip(apart(periods), xmr.values, xmr.signals, strict=True)
    ]
    limits = [
        {"at": at, "sign": words("%(name)s %(number)s", name=name, number=sign_of(at, places)), "order": order}
        for order, (name, at) in enumerate(((MEAN, xmr.mean), (UPPER, xmr.upper), (LOWER, xmr.lower)))
    ]
    found = [signal for signal in Signal if signal in xmr.signals]
    return both(lambda size: _xmr(size, points, limits, found, unit))


def _xmr(size: Size, points: list[Spec], limits: list[Spec], found: list[Signal], unit: Text) -> Spec:
    across = {
        "x": names_along("period", size, **angle_for([point["period"] for point in points])),
        "y": {**amounts("value", unit), "scale": {"zero": False, "nice": True}},
    }
    dashes = {"condition": {"test": "datum.order === 0", "value": [1, 0]}, "value": [6, 4]}
    return {
        "width": size.width,
        "height": HIGH,
        "data": {"values": points},
        "layer": [
            {
                "data": {"values": limits},
                "mark": {"type": "rule", "color": SOFT, "strokeWidth": 1.5},
                "encoding": {"y": {"field": "at", "type": "quantitative"}, "strokeDash": dashes},
            },
            {"mark": {"type": "line", "color": TEAL, "strokeWidth": 2}, "encoding": across},
            {"mark": {"type": "circle", "color": TEAL, "size": 45, "opacity": 1}, "encoding": across},
            *([_signals(size, across, found)] if found else []),
            _limit_words(limits, stroke=PAPER, strokeWidth=4),
            _limit_words(limits, color=SOFT),
        ],
    }


def _signals(size: Size, across: Spec, found: list[Signal]) -> Spec:
    def told_apart(values: dict[Signal, str]) -> Spec:
        scale = {"domain": [SIGNAL_NAMES[one] for one in found], "range": [values[one] for one in found]}
        legend = {"title": None, "columns": 1 if size.narrow else len(found)}
        return {"field": "signal", "type": "nominal", "scale": scale, "legend": legend}

    return {
        "transform": [{"filter": "datum.signal !== null"}],
        "mark": {"type": "point", "filled": True, "size": 170, "opacity": 1, "stroke": INK, "strokeWidth": 1},
        "encoding": {**across, "shape": told_apart(SIGNAL_SHAPES), "fill": told_apart(SIGNAL_COLOURS)},
    }


def _limit_words(limits: list[Spec], **mark: object) -> Spec:
    """What each limit is and how high; drawn twice, first as a light edge, so that a line behind leaves it legible."""
    return {
        "data": {"values": limits},
        "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 3, "dy": -2, "x": 0, **mark},
        "encoding": {"y": {"field": "at", "type": "quantitative"}, "text": {"field": "sign", "type": "nominal"}},
    }
