"""Readers of how to reach a service: phone numbers, e-mail and web addresses, postcodes and points.

They add nothing to what was written, by one rule: "www.name.org" becomes "https://www.name.org", as every browser makes
it. Nothing here touches the database, the clock or Flask.
"""

import re

from directory.exchange.readers.found import NOT_TOLD, Found, NotRead
from directory.snapshots.problems import POSTCODE, is_email, is_phone_number, is_web_address
from directory.snapshots.snapshot import PhoneHeld
from directory.typed import shortened
from directory.wording import words

NUMBERS_PARTED = re.compile(r"\s*(?:[;,\n|]|\s/\s|\s+or\s+)\s*", re.I)
CUT_SHORT = re.compile(r"[1-9][0-9]{9}")
"""A United Kingdom number without its first zero: a spreadsheet has taken it for a number."""
COUNTRIES = {
    "united kingdom": "GB",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "wales": "GB",
    "scotland": "GB",
}


def phone(found: Found) -> str | None:
    """One number, as people write it. Raises NotRead."""
    said = " ".join(found.text.split())
    if said.casefold() in NOT_TOLD:
        return None
    return checked_number(said)


def phones(found: Found) -> tuple[PhoneHeld, ...]:
    """Every number of a text such as "0115 496 0000 or 0115 496 0001"; one that is none is left out with a remark."""
    held: dict[str, PhoneHeld] = {}
    for said in (part for text in found.texts for part in NUMBERS_PARTED.split(text)):
        if said.casefold() in NOT_TOLD:
            continue
        try:
            number = checked_number(" ".join(said.split()))
        except NotRead as error:
            found.leave_out(error.found, error.words)
            continue
        held.setdefault(re.sub(r"[^0-9+]", "", number), PhoneHeld(number=number))
    return tuple(held.values())


def checked_number(said: str) -> str:
    """A number as it was written. Raises NotRead."""
    if CUT_SHORT.fullmatch(said):
        raise NotRead(
            said,
            words(
                "“%(text)s” has lost its first 0: the spreadsheet took it for a number. Make the cell text, then type "
                "it again.",
                text=said,
            ),
        )
    if not is_phone_number(said):
        raise NotRead(said, words("“%(text)s” is not a phone number. Write it as it is dialled.", text=shortened(said)))
    return said


def email(found: Found) -> str | None:
    said = found.text.removeprefix("mailto:").strip()
    if said.casefold() in NOT_TOLD:
        return None
    if not is_email(said):
        raise NotRead(
            said, words("“%(text)s” is not an email address, such as name@example.org.", text=shortened(said))
        )
    return said


def url(found: Found) -> str | None:
    said = found.text.strip()
    if said.casefold() in NOT_TOLD:
        return None
    if re.match(r"www\.", said, re.I):
        said = f"https://{said}"
    if not is_web_address(said):
        raise NotRead(
            found.text,
            words("“%(text)s” is not a whole web address. Write it with https:// at the start.", text=shortened(said)),
        )
    return said


def postcode(found: Found) -> str | None:
    """A full postcode in capitals with its space. Raises NotRead."""
    said = re.sub(r"\s+", "", found.text).upper()
    if said.casefold() in NOT_TOLD:
        return None
    if not POSTCODE.fullmatch(said):
        raise NotRead(
            found.text, words("“%(text)s” is not a full postcode, such as NG1 5FS.", text=shortened(found.text))
        )
    return f"{said[:-3]} {said[-3:]}"


def country(found: Found) -> str:
    said = found.text.strip()
    return COUNTRIES.get(said.casefold(), said.upper() if len(said) == 2 else said) or "GB"


def latitude(found: Found) -> float | None:
    return _degrees(found, 90)


def longitude(found: Found) -> float | None:
    return _degrees(found, 180)


def _degrees(found: Found, most: int) -> float | None:
    said = found.text
    if said.casefold() in NOT_TOLD:
        return None
    try:
        degrees = float(said)
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        raise NotRead(
            said,
            words("“%(text)s” is not degrees from -%(most)s to %(most)s.", text=shortened(said), most=most),
        )
    return degrees
