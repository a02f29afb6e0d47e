"""The one way in: a text that names a place -> Place."""

from sqlmodel import Session

from directory.places.gazetteer import LocalArea, load_area
from directory.places.names import find_name
from directory.places.place import Place
from directory.places.postcodes import find_postcode, looks_like_postcode
from directory.places.refusals import not_a_place, nothing_typed

LONGEST = 120


def find_place(session: Session, text: str, area: LocalArea | None = None) -> Place:
    """Find a postcode, the beginning of one, or a place name; nothing is asked of any other computer.

    Raises PlaceNotFound (with suggestions) or PlaceOutsideArea; `str(error)` is the sentence to show.
    """
    area = area or load_area()
    if not any(letter.isalnum() for letter in text):
        raise nothing_typed()
    if len(text) > LONGEST:
        raise not_a_place(text)
    if looks_like_postcode(text):
        return find_postcode(session, text, area)
    return find_name(session, text, area)
