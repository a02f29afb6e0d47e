"""The ages a service takes, read from what people write in a spreadsheet: "11+", "6 years - 14 years", "Under 5s".

Nothing here touches the database, the clock or Flask. What can be read in two ways, and what names ages without
figures, is refused with what to write instead; nothing is guessed and no word is passed over. Saying back is
`directory.eligibility.age_range`, and what it says is read as the same ages (but weeks, which it rounds to months).

Decimal years, with the directory's meaning: a maximum of 11 takes a child until the day of the twelfth birthday, and
one of 17/12 until they are 18 months old. So "under 12" and "up to 11" are the same; "up to 12 months" could end at the
first birthday or the second and is refused. An end that is not told is None ("up to 25" tells no minimum). "All ages"
is a minimum of 0 without a maximum: it is told that nobody is left out. Both ends None is not known.
"""

import re
from dataclasses import dataclass

from directory.age_refusals import often_refused
from directory.ages import SPOKEN
from directory.typed import shortened
from directory.wording import Words, words

OLDEST = 130
LONGEST = 200
WEEKS_IN_A_YEAR = 365.25 / 7
NEAR_A_MONTH = 0.012
"""Months by which a decimal may miss a whole month: 2.91667 is 2 years 11 months, and 2.9 could be anything."""
WRITE = words("Write 5 to 11, 11 and over, up to 25, under 5, 6 months to 3 years or all ages.")

NOT_TOLD = re.compile(r"|not known|unknown")
EVERYBODY = re.compile(r"(?:open to |suitable for |for )?(?:all|any)(?: welcome)?|(?:no|any) limits?|no restrictions?")
YEAR, MONTH, WEEK = r"(?:years?|yrs?|y)", r"(?:months?|mths?|mnths?|mos?|m)", r"(?:weeks?|wks?)"
A = (
    rf"(?:birth|newborn|[0-9]{{1,3}}(?:\.[0-9]{{1,6}})?[½¼¾]? ?{YEAR}?\.?(?: (?:and )?[0-9]{{1,2}} {MONTH})?"
    rf"|[½¼¾] ?{YEAR}?|[0-9]{{1,3}} ?(?:{MONTH}|{WEEK})\.?)"
)
OVER = r"(?:over|above|older|up|upwards?|onwards?|more)"
LESS = r"(?:under|below|younger|less)"
BIRTHDAY = r"(?P<nth>[0-9]{1,3})(?:st|nd|rd|th) birthdays?"
AT_LEAST = re.compile(
    rf"(?:from )?(?P<low>{A}) ?(?:\+|plus|(?:(?:and|or) )?{OVER})|(?:from|at least|min(?:imum)?|>=|≥) ?(?P<low_>{A})"
    rf"|(?:no younger than|not under) (?P<low__>{A})"
)
UP_TO = re.compile(
    rf"(?:up to(?: and including)?|max(?:imum)?|no older than|not older than|at most|<=|≤) ?(?P<high>{A})"
    rf"|(?P<high_>{A}) (?:and|or) {LESS}"
)
UNDER = re.compile(
    rf"(?:under|below|younger than|less than|up to but not including|<|u(?=[0-9]))[ -]?(?P<below>{A})"
    rf"|(?:up to|until|till|to) (?:their |the )?{BIRTHDAY}"
)
END = rf"(?:(?P<under>under )?(?P<high>{A})|(?:the |their )?{BIRTHDAY})"
BETWEEN = re.compile(rf"between (?P<low>{A}) ?(?:-|to|and) ?{END}")
FROM_TO = re.compile(rf"(?:from )?(?P<low>{A}) ?(?:-|to|up to|through) ?{END}")
EACH = re.compile(rf"(?P<first>[0-9]{{1,2}})(?: ?(?:and|or|/|,|-|to) ?(?P<last>[0-9]{{1,2}}))? {YEAR} olds?(?: only)?")
ONE = re.compile(rf"(?:only )?(?P<low>{A}) only|only (?P<low_>{A})")
PARTS = re.compile(
    rf"(?P<years>[0-9]{{1,3}}(?:\.[0-9]{{1,6}})?)?(?P<part>[½¼¾])? ?{YEAR}?\.?"
    rf"(?: (?:and )?(?P<months>[0-9]{{1,2}}) {MONTH})?"
)
SMALL = re.compile(rf"(?P<number>[0-9]{{1,3}}) ?(?:(?P<month>{MONTH})|{WEEK})\.?")
PART = {"½": 0.5, "¼": 0.25, "¾": 0.75}

