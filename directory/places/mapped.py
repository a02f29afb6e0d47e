"""What a map is drawn from: the postcodes of the area as shading, and the places to name on it.

Both are read once and kept by the caller; they change only when postcodes are loaded anew.
"""

from sqlmodel import Session, col, select

from directory.additions import PlaceName, Postcode
from directory.map import BaseLayer, MapPlace
from directory.places.gazetteer import LocalArea, load_area
from directory.point import Point


def base_layer(session: Session, area: LocalArea | None = None) -> BaseLayer:
    """The points of every postcode in the area; takes about a tenth of a second."""
    codes = (area or load_area()).district_codes
    points = select(Postcode.latitude, Postcode.longitude).where(col(Postcode.district_code).in_(codes))
    return BaseLayer((latitude, longitude) for latitude, longitude in session.exec(points))


def map_places(session: Session, area: LocalArea | None = None) -> tuple[MapPlace, ...]:
    """The places to name on a map, those of the area first."""
    codes = (area or load_area()).district_codes
    rows = session.exec(select(PlaceName).order_by(PlaceName.name))
    places = [
        MapPlace(row.name, row.kind, Point(row.latitude, row.longitude), row.district_code in codes) for row in rows
    ]
    return tuple(sorted(places, key=lambda place: not place.ours))
