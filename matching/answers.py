"""What a person answered: option ids, ages and a district. Never a name, a birth date or free text.

Pure. Answers are checked where they come in (`answer`). What was stored long ago is read as it is
(`answers_from_json`): the content may have changed since, and `findings.py` treats what it cannot read as "not sure".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from matching.content import Content
from matching.entries import Kind, Question
from matching.errors import InvalidAnswer
from matching.reading import did_you_mean

NONE = "none-of-these"
NOT_SURE = "not-sure"
SIGNS = "signs:"
"""Prefix of the key under which the signs of a topic are kept."""
OLDEST = 26
DISTRICT = re.compile(r"[EWSN]\d{8}")
OUTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")


@dataclass(frozen=True)
class Ages:
    """The children's ages in decimal years, and whether one is not yet born. Empty is not known."""

    years: tuple[float, ...] = ()
    unborn: bool = False

    @property
    def known(self) -> bool:
        return bool(self.years) or self.unborn


@dataclass(frozen=True)
class Where:
    """Where the family lives, no nearer than this. Empty is not known."""

    district_code: str | None = None
    outcode: str | None = None

    @property
    def known(self) -> bool:
        return bool(self.district_code or self.outcode)


NO_AGES = Ages()

Answer: TypeAlias = tuple[str, ...] | Ages | Where
"""`()` was asked and left out; a key that is absent was not answered yet."""
Answers: TypeAlias = Mapping[str, Answer]


def answer(content: Content, answers: Answers, question_id: str, value: Answer) -> dict[str, Answer]:
    """A copy of the answers with this one in it, checked and tidied. Raises InvalidAnswer."""
    return {**answers, question_id: _checked(content, question_id, value)}


def _checked(content: Content, question_id: str, value: Answer) -> Answer:
    if question_id.startswith(SIGNS):
        topic = question_id.removeprefix(SIGNS)
        if topic in content.topics:
            signs = [indicator.id for indicator in content.checklists[topic]]
            return _options(question_id, value, [*signs, NONE, NOT_SURE], exclusive={NONE})
    question = content.question(question_id)
    if question is None or question.kind in (Kind.SIGNS, Kind.QUALIFIERS):
        hint = did_you_mean(question_id, [key for key in content.questions if key != question_id])
        raise InvalidAnswer(question_id, repr(value), "the answer to a question that is asked", hint)
    if question.kind is Kind.AGES:
        return _ages(question_id, value)
    if question.kind is Kind.PLACE:
        return _where(question_id, value)
    return _chosen(content, question, value)


def _chosen(content: Content, question: Question, value: Answer) -> Answer:
    offered = [option.id for option in question.options]
    if question.kind is Kind.TOPICS:
        offered = [*content.topics, *offered]
    chosen = _options(question.id, value, offered, exclusive=set())
    if question.kind is Kind.ONE and len(chosen) > 1:
        raise InvalidAnswer(question.id, " and ".join(map(repr, chosen)), "one of them")
    return chosen


def _options(question_id: str, value: Answer, offered: list[str], *, exclusive: set[str]) -> tuple[str, ...]:
    """Known options once each, in the order offered. "None of these" beside a sign is dropped: the sign counts."""
    if not isinstance(value, tuple):
        raise InvalidAnswer(question_id, repr(value), "options from its list")
    for option in value:
        if option not in offered:
            raise InvalidAnswer(question_id, f"'{option}'", "one of its options", did_you_mean(option, offered))
    chosen = tuple(option for option in offered if option in value)
    return chosen if len(chosen) == 1 else tuple(option for option in chosen if option not in exclusive)


def _ages(question_id: str, value: Answer) -> Ages:
    if value == ():
        return Ages()
    if not isinstance(value, Ages) or not all(0 <= age < OLDEST for age in value.years):
        raise InvalidAnswer(question_id, repr(value), f"ages in years, from 0 to under {OLDEST}, or unborn")
    return value


def _where(question_id: str, value: Answer) -> Where:
    if value == ():
        return Where()
    if not isinstance(value, Where):
        raise InvalidAnswer(question_id, repr(value), "a district and the first half of a postcode")
    district, outcode = value.district_code, value.outcode
    if (district and not DISTRICT.fullmatch(district)) or (outcode and not OUTCODE.fullmatch(outcode)):
        raise InvalidAnswer(question_id, repr(value), "a district code such as E07000170 and an outcode such as NG17")
    return value


def answers_to_json(answers: Answers) -> dict[str, Any]:
    return {key: _plain(value) for key, value in answers.items()}


def _plain(value: Answer) -> Any:
    if isinstance(value, Ages):
        return {"years": list(value.years), "unborn": value.unborn}
    if isinstance(value, Where):
        return {"district_code": value.district_code, "outcode": value.outcode}
    return list(value)


def answers_from_json(data: Mapping[str, Any]) -> dict[str, Answer]:
    """Answers as they were kept."""
    return {key: _answer(value) for key, value in data.items()}


def _answer(value: Any) -> Answer:
    if isinstance(value, dict) and "years" in value:
        return Ages(tuple(float(age) for age in value["years"]), bool(value.get("unborn")))
    if isinstance(value, dict):
        return Where(value.get("district_code"), value.get("outcode"))
    return tuple(str(option) for option in value)
