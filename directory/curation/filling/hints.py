"""What a record's own words suggest for a fact that it lacks: offered beside the field, and never taken unasked.

Only clear phrases count: two that disagree suggest nothing. Nothing here touches the database, the clock or Flask.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import phonenumbers

from directory.additions import Method, Role
from directory.age_ranges import AgeRange, AgeRangeNotUnderstood, read_age_range
from directory.quality import is_odd_phone
from directory.schedules.spoken import TimesNotUnderstood, read_times


class Suggestion(NamedTuple):
    value: str
    """What the field would hold; of several choices, their codes parted by commas."""
    because: str
    """The words of the record that say so."""


N = r"(?:[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
UNIT = r"(?:years?|yrs?|months?|weeks?)"
NOT_TIME = r"(?! ?(?:weeks?|minutes?|hours?|days?|places|per)\b)"
AGE_PHRASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:aged?|ages) (?:from )?({N}(?: {UNIT})? ?(?:-|–|to|and|up to) ?{N}(?: {UNIT})?)\b",
        rf"\b(?:aged?|ages) ({N} (?:and|or) (?:over|above|under)|{N} ?\+|under {N}|up to {N})",
        rf"\b({N} ?(?:-|–|to) ?{N} {UNIT}(?: olds?)?)\b",
        rf"\b({N} ?(?:-|–|to) ?{N}[- ]year[- ]olds?)\b",
        rf"\b((?:children |families with children )?under {N}s?)\b{NOT_TIME}",
        r"\b(from birth to (?:age )?[0-9]{1,2})\b",
        rf"\b({N} ?\+){NOT_TIME}",
    )
)
SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
REFERRING = re.compile(
    r"\b(?:refer(?:ral|rals|red)?|ring|call us|phone|e-?mail|book|drop(?: |-)?in|turn up|contact us|fill in)\b",
    re.IGNORECASE,
)
WHERE = re.compile(
    r"\b(?:across|covers?|covering|throughout|serves?|serving|all of|(?:famil(?:y|ies)|children|people|parents|those)"
    r"(?: who)? (?:live|living)? ?(?:in|from)|live in|living in|residents of)\b([^.;\n]{0,120})",
    re.IGNORECASE,
)
SENT = r"\brefer(?:red|rals?) (?:from|by|through) (?:\w+ ){0,2}"
OPEN_TO_ALL = (
    r"\banyone (?:can|may) (?:refer|ring|call|ask)|\bno referral(?: is)? needed|\b(?:do not|don't) need a referral"
    r"|\bopen to (?:all|everyone|anyone)\b"
)
THEMSELVES = (
    r"\bself[- ]?refer|\brefer (?:yourself|themselves)"
    r"|\b(?:parents|families|young people|you) can (?:refer|ring|call|contact|book)"
)


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


REFERRERS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.ANYONE, _pattern(OPEN_TO_ALL)),
    (Role.SELF, _pattern(THEMSELVES)),
    (Role.SCHOOL, _pattern(rf"\bschools? (?:can|may) (?:refer|make)|{SENT}schools?")),
    (Role.HEALTH, _pattern(rf"\b(?:GPs?|health visitors?) (?:can|may) refer|{SENT}(?:GP|doctor|health)")),
    (Role.SOCIAL_CARE, _pattern(rf"\bsocial workers? (?:can|may) refer|{SENT}social")),
)
WAYS: tuple[tuple[Method, re.Pattern[str]], ...] = (
    (Method.PHONE, _pattern(r"\b(?:ring|call us|call on|phone us|by phone|telephone)\b")),
    (Method.EMAIL, _pattern(r"\be-?mail\b")),
    (
        Method.ONLINE_FORM,
        re.compile(r"\bonline (?:referral )?form|\bform on (?:our|the|their) (?:web)?site", re.IGNORECASE),
    ),
    (Method.PAPER_FORM, _pattern(r"\bpaper form\b")),
    (Method.DROP_IN, _pattern(r"\bdrop(?: |-)?in\b|\b(?:just )?turn up\b|\bcome along\b")),
    (Method.LETTER, _pattern(r"\bwrite (?:to us|a letter)|\bby letter\b")),
)
DAY_NAMED = re.compile(r"\b(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?s?\b", re.IGNORECASE)
LONGEST_HOW = 300
ANY = phonenumbers.Leniency.POSSIBLE


def ages_in(text: str) -> Suggestion | None:
    """The one range of ages that the text names."""
    found: dict[AgeRange, Suggestion] = {}
    for phrase in AGE_PHRASES:
        for match in phrase.finditer(text):
            read = _ages(match[1])
            if read and (read.minimum is not None or read.maximum is not None):
                found.setdefault(read, Suggestion(match[1].strip(), match[0].strip()))
    return next(iter(found.values())) if len(found) == 1 else None


def _ages(written: str) -> AgeRange | None:
    try:
        return read_age_range(written)
    except AgeRangeNotUnderstood:
        return None


def areas_in(text: str, areas: Mapping[str, str]) -> Suggestion | None:
    """The areas (code -> name) that the text says it covers; a district's county is left out beside it."""
    said = [match for match in WHERE.finditer(text) if _named(match[1], areas)]
    codes = list(dict.fromkeys(code for match in said for code in _named(match[1], areas)))
    return Suggestion(",".join(codes), said[0][0].strip()) if codes else None


def _named(text: str, areas: Mapping[str, str]) -> list[str]:
    return [code for code, name in areas.items() if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]


def referrers_in(text: str) -> Suggestion | None:
    return _matching(text, REFERRERS)


def ways_in(text: str) -> Suggestion | None:
    return _matching(text, WAYS)


def _matching(text: str, table: Iterable[tuple[str, re.Pattern[str]]]) -> Suggestion | None:
    found = [(code, match[0]) for code, pattern in table for match in [pattern.search(text)] if match]
    if not found:
        return None
    return Suggestion(",".join(str(code) for code, _ in found), " … ".join(said for _, said in found))


def how_in(text: str) -> Suggestion | None:
    """The sentences of a description that say how to refer."""
    said = [match[0].strip() for match in SENTENCE.finditer(text) if REFERRING.search(match[0])]
    how = " ".join(said)
    return Suggestion(how, how) if how and len(how) <= LONGEST_HOW else None


def phone_in(text: str) -> Suggestion | None:
    """The one number that the text gives."""
    found = dict.fromkeys(match.raw_string for match in phonenumbers.PhoneNumberMatcher(text, "GB", ANY))
    numbers = [number for number in found if not is_odd_phone(number)]
    return Suggestion(numbers[0], numbers[0]) if len(numbers) == 1 else None


def times_in(text: str) -> Suggestion | None:
    """The one sentence that names days and times, from its first day on."""
    read = []
    for match in SENTENCE.finditer(text):
        day = DAY_NAMED.search(match[0])
        if day is None:
            continue
        said = match[0][day.start() :].strip(" .!?")
        try:
            rows = read_times(said)
        except TimesNotUnderstood:
            continue
        read += [said] if rows and all(row.opens_at for row in rows) else []
    return Suggestion(read[0], read[0]) if len(read) == 1 else None
