"""The chain of `find_place`, in the shape that code written for geopy expects."""

from dataclasses import asdict
from typing import Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from sqlmodel import Session

from directory.errors import PlaceNotFound, PlaceOutsideArea
from directory.places.finding import find_place
from directory.places.gazetteer import LocalArea


class AreaGeocoder(Geocoder):
    """Finds places of one area in its own tables. It asks nothing of any other computer, and offers no reverse."""

    def __init__(self, session: Session, area: LocalArea | None = None) -> None:
        super().__init__()
        self.session, self.area = session, area

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """One Location (a list of one with `exactly_one=False`), or None where it is not found or outside the area.

        `raw` holds the fields of the Place. There is nothing to time out.
        """
        try:
            place = find_place(self.session, query, self.area)
        except (PlaceNotFound, PlaceOutsideArea):
            return None
        location = Location(place.label, (place.point.latitude, place.point.longitude, 0.0), asdict(place))
        return location if exactly_one else [location]
