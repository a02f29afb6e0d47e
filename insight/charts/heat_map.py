"""How much of something there is in each of two kinds of thing: needs down, districts across."""

from collections.abc import Sequence

from insight.charts.chart import (
    EMPTY,
    INK,
    TEAL_DARK,
    TEAL_TINT,
    Chart,
    Number,
    Size,
    Spec,
    Text,
    apart,
    both,
    most_of,
    names_along,
    names_down,
    plain,
    sign_of,
)

ROW = 28
HATCH = "M-1,1L1,-1M-1,0L0,-1M0,1L1,0"
"""Slanted lines within a square from -1 to 1."""


def heat_map(
    rows: Sequence[Text], columns: Sequence[Text], values: Sequence[Sequence[Number]], *, title: Text, places: int = 0
) -> Chart:
    """`values[row][column]` with a colour and its number; withheld ones hatched, with a "c"; unknown ones a dash.

    `title` says what is counted, above the key of colours.
    """
    rows, columns = apart(rows), apart(columns)
    cells = [
        {"row": row, "column": column, "value": plain(value), "sign": sign_of(value, places)}
        for row, line in zip(rows, values, strict=True)
        for column, value in zip(columns, line, strict=True)
    ]
    most = most_of((value for line in values for value in line), 1)
    return both(lambda size: _spec(size, cells, title, most, len(rows)))


def _spec(size: Size, cells: list[Spec], title: Text, most: float, rows: int) -> Spec:
    colour = {
        "condition": {"test": "datum.value === null", "value": EMPTY},
        "field": "value",
        "type": "quantitative",
        "scale": {"range": [TEAL_TINT, TEAL_DARK], "domain": [0, most]},
        "legend": {"title": title, "gradientLength": 180, "gradientThickness": 10, "tickCount": 4},
    }
    words = {"condition": {"test": f"datum.value > {0.45 * most}", "value": "#ffffff"}, "value": INK}
    return {
        "width": size.width,
        "height": ROW * rows,
        "data": {"values": cells},
        "encoding": {
            "x": names_along(
                "column", size, orient="top", domain=False, ticks=False, labelAngle=-90, labelOverlap=False
            ),
            "y": names_down("row", size),
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2, "invalid": None},
                "encoding": {"color": colour},
            },
            {
                "transform": [{"filter": "datum.value === null && datum.sign === 'c'"}],
                "mark": {
                    "type": "point",
                    "shape": HATCH,
                    "size": 420 if size.narrow else 520,
                    "stroke": "#8b9899",
                    "strokeWidth": 1.5,
                },
            },
            {
                "transform": [{"filter": "datum.value === null && datum.sign === 'c'"}],
                "mark": {"type": "circle", "size": 190, "color": EMPTY, "opacity": 1},
            },
            {
                "mark": {"type": "text", "fontSize": 12 if size.narrow else 14},
                "encoding": {"text": {"field": "sign", "type": "nominal"}, "color": words},
            },
        ],
    }
