"""What may be suggested: the questions of the big form that are not a curator's, and what a suggestion would change.

Nothing here touches the database, the clock or Flask.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from directory.curation.editing.forms import SERVICE, Section, questions_of
from directory.curation.editing.publishing import both
from directory.curation.editing.questions import Question
from directory.snapshots import CURATORS, ServiceSnapshot
from directory.snapshots.saying import Lines, Names, say
from directory.wording import Words

SECTIONS: tuple[Section, ...] = tuple(
    kept
    for section in SERVICE
    if section.id != "q-contract"
    and (
        kept := replace(section, questions=tuple(each for each in section.questions if CURATORS.isdisjoint(each.holds)))
    ).questions
)
"""The big form without what only a curator changes."""

MAY_BE_SUGGESTED = frozenset(field for question in questions_of(SECTIONS) for field in question.holds)


@dataclass(frozen=True)
class Change:
    """One question whose answer a suggestion changes: what stands, what is proposed, and whether it moved since."""

    question: Question
    before: Lines
    live: Lines
    proposed: Lines
    together: Lines
    """What both say together, where the live version changed since and the answer is a list."""
    moved: bool
    """Somebody changed the live version after the suggestion was written."""

    @property
    def name(self) -> str:
        return self.question.name

    @property
    def label(self) -> Words:
        return self.question.label


def suggestion(base: ServiceSnapshot, wanted: ServiceSnapshot) -> ServiceSnapshot:
    """`wanted` as far as it may be suggested; everything else says what it said."""
    return base.model_copy(update={field: getattr(wanted, field) for field in MAY_BE_SUGGESTED})


def to_keep(record: ServiceSnapshot) -> dict[str, Any]:
    """A snapshot for a row of its own: without anything of a contract, so that no cost is ever kept beside it."""
    hidden = CURATORS - {"organization_id"}
    return {name: value for name, value in record.as_json().items() if name not in hidden}


def fingerprint(record: ServiceSnapshot) -> str:
    """The same for two records as long as everything that may be suggested is the same."""
    said = record.model_dump_json(include=set(MAY_BE_SUGGESTED))
    return sha256(said.encode()).hexdigest()


def changes_of(
    base: ServiceSnapshot, wanted: ServiceSnapshot, live: ServiceSnapshot, names: Names
) -> tuple[Change, ...]:
    """What a suggestion changes of the live record, question by question, in the order of the page."""
    return tuple(
        _change(question, base, wanted, live, names)
        for question in questions_of(SECTIONS)
        if _differs(question, base, wanted) and _differs(question, live, wanted)
    )


def changed_already(base: ServiceSnapshot, wanted: ServiceSnapshot, live: ServiceSnapshot) -> tuple[Question, ...]:
    """The questions that the live record answers as suggested by now."""
    return tuple(
        question
        for question in questions_of(SECTIONS)
        if _differs(question, base, wanted) and not _differs(question, live, wanted)
    )


def taken(question: Question, wanted: ServiceSnapshot) -> dict[str, Any]:
    """The values that a suggestion gives for one question."""
    return {field: getattr(wanted, field) for field in question.holds}


def together(
    question: Question, base: ServiceSnapshot, wanted: ServiceSnapshot, live: ServiceSnapshot
) -> dict[str, Any]:
    """Lists with what either side added, and without what either took out."""
    return {
        field: both(getattr(base, field), getattr(wanted, field), getattr(live, field))
        for field in question.holds
        if isinstance(getattr(live, field), tuple)
    }


def _change(
    question: Question, base: ServiceSnapshot, wanted: ServiceSnapshot, live: ServiceSnapshot, names: Names
) -> Change:
    moved = _differs(question, base, live)
    joined = together(question, base, wanted, live) if moved else {}
    before, stands, proposed = (_lines(question, each, names) for each in (base, live, wanted))
    said = _lines(question, live.model_copy(update=joined), names) if joined else ()
    return Change(question, before, stands, proposed, said, moved)


def _lines(question: Question, record: ServiceSnapshot, names: Names) -> Lines:
    read_back: Sequence[Words] = question.said_back(record)
    if read_back:
        return tuple(read_back)
    return tuple(line for field in question.holds for line in say(field, getattr(record, field), names))


def _differs(question: Question, one: ServiceSnapshot, other: ServiceSnapshot) -> bool:
    return any(getattr(one, field) != getattr(other, field) for field in question.holds)
