"""A child's age, read from what people type and said back in words.

Nothing here touches the database, the clock or Flask. It forgives spelling and units, and never guesses: what can be
read in two ways is refused with what to write instead. Ages are decimal years from 0 to 25 (special educational needs
support in England runs to 25).
"""

import re
from dataclasses import dataclass

from directory.age_words import ages_in_english
from directory.typed import shortened
from directory.wording import Words, counted, words

OLDEST = 25
MOST_CHILDREN = 12
LONGEST = 200

BANDS = ("0 to 4", "5 to 10", "11 to 15", "16 to 17", "18 to 25")
"""What we keep of an age; never the age itself."""

PER_YEAR = {"year": 1.0, "month": 12.0, "week": 365.25 / 7, "day": 365.25}
SMALLER = {"year": "month", "month": "week", "week": "day", "day": "day"}

NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
SPOKEN = {word: str(number) for number, word in enumerate(NUMBER_WORDS.split())}
UNBORN = re.compile(
    r"(?:an? )?(?:un ?born(?: (?:baby|child))?|not (?:yet )?born(?: yet)?|(?:is |mum is |mother is )?pregnant|pregnancy"
    r"|expecting(?: a baby)?|bump)"
)
NEWBORN = re.compile(r"(?:an? )?(?:new ?born(?: baby)?|just born)")
SEPARATORS = re.compile(r"[,;\n\r]+")
FILLERS = re.compile(r"\b(?:aged?|about|around|approx(?:imately)?|just turned|just|exactly|is)\b\.?")
NEARLY = re.compile(r"^(?:nearly|almost|coming up to|not quite)\s+")
UNITS = {
    "year": r"(?:years?|yrs?|yo|y/o|y)",
    "month": r"(?:months?|mnths?|mths?|mos?|m)",
    "week": r"(?:weeks?|wks?|w)",
    "day": r"(?:days?|d)",
}
WHOLE = r"[0-9]{1,5}(?:\.[0-9]{1,2})?(?: (?:and (?:an? )?)?(?:half|[0-9]{1,2}/[0-9]{1,2}))?"
NUMBER = rf"(?:{WHOLE}|half|[0-9]{{1,2}}/[0-9]{{1,2}})"
OLD = r"(?:[ -]*olds?)?"
ONE_UNIT = re.compile(rf"(?P<number>{NUMBER})[ -]*(?P<unit>{'|'.join(UNITS.values())})\.?{OLD}")
YEARS_AND_MONTHS = re.compile(
    rf"(?P<years>[0-9]{{1,2}})[ -]*{UNITS['year']}\.? ?(?:and )?(?P<months>[0-9]|1[01])[ -]*{UNITS['month']}\.?{OLD}"
)
YEAR_AND_A_HALF = re.compile(rf"(?P<years>[0-9]{{1,2}}) {UNITS['year']} (?:and )?(?:a )?half{OLD}")
BARE = re.compile(rf"(?P<number>{WHOLE}){OLD}")
"""No bare "8/12": that may be eight months, or two children of 8 and 12."""
FRACTION_PARTS = {2, 3, 4, 12, 52}
"""Halves, thirds and quarters, and twelfths and fifty-seconds of a year as health notes write months and weeks."""


@dataclass(frozen=True)
class Age:
    years: float
    """Decimal years; 0 for an unborn child."""
    unborn: bool = False


class AgeNotUnderstood(ValueError):
    """The text is not an age we can read for certain; `words` says what to write instead."""

    def __init__(self, text: str, said: Words) -> None:
        self.text, self.words = text, said
        super().__init__(str(said))


def parse_age(text: str) -> Age:
    """Read one age: "7", "18 months", "10 weeks", "2 and a half", "1 year 4 months", "nearly 3", "unborn".

    "Nearly" takes one of the next smaller unit off, so "nearly 3" is 2 years 11 months. Raises AgeNotUnderstood.
    """
    ages = parse_ages(text)
    if len(ages) != 1:
        raise _unreadable(text) if not ages else AgeNotUnderstood(text, words("Write one age here."))
    return ages[0]


def parse_ages(text: str) -> tuple[Age, ...]:
    """Read the ages of several children, set apart by commas, semicolons, new lines or "and"; blank gives none."""
    if len(text) > LONGEST:
        raise AgeNotUnderstood(text, words("That is too long for us to read. Write the ages alone, such as 7, 4."))
    pieces = [piece.strip() for piece in SEPARATORS.split(ages_in_english(text))]
    ages = tuple(age for piece in pieces if piece for age in _children_in(piece))
    if len(ages) > MOST_CHILDREN:
        raise AgeNotUnderstood(text, words("Write up to %(most)s ages.", most=MOST_CHILDREN))
    return ages