PEOPLE = (
    r"(?:(?:families with |all |any )?(?:children and young people|children and youths?|children|child|young people"
    r"|young persons?|kids|youths?|people|persons|anyone|everyone|those|individuals|participants))"
)
AROUND = re.compile(rf"^(?:for )?(?:{PEOPLE}\b)?(?: who are)? ?:? ?|(?: ?{PEOPLE})$| inclusive$| incl\.?$| only$")
ADULTS = re.compile(r"^adults?\b ?:? ?")


@dataclass(frozen=True)
class AgeRange:
    """Decimal years, each end included; None where an end is not told."""

    minimum: float | None = None
    maximum: float | None = None


class AgeRangeNotUnderstood(ValueError):
    """The text is not ages we can read for certain; `words` says what to write instead."""

    def __init__(self, text: str, said: Words | None = None) -> None:
        self.text = text
        self.words = said or words("We could not read “%(text)s” as ages. %(mend)s", text=shortened(text), mend=WRITE)
        super().__init__(str(self.words))


@dataclass(frozen=True)
class _Age:
    months: float
    unit: str
    """What it was written in: "year", "month", "week", or "" where only a figure stands."""


def read_age_range(text: str) -> AgeRange:
    """Read one range of ages; blank, "not known" and "unknown" are both ends None. Raises AgeRangeNotUnderstood."""
    if len(text) > LONGEST:
        raise AgeRangeNotUnderstood(text)
    refused = often_refused(text)
    if refused:
        raise AgeRangeNotUnderstood(text, refused)
    plain = _plain(text)
    if NOT_TOLD.fullmatch(plain):
        return AgeRange()
    if EVERYBODY.fullmatch(plain):
        return AgeRange(0.0)
    adults = ADULTS.sub("", plain)
    found = _read(adults, text)
    if adults != plain and (found.minimum is None or found.minimum < 18):
        raise AgeRangeNotUnderstood(text)
    return _checked(found, text)


def _read(plain: str, text: str) -> AgeRange:
    each = EACH.fullmatch(plain)
    if each:
        first, last = int(each["first"]), int(each["last"] or each["first"])
        if last - first <= 1 or re.search(r"-|to", plain):
            return AgeRange(float(first), float(last))
        raise AgeRangeNotUnderstood(text)
    plain = re.sub(rf"(?<=[0-9½¼¾])[ -]?({YEAR}|{MONTH}|{WEEK})[ -]olds?\b", r" \1", plain)
    plain = re.sub(r"(?<=[0-9])'?s\b", "", plain)
    for pattern, reader in (
        (ONE, _only),
        (BETWEEN, _between),
        (FROM_TO, _between),
        (AT_LEAST, _from),
        (UP_TO, _to),
        (UNDER, _below),
    ):
        found = pattern.fullmatch(plain) or pattern.fullmatch(AROUND.sub("", plain))
        if found:
            return reader(found, text)
    raise AgeRangeNotUnderstood(text)


def _only(found: re.Match[str], text: str) -> AgeRange:
    age = _age(_first(found, "low"), text)
    if age.unit not in ("", "year"):
        raise AgeRangeNotUnderstood(text)
    return AgeRange(age.months / 12, _included(age, text))


def _from(found: re.Match[str], text: str) -> AgeRange:
    return AgeRange(_age(_first(found, "low"), text).months / 12)


def _to(found: re.Match[str], text: str) -> AgeRange:
    return AgeRange(None, _included(_age(_first(found, "high"), text), text))


def _below(found: re.Match[str], text: str) -> AgeRange:
    if found["nth"]:
        return AgeRange(None, _before(_Age(int(found["nth"]) * 12, "year"), text))
    return AgeRange(None, _before(_age(found["below"], text), text))


def _between(found: re.Match[str], text: str) -> AgeRange:
    low = _age(found["low"], text)
    if found["nth"]:
        return AgeRange(low.months / 12, _before(_Age(int(found["nth"]) * 12, "year"), text))
    high = _age(found["high"], text)
    if not high.unit and low.unit in ("month", "week"):
        raise AgeRangeNotUnderstood(text, _which_unit(text))
    if not low.unit and high.unit == "month" and low.months:
        low = _Age(low.months / 12, "month")
    elif not low.unit and high.unit == "week":
        raise AgeRangeNotUnderstood(text, _which_unit(text))
    return AgeRange(low.months / 12, _before(high, text) if found["under"] else _included(high, text))


