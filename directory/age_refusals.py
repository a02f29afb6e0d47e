"""Ages that people often write and nobody can read for certain: each is refused with a mend of its own.

Nothing here touches the database, the clock or Flask. School years and key stages are those of England (GOV.UK, "The
national curriculum"): children in Year 7 are 11 when it begins and 12 when it ends. A class holds two ages, so its ages
are offered, never taken.
"""

import re

from directory.typed import shortened
from directory.wording import Words, words

SCHOOL_YEARS = re.compile(
    r"(?<![0-9])(?<![0-9] )\b(?:school )?(?:years?|yrs?|y)[ -]?(?:group )?(?P<first>[0-9]{1,2})\b"
    r"(?! ?(?:years?|yrs?|months?)\b)"
    r"(?:.{1,4}?(?:years?|yrs?|y)?[ -]?(?P<last>[0-9]{1,2})\b)?",
    re.IGNORECASE,
)
KEY_STAGE = re.compile(r"\b(?:ks|key stage) ?(?P<stage>[1-5])\b", re.IGNORECASE)
KEY_STAGES = {"1": "5 to 7", "2": "7 to 11", "3": "11 to 14", "4": "14 to 16", "5": "16 to 18"}
NAMED = (
    (re.compile(r"\bprimary\b", re.IGNORECASE), "4 to 11"),
    (re.compile(r"\bsecondary\b", re.IGNORECASE), "11 to 16"),
    (re.compile(r"^\W*adults?(?: only)?\W*$", re.IGNORECASE), "18 and over"),
)
PEOPLE = r"(?:for|aged?|all|adults?|anyone|those|people|children|young people|and|the|of)"
OVER_AGE = re.compile(
    rf"^\W*(?:{PEOPLE} )*(?:over|above|older than|more than|>(?!=))[ -]*(?:the )?(?:age of )?(?P<age>[0-9]{{1,3}})",
    re.IGNORECASE,
)
BECAME_A_DATE = re.compile(
    r"\s*(?:[0-9]{1,2}[- ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[- ][0-9]{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- ][0-9]{1,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}.*"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4})\s*",
    re.IGNORECASE,
)
BARE = re.compile(r"\s*(?:aged? )?(?P<age>[0-9]{1,3})(?:\.0)?(?: ?(?:years?|yrs?)(?: old)?)?[\s.]*", re.IGNORECASE)
UNBORN = re.compile(r"\b(?:pregnan|conception|unborn|antenatal|pre-?birth|expect)", re.IGNORECASE)
UNTIL = re.compile(r"^\W*(?:until|till)\W+(?P<age>[0-9]{1,3})\b(?!(?:st|nd|rd|th))", re.IGNORECASE)


def often_refused(text: str) -> Words | None:
    """What to say of a text known to have no certain meaning; None where it may have one."""
    if BECAME_A_DATE.fullmatch(text):
        return words(
            "“%(text)s” is a date: the spreadsheet may have made one out of ages. Make the cell text, "
            "then write 5 to 11.",
            text=shortened(text),
        )
    for found in (_school(text), _one_figure(text)):
        if found:
            return found
    if UNBORN.search(text):
        return words(
            "“%(text)s” starts before birth. Write the children's ages, such as 0 to 2, and say in the description "
            "that it starts in pregnancy.",
            text=shortened(text),
        )
    return None


def _school(text: str) -> Words | None:
    """School years and stages of England: children in Year 7 are 11, and 12 from their birthday on."""
    years = SCHOOL_YEARS.search(text)
    ages = None
    if years and 1 <= int(years["first"]) <= 13:
        last = int(years["last"] or years["first"])
        ages = f"{int(years['first']) + 4} to {last + 5}" if int(years["first"]) <= last <= 13 else None
    stage = KEY_STAGE.search(text)
    if stage:
        ages = KEY_STAGES[stage["stage"]]
    if ages:
        return words(
            "“%(text)s” names school classes, and a class holds two ages. Write the ages, such as %(ages)s.",
            text=shortened(text),
            ages=ages,
        )
    named = next((ages for pattern, ages in NAMED if pattern.search(text)), None)
    if named is None:
        return None
    return words(
        "“%(text)s” may mean different ages to different people. Write the ages, such as %(ages)s.",
        text=shortened(text),
        ages=named,
    )


def _one_figure(text: str) -> Words | None:
    over, bare, until = OVER_AGE.match(text), BARE.fullmatch(text), UNTIL.match(text)
    if over:
        return words(
            "“%(text)s” can be read two ways. Write %(age)s and over, or %(next)s and over.",
            text=shortened(text),
            age=over["age"],
            next=int(over["age"]) + 1,
        )
    if bare or until:
        age = bare["age"] if bare else until and until["age"]
        return words(
            "“%(text)s” can be read in more than one way. Write %(age)s and over, up to %(age)s, under %(age)s or "
            "%(age)s only.",
            text=shortened(text),
            age=age,
        )
    return None
