"""A town, suburb, village, district or county found by its name, however it is spelt."""

from math import cos, radians

from rapidfuzz import fuzz, process
from sqlalchemy import func
from sqlmodel import Session, col, select

from directory.additions import PlaceName, Postcode
from directory.places.gazetteer import District, LocalArea, area_codes, district_name, districts, districts_named
from directory.places.place import Place
from directory.places.refusals import council_outside, misspelt, not_a_place, outside, several
from directory.places.spelling import keys_for, name_key
from directory.point import Point

AROUND_MILES = {"suburb": 0.4, "village": 0.4}
AROUND_A_TOWN_MILES = 0.7
SMALLEST_SHARE = 0.05
MILES_PER_DEGREE = 69.0
CLOSE_ENOUGH = 72
"""Of 100, by rapidfuzz: "mansfeild" is 89 from "mansfield", "notingham" 95 from "nottingham"."""
MOST_SUGGESTIONS = 4


def find_name(session: Session, text: str, area: LocalArea) -> Place:
    """The place of this name: a town first, then our district or county, then the only town that begins so.

    Raises PlaceNotFound with suggestions, each of which will be found, or PlaceOutsideArea.
    """
    name, _, more = text.partition(",")
    rows = list(session.exec(select(PlaceName).order_by(PlaceName.name)))
    ours = [row for row in rows if row.district_code in area.district_codes]
    *as_it_stands, key = keys_for(name)
    for exact in (*as_it_stands, key):
        called_so = _in_district([row for row in rows if name_key(row.name) == exact], more)
        if called_so:
            return _only(session, text, area, called_so)
    councils = districts_named(key)
    if any(district.code in area.district_codes for district in councils):
        return _district_or_county(session, area, councils)
    begin_so = [row for row in ours if len(key) > 3 and name_key(row.name).startswith(f"{key} ")]
    if begin_so:
        return _only(session, text, area, begin_so)
    if councils:
        raise council_outside(area, councils)
    near = suggestions_for(key, ours)
    raise misspelt(text, near) if near else not_a_place(text)


def suggestions_for(key: str, rows: list[PlaceName]) -> list[str]:
    """Names with this word in them, else the names spelt most like it."""
    words_in = [row for row in rows if len(key) > 3 and f" {key} " in f" {name_key(row.name)} "]
    if words_in:
        return _names(words_in)
    keys = [name_key(row.name) for row in rows]
    near = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=MOST_SUGGESTIONS)
    best = max((score for _, score, _ in near), default=0)
    return _names([rows[index] for _, score, index in near if score > best - 10])


def _in_district(rows: list[PlaceName], more: str) -> list[PlaceName]:
    """Those in the district that was named after the comma, where that tells them apart."""
    wanted = name_key(more)
    told = [row for row in rows if wanted and name_key(district_name(row.district_code) or "") == wanted]
    return told or rows


def _only(session: Session, text: str, area: LocalArea, rows: list[PlaceName]) -> Place:
    ours = [row for row in rows if row.district_code in area.district_codes]
    if not ours:
        raise outside(rows[0].name, area, districts()[rows[0].district_code])
    if len(ours) > 1:
        raise several(text, _names(ours))
    return _named_place(session, ours[0])


def _names(rows: list[PlaceName]) -> list[str]:
    """Names to choose from, with the district where two are called the same."""
    names = [row.name for row in rows[:MOST_SUGGESTIONS]]
    return [
        f"{row.name}, {district_name(row.district_code)}" if names.count(row.name) > 1 else row.name
        for row in rows[:MOST_SUGGESTIONS]
    ]


def _named_place(session: Session, row: PlaceName) -> Place:
    point = Point(row.latitude, row.longitude)
    around = _districts_around(session, point, AROUND_MILES.get(row.kind, AROUND_A_TOWN_MILES))
    codes = [row.district_code, *(code for code in around if code != row.district_code)]
    return Place(
        label=row.name,
        point=point,
        areas=tuple(area_codes(code) for code in codes),
        approximate=True,
        district_name=district_name(row.district_code),
        district_code=row.district_code,
    )


def _districts_around(session: Session, point: Point, miles: float) -> list[str]:
    """The districts that hold at least one in twenty of the postcodes in a square around a point."""
    high = miles / MILES_PER_DEGREE
    wide = high / cos(radians(point.latitude))
    query = (
        select(Postcode.district_code, func.count())
        .where(col(Postcode.latitude).between(point.latitude - high, point.latitude + high))
        .where(col(Postcode.longitude).between(point.longitude - wide, point.longitude + wide))
        .group_by(col(Postcode.district_code))
    )
    rows = session.exec(query).all()
    total = sum(count for _, count in rows)
    return sorted(code for code, count in rows if count >= total * SMALLEST_SHARE)


def _district_or_county(session: Session, area: LocalArea, found: list[District]) -> Place:
    ours = [district for district in found if district.code in area.district_codes]
    only = ours[0] if len(ours) == 1 else None
    return Place(
        label=only.name if only else ours[0].county,
        point=_middle(session, [district.code for district in ours]),
        areas=tuple(district.codes for district in ours),
        approximate=True,
        district_name=only.name if only else None,
        district_code=only.code if only else None,
    )


def _middle(session: Session, codes: list[str]) -> Point:
    """The mean point of the districts' postcodes, or of their towns where no postcode is loaded."""
    for table in (Postcode, PlaceName):
        query = select(func.avg(table.latitude), func.avg(table.longitude)).where(col(table.district_code).in_(codes))
        latitude, longitude = session.exec(query).one()
        if latitude is not None:
            return Point(latitude, longitude)
    raise LookupError(f"no postcode and no place is loaded for {', '.join(codes)}")
