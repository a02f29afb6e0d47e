"""One row of the fact-check table. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from directory.wording import Words
from matching.answers import Answers
from matching.entries import PathwayId
from matching.recommend import Reason, Recommendation


class RowKind(StrEnum):
    """What a row is about, in the order in which a topic's rows stand."""

    TOPIC = "topic"
    """The topic was chosen, and nothing in it is certain."""
    SIGN = "sign"
    """One sign by itself. Where more is asked about it, nobody answered that."""
    DETAIL = "detail"
    """A sign with one answer to what is asked about it."""
    AGE = "age"
    """The same for a child of another age, where that changes what comes out."""
    BESIDE = "beside"
    """The same beside one more thing, where the two together are more than each."""
    ELSEWHERE = "elsewhere"
    """An answer on another page that establishes something of this topic."""
    TOGETHER = "together"
    """Several things that only together establish something of this topic."""


@dataclass(frozen=True)
class FactRow:
    """What was said, and what comes out for a calm child of ten who is otherwise well."""

    key: str
    """The same for the same combination in every version of the content; an anchor on the topic's page."""
    kind: RowKind
    said: tuple[Words | str, ...]
    """What was said: the sign first, then what is added to it."""
    answers: Answers
    recommendation: Recommendation
    found: frozenset[str]
    """Everything the answers establish."""

    @property
    def pathway(self) -> PathwayId:
        return self.recommendation.pathway

    @property
    def level(self) -> int:
        return self.recommendation.level

    @property
    def weight(self) -> tuple[int, int]:
        return self.pathway.rank, self.level

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that lead to this pathway and this level; all that count where none has both."""
        grave = [one for one in self.recommendation.reasons if one.pathway is self.pathway]
        return tuple(one for one in grave if one.level == self.level) or tuple(grave)

    @property
    def outcome(self) -> tuple[PathwayId, int, tuple[str, ...]]:
        """What a lead would call the same: pathway, level and the findings that decide it."""
        return self.pathway, self.level, tuple(sorted(reason.finding for reason in self.deciding))


@dataclass(frozen=True)
class Line:
    """Rows that are read as one: the same beside any one of several things, with the same outcome."""

    rows: tuple[FactRow, ...]

    @property
    def first(self) -> FactRow:
        return self.rows[0]

    @property
    def said(self) -> tuple[Words | str, ...]:
        """What every row of it has in common."""
        return self.first.said if len(self.rows) == 1 else self.first.said[:-1]

    @property
    def any_of(self) -> tuple[Words | str, ...]:
        """Where it is several rows: what each adds."""
        return () if len(self.rows) == 1 else tuple(row.said[-1] for row in self.rows)


def lines(rows: Iterable[FactRow]) -> tuple[Line, ...]:
    """The rows as they are read: those beside one more thing are put together where nothing else differs."""
    together: dict[object, list[FactRow]] = {}
    for row in rows:
        base = tuple(map(str, row.said[:-1]))
        common = (base, row.outcome) if row.kind is RowKind.BESIDE else row.key
        together.setdefault(common, []).append(row)
    return tuple(Line(tuple(group)) for group in together.values())
