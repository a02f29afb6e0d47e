"""What to say when a place is not found or lies outside the area: the reason first, then what to do instead."""

from collections.abc import Sequence

from directory.errors import PlaceNotFound, PlaceOutsideArea
from directory.places.gazetteer import District, LocalArea
from directory.places.spelling import Reading
from directory.typed import shortened
from directory.wording import Words, words


def nothing_typed() -> PlaceNotFound:
    return PlaceNotFound("", (), words("Write a postcode, a town or a village."))


def not_a_place(text: str) -> PlaceNotFound:
    said = words(
        "We could not find “%(text)s”. Check the spelling, or write a postcode such as NG17 1AA.", text=shortened(text)
    )
    return PlaceNotFound(text, (), said)


def not_a_postcode(text: str) -> PlaceNotFound:
    said = words(
        "“%(text)s” is not a postcode we know. Check it, or write a town or village instead.", text=shortened(text)
    )
    return PlaceNotFound(text, (), said)


def unknown_in_area(reading: Reading) -> PlaceNotFound:
    """A postcode of an outward code we cover, but not one we hold: new, or a slip of the finger."""
    said = words(
        "We do not know the postcode %(postcode)s. Check it, or search by its first part: %(outcode)s.",
        postcode=str(reading),
        outcode=reading.outcode,
    )
    return PlaceNotFound(str(reading), (reading.outcode,), said)


def misspelt(text: str, suggestions: Sequence[str]) -> PlaceNotFound:
    said = words(
        "We could not find “%(text)s”. Did you mean %(choices)s?", text=shortened(text), choices=either(suggestions)
    )
    return PlaceNotFound(text, tuple(suggestions), said)


def several(text: str, suggestions: Sequence[str]) -> PlaceNotFound:
    said = words(
        "“%(text)s” could be several places. Did you mean %(choices)s?",
        text=shortened(text),
        choices=either(suggestions),
    )
    return PlaceNotFound(text, tuple(suggestions), said)


def outside(named: str, area: LocalArea, district: District) -> PlaceOutsideArea:
    """A place that lies in a district that is not ours."""
    if named == district.name:
        return council_outside(area, [district])
    reason = words("%(place)s is in %(where)s.", place=named, where=district.where)
    said = _said(reason, area, district.children_services)
    return PlaceOutsideArea(named, district.where, said, district.codes)


def mostly_outside(reading: Reading, area: LocalArea, district: District, *, on_the_border: bool) -> PlaceOutsideArea:
    """A postcode we do not hold, or the beginning of one: told by where most of its outward code lies."""
    reason = words("Most of %(outcode)s is in %(where)s.", outcode=reading.outcode, where=district.where)
    if on_the_border and not reading.is_whole:
        reason = words("%(reason)s If you have the full postcode, try that.", reason=reason)
    said = _said(reason, area, district.children_services)
    return PlaceOutsideArea(str(reading), district.where, said, district.codes)


def council_outside(area: LocalArea, found: Sequence[District]) -> PlaceOutsideArea:
    """A district by its own name, or all the districts of a county by the county's."""
    one = found[0] if len(found) == 1 else None
    name = one.name if one else found[0].county
    where = one.where if one else name
    said = _said(words("%(place)s is outside our area.", place=where), area, found[0].children_services)
    return PlaceOutsideArea(name, where, said, one.codes if one else frozenset({found[0].county_code}))


def _said(reason: Words, area: LocalArea, council: str) -> Words:
    """The reason, what the directory covers, and whom to ring instead."""
    return words(
        "%(reason)s This directory only covers %(area)s. If a child is in danger now, ring 999. If you are worried "
        "about a child, ring children’s services in %(council)s, or the NSPCC on 0808 800 5000.",
        reason=reason,
        area=area.name,
        council=council,
    )


def either(choices: Sequence[str]) -> Words:
    """ "A", "A or B", "A, B or C"."""
    if len(choices) == 1:
        return words("%(only)s", only=choices[0])
    return words("%(first)s or %(last)s", first=", ".join(choices[:-1]), last=choices[-1])
