"""Districts, counties and outward codes of the United Kingdom, read from `directory/data`. No database.

A district's *codes* are those of all that contain it: the district, its county, its country.
"""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import process

from directory.errors import PlaceNotFound
from directory.places.spelling import name_key

DATA = Path(__file__).parent.parent / "data"
DEFAULT_AREA = "nottinghamshire"
COUNTRIES = {
    "E": ("E92000001", "England"),
    "N": ("N92000002", "Northern Ireland"),
    "S": ("S92000003", "Scotland"),
    "W": ("W92000004", "Wales"),
}


@dataclass(frozen=True)
class District:
    code: str
    name: str
    county_code: str
    county: str
    """Blank where the district is its own top-tier council."""

    @property
    def codes(self) -> frozenset[str]:
        country = COUNTRIES.get(self.code[0], ("", ""))[0]
        return frozenset(code for code in (self.code, self.county_code, country) if code)

    @property
    def where(self) -> str:
        return f"{self.name}, {self.county}" if self.county else self.name

    @property
    def children_services(self) -> str:
        """Whose children's services look after this district: the county's where there is one."""
        return self.county or self.name


@dataclass(frozen=True)
class LocalArea:
    """The area one directory covers."""

    id: str
    name: str
    district_codes: frozenset[str]
    places_file: Path


@cache
def load_area(name: str = DEFAULT_AREA) -> LocalArea:
    """The area that the AREA setting names. Raises PlaceNotFound for a name that `areas.toml` does not hold."""
    areas = tomllib.loads((DATA / "areas.toml").read_text(encoding="utf-8"))
    if name not in areas:
        raise PlaceNotFound(name, tuple(areas))
    entry = areas[name]
    return LocalArea(name, entry["name"], frozenset(entry["districts"]), DATA / entry["places"])


@cache
def districts() -> dict[str, District]:
    """GSS code -> district, for the whole United Kingdom."""
    return {row["code"]: _district(row) for row in _rows()}


@cache
def outcodes() -> dict[str, District]:
    """Outward code ("NG17") -> the district that most of its postcodes lie in."""
    return {outcode: districts()[row["code"]] for row in _rows() for outcode in row["outcodes"].split()}


def area_codes(district_code: str) -> frozenset[str]:
    """The GSS codes of a district and of all that contain it; of the code alone where the district is not known."""
    district = districts().get(district_code)
    return district.codes if district else frozenset({district_code})


def district_name(district_code: str) -> str | None:
    district = districts().get(district_code)
    return district.name if district else None


def area_code_named(name: str) -> str:
    """The GSS code of a district, county or country by its name. Raises PlaceNotFound with near names."""
    code = _codes_by_key().get(name_key(name))
    if code is None:
        near = process.extract(name_key(name), _codes_by_key().keys(), limit=3, score_cutoff=75)
        raise PlaceNotFound(name, tuple(match.title() for match, _, _ in near))
    return code


def districts_named(name: str) -> list[District]:
    """The one district of this name, or all those of the county of this name; none where no council is called so.

    "London" is the last of two by code: all of London, after the City of London.
    """
    key = name_key(name)
    one = [district for district in districts().values() if name_key(district.name) == key][-1:]
    return one or [district for district in districts().values() if name_key(district.county) == key and key]


@cache
def _codes_by_key() -> dict[str, str]:
    codes = {name_key(name): code for code, name in COUNTRIES.values()}
    codes |= {name_key(district.county): district.county_code for district in districts().values() if district.county}
    return codes | {name_key(district.name): district.code for district in districts().values()}


def _rows() -> list[dict[str, str]]:
    with (DATA / "councils.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _district(row: dict[str, str]) -> District:
    return District(row["code"], row["name"], row["county_code"], row["county"])
