"""Readers of facts that are chosen from a list: status, needs, who may refer, areas, languages, cost.

A value is known by its code, by the words our pages say for it, or through the mapping's own table. One that is not is
told, never dropped without a word. Nothing here touches the database, the clock or Flask.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from directory.additions import Method, Provision, Role, Send, Sex
from directory.errors import PlaceNotFound
from directory.exchange.readers.figures import NUMBER
from directory.exchange.readers.found import NOT_TOLD, Found, NotRead, not_one_of
from directory.exchange.readers.texts import NO, YES, several_words, split
from directory.labels import METHODS, PROVISION, ROLES, SEND, SEX, STATUS
from directory.models import LocationType, Status
from directory.places import area_code_named, area_codes
from directory.places.gazetteer import COUNTRIES, districts
from directory.snapshots.snapshot import AreaHeld, CostHeld, LanguageHeld
from directory.typed import shortened
from directory.wording import Words, words

GSS = re.compile(r"(?:.*/)?([A-Z][0-9]{8})")
"""A code, or an address that ends in one."""
FREE = {"free", "free of charge", "no charge", "no cost", "£0", "£0.00"}
ALSO: dict[str, dict[str, str]] = {
    "status": {"open": "active", "live": "active", "published": "active", "closed": "defunct", "archived": "inactive"},
    "roles": {"family": "self", "parent": "self", "parents": "self", "self-referral": "self", "self referral": "self",
              "schools": "school", "nursery": "early_years", "early years": "early_years", "gp": "health",
              "social care": "social_care", "social worker": "social_care", "everyone": "anyone"},
    "methods": {"telephone": "phone", "ring": "phone", "call": "phone", "e-mail": "email", "online": "online form",
                "website": "online form", "form": "paper form", "drop-in": "drop in", "walk in": "drop in",
                "post": "letter"},
    "sex": {"girls": "female", "women": "female", "f": "female", "boys": "male", "men": "male", "m": "male"},
    "send": {"only": "for", "yes": "welcomes", "no": "cannot"},
    "location_type": {"virtual": "virtual", "online": "virtual"},
}  # fmt: skip
"""Other ways of writing a code, small letters."""


def one_of(name: str, codes: type[Any], labels: Mapping[str, Any]) -> Callable[[Found], str | None]:
    """A reader for one code of a list."""
    known = _spellings(codes, labels) | ALSO.get(name, {})

    def read(found: Found) -> str | None:
        said = found.text
        if said.casefold() in NOT_TOLD - {"none"}:
            return None
        code = known.get(said.casefold())
        if code is None:
            raise not_one_of(said, [str(each) for each in codes])
        return code

    return read


def some_of(name: str, codes: type[Any], labels: Mapping[str, Any]) -> Callable[[Found], tuple[str, ...]]:
    """A reader for several codes of a list, parted by commas, semicolons or lines."""
    known = _spellings(codes, labels) | ALSO.get(name, {})

    def read(found: Found) -> tuple[str, ...]:
        return _kept(found, known, [str(each) for each in codes])

    return read


def needs(found: Found) -> tuple[str, ...]:
    """Need ids, by id, by name, or through the mapping's table."""
    known = {name.casefold(): need for need, name in found.known.needs.items()}
    return _kept(found, known | {need: need for need in found.known.needs}, None)


def levels(found: Found) -> tuple[int, ...]:
    read = _kept(found, {each: each for each in "1234"} | {f"level {each}": each for each in "1234"}, [*"1234"])
    return tuple(int(level) for level in read)


def _kept(found: Found, known: Mapping[str, str], choices: list[str] | None) -> tuple[str, ...]:
    """The codes of all texts; a text of which no part is known is told as a whole."""
    kept: list[str] = []
    for said in found.texts:
        parts = [said] if said.casefold() in known else [_translated(found, part) for part in split(said)]
        parts = [part for each in parts for part in split(each) if part.casefold() not in NOT_TOLD]
        codes = [known[part.casefold()] for part in parts if part.casefold() in known]
        kept.extend(codes)
        strangers = [part for part in parts if part.casefold() not in known]
        for strange in strangers if codes or choices else [said] * bool(strangers):
            found.leave_out(strange, _not_known(strange, choices))
    return tuple(dict.fromkeys(kept))


def _translated(found: Found, part: str) -> str:
    return str(found.take.values.get(part.casefold(), part))


def _not_known(text: str, choices: list[str] | None) -> Words:
    if choices:
        return not_one_of(text, choices).words
    return words("“%(text)s” is not one of our needs. Say which of ours it is.", text=shortened(text))


@cache
def _codes(codes: type[Any]) -> tuple[str, ...]:
    return tuple(str(code) for code in codes)


def _spellings(codes: type[Any], labels: Mapping[str, Any]) -> dict[str, str]:
    by_label = {str(labels[code]).casefold(): str(code) for code in codes if code in labels}
    return by_label | {str(code).casefold(): str(code) for code in codes}


status = one_of("status", Status, STATUS)
provision = one_of("provision", Provision, PROVISION)
sex = one_of("sex", Sex, SEX)
send = one_of("send", Send, SEND)
location_type = one_of("location_type", LocationType, {})
roles = some_of("roles", Role, ROLES)
methods = some_of("methods", Method, METHODS)


def areas(found: Found) -> tuple[AreaHeld, ...]:
    """Areas by name or GSS code; the name of no council is kept as words, without a code."""
    return tuple(dict.fromkeys(area_called(name) for name in several_words(found)))


def area_called(name: str) -> AreaHeld:
    code = GSS.fullmatch(name)
    if code:
        return AreaHeld(name=area_name(code[1]), area_code=code[1])
    try:
        return AreaHeld(name=name, area_code=area_code_named(name))
    except PlaceNotFound:
        return AreaHeld(name=name)


def area_name(code: str) -> str | None:
    """What a council's area is called, its county or country too; None for a code of something else."""
    if code in districts():
        return districts()[code].name
    counties = {district.county_code: district.county for district in districts().values() if district.county_code}
    return counties.get(code) or dict(COUNTRIES.values()).get(code)


def area_code(found: Found) -> str | None:
    """A GSS code, alone or at the end of an address; anything else is none."""
    said = found.text
    if said.casefold() in NOT_TOLD:
        return None
    code = GSS.fullmatch(said)
    if not code or (code[1] not in area_codes(code[1])):
        raise NotRead(said, words("“%(text)s” is not the code of an area, such as E06000018.", text=shortened(said)))
    return code[1]


def languages(found: Found) -> tuple[LanguageHeld, ...]:
    return tuple(LanguageHeld(name=name) for name in several_words(found))


def costs(found: Found) -> tuple[CostHeld, ...]:
    """What it costs, as words; "free" and a bare figure are understood."""
    said = found.text
    if said.casefold() in NOT_TOLD - {"none", "nil"}:
        return ()
    if said.casefold().strip(" .!") in FREE:
        return (CostHeld(option="Free", amount=0.0),)
    figure = NUMBER.fullmatch(said)
    if figure:
        return (CostHeld(amount=float(figure[1].replace(",", "") + (figure[2] or ""))),)
    return (CostHeld(option=said),)


def free(found: Found) -> tuple[CostHeld, ...]:
    """Whether it is free; what something costs that is not, is not known from this."""
    said = found.text.casefold().strip(" .!")
    if said in NOT_TOLD or said in NO:
        return ()
    if said in YES or said in FREE:
        return (CostHeld(option="Free", amount=0.0),)
    raise not_one_of(found.text, ["yes", "no"])
