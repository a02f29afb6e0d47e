"""What a change of words does to the search: the same questions asked before and after, and where they differ.

Nothing here touches the database, the clock or Flask. What an editor types to try is looked at and forgotten.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from directory.search.question import Asker, Page, ServiceSearch
from directory.wording import Words, counted, words
from directory.words.edits import Edit, Fields, Kind

QUESTIONS = Path(__file__).parent / "questions.toml"
SHOWN = 5
"""The services that are shown and compared of each answer, besides how many there are."""
MOST_CHANGED_WORDS = 40
MOST_OWN = 20
LONGEST_OWN = 200


class Effect(StrEnum):
    """What becomes of a question, the weightiest first."""

    FEWER = "fewer"
    MORE = "more"
    OTHERS_FIRST = "others first"
    OTHER_NEEDS = "other needs"
    NONE = "none"


class Origin(StrEnum):
    CHANGED = "changed"
    OWN = "own"
    EVERYDAY = "everyday"


@dataclass(frozen=True)
class Asked:
    words: str
    origin: Origin


@dataclass(frozen=True)
class Answered:
    """How many services a question finds, the first of them by id, and the needs it suggests by id."""

    total: int
    services: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    asked: Asked
    before: Answered
    after: Answered

    @property
    def effect(self) -> Effect:
        if self.after.total != self.before.total:
            return Effect.MORE if self.after.total > self.before.total else Effect.FEWER
        if self.after.services != self.before.services:
            return Effect.OTHERS_FIRST
        return Effect.OTHER_NEEDS if self.after.needs != self.before.needs else Effect.NONE


SAYINGS: dict[Effect, Callable[[int], Words]] = {
    Effect.MORE: lambda n: counted("%(n)s finds more", "%(n)s find more", n),
    Effect.FEWER: lambda n: counted("%(n)s finds fewer", "%(n)s find fewer", n),
    Effect.OTHERS_FIRST: lambda n: counted("%(n)s finds other services first", "%(n)s find other services first", n),
    Effect.OTHER_NEEDS: lambda n: counted("%(n)s suggests other needs", "%(n)s suggest other needs", n),
}


@dataclass(frozen=True)
class Preview:
    compared: tuple[Compared, ...]
    whole: bool = True
    """Whether services were indexed anew for it; in a big directory only the questions are understood anew."""

    @property
    def changed(self) -> list[Compared]:
        """The questions that are answered otherwise: what finds fewer first, then in the order asked."""
        changed = [one for one in self.compared if one.effect is not Effect.NONE]
        return sorted(changed, key=lambda one: list(Effect).index(one.effect))

    @property
    def unchanged(self) -> list[Compared]:
        return [one for one in self.compared if one.effect is Effect.NONE]

    @property
    def summary(self) -> Words:
        every, changed = len(self.compared), len(self.changed)
        if not changed:
            return words("None of %(every)s questions changes", every=every)
        return counted(
            "%(n)s of %(every)s questions changes", "%(n)s of %(every)s questions change", changed, every=every
        )

    @property
    def parts(self) -> list[Words]:
        """How many questions change in which way."""
        times = Counter(one.effect for one in self.changed)
        return [say(times[effect]) for effect, say in SAYINGS.items() if times[effect]]


@cache
def everyday_questions() -> tuple[str, ...]:
    return tuple(tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["questions"])


def questions_for(edits: Iterable[Edit], own: Sequence[str]) -> list[Asked]:
    """What to ask: the words that change, what the editor typed, and the everyday questions; each once."""
    changed = list(dict.fromkeys(word for edit in edits for word in words_changed(edit)))
    asked = [Asked(text, Origin.OWN) for text in own[:MOST_OWN]]
    asked += [Asked(text, Origin.CHANGED) for text in changed[:MOST_CHANGED_WORDS]]
    asked += [Asked(text, Origin.EVERYDAY) for text in everyday_questions()]
    return list({one.words.casefold(): one for one in reversed(asked)}.values())[::-1]


def words_changed(edit: Edit) -> list[str]:
    """The words of an edit that somebody may type: what was put in or taken out, and a new name."""
    before, after = _said(edit.kind, edit.was), _said(edit.kind, edit.now)
    changed = [word for word in [*after, *before] if (word in before) != (word in after)]
    if changed or edit.was is None or edit.now is None:
        return changed
    return after[:1]


def _said(kind: Kind, fields: Fields | None) -> list[str]:
    if fields is None:
        return []
    if kind is Kind.NEED:
        return [fields["name"], *fields["everyday"]]
    return list(fields["words"]) if kind is Kind.SYNONYMS else [*fields["say"], *fields["capitals"]]


def compare(questions: Iterable[Asked], before: Asker, after: Asker, *, whole: bool) -> Preview:
    found = [Compared(asked, _answer(asked, before), _answer(asked, after)) for asked in questions]
    return Preview(tuple(found), whole)


def _answer(asked: Asked, ask: Asker) -> Answered:
    page: Page = ask(ServiceSearch(words=asked.words, size=SHOWN))
    return Answered(page.total, tuple(hit.service_id for hit in page.hits), page.suggested_needs)


def services_shown(preview: Preview) -> set[str]:
    """The ids of the services that the page names."""
    return {service for one in preview.changed for side in (one.before, one.after) for service in side.services}


def own_questions(text: str) -> list[str]:
    """One question a line."""
    lines = (" ".join(line.split())[:LONGEST_OWN] for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))[:MOST_OWN]
