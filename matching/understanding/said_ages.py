"""Ages of children as people mention them in a text: "10 day old", "3yo", "aged 12", "Year 4", "in reception".

Nothing here touches a file, the database, the clock or Flask.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.ages import PER_YEAR, SPOKEN
from matching.understanding.cues import listed
from matching.understanding.typed_words import Word

UNITS = {
    **dict.fromkeys(("year", "years", "yr", "yrs", "yo", "y", "yer", "yrold"), "year"),
    **dict.fromkeys(("month", "months", "mth", "mths", "mnth", "mnths", "mo", "mos", "m"), "month"),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "w"), "week"),
    **dict.fromkeys(("day", "days", "d"), "day"),
}
SHORT = frozenset(["y", "m", "w", "d", "mo", "yo"])
"""Units that are read only right behind a figure."""
OLD = frozenset(["old", "olds", "yo"])
SCHOOL = {"reception": 4.0, "newborn": 0.0, "preschool": 3.0}
CHILDREN = listed(
    """
    son daughter child girl boy brother sister sis lad niece nephew cousin pupil student toddler grandson
    granddaughter baby kid friend
    """
)
OLDEST = 19.0
AGE_BEFORE = frozenset(["aged", "age", "turned", "only", "just", "is", "am", "nearly", "was"])
ABOUT = frozenset(["only", "just", "about", "nearly", "almost", "around", "still"])
NOT_AN_AGE = frozenset(
    [
        *("ago", "late", "times", "minutes", "hours", "hour", "pounds", "people", "children", "kids", "of", "am", "pm"),
        *("month", "months", "weeks", "days", "percent", "more", "out", "boys", "girls", "miles", "stone", "kg", "lb"),
    ]
)


@dataclass(frozen=True)
class SaidAge:
    """Decimal years, and the words where they are said: the first and the last."""

    years: float
    place: int
    last: int


def said_ages(words: Sequence[Word]) -> tuple[SaidAge, ...]:
    """Every age that the words may mean, up to nineteen years. "For 3 weeks" and "3 weeks ago" are no ages."""
    found = []
    for place in range(len(words)):
        years = _school_year(words, place)
        if years is None:
            years = _with_unit(words, place)
        if years is None:
            years = _bare(words, place)
        if years is not None and years <= OLDEST:
            found.append(SaidAge(years, place, _last_of(words, place)))
    return tuple(found)


def _last_of(words: Sequence[Word], place: int) -> int:
    """The last of the words that belong to an age: "ten-week-old's" is three."""
    while _word(words, place + 1) in UNITS or _word(words, place + 1).removesuffix("s") in OLD:
        place += 1
    return place


def _word(words: Sequence[Word], place: int) -> str:
    return words[place].word if 0 <= place < len(words) else ""


def _number(word: str) -> float | None:
    figure = SPOKEN.get(word, word)
    return float(figure) if figure.isascii() and figure.isdigit() and len(figure) <= 2 else None


def _school_year(words: Sequence[Word], place: int) -> float | None:
    """Year 1 begins at five."""
    word = _word(words, place)
    if word in SCHOOL:
        return SCHOOL[word]
    if word in {"year", "yr", "y"} and _number(_word(words, place - 1)) is None:
        number = _number(_word(words, place + 1))
        if number is not None and 1 <= number <= 13 and _word(words, place + 2) not in UNITS:
            return number + 4
    return None


def _with_unit(words: Sequence[Word], place: int) -> float | None:
    """ "10 day old", "six months", "3yo"; a length of time only counts as an age beside "old" or a verb of being."""
    number = _number(_word(words, place))
    unit = UNITS.get(_word(words, place + 1))
    if number is None or unit is None:
        return None
    after, before = _word(words, place + 2), _word(words, place - 1)
    joined = words[place].start == words[place + 1].start or words[place].end == words[place + 1].start
    if _word(words, place + 1) in SHORT and not joined and after not in OLD:
        return None
    said_as_age = after in OLD or _word(words, place + 1) == "yo" or before in AGE_BEFORE or before in ABOUT
    if not said_as_age and (after == "ago" or before in {"for", "last", "past", "every", "in", "after", "within"}):
        return None
    return number / PER_YEAR[unit]


def _bare(words: Sequence[Word], place: int) -> float | None:
    """ "Aged 12", "she is 12", "my daughter 12", "12 and"."""
    number = _number(_word(words, place))
    if number is None or _word(words, place + 1) in UNITS or _word(words, place + 1) in NOT_AN_AGE:
        return None
    before = _word(words, place - 1)
    if before in {"aged", "age", "turned"} or (before in AGE_BEFORE and number >= 1):
        return number
    return number if before in CHILDREN or before == "im" else None
