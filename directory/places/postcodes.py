"""A postcode, or the beginning of one, found in the postcode table.

An outward code crosses districts: every district that holds at least one postcode in a hundred is carried, so that
coverage is never told more surely than it is known.
"""

from sqlalchemy import func
from sqlmodel import Session, col, select

from directory.additions import Postcode
from directory.places.gazetteer import LocalArea, area_codes, district_name, districts, outcodes
from directory.places.place import Place
from directory.places.refusals import mostly_outside, not_a_postcode, outside, unknown_in_area
from directory.places.spelling import Reading, as_typed, with_look_alikes
from directory.point import Point

SMALLEST_SHARE = 0.01


def looks_like_postcode(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def find_postcode(session: Session, text: str, area: LocalArea) -> Place:
    """The place of a postcode or of its beginning, with O for 0 and the like put right.

    What was typed counts first; look-alikes are tried only where it begins like no postcode in the country.
    Raises PlaceNotFound or PlaceOutsideArea.
    """
    for reading in [*as_typed(text), *with_look_alikes(text)]:
        found = _place(session, reading, area)
        if found:
            return found
        if reading.outcode in outcodes():
            raise _refusal(session, reading, area)
    raise not_a_postcode(text)


def _place(session: Session, reading: Reading, area: LocalArea) -> Place | None:
    if not reading.is_whole:
        return _beginning(session, reading, area)
    row = session.get(Postcode, reading.outcode + reading.rest)
    if row is None:
        return None
    if row.district_code not in area.district_codes:
        raise outside(str(reading), area, districts()[row.district_code])
    return Place(
        label=str(reading),
        point=Point(row.latitude, row.longitude),
        areas=(area_codes(row.district_code),),
        approximate=False,
        district_name=district_name(row.district_code),
        district_code=row.district_code,
        outcode=row.outcode,
    )


def _beginning(session: Session, reading: Reading, area: LocalArea) -> Place | None:
    """The middle of the part of an outward code or sector that lies in the area; None where there is none."""
    shares = _shares(session, reading)
    ours = {code: share for code, share in shares.items() if code in area.district_codes}
    if not ours:
        return None
    total = sum(count for count, _, _ in ours.values())
    latitude = sum(count * y for count, y, _ in ours.values()) / total
    longitude = sum(count * x for count, _, x in ours.values()) / total
    only = next(iter(shares)) if len(shares) == 1 else None
    return Place(
        label=str(reading),
        point=Point(latitude, longitude),
        areas=tuple(area_codes(code) for code in shares),
        approximate=True,
        district_name=district_name(only) if only else None,
        district_code=only,
        outcode=reading.outcode,
    )


def _shares(session: Session, reading: Reading) -> dict[str, tuple[int, float, float]]:
    """District code -> (postcodes, mean latitude, mean longitude), the largest share first, slivers left out."""
    count = func.count()
    query = (
        select(Postcode.district_code, count, func.avg(Postcode.latitude), func.avg(Postcode.longitude))
        .where(Postcode.outcode == reading.outcode)
        .group_by(col(Postcode.district_code))
        .order_by(count.desc(), col(Postcode.district_code))
    )
    if reading.rest:
        query = query.where(col(Postcode.postcode).startswith(reading.outcode + reading.rest))
    rows = session.exec(query).all()
    total = sum(number for _, number, _, _ in rows)
    return {code: (number, y, x) for code, number, y, x in rows if number >= total * SMALLEST_SHARE}


def _refusal(session: Session, reading: Reading, area: LocalArea) -> Exception:
    """Why a reading with a real outward code is not a place of ours."""
    shares = _shares(session, Reading(reading.outcode, ""))
    if area.district_codes & shares.keys():
        return unknown_in_area(reading)
    return mostly_outside(reading, area, outcodes()[reading.outcode], on_the_border=bool(shares))
