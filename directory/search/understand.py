"""What the words of a question say besides what they look for: a place, the age of a child.

"speech therapy beeston" and "not speaking at three NG9" name them in passing. What is read out of the words is taken
out of them, is never used against a field that was filled in, and is told to the person (`Page.understood`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from sqlmodel import Session, select

from directory.additions import PlaceName
from directory.errors import DirectoryError
from directory.phrases import words_of
from directory.places import LocalArea, district_name, find_place
from directory.search.question import ServiceSearch, Understood

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)(?:\s*(\d[a-z]{2}))?\b", re.IGNORECASE)
LONGEST_NAME = 5
BIGGEST_FIRST = ("city", "large town", "town", "small town", "suburb", "village")

SAID = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen
"""
NUMBERS = {word: number for number, word in enumerate(SAID.split(), start=1)} | {
    str(number): number for number in range(26)
}
NUMBER = r"(?P<number>" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
UNITS = {"week": 1 / 52, "month": 1 / 12, "year": 1.0}
NOT_AN_AGE = r"(?!\s*(?:am|pm|o'?clock|school|home|night|times?|of|weeks?|months?|hours?|days?|:|\.\d))"
AGE_PATTERNS = [
    re.compile(rf"\b{NUMBER}[\s-]*(?P<unit>week|month|year|yr)s?[\s-]*olds?\b", re.IGNORECASE),
    re.compile(rf"\b{NUMBER}\s*(?:y/?o|yrs? ?old)\b", re.IGNORECASE),
    re.compile(rf"\b(?:aged?|at age|age of)\s+{NUMBER}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:at|he is|she is|(?:s?he|son|daughter)['’]s|son is|daughter is|just turned)\s+{NUMBER}\b{NOT_AN_AGE}",
        re.I,
    ),
]
"""How people say a child's age; a bare number is left alone."""


@dataclass(frozen=True)
class Gazetteer:
    """The names of places, by their words: ("kirkby", "in", "ashfield") -> "Kirkby-in-Ashfield"."""

    names: dict[tuple[str, ...], str]

    @classmethod
    def read(cls, session: Session, area: LocalArea) -> "Gazetteer":
        places = session.exec(select(PlaceName.name, PlaceName.kind)).all()
        districts = [name for name in map(district_name, area.district_codes) if name]
        names = {tuple(words_of(name.replace("-", " "))): name for name in [*districts, *(name for name, _ in places)]}
        return cls(_short_names(places) | names)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a name."""
        return frozenset(word for name in self.names for word in name)

    def find(self, words: list[str]) -> tuple[int, int, str] | None:
        """The longest name among the words: where it begins, where it ends, and the name."""
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - length, -1, -1):
                name = self.names.get(tuple(words[start : start + length]))
                if name:
                    return start, start + length, name
        return None


def _short_names(places: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], str]:
    """What people call "Kirkby-in-Ashfield": "Kirkby", where no other place of that size is called so."""
    called: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, kind in places:
        first, *rest = words_of(name.replace("-", " "))
        if len(rest) > 1 and rest[0] in ("in", "on", "le", "by", "upon", "under"):
            called[first].append((BIGGEST_FIRST.index(kind) if kind in BIGGEST_FIRST else len(BIGGEST_FIRST), name))
    found: dict[tuple[str, ...], str] = {}
    for short, several in called.items():
        several.sort()
        if len(several) == 1 or several[0][0] < several[1][0]:
            found[(short,)] = several[0][1]
    return found


def understand(
    question: ServiceSearch, session: Session, gazetteer: Gazetteer, area: LocalArea
) -> tuple[ServiceSearch, Understood]:
    """The question with place and ages filled in from its words, and the words that are left."""
    understood, text = Understood(), question.words
    if question.point is None and not question.areas:
        text, understood = _take_place(text, session, gazetteer, area)
    if not question.ages:
        text, ages = _take_ages(text)
        understood = replace(understood, ages=ages)
    return (
        replace(
            question,
            words=text,
            point=understood.point or question.point,
            areas=understood.areas or question.areas,
            ages=understood.ages or question.ages,
        ),
        understood,
    )


def _take_place(text: str, session: Session, gazetteer: Gazetteer, area: LocalArea) -> tuple[str, Understood]:
    for name, left in _place_candidates(text, gazetteer):
        try:
            place = find_place(session, name, area)
        except DirectoryError:
            continue
        return left, Understood(place=place.label, point=place.point, areas=place.areas)
    return text, Understood()


def _place_candidates(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """What may be a place, and the text without it: postcodes first, then names."""
    found = [(match.group(0), text[: match.start()] + " " + text[match.end() :]) for match in POSTCODE.finditer(text)]
    words = words_of(text.replace("-", " "))
    named = gazetteer.find(words)
    if named:
        start, end, name = named
        found.append((name, " ".join(_without_pointer(words[:start]) + words[end:])))
    return found


def _without_pointer(words: list[str]) -> list[str]:
    """Drop the "near", "in" or "around" that led up to a place."""
    while words and words[-1] in ("in", "near", "around", "at", "by", "for", "from"):
        words = words[:-1]
    return words


def _take_ages(text: str) -> tuple[str, tuple[float, ...]]:
    ages: list[float] = []
    for pattern in AGE_PATTERNS:
        for match in pattern.finditer(text):
            unit = (match.groupdict().get("unit") or "year").lower().replace("yr", "year")
            ages.append(NUMBERS[match.group("number").lower()] * UNITS[unit])
        text = pattern.sub(" ", text)
    return text, tuple(age for age in dict.fromkeys(ages) if age <= 25)
