"""Whether a comment looks as if it names somebody, so that its writer can be warned. Pure.

It only has to be worth a second look: a warning is given once and can be passed, so a wrong guess costs one click.
"""

import re
from enum import StrEnum

from directory.wording import Words, words


class Looks(StrEnum):
    """What part of a comment looks like."""

    PHONE = "phone"
    POSTCODE = "postcode"
    BIRTH_DATE = "birth date"
    EMAIL = "email"
    NAME = "name"


SAID: dict[Looks, Words] = {
    Looks.PHONE: words("a phone number"),
    Looks.POSTCODE: words("a postcode"),
    Looks.BIRTH_DATE: words("a date, perhaps a birthday"),
    Looks.EMAIL: words("an email address"),
    Looks.NAME: words("somebody’s name"),
}

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
PATTERNS = {
    Looks.PHONE: re.compile(r"(?<![\d-])(?:\+|0)\d(?:[ ()-]{0,2}\d){7,12}(?!\d)"),
    Looks.POSTCODE: re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE),
    Looks.BIRTH_DATE: re.compile(
        r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b"
        rf"|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})[a-z]* (?:19|20)\d\d\b",
        re.IGNORECASE,
    ),
    Looks.EMAIL: re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}"),
    Looks.NAME: re.compile(
        r"\b(?i:called|named|name is|name’s|name's|mr|mrs|ms|miss|dr)\.? [A-Z][a-z’'-]+|\b[A-Z][a-z’'-]+ [A-Z][a-z’'-]+"
    ),
}
NOT_NAMES = re.compile(r"\b(?:Right Door|Early Help|Children’s Services|Social Care|Front Door|Family Hub)\b")


def looks_like(text: str) -> tuple[Looks, ...]:
    """What the text seems to hold that could identify somebody."""
    plain = NOT_NAMES.sub("", text)
    return tuple(kind for kind, pattern in PATTERNS.items() if pattern.search(plain))
