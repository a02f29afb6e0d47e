"""The content that safeguarding leads review, read and validated once into one frozen Content.

It comes from texts by file name: those of the folder, or those of an edition. Nothing here touches a database, the
clock or Flask. All problems are reported at once, each with file, entry and mend.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from directory.beside import texts_beside
from directory.vocabulary import load_vocabulary
from matching.area import CONTENT, Area, area_file, area_from, area_path
from matching.entries import (
    Combination,
    Entry,
    Fact,
    Indicator,
    Kind,
    Notice,
    Page,
    Pathway,
    PathwayId,
    Question,
    Topic,
)
from matching.errors import ContentError
from matching.reading import tables_in, text_of
from matching.references import faults

E = TypeVar("E", bound=Entry)

TOPIC = "topic:"
"""Prefix of the finding that a topic was chosen."""
UNSURE = "unsure:"
"""Prefix of the finding that the person was not sure about a topic's signs, or that an answer could not be read."""
INDICATORS = "indicators/"
INDICATOR_FILE = re.compile(r"indicators/[a-z0-9]+(-[a-z0-9]+)*\.toml")
TABLES: dict[str, tuple[str, type[Entry]]] = {
    "topics.toml": ("topic", Topic),
    "facts.toml": ("fact", Fact),
    "pages.toml": ("page", Page),
    "qualifiers.toml": ("question", Question),
    "combinations.toml": ("combination", Combination),
    "notices.toml": ("notice", Notice),
    "pathways.toml": ("pathway", Pathway),
}
KINDS = ("topics", "facts", "indicators", "pages", "qualifiers", "combinations", "notices", "pathways")


@dataclass(frozen=True)
class Content:
    """All of it, by id and in the order of the files."""

    area: Area
    version: str
    """Changes with any byte of any file read."""
    topics: Mapping[str, Topic]
    facts: Mapping[str, Fact]
    indicators: Mapping[str, Indicator]
    pages: Mapping[str, Page]
    qualifiers: Mapping[str, Question]
    combinations: Mapping[str, Combination]
    notices: Mapping[str, Notice]
    pathways: Mapping[PathwayId, Pathway]
    beside: Mapping[str, str] = field(default_factory=dict)
    """English text -> the text in the language that this content is in, for words that no entry holds."""

    @cached_property
    def checklists(self) -> Mapping[str, tuple[Indicator, ...]]:
        """Topic id -> the signs a person can tick, whatever the ages."""
        shown = [indicator for indicator in self.indicators.values() if not indicator.hidden]
        return {topic: tuple(sign for sign in shown if sign.topic == topic) for topic in self.topics}

    @cached_property
    def needs(self) -> frozenset[str]:
        """Every need that something here points to."""
        by_topics = (need for topic in self.topics.values() for need in topic.needs)
        return frozenset(by_topics).union(*(indicator.needs for indicator in self.indicators.values()))

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id: those on the pages, then the qualifiers."""
        on_pages = {question.id: question for page in self.pages.values() for question in page.questions}
        return on_pages | dict(self.qualifiers)

    @cached_property
    def qualified(self) -> Mapping[str, tuple[str, ...]]:
        """Qualifier id -> the indicators it is asked for."""
        indicators = self.indicators.values()
        return {name: tuple(one.id for one in indicators if one.qualifier == name) for name in self.qualifiers}

    @cached_property
    def aged(self) -> tuple[Fact, ...]:
        """The facts that the children's ages establish."""
        return tuple(fact for fact in self.facts.values() if fact.unborn or fact.under is not None)

    @cached_property
    def parts(self) -> Mapping[str, frozenset[str]]:
        """Finding -> the ids of the combinations that it is a part of."""
        parts: dict[str, set[str]] = {}
        for combination in self.combinations.values():
            for name in (*combination.all_of, *combination.among):
                parts.setdefault(name, set()).add(combination.id)
        return {name: frozenset(ids) for name, ids in parts.items()}

    @cached_property
    def ages_question(self) -> str:
        """The id of the one question about ages."""
        return self._the_one(Kind.AGES)

    @cached_property
    def topics_question(self) -> str:
        """The id of the one question about what worries them."""
        return self._the_one(Kind.TOPICS)

    def _the_one(self, kind: Kind) -> str:
        return next(question.id for question in self.questions.values() if question.kind is kind)

    def question(self, question_id: str) -> Question | None:
        return self.questions.get(question_id)

    def name_of(self, finding: str) -> str:
        """A finding in words."""
        entry = self.indicators.get(finding) or self.facts.get(finding)
        if entry:
            return entry.words
        about = finding.removeprefix(TOPIC).removeprefix(UNSURE)
        if about in self.topics:
            return self.topics[about].name
        question = self.question(about)
        return (question.words if question else None) or about

    def translated(self, language: str) -> "Content":
        """The same content in another language, wherever its entries or the files beside them give words in it."""
        beside = texts_beside(CONTENT, language)
        changes: dict[str, Any] = {"area": self.area.translated(language, beside), "beside": beside}
        for name in KINDS:
            entries: Mapping[str, Entry] = getattr(self, name)
            changes[name] = MappingProxyType({key: row.translated(language, beside) for key, row in entries.items()})
        return replace(self, **changes)

    def texts(self) -> Iterator[str]:
        """Every text that people read, the area's too."""
        for name in KINDS:
            for entry in getattr(self, name).values():
                yield from entry.texts()
        yield from self.area.texts()


