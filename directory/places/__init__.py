"""A postcode or place name -> Place(point, area codes); distance; what a map is drawn from.

Everything is answered from the database and from `directory/data`. Coverage is by area code, never by nearness.
"""

from directory.places.finding import find_place
from directory.places.gazetteer import LocalArea, area_code_named, area_codes, district_name, load_area
from directory.places.geocoder import AreaGeocoder
from directory.places.loading import load_place_names, load_postcodes
from directory.places.mapped import base_layer, map_places
from directory.places.place import Place, miles_between

__all__ = [
    "AreaGeocoder",
    "LocalArea",
    "Place",
    "area_code_named",
    "area_codes",
    "base_layer",
    "district_name",
    "find_place",
    "load_area",
    "load_place_names",
    "load_postcodes",
    "map_places",
    "miles_between",
]
