"""A map as SVG, drawn on the server: no script, no picture from anybody else, no inline style.

Colours are presentation attributes, so the page's own style sheet can change them; every text stands on a pale halo.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from directory.map.base import CELL, BaseLayer, shading
from directory.map.layout import Canvas, around, place_label, place_markers, text_box
from directory.map.view import View, rings_within, view_around, view_of
from directory.point import Point
from directory.wording import Words, counted, words

PAPER, INK, QUIET = "#f8f8f6", "#0b0c0c", "#505a5f"
SHADE_COLOURS = ("#dfe3e6", "#c3cbd1", "#a3b0b9")
MARKER, YOU, RING = "#1d70b8", "#942514", "#505a5f"
FONT_SIZES = {"city": 17.0, "large town": 14.5, "town": 13.0, "small town": 12.5}
SMALLEST_FONT = 12.0
KINDS = ("city", "large town", "town", "small town", "suburb", "village")
MOST_LABELS = 26
WIDE_VIEW = 12.0
"""Units for a mile below which suburbs and villages are left off: they would only crowd."""

Say = Callable[[Words], str]


@dataclass(frozen=True)
class MapPlace:
    name: str
    kind: str
    point: Point
    ours: bool = True
    """Within the area the directory covers; others are named more quietly."""


@dataclass(frozen=True)
class Marker:
    """A service on the map, by its number in the list beside it."""

    number: int
    name: str
    url: str
    point: Point


class Spot(NamedTuple):
    marker: Marker
    at: tuple[float, float]
    """Where its point is."""
    drawn: tuple[float, float]
    """Where there was room for it."""


def draw_map(
    layer: BaseLayer,
    places: Sequence[MapPlace],
    markers: Sequence[Marker],
    *,
    centre: Point | None,
    centre_label: str = "",
    marked: bool = True,
    radius_miles: float | None = None,
    size: tuple[int, int] = (400, 400),
    say: Say = str,
    ident: str = "map",
) -> Markup:
    """The map around a centre, or of the whole area where there is none.

    `marked` puts a sign on the centre, as the place searched from. `radius_miles` is how far it reaches; without it,
    as far as the furthest marker. `say` puts words into the reader's language; `ident` keeps ids apart where a page has
    two maps. Markers beyond the view are left out.
    """
    view = choose_view(layer, places, markers, centre, radius_miles, size)
    canvas = Canvas(*size)
    rings = rings_within(_reach(view)) if centre else []
    you = _you(view, canvas, centre, centre_label) if centre and marked else []
    shown = [marker for marker in markers if view.shows(marker.point)]
    points = [view.place(marker.point) for marker in shown]
    spots = [Spot(*three) for three in zip(shown, points, place_markers(canvas, points), strict=True)]
    ringed = _rings(view, canvas, rings, say)
    named = _names(view, canvas, [place for place in places if place.name != centre_label])
    discs = [_marker(spot) for spot in spots]
    parts = [_paper(view), *_shading(layer, view), *ringed, *named, *_leaders(spots), *you, *discs]
    return _svg(view, "".join(parts), _title(centre_label, say), _described(rings, shown, say), bool(shown), ident)


def choose_view(
    layer: BaseLayer,
    places: Sequence[MapPlace],
    markers: Sequence[Marker],
    centre: Point | None,
    radius_miles: float | None,
    size: tuple[int, int],
) -> View:
    """Around the centre as far as asked or as the markers reach, else over all there is to show."""
    points = [marker.point for marker in markers]
    if centre is None:
        return view_of(layer.corners() or points or [place.point for place in places if place.ours], size)
    if radius_miles is None:
        radius_miles = max((_rough_miles(centre, point) for point in points), default=3.0) * 1.1
    return view_around(centre, radius_miles, size)


def _rough_miles(a: Point, b: Point) -> float:
    x, y = View(a, 1.0, 0, 0).place(b)
    return float((x * x + y * y) ** 0.5)


def _reach(view: View) -> float:
    return min(view.width, view.height) / 2 / view.scale


def _paper(view: View) -> str:
    return f'<rect class="map-paper" width="{view.width}" height="{view.height}" fill="{PAPER}" stroke="#b1b4b6"/>'


def _shading(layer: BaseLayer, view: View) -> list[str]:
    return [
        f'<path class="map-homes" transform="translate(0 {CELL / 2:g}) scale({CELL})" d="M0 0{data}" fill="none" '
        f'stroke="{colour}" stroke-width="1.05" aria-hidden="true"/>'
        for data, colour in zip(shading(layer, view), SHADE_COLOURS, strict=True)
        if data
    ]


def _rings(view: View, canvas: Canvas, rings: Sequence[float], say: Say) -> list[str]:
    x, y = view.place(view.centre)
    drawn = []
    for miles in rings:
        radius = miles * view.scale
        drawn.append(
            f'<circle class="map-ring" cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}" fill="none" stroke="{RING}" '
            'stroke-dasharray="3 3"/>'
        )
        text = say(_miles(miles))
        baseline = y - radius + 4
        box = text_box(x, baseline, text, SMALLEST_FONT)
        if canvas.free(box):
            canvas.take(box)
            drawn.append(_text(text, x, baseline, SMALLEST_FONT, QUIET, "map-ring-label"))
    return drawn


def _miles(miles: float) -> Words:
    fractions = {0.25: words("¼ mile"), 0.5: words("½ mile")}
    return fractions.get(miles) or counted("%(n)s mile", "%(n)s miles", int(miles))


def _names(view: View, canvas: Canvas, places: Sequence[MapPlace]) -> list[str]:
    kinds = KINDS if view.scale > WIDE_VIEW else KINDS[:4]
    seen = [place for place in places if place.kind in kinds and view.shows(place.point, margin=8)]
    drawn: list[str] = []
    for place in sorted(seen, key=lambda place: (not place.ours, KINDS.index(place.kind))):
        if len(drawn) == MOST_LABELS:
            break
        large = place.kind in KINDS[:3]
        size = FONT_SIZES.get(place.kind, SMALLEST_FONT)
        spot = place_label(canvas, *view.place(place.point), place.name, size, far=large)
        if spot:
            bold = place.kind in KINDS[:2]
            drawn.append(_text(place.name, *spot, size, INK if place.ours else QUIET, "map-place", bold=bold))
    return drawn


def _leaders(spots: Sequence[Spot]) -> list[str]:
    """A line from each marker that had to move to the point it stands for."""
    return [
        f'<path class="map-leader" d="M{spot.at[0]:.0f} {spot.at[1]:.0f}L{spot.drawn[0]:.0f} {spot.drawn[1]:.0f}" '
        f'stroke="{MARKER}" stroke-width="1.5"/>'
        f'<circle cx="{spot.at[0]:.0f}" cy="{spot.at[1]:.0f}" r="3" fill="{MARKER}"/>'
        for spot in spots
        if spot.at != spot.drawn
    ]


def _you(view: View, canvas: Canvas, centre: Point, label: str) -> list[str]:
    """The place searched from and its name, which markers make room for."""
    x, y = view.place(centre)
    canvas.take(around(x, y, 9))
    spot = place_label(canvas, x, y, label, 13, far=True) if label else None
    named = [_text(label, *spot, 13, YOU, "map-you-label", bold=True)] if spot else []
    return [
        f'<g class="map-you"><circle cx="{x:.0f}" cy="{y:.0f}" r="8" fill="#fff" stroke="{YOU}" stroke-width="3"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{YOU}"/></g>',
        *named,
    ]


def _marker(spot: Spot) -> str:
    """A numbered disc that links to the service; the unseen circle makes it large enough to touch."""
    (marker, _, (x, y)) = spot
    name = escape(f"{marker.number}. {marker.name}")
    return (
        f'<a class="map-marker" href="{escape(marker.url)}" aria-label="{name}"><title>{name}</title>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="16" fill="none" pointer-events="all"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="11.5" fill="{MARKER}" stroke="#fff" stroke-width="1.5"/>'
        f'<text x="{x:.0f}" y="{y + 4.5:.0f}" fill="#fff" font-size="13" font-weight="700" text-anchor="middle">'
        f"{marker.number}</text></a>"
    )


def _text(text: str, x: float, y: float, size: float, colour: str, name: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text class="{name}" x="{x:.0f}" y="{y:.0f}" font-size="{size:g}" fill="{colour}"{weight} '
        f'stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke" text-anchor="middle">'
        f"{escape(text)}</text>"
    )


def _title(centre_label: str, say: Say) -> str:
    if centre_label:
        return say(words("Map of services near %(place)s", place=centre_label))
    return say(words("Map of services"))


def _described(rings: Sequence[float], shown: Sequence[Marker], say: Say) -> str:
    """What the map shows, for people who do not see it: it holds nothing that the list does not."""
    told = [
        counted(
            "%(n)s service is on the map, numbered as in the list.",
            "%(n)s services are on the map, numbered as in the list.",
            len(shown),
        )
        if shown
        else words("No service is on the map.")
    ]
    if rings:
        told.append(words("Circles show how far it is: the outer one is %(miles)s away.", miles=_miles(rings[-1])))
    return " ".join(say(sentence) for sentence in told)


def _svg(view: View, content: str, title: str, description: str, links: bool, ident: str) -> Markup:
    """A picture, or a named group where the markers are links: what is inside a picture cannot be reached."""
    role = "group" if links else "img"
    name = escape(ident)
    return Markup(  # noqa: S704  every text from outside was escaped where it was put in
        f'<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {view.width} {view.height}" role="{role}" '
        f'aria-labelledby="{name}-title {name}-about" font-family="arial, sans-serif">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-about">{escape(description)}</desc>'
        f"{content}</svg>"
    )
