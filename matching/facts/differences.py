"""The rows of the fact-check table that two versions of the content do not share. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from matching.content import Content
from matching.facts.making import fact_rows
from matching.facts.row import FactRow


@dataclass(frozen=True)
class ChangedRow:
    """One row as it was and as it would be; None where it is not in the table."""

    topic: str
    key: str
    before: FactRow | None
    after: FactRow | None

    @property
    def lowered(self) -> bool:
        """Whether the same answers lead to less: a lower pathway or a lower level of need."""
        if self.before is None or self.after is None:
            return False
        return self.after.weight[0] < self.before.weight[0] or self.after.weight[1] < self.before.weight[1]


def changed_rows(old: Content, new: Content, topics: Collection[str] | None = None) -> tuple[ChangedRow, ...]:
    """Rows that come out otherwise, are worded otherwise, or stand in one of the two only.

    `topics` limits it to these; a whole content takes some seconds.
    """
    order = [*old.topics, *(topic for topic in new.topics if topic not in old.topics)]
    wanted = [topic for topic in order if topics is None or topic in topics]
    return tuple(row for topic in wanted for row in _changed_in(old, new, topic))


def _changed_in(old: Content, new: Content, topic: str) -> list[ChangedRow]:
    before = {row.key: row for row in fact_rows(old, topic)}
    after = {row.key: row for row in fact_rows(new, topic)}
    pairs = [ChangedRow(topic, key, before.get(key), after.get(key)) for key in before | after]
    return [pair for pair in pairs if _told(pair.before) != _told(pair.after)]


def _told(row: FactRow | None) -> object:
    return row and (row.outcome, tuple(map(str, row.said)), [str(reason.words) for reason in row.deciding])