def load_content(
    folder: Path = CONTENT, area: str = "nottinghamshire", needs: Collection[str] | None = None
) -> Content:
    """Read and validate everything. `needs` are the need ids of the directory's taxonomy, read from it if not given.

    Raises ContentError with every problem found, each naming file, entry and mend.
    """
    area_path(area, folder)
    return content_from(files_in(folder, area), area, needs)


def files_in(folder: Path = CONTENT, area: str = "nottinghamshire") -> dict[str, str]:
    """The texts of a folder that make up one area's content, by name. Raises ContentError where one is no text."""
    indicators = [f"{INDICATORS}{path.name}" for path in sorted((folder / INDICATORS).glob("*.toml"))]
    texts = {name: text_of(folder / name, name) for name in (*sorted(TABLES), *indicators, area_file(area))}
    return {name: text for name, text in texts.items() if text is not None}


def content_from(
    files: Mapping[str, str], area: str, needs: Collection[str] | None = None, *, kept: bool = False
) -> Content:
    """Read and validate the texts of files by name, such as "indicators/baby.toml". Raises as `load_content`.

    `kept`: it was sound when it was published. Only what cannot be read is a problem then, not what newer rules or a
    newer taxonomy would ask of it.
    """
    entries, origin, problems = _read_all(files)
    problems += [
        f"{name}: there is no such file in the content. Take it out." for name in sorted(_strange(files, area))
    ]
    local = _area(files.get(area_file(area)), area, problems)
    problems += _repeated(entries, origin)
    if not kept:
        known_needs = load_vocabulary().need.keys() if needs is None else needs
        problems += faults(entries, origin, known_needs, local)
    if problems or local is None:
        raise ContentError(problems)
    named = {name: MappingProxyType({entry.id: entry for entry in rows}) for name, rows in entries.items()}
    return Content(area=local, version=version_of(files), **named)


def version_of(files: Mapping[str, str]) -> str:
    """A short hash of every file, names included."""
    digest = hashlib.sha256()
    for name in in_order(files):
        digest.update(f"{name}\0".encode() + files[name].encode() + b"\0")
    return digest.hexdigest()[:12]


def in_order(names: Iterable[str]) -> list[str]:
    """The names of files in the order in which they are read: the tables, the indicators, the area."""
    return sorted(names, key=lambda name: (name.startswith(INDICATORS) + 2 * name.startswith("areas/"), name))


def table_of(name: str) -> tuple[str, type[Entry]] | None:
    """What a file is a list of: the name of its tables and their class; None for an area's file, which is one entry."""
    return ("indicator", Indicator) if INDICATOR_FILE.fullmatch(name) else TABLES.get(name)


def _strange(files: Iterable[str], area: str) -> set[str]:
    return {name for name in files if table_of(name) is None and name != area_file(area)}


def _read_all(files: Mapping[str, str]) -> tuple[dict[str, list[Any]], dict[int, str], list[str]]:
    """Entries by kind, the file of each (by its identity), and the problems of reading."""
    entries: dict[str, list[Any]] = {}
    origin: dict[int, str] = {}
    problems: list[str] = []
    for name in [*TABLES, *(name for name in in_order(files) if INDICATOR_FILE.fullmatch(name))]:
        table, model = table_of(name) or ("", Entry)
        found, wrong = tables_in(files.get(name), name, {table: model})
        kind = "indicators" if table == "indicator" else name.removesuffix(".toml")
        entries.setdefault(kind, []).extend(found[table])
        origin |= {id(entry): name for entry in found[table]}
        problems += wrong
    entries.setdefault("indicators", [])
    _in_topic_order(entries)
    return entries, origin, problems


def _in_topic_order(entries: dict[str, list[Any]]) -> None:
    """Indicators follow the order of the topics; inside a topic, that of its file."""
    order = {topic.id: place for place, topic in enumerate(entries["topics"])}
    entries["indicators"].sort(key=lambda indicator: order.get(indicator.topic, len(order)))


def _area(text: str | None, name: str, problems: list[str]) -> Area | None:
    try:
        return area_from(text, name)
    except ContentError as error:
        problems += error.problems
        return None


def _repeated(entries: Mapping[str, Iterable[Any]], files: Mapping[int, str]) -> list[str]:
    """Findings share one set of ids, and so do questions; every other kind has its own."""
    problems = []
    questions = [(files[id(page)], question) for page in entries["pages"] for question in page.questions]
    sets = {
        "finding": [(files[id(entry)], entry) for kind in ("facts", "indicators") for entry in entries[kind]],
        "question": questions + [(files[id(entry)], entry) for entry in entries["qualifiers"]],
    }
    for kind in ("topics", "pages", "combinations", "notices", "pathways"):
        sets[kind.removesuffix("s")] = [(files[id(entry)], entry) for entry in entries[kind]]
    for noun, members in sets.items():
        seen: dict[str, str] = {}
        for file, entry in members:
            if entry.id in seen:
                problems.append(
                    f"{file}, {noun} '{entry.id}': {seen[entry.id]} has this id already. Give one another id."
                )
            seen.setdefault(entry.id, file)
    return problems