def _first(found: re.Match[str], name: str) -> str:
    return next(value for key, value in found.groupdict().items() if key.rstrip("_") == name and value)


def _age(written: str, text: str) -> _Age:
    """One age, such as "18 months", "2 years 6 months" or "2½". Raises AgeRangeNotUnderstood."""
    if written in ("birth", "newborn"):
        return _Age(0, "")
    small = SMALL.fullmatch(written)
    if small:
        number = int(small["number"])
        return _Age(number, "month") if small["month"] else _Age(number / WEEKS_IN_A_YEAR * 12, "week")
    found = PARTS.fullmatch(written)
    if not found or int(found["months"] or 0) > 11:
        raise AgeRangeNotUnderstood(text)
    months = (float(found["years"] or 0) + PART.get(found["part"], 0)) * 12
    if abs(months - round(months)) > NEAR_A_MONTH:
        raise AgeRangeNotUnderstood(text, _which_decimal(text))
    unit = "year" if re.search("[a-z]", written) else ""
    return _Age(round(months) + int(found["months"] or 0), unit)


def _included(age: _Age, text: str) -> float:
    """The maximum that still takes this age."""
    if age.unit == "week" or (age.unit == "month" and age.months % 12 == 0 and age.months):
        raise AgeRangeNotUnderstood(text, _whole_years(text, age))
    return age.months / 12


def _before(age: _Age, text: str) -> float:
    """The maximum that takes a child until the day they reach this age."""
    last = age.months - (12 if age.months % 12 == 0 else 1)
    if age.unit == "week" or last < 0 or (age.months % 12 and last % 12 == 0):
        raise AgeRangeNotUnderstood(text)
    return last / 12


def _checked(found: AgeRange, text: str) -> AgeRange:
    low, high = found.minimum, found.maximum
    if (low or 0) > OLDEST or (high or 0) > OLDEST:
        raise AgeRangeNotUnderstood(text)
    if low is not None and high is not None and low > high:
        said = words(
            "In “%(text)s” the first age is higher than the last. Write the lower first.", text=shortened(text)
        )
        raise AgeRangeNotUnderstood(text, said)
    return found


def _plain(text: str) -> str:
    """Small letters, one kind of dash and space, figures for number words, and no "aged" or "age group"."""
    plain = re.sub(r"[‐‑‒–—―−]", "-", text.casefold()).replace("’", "'").replace("‘", "'").replace("&", " and ")
    plain = re.sub(r"\bage ([0-9.]{1,8})(?= to | and over$|$)", r"\1 years", plain)
    plain = re.sub(r"\b(?:the )?ages? (?:of|groups?|ranges?)\b|\bage[ds]?\b(?:(?= ?:) ?:)?", " ", plain)
    plain = re.sub(r"[a-z]+", lambda found: SPOKEN.get(found[0].removesuffix("s"), found[0]), plain)
    plain = re.sub(rf"(?<=[0-9]) ?\+ ?({YEAR}|{MONTH}|{WEEK})(?:[ -]?olds?)?$", r" \1+", plain)
    plain = re.sub(r"(?<=[0-9])(?: and a half| 1/2)\b", "½", plain)
    plain = re.sub(rf"(?<=[0-9])[ -]?({YEAR})s?[ -]?(olds?)?(?=[ -]|$|\+)", _spaced_unit, plain)
    plain = re.sub(r"\s+", " ", plain).strip(" .:;,")
    return re.sub(rf"(?<=[0-9½¼¾]) (?:{YEAR}|{MONTH}|{WEEK}) of\b|(?<= ){YEAR} of$", lambda f: f[0][:-3], plain)


def _spaced_unit(found: re.Match[str]) -> str:
    return " year olds" if found[2] else " years"


def _which_unit(text: str) -> Words:
    return words("In “%(text)s” write months or years after each age.", text=shortened(text))


def _which_decimal(text: str) -> Words:
    return words(
        "“%(text)s” can be read two ways. Write years and months, such as 2 years 6 months.", text=shortened(text)
    )


def _whole_years(text: str, age: _Age) -> Words:
    if age.unit == "week":
        return words("We cannot keep “%(text)s”: write the last age in months or years.", text=shortened(text))
    years = round(age.months / 12)
    return words(
        "“%(text)s” can be read two ways. For children until they are %(years)s write under %(years)s; for all who are "
        "%(years)s too write up to age %(years)s.",
        text=shortened(text),
        years=years,
    )
