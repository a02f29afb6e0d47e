"""The words of an age in other languages, put into the English ones that ages are read by.

What a page says of an age in a reader's language ("2 lata 6 miesięcy") can be sent back to it. Nothing here touches the
database, the clock or Flask.
"""

import re
import unicodedata

POLISH = {
    "year": "rok roku lata lat latek roczek roczku",
    "month": "miesiac miesiaca miesiace miesiecy mies",
    "week": "tydzien tygodnia tygodnie tygodni tyg",
    "day": "dzien dnia dni",
    "and": "i oraz",
    "half": "pol",
    "nearly": "prawie niemal niecale niecaly",
    "about": "okolo",
}
POLISH_NUMBERS = (
    "zero jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie trzynascie czternascie "
    "pietnascie szesnascie siedemnascie osiemnascie"
)
WORDS = {
    **{said: english for english, several in POLISH.items() for said in several.split()},
    **{said: str(number) for number, said in enumerate(POLISH_NUMBERS.split())},
}
WHOLE = (
    (re.compile(r"\b(?:dziecko )?(?:jeszcze )?nie ?narodzon[eya]\b|\b(?:w ciazy|ciaza)\b"), "unborn"),
    (re.compile(r"\bnoworodek\b"), "newborn"),
    (re.compile(r"\bpoltora roku\b"), "1.5 years"),
    (re.compile(r"\b(\d+),(\d+) roku\b"), r"\1.\2 years"),
)
"""Said in several words, or with a comma that separates no children."""
STROKES = str.maketrans("łŁ", "lL")
WORD = re.compile(r"[a-z]+")


def ages_in_english(text: str) -> str:
    """A text with the words of an age put into English; one that has none of them is given back as it is."""
    plain = _without_accents(text.casefold())
    said = plain
    for pattern, english in WHOLE:
        said = pattern.sub(english, said)
    said = WORD.sub(lambda found: WORDS.get(found[0], found[0]), said)
    return text if said == plain else said


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(STROKES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
