"""What would change: every case run under the content in force and under the new one.

Pure. A case is a set of answers that one or many enquiries gave, or a vignette. Two contents that differ in words alone
lead everywhere to the same, so nothing is run for them.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from matching.answers import Answers, Where, answers_to_json
from matching.content import Content
from matching.entries import Entry, PathwayId
from matching.findings import findings
from matching.recommend import recommend

Progress = Callable[[int, int], None]
"""Told how many cases are done, of how many."""
MOVED_KEPT = 200
"""Cases of each kind that are told one by one; all are counted."""
TOLD_EVERY = 200
WORDS_ONLY = {
    *("words", "name", "title", "hint", "why", "reason", "disputed", "sources", "watch_for", "translations"),
    *("short", "means", "do_now", "do_not", "consent", "who_acts", "what_happens_next", "gather", "safety_net"),
    *("come_back", "no_names", "if_told_no", "in_force", "local"),
}
"""Fields that no pathway, level, need or reason depends on."""


class Of(StrEnum):
    ENQUIRY = "enquiry"
    VIGNETTE = "vignette"


class Way(StrEnum):
    RISE = "rise"
    FALL = "fall"
    SAME = "same"


@dataclass(frozen=True)
class Case:
    of: Of
    key: str
    """Of enquiries, drawn from their answers: it opens nobody's answers elsewhere. Of a vignette, its id."""
    answers: Answers
    count: int = 1
    """How many enquiries gave just these answers, wherever the family lives."""
    title: str | None = None
    districts: tuple[str, ...] = ()
    answers_before: Answers | None = None
    """Of a vignette, whose calm answers are those of each content: what it answers under the old one."""


@dataclass(frozen=True)
class Weighed:
    """Where a case ends under one content."""

    pathway: PathwayId
    level: int
    needs: tuple[str, ...]
    reasons: tuple[str, ...]
    """The findings that count, the gravest first."""


@dataclass(frozen=True)
class Moved:
    """A case that does not end as it did."""

    case: Case
    before: Weighed
    after: Weighed

    @property
    def way(self) -> Way:
        step = self.after.pathway.rank - self.before.pathway.rank
        return Way.RISE if step > 0 else Way.FALL if step < 0 else Way.SAME


@dataclass(frozen=True)
class Count:
    """How many, and how many different sets of answers they gave."""

    enquiries: int = 0
    vignettes: int = 0
    sets: int = 0

    @property
    def any(self) -> bool:
        return bool(self.enquiries or self.vignettes)

    def plus(self, case: Case) -> "Count":
        if case.of is Of.VIGNETTE:
            return replace(self, vignettes=self.vignettes + 1)
        return replace(self, enquiries=self.enquiries + case.count, sets=self.sets + 1)


@dataclass(frozen=True)
class Replay:
    every: Count = Count()
    rise: Count = Count()
    fall: Count = Count()
    changed: Count = Count()
    """The same pathway, by another level, other needs or other reasons."""
    moved: tuple[Moved, ...] = ()
    """Falls first, then rises, then what only changed: at most `MOVED_KEPT` of each."""
    keys: frozenset[str] = frozenset()
    """The sets of answers that were run."""

    def of_way(self, way: Way) -> tuple[Moved, ...]:
        return tuple(moved for moved in self.moved if moved.way is way)

    def joined(self, later: "Replay") -> "Replay":
        """This with what came in since; `later` holds only sets of answers that are not in this."""
        return Replay(
            every=_sum(self.every, later.every),
            rise=_sum(self.rise, later.rise),
            fall=_sum(self.fall, later.fall),
            changed=_sum(self.changed, later.changed),
            moved=_in_order((*self.moved, *later.moved)),
            keys=self.keys | later.keys,
        )


def replay(old: Content, new: Content, cases: Iterable[Case], progress: Progress | None = None) -> Replay:
    """Run every case under both."""
    every = list(cases)
    alike = mechanics(old) == mechanics(new)
    counts = {Way.RISE: Count(), Way.FALL: Count(), Way.SAME: Count()}
    total, moved = Count(), []
    for number, case in enumerate(every):
        if progress and number % TOLD_EVERY == 0:
            progress(number, len(every))
        total = total.plus(case)
        one = None if alike else _moved(old, new, case)
        if one:
            counts[one.way] = counts[one.way].plus(case)
            moved.append(one)
    if progress:
        progress(len(every), len(every))
    return Replay(
        every=total,
        rise=counts[Way.RISE],
        fall=counts[Way.FALL],
        changed=counts[Way.SAME],
        moved=_in_order(moved),
        keys=frozenset(case.key for case in every if case.of is Of.ENQUIRY),
    )


def weigh(content: Content, answers: Answers) -> Weighed:
    """Where these answers end."""
    ended = recommend(content, findings(content, answers))
    return Weighed(ended.pathway, ended.level, ended.needs, tuple(reason.finding for reason in ended.reasons))


def key_of(answers: Answers) -> str:
    """The same for every enquiry with these answers, wherever the family lives."""
    plain: dict[str, Any] = answers_to_json(answers)
    plain |= {key: ["place"] if value.known else [] for key, value in answers.items() if isinstance(value, Where)}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:20]


def mechanics(content: Content) -> dict[str, Any]:
    """All that a pathway, level, need or reason can depend on: the content without its words."""
    kinds = ("topics", "facts", "indicators", "pages", "qualifiers", "combinations")
    return {kind: [_without_words(entry) for entry in getattr(content, kind).values()] for kind in kinds}


def _without_words(entry: Entry) -> Any:
    return _stripped(entry.model_dump())


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stripped(item) for key, item in value.items() if key not in WORDS_ONLY}
    return [_stripped(item) for item in value] if isinstance(value, list | tuple) else value


def _moved(old: Content, new: Content, case: Case) -> Moved | None:
    before, after = weigh(old, case.answers_before or case.answers), weigh(new, case.answers)
    return None if before == after else Moved(case, before, after)


def _in_order(moved: Iterable[Moved]) -> tuple[Moved, ...]:
    """The gravest change first: falls from the gravest pathway, rises to it."""
    by_way: dict[Way, list[Moved]] = {Way.FALL: [], Way.RISE: [], Way.SAME: []}
    for one in moved:
        by_way[one.way].append(one)
    for ones in by_way.values():
        ones.sort(key=lambda one: (-max(one.before.pathway.rank, one.after.pathway.rank), -one.case.count))
    return tuple(one for ones in by_way.values() for one in ones[:MOVED_KEPT])


def _sum(one: Count, other: Count) -> Count:
    return Count(
        one.enquiries + other.enquiries,
        one.vignettes + other.vignettes,
        one.sets + other.sets,
    )
