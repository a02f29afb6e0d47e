"""How old a reader must be for a text: the Flesch–Kincaid grade, a school year of the United States, and five years.

Nothing here touches the database, the clock or Flask. The first text costs half a second, when the dictionary of
pronunciations is read; each further one a tenth of a millisecond, and nothing where it was judged before.
"""

import re
from hashlib import blake2b

AIM = 11
"""What we write for. The GOV.UK content guide aims at 9; families and busy professionals read these in worry."""
SHORTEST = 20
"""Words. The formula counts words and sentences: of a line or two it says nothing worth having."""
LONGEST = 6_000
"""Characters; what comes after is more of the same."""
YOUNGEST, OLDEST = 5.0, 25.0
SCHOOL_STARTS = 5
KEPT = 50_000
ADDRESSES = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\+?[0-9][0-9 ()-]{5,}[0-9]")
"""What nobody reads as words: web and e-mail addresses and phone numbers."""

_known: dict[bytes, float | None] = {}


def reading_age(text: str | None) -> float | None:
    """Years, 5 to 25, to one decimal; None where the text is too short to judge."""
    key = blake2b((text or "").encode(errors="replace"), digest_size=16).digest()
    try:
        return _known[key]
    except KeyError:
        if len(_known) >= KEPT:
            _known.clear()
        return _known.setdefault(key, _judged(_plain(text or "")))


def _judged(plain: str) -> float | None:
    if len(plain.split()) < SHORTEST:
        return None
    return round(min(max(age_by_formula(plain), YOUNGEST), OLDEST), 1)


def age_by_formula(text: str) -> float:
    """The age in years of a pupil in the text's grade, as the formula gives it: of a few words it may be any number."""
    import textstat  # its time is for those who judge texts

    return float(textstat.flesch_kincaid_grade(text)) + SCHOOL_STARTS


def _plain(text: str) -> str:
    """The words as sentences: a line of a list ends one, as a reader's eye does."""
    lines = (line.strip(" \t•*-–") for line in ADDRESSES.sub(" ", text[:LONGEST]).splitlines())
    return " ".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in lines if line)
