"""Services on a map drawn on the server: shading where people live, place names, distance rings, numbered markers."""

from directory.map.base import BaseLayer
from directory.map.drawing import MapPlace, Marker, draw_map

__all__ = ["BaseLayer", "MapPlace", "Marker", "draw_map"]