def say_age(years: float, unborn: bool = False) -> Words:
    """An age as people say it: weeks for a young baby, months to two years, then years and months."""
    if unborn:
        return words("unborn")
    days, months = round(years * PER_YEAR["day"]), round(years * 12)
    if days < 14:
        return words("newborn") if days == 0 else counted("%(n)s day", "%(n)s days", days)
    if days < 91:
        return counted("%(n)s week", "%(n)s weeks", round(days / 7))
    if months % 12 == 0:
        return counted("%(n)s year", "%(n)s years", months // 12)
    if months < 24:
        return counted("%(n)s month", "%(n)s months", months)
    return words(
        "%(years)s %(months)s",
        years=counted("%(n)s year", "%(n)s years", months // 12),
        months=counted("%(n)s month", "%(n)s months", months % 12),
    )


def age_band(years: float) -> str:
    """The band an age falls in, such as "5 to 10": all that is ever kept of it."""
    starts = [int(band.split()[0]) for band in BANDS]
    return BANDS[max(index for index, start in enumerate(starts) if years >= start)]


def _children_in(piece: str) -> list[Age]:
    """One piece of a list: one age ("2 and a half"), or several joined by "and"."""
    plain = _plain(piece)
    whole = _one_age(plain, piece)
    if whole:
        return [whole]
    parts = plain.split(" and ")
    for cut in range(len(parts) - 1, 0, -1):
        first, rest = " and ".join(parts[:cut]), " and ".join(parts[cut:])
        age = _one_age(first, piece)
        if age:
            _refuse_either_way(first, rest, piece)
            return [age, *_children_in(rest)]
    raise _unreadable(piece)


def _refuse_either_way(first: str, rest: str, piece: str) -> None:
    """Stop at "2 and 6 months": one child of two and a half, or two children?"""
    smaller = ONE_UNIT.match(rest)
    if BARE.fullmatch(first) and smaller and _unit(smaller["unit"]) != "year":
        said = words(
            "“%(text)s” could be one child or two. Write 2 years 6 months for one child, or 2, 6 months for two.",
            text=shortened(piece),
        )
        raise AgeNotUnderstood(piece, said)


def _one_age(plain: str, piece: str) -> Age | None:
    if UNBORN.fullmatch(plain):
        return Age(0.0, unborn=True)
    if NEWBORN.fullmatch(plain):
        return Age(0.0)
    nearly = NEARLY.match(plain)
    if nearly:
        plain = plain[nearly.end() :]
    found = YEARS_AND_MONTHS.fullmatch(plain)
    if found:
        return _within(int(found["years"]) + int(found["months"]) / 12, "month", nearly, piece)
    found = YEAR_AND_A_HALF.fullmatch(plain)
    if found:
        return _within(int(found["years"]) + 0.5, "year", nearly, piece)
    found = ONE_UNIT.fullmatch(plain) or BARE.fullmatch(plain)
    if not found:
        return None
    unit = _unit(found.groupdict().get("unit") or "year")
    number = _number(found["number"])
    return None if number is None else _within(number / PER_YEAR[unit], unit, nearly, piece)


def _within(years: float, unit: str, nearly: object, piece: str) -> Age:
    if nearly:
        years = max(0.0, years - 1 / PER_YEAR[SMALLER[unit]])
    if years >= OLDEST + 1:
        said = words(
            "We read “%(text)s” as %(age)s. This directory is for children and young people up to %(oldest)s.",
            text=shortened(piece),
            age=say_age(years),
            oldest=OLDEST,
        )
        raise AgeNotUnderstood(piece, said)
    return Age(years)


def _unit(text: str) -> str:
    return next(unit for unit, pattern in UNITS.items() if re.fullmatch(pattern, text))


def _number(text: str) -> float | None:
    """ "2", "2.5", "2 1/2", "2 and a half", "half", "8/12"; None for a fraction that could be anything."""
    total = 0.0
    for part in text.replace(" and a ", " ").replace(" and an ", " ").replace(" and ", " ").split():
        if part == "half":
            total += 0.5
        elif "/" in part:
            over, under = (int(figure) for figure in part.split("/"))
            if under not in FRACTION_PARTS or over >= under:
                return None
            total += over / under
        else:
            total += float(part)
    return total


def _plain(piece: str) -> str:
    """Small letters, figures for number words, one space between words, and nothing that carries no meaning."""
    text = piece.casefold().replace("&", " and ").replace("½", " 1/2").replace("¼", " 1/4").replace("¾", " 3/4")
    text = FILLERS.sub(" ", text)
    text = re.sub(r"\btwenty[ -](one|two|three|four|five)\b", lambda found: f"2{SPOKEN[found[1]]}", text)
    text = re.sub(r"[a-z]+", lambda found: SPOKEN.get(found[0], found[0]), text)
    text = re.sub(r"\b(?:half an?|an? half) (?=year)", "half ", text)
    text = re.sub(r"^an? (?=(?:years?|months?|weeks?|days?)\b)", "1 ", text.strip())
    text = re.sub(r"^an? (?=[0-9])", "", text)
    text = re.sub(r"(?<= and )an? (?=[0-9])", "", text)
    return re.sub(r"\s+", " ", text).strip(" .")


def _unreadable(text: str) -> AgeNotUnderstood:
    said = words(
        "We could not read “%(text)s” as an age. Write 7, 18 months, 10 weeks or unborn. "
        "Put a comma between two children.",
        text=shortened(text),
    )
    return AgeNotUnderstood(text, said)
