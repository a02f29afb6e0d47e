"""What the words of a question say besides what they look for: a place, the age of a child, a language.

"speech therapy beeston" and "not speaking at three NG9" name them in passing. What is read out of the words is taken
out of them, is never used against a field that was filled in, and is told to the person (`Page.understood`). A
language is a wish and not a condition. It stays among the words where nothing else there points to a need, because
then it is all that there is to find.
"""

import re
from dataclasses import replace

from sqlmodel import Session

from directory.errors import DirectoryError, PlaceOutsideArea
from directory.places import LocalArea, find_place
from directory.search.gazetteer import Gazetteer
from directory.search.languages import take_language
from directory.search.question import ServiceSearch, Understood
from directory.vocabulary import Vocabulary
from directory.vocabulary.phrases import words_of

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)(?:\s*(\d[a-z]{2}))?\b", re.IGNORECASE)
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


def understand(
    question: ServiceSearch, session: Session, gazetteer: Gazetteer, area: LocalArea, vocabulary: Vocabulary
) -> tuple[ServiceSearch, Understood]:
    """The question with place, ages and language filled in from its words, and the words that are left."""
    understood, text = Understood(), question.words
    if question.point is None and not question.areas:
        text, understood = _take_place(text, session, gazetteer, area)
    if not question.ages:
        text, ages = _take_ages(text)
        understood = replace(understood, ages=ages)
    if question.language is None:
        text, language = _take_language(text, vocabulary)
        understood = replace(understood, language=language)
    return (
        replace(
            question,
            words=text,
            point=understood.point or question.point,
            areas=understood.areas or question.areas,
            ages=understood.ages or question.ages,
            language=understood.language or question.language,
            language_wished=understood.language is not None,
        ),
        understood,
    )


def _take_place(text: str, session: Session, gazetteer: Gazetteer, area: LocalArea) -> tuple[str, Understood]:
    """The text without the first place of ours that it names, else without the first outside, which is only told."""
    outside: tuple[str, Understood] | None = None
    for name, left in _place_candidates(text, gazetteer):
        try:
            place = find_place(session, name, area)
        except PlaceOutsideArea as error:
            outside = outside or (left, Understood(outside=error.words))
        except DirectoryError:
            continue
        else:
            return left, Understood(place=place.label, point=place.point, areas=place.areas)
    return outside or (text, Understood())


def _take_language(text: str, vocabulary: Vocabulary) -> tuple[str, str | None]:
    language, others, words = take_language(text, vocabulary.languages)
    if language is None:
        return text, None
    points_somewhere = any(need.phrases for need in vocabulary.expand(" ".join(others)).needs)
    return " ".join(others if points_somewhere else words), language


def _place_candidates(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """What may be a place, and the text without it: postcodes first, then names."""
    found = [
        (match.group(0), text[: match.start()] + " " + text[match.end() :])
        for match in POSTCODE.finditer(text)
        if match.group(0).casefold() not in gazetteer.not_places
    ]
    words = words_of(text.replace("-", " "))
    for start, end, name in gazetteer.find(words):
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
