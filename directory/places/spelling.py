"""What people type for a postcode or a place, read without a database: spaces, capitals, apostrophes, look-alikes."""

import re
import unicodedata
from itertools import product
from typing import NamedTuple

OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
SPACED = re.compile(rf"({OUTWARD})\s+([0-9](?:[A-Z]{{1,2}})?)")
WHOLE = re.compile(rf"({OUTWARD})([0-9][A-Z]{{2}})")
OUTWARD_ALONE = re.compile(rf"({OUTWARD})()")
PART = re.compile(rf"({OUTWARD})([0-9][A-Z]?)")
IN_AN_ADDRESS = re.compile(rf"\b({OUTWARD})\s*([0-9][A-Z]{{2}})\b")
AFTER_A_TOWN = re.compile(rf"[A-Z]{{3,}}[ ,]+({OUTWARD})()$")
LOOK_ALIKES = {"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8", "0": "O", "1": "I", "5": "S", "8": "B"}
LONGEST_POSTCODE = 8
ENDINGS = re.compile(
    r" (?:notts|nottm|nottinghamshire|uk|england|united kingdom|town centre|city centre|village|district)$"
)
SHORT_NAMES = {"notts": "nottinghamshire", "nottm": "nottingham"}


class Reading(NamedTuple):
    """One way to read a text as a postcode or its beginning."""

    outcode: str
    rest: str
    """Nothing ("NG17"), a sector ("1"), or up to a whole inward code ("1AA")."""

    @property
    def is_whole(self) -> bool:
        return len(self.rest) == 3

    def __str__(self) -> str:
        return f"{self.outcode} {self.rest}".strip()


def as_typed(text: str) -> list[Reading]:
    """The text read as a postcode just as it stands, the likeliest first; none where it is not shaped like one."""
    upper = _upper(text)
    spaced = SPACED.fullmatch(upper)
    if spaced:
        return [Reading(*spaced.groups())]
    alone = _readings(re.sub(r"[^A-Z0-9]", "", upper))
    address = IN_AN_ADDRESS.search(upper) or AFTER_A_TOWN.search(upper)
    return [Reading(*address.groups())] if address and not alone else alone


def with_look_alikes(text: str) -> list[Reading]:
    """Readings with letters and figures that look alike changed for each other, the fewest changes first."""
    compact = re.sub(r"[^A-Z0-9]", "", _upper(text))
    if not 2 <= len(compact) < LONGEST_POSTCODE or not any(letter.isdigit() for letter in compact):
        return []
    choices = [(letter, LOOK_ALIKES[letter]) if letter in LOOK_ALIKES else (letter,) for letter in compact]
    spellings = ["".join(letters) for letters in product(*choices)][1:]
    spellings.sort(key=lambda spelling: sum(a != b for a, b in zip(spelling, compact, strict=True)))
    return list(dict.fromkeys(reading for spelling in spellings for reading in _readings(spelling)))


def name_key(text: str) -> str:
    """A place name to compare by: "St. Ann's" and "saint anns" are both "st anns"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['.`]", "", plain.replace("&", " and "))
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    plain = re.sub(r"^(?:the|near|in|city of) ", "", plain)
    return re.sub(r"\bsaint\b", "st", plain)


def keys_for(name: str) -> list[str]:
    """The key of a name as it stands, then without what people add to it: "worksop notts" is "worksop"."""
    key = plain = name_key(name)
    while ENDINGS.search(plain):
        plain = ENDINGS.sub("", plain)
    return list(dict.fromkeys((SHORT_NAMES.get(key, key), SHORT_NAMES.get(plain, plain))))


def _upper(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper().strip(" .,;")


def _readings(compact: str) -> list[Reading]:
    if len(compact) >= LONGEST_POSTCODE:
        return []
    outward = OUTWARD_ALONE.fullmatch(compact)
    if outward:
        return [Reading(*outward.groups())]
    found = [pattern.fullmatch(compact) for pattern in (WHOLE, PART)]
    return [Reading(*match.groups()) for match in found if match]
