"""One missing fact of many records, filled in side by side: which facts, how an answer is read, and how it is kept.

An answer left blank leaves the record as it is. Each row is kept or refused by itself. Nothing here commits.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from directory.curation.filling import answers as answers
from directory.curation.filling import hints
from directory.curation.filling.answers import Answer, Ground
from directory.curation.filling.hints import Suggestion
from directory.curation.work.board import Board, Row
from directory.curation.work.found import check_due
from directory.labels import METHODS, WHO_MAY_REFER
from directory.quality import is_odd_phone
from directory.snapshots import ServiceSnapshot
from directory.wording import Words, words

CONTRACT_DAYS = 90
CHECK_DAYS = 30


class Shape(StrEnum):
    """How an answer is given."""

    LINE = "line"
    TEXT = "text"
    BOXES = "boxes"
    BOXES_AND_LINE = "boxes and line"
    TICK = "tick"


Suggest = Callable[[ServiceSnapshot, Ground], Suggestion | None]
Offer = Callable[[ServiceSnapshot, Ground], Mapping[str, Words | str]]


@dataclass(frozen=True)
class Fact:
    id: str
    label: Words
    question: Words
    hint: Words
    shape: Shape
    fields: tuple[str, ...]
    """Of the snapshot."""
    lacks: Callable[[Row, date], bool]
    read: Callable[[Answer, ServiceSnapshot, Ground], dict[str, Any]]
    """The fields' new values; raises NotUnderstood."""
    suggest: Suggest = lambda held, ground: None
    offers: Offer = field(default=lambda held, ground: {})
    asks_when: bool = False
    """Whether the page asks once on which day this was told."""


def text_of(held: ServiceSnapshot) -> str:
    return "\n".join(text for text in (held.description, held.application_process) if text)


def _most_likely_needs(held: ServiceSnapshot, ground: Ground) -> dict[str, Words | str]:
    """The needs that the record's own words point to, likeliest first."""
    found = ground.needs_in(". ".join([held.name, held.description or ""]))
    return {need: ground.needs[need] for need in found if need in ground.needs}


FACTS: tuple[Fact, ...] = (
    Fact(
        "ages",
        words("Ages"),
        words("What ages does it take?"),
        words("Such as 5 to 11, 11+, under 5, 6 months to 3 years or all ages"),
        Shape.LINE,
        ("minimum_age", "maximum_age"),
        lambda row, today: not row.told.ages,
        answers.ages,
        lambda held, ground: hints.ages_in(text_of(held)),
    ),
    Fact(
        "areas",
        words("Areas"),
        words("Where do the families live that it takes?"),
        words("Tick every area it covers"),
        Shape.BOXES,
        ("areas",),
        lambda row, today: not row.told.area,
        answers.areas,
        lambda held, ground: hints.areas_in(text_of(held), ground.areas),
        lambda held, ground: ground.areas,
    ),
    Fact(
        "how",
        words("How to refer"),
        words("What should somebody do to refer?"),
        words("The first step first, in short sentences"),
        Shape.TEXT,
        ("application_process",),
        lambda row, today: not row.told.how,
        answers.how,
        lambda held, ground: hints.how_in(held.description or ""),
    ),
    Fact(
        "ways",
        words("Ways to ask"),
        words("In which ways can somebody ask?"),
        words("Tick all that work"),
        Shape.BOXES,
        ("referral_methods",),
        lambda row, today: not row.told.ways,
        answers.ways,
        lambda held, ground: hints.ways_in(text_of(held)),
        lambda held, ground: METHODS,
    ),
    Fact(
        "who",
        words("Who may refer"),
        words("Who may refer?"),
        words("“Anyone” stands for everybody, the family too"),
        Shape.BOXES,
        ("referral_roles",),
        lambda row, today: not row.told.who,
        answers.who,
        lambda held, ground: hints.referrers_in(text_of(held)),
        lambda held, ground: WHO_MAY_REFER,
    ),
    Fact(
        "needs",
        words("Needs"),
        words("What does it help with?"),
        words("Tick what fits, or write the names of others with commas between them"),
        Shape.BOXES_AND_LINE,
        ("needs",),
        lambda row, today: not row.told.needs,
        answers.needs,
        offers=_most_likely_needs,
    ),
    Fact(
        "phone",
        words("Phone"),
        words("Which number is rung first?"),
        words("As it is dialled, such as 0115 496 0123"),
        Shape.LINE,
        ("phones",),
        lambda row, today: all(map(is_odd_phone, row.told.phones)),
        answers.phone,
        lambda held, ground: hints.phone_in(text_of(held)),
    ),
    Fact(
        "times",
        words("Times"),
        words("When is it open?"),
        words("Such as Monday to Friday 9am to 5pm, term time. A semicolon begins another line"),
        Shape.LINE,
        ("schedules",),
        lambda row, today: not row.told.times,
        answers.times,
        lambda held, ground: hints.times_in(text_of(held)),
    ),
    Fact(
        "waiting",
        words("Waiting time"),
        words("How long is the wait?"),
        words("Such as 6 weeks, 3 months, none, or closed to new people"),
        Shape.LINE,
        ("told_on", "taking_referrals", "waiting_weeks"),
        lambda row, today: not row.told.waiting or row.told.told_on is None or (today - row.told.told_on).days > 61,
        answers.waiting,
        asks_when=True,
    ),
    Fact(
        "contract-end",
        words("Contract end"),
        words("When does the contract end now?"),
        words("Such as 31/3/2027"),
        Shape.LINE,
        ("contract_end",),
        lambda row, today: row.contract_end is not None and (row.contract_end - today).days <= CONTRACT_DAYS,
        answers.contract_end,
    ),
    Fact(
        "checked",
        words("Checked"),
        words("Is everything still right?"),
        words("Tick only what you have looked over, page and number"),
        Shape.TICK,
        ("assured_date",),
        lambda row, today: (due := check_due(row)) is None or (due - today).days <= CHECK_DAYS,
        answers.checked,
    ),
)
FACT = {fact.id: fact for fact in FACTS}


def records_lacking(fact: Fact, board: Board) -> list[Row]:
    """The live records within reach that lack this fact, the lowest quality first."""
    lacking = [row for row in board.rows.values() if fact.lacks(row, board.today)]
    return sorted(lacking, key=lambda row: (board.scores[row.id], row.name, row.id))


def stamp(fact: Fact, held: ServiceSnapshot) -> str:
    """A short mark of what the record says of this fact: it differs once somebody has changed it."""
    said = held.model_dump_json(include=set(fact.fields))
    return sha256(f"{fact.id}{said}".encode()).hexdigest()[:16]


def changed(fact: Fact, held: ServiceSnapshot, answer: Answer, ground: Ground) -> ServiceSnapshot:
    """The record with this answer in it. Raises NotUnderstood."""
    found = fact.read(answer, held, ground)
    return ServiceSnapshot.model_validate({**held.model_dump(), **found})


def offered(fact: Fact, held: Sequence[ServiceSnapshot], ground: Ground) -> list[Mapping[str, Words | str]]:
    return [fact.offers(each, ground) for each in held]
