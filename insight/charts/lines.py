"""Lines over time: several amounts, together or each in a strip of its own."""

from collections.abc import Sequence

from insight.charts.chart import (
    DASHES,
    INK,
    LINE,
    SERIES,
    SHAPES,
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
    names_along,
    plain,
    sign_of,
)

HIGH = 280
EACH = 105


def lines(
    periods: Sequence[Text],
    series: Sequence[tuple[Text, Sequence[Number]]],
    *,
    unit: Text,
    places: int = 0,
    each_alone: bool = False,
) -> Chart:
    """A line for each series, told apart by colour, dashes and shape; a gap where a value is withheld or not known.

    With `each_alone` every series has a strip of its own that begins at nothing: for series of very different size.
    """
    periods = apart(periods)
    names = [name for name, _ in series]
    cells = [
        {"period": period, "series": name, "value": plain(value), "sign": sign_of(value, places)}
        for name, values in series
        for period, value in zip(periods, values, strict=True)
    ]
    if each_alone:
        return both(lambda size: _strips(size, names, cells))
    return both(lambda size: _together(size, names, cells, unit))


def _together(size: Size, names: list[Text], cells: list[Spec], unit: Text) -> Spec:
    def told_apart(channel: str, values: Sequence[object]) -> Spec:
        legend = {"title": None, "columns": 1 if size.narrow else 3, "symbolStrokeWidth": 2}
        scale = {"domain": names, "range": list(values[: len(names)])}
        return {"field": "series", "type": "nominal", "scale": scale, "legend": legend}

    return {
        "width": size.width,
        "height": HIGH,
        "data": {"values": cells},
        "encoding": {
            "x": names_along("period", size, **angle_for(list(dict.fromkeys(cell["period"] for cell in cells)))),
            "y": amounts("value", unit),
            "color": told_apart("color", SERIES),
        },
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 2.5},
                "encoding": {"strokeDash": told_apart("strokeDash", DASHES)},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                "encoding": {"shape": told_apart("shape", SHAPES)},
            },
        ],
    }


def _strips(size: Size, names: list[Text], cells: list[Spec]) -> Spec:
    """Strips under each other, each with its numbers written at its points."""
    return {
        "autosize": {"type": "pad"},
        "data": {"values": cells},
        "facet": {
            "row": {
                "field": "series",
                "type": "nominal",
                "sort": names,
                "header": {"orient": "top", "labelAnchor": "start", "labelAngle": 0, "labelPadding": 2},
            }
        },
        "resolve": {"scale": {"y": "independent"}},
        "spacing": 18,
        "spec": {
            "width": size.width - 60,
            "height": EACH - 30,
            "encoding": {
                "x": names_along("period", size, labelAngle=0),
                "y": {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True, "nice": False}},
            },
            "layer": [
                {"mark": {"type": "area", "color": LINE, "opacity": 0.5}},
                {"mark": {"type": "line", "color": TEAL, "strokeWidth": 2.5}},
                {"mark": {"type": "point", "filled": True, "color": TEAL, "size": 50, "opacity": 1}},
                {
                    "mark": {"type": "text", "dy": 16, "color": INK},
                    "encoding": {"text": {"field": "sign", "type": "nominal"}},
                },
            ],
        },
    }
