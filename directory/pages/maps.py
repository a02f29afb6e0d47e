"""Maps of services for the pages: the area's own picture, read once, with this page's markers on it."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from markupsafe import Markup
from sqlmodel import Session

from directory.map import Marker, draw_map
from directory.pages.templating import said
from directory.places import base_layer, load_area, map_places
from directory.point import Point

KEPT = "right_door_map"


def area_map(
    session: Session,
    markers: Sequence[Marker],
    *,
    centre: Point | None = None,
    label: str = "",
    marked: bool = True,
    radius_miles: float | None = None,
    ident: str = "map",
) -> Markup:
    """The markers on the area's map, as SVG; see `draw_map`."""
    layer, places = _area_picture(session)
    return draw_map(
        layer,
        places,
        markers,
        centre=centre,
        centre_label=label,
        marked=marked,
        radius_miles=radius_miles,
        say=said,
        ident=ident,
    )


def _area_picture(session: Session) -> Any:
    """The area's dots and place names; reading them takes some 40 ms, so they are kept for the life of the process."""
    kept = current_app.extensions
    if KEPT not in kept:
        kept[KEPT] = base_layer(session, load_area(current_app.config["AREA"])), map_places(session)
    return kept[KEPT]
