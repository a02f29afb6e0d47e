"""What a work list is made of: kinds of work, and the records of each. Values only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directory.curation.work.board import Board
from directory.curation.work.waiting import Thing
from directory.wording import Words, counted, words


class Tone(StrEnum):
    """What kind of work it is: each has a colour, a sign and a word of its own."""

    LATE = "late"
    SOON = "soon"
    ANSWER = "answer"
    MEND = "mend"
    OWN = "own"


class Step(StrEnum):
    """What to do next about a record."""

    EDIT = "edit"
    CHECK = "check"
    FILL = "fill"
    CONTRACT = "contract"
    RETIRE = "retire"
    DECIDE = "decide"
    ASK = "ask"


@dataclass(frozen=True)
class Item:
    """One record of a list, and why it stands there."""

    record_id: str | None
    name: str
    organization: str | None = None
    due: date | None = None
    why: Words | str | None = None
    score: int | None = None
    thing: Thing | None = None
    """What waits, where it is not the record itself."""

    @property
    def order(self) -> tuple[date, int, str, str]:
        return (self.due or date.max, self.score if self.score is not None else 0, self.name, self.record_id or "")


@dataclass(frozen=True)
class Kind:
    id: str
    tone: Tone
    label: Words
    """After the figure: "contract has ended", "contracts have ended"."""
    find: Callable[[Board], Iterable[Item]]
    steps: tuple[Step, ...]
    field: str | None = None
    """The field to edit."""
    fact: str | None = None
    """What to fill in for many at once."""
    dated: bool = False
    """Whether its items have deadlines."""

    def said(self, count: int) -> Words:
        return self.label._replace(values={"n": count})


def deadline_words(due: date | None, today: date) -> Words | None:
    """How far off a deadline is, or how late it is."""
    if due is None or due == date.min:
        return None
    days = (due - today).days
    if days == 0:
        return words("today")
    if days < 0:
        return counted("%(n)s day late", "%(n)s days late", -days)
    return counted("in %(n)s day", "in %(n)s days", days)
