"""A chart: a Vega-Lite specification for a desk's screen and one for a phone's, in the house's colours and type.

Specifications are plain data. Words in them are put into the reader's language when the chart is drawn.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from directory.wording import Words
from insight.suppression.cells import Withheld

Text = str | Words
Number = int | float | None | Withheld
Spec = dict[str, Any]
Say = Callable[[Text], str]

INK, SOFT, LINE, PAPER = "#16262a", "#4a5c60", "#d5dddc", "#ffffff"
TEAL, TEAL_DARK, TEAL_TINT, TEAL_BRIGHT = "#0b5a63", "#06333a", "#e7f2f2", "#17737d"
MARIGOLD, MARIGOLD_INK, RED, LEAF, PURPLE = "#f2b04f", "#8a5a00", "#a8172c", "#1c6b3c", "#553a7a"
EMPTY = "#f3f1ec"
SERIES = (TEAL, MARIGOLD, PURPLE, "#9db8ba", RED, LEAF)
"""Told apart by lightness too, so that they are by people who see few colours, and in print."""
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 2])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
FONT = '"Atkinson Hyperlegible Next", Arial, sans-serif'
WITHHELD_SIGN, NOT_KNOWN_SIGN = "c", "–"
UNSEEN = "\u200b"


@dataclass(frozen=True)
class Size:
    """How wide a picture is, in pixels, and how long the names beside it may be."""

    width: int
    names: int
    narrow: bool


WIDE, NARROW = Size(760, 250, narrow=False), Size(340, 118, narrow=True)


@dataclass(frozen=True)
class Chart:
    wide: Spec
    narrow: Spec


def both(make: Callable[[Size], Spec]) -> Chart:
    """The chart that `make` specifies, at both sizes."""
    return Chart(_dressed(make(WIDE)), _dressed(make(NARROW)))


def sign_of(value: Number, places: int = 0) -> str:
    """A number as a picture labels it."""
    if value is None:
        return NOT_KNOWN_SIGN
    return WITHHELD_SIGN if isinstance(value, Withheld) else f"{value:,.{places}f}"


def plain(value: Number) -> int | float | None:
    """The number, or None where there is none to draw."""
    return None if isinstance(value, Withheld) else value


def most_of(values: Iterable[Number], least: float) -> float:
    """The largest of the known numbers, at least `least`."""
    return max([least, *(float(value) for value in map(plain, values) if value is not None)])


def apart(names: Sequence[Text]) -> list[Text]:
    """The names, each once: one that has stood before gets marks that nobody sees, so that it is drawn apart."""
    seen: dict[str, int] = {}
    found: list[Text] = []
    for name in names:
        before = seen[str(name)] = seen.get(str(name), -1) + 1
        found.append(f"{name}{UNSEEN * before}" if before else name)
    return found


def names_along(field: str, size: Size, **about: Any) -> Spec:
    """A horizontal axis of names, such as months, in the order of the data; slanted where there is little room."""
    axis = {
        "title": None,
        "labelAngle": -60 if size.narrow else -40,
        "labelOverlap": "greedy",
        "labelLimit": size.names,
    }
    return {"field": field, "type": "nominal", "sort": None, "axis": {**axis, **about}}


def names_down(field: str, size: Size, **about: Any) -> Spec:
    """A vertical axis of names in the order of the data."""
    axis = {
        "title": None,
        "labelLimit": size.names,
        "labelFontSize": 12 if size.narrow else 14,
        "domain": False,
        "ticks": False,
        "grid": False,
    }
    return {"field": field, "type": "nominal", "sort": None, "axis": {**axis, **about}}


FEW = 6


def angle_for(names: Sequence[Text]) -> Spec:
    """A few short names need not be slanted."""
    return {"labelAngle": 0} if len(names) <= FEW and all(len(str(name)) < 9 for name in names) else {}


def amounts(field: str, title: Text, **about: Any) -> Spec:
    """An axis of amounts that begins at nothing."""
    return {"field": field, "type": "quantitative", "axis": {"title": title, "tickCount": 5, **about}}


def _dressed(spec: Spec) -> Spec:
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "padding": 4,
        **spec,
        "config": CONFIG,
    }


CONFIG: Spec = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": SOFT,
        "labelFontSize": 14,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "labelPadding": 5,
    },
    "legend": {
        "labelColor": INK,
        "titleColor": SOFT,
        "labelFontSize": 14,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "orient": "top",
        "labelLimit": 300,
        "titleLimit": 320,
        "symbolSize": 140,
    },
    "text": {"fontSize": 14, "color": INK},
    "header": {"labelColor": INK, "labelFontSize": 15, "labelFontWeight": "bold", "title": None},
}
