"""The entries of content as its files have them, whether or not they fit together: what leads find, read and edit.

Pure. A draft may be halfway: here an entry is only its fields, where it stands, and what names it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from directory.wording import Words, words
from matching.content import INDICATORS, TOPIC, UNSURE, in_order
from matching.editions.texts import CALLED, Place

KINDS: Mapping[str, Words] = {
    "sign": words("Sign"),
    "question": words("Question about a sign"),
    "answer": words("Answer"),
    "combination": words("Signs that mean more together"),
    "notice": words("Notice"),
    "topic": words("Topic"),
    "pathway": words("Pathway"),
    "page": words("Page"),
    "asked": words("Question on a page"),
    "fact": words("Fact"),
    "front-door": words("Front door"),
    "level": words("Level of need"),
    "escalation": words("If you are told no"),
    "helpline": words("National helpline"),
    "area": words("Area"),
}
"""What an address calls a kind of entry -> what a person calls it."""
TABLES = {
    "topics.toml": "topic",
    "facts.toml": "fact",
    "pages.toml": "page",
    "qualifiers.toml": "question",
    "combinations.toml": "combination",
    "notices.toml": "notice",
    "pathways.toml": "pathway",
}
INSIDE = {("page", "question"): "asked", ("question", "option"): "answer", ("asked", "option"): "answer"}
"""The kind of what stands inside an entry of another kind."""
NAMED = re.compile(r"'([^' ]+)'")
CALLED_BY = ("title", "name", "words", "id")


@dataclass(frozen=True)
class Held:
    """One entry where it stands."""

    kind: str
    id: str
    """What its address calls it; of an answer "question:answer"."""
    file: str
    at: Place
    fields: Mapping[str, Any]
    part: str | None = None
    """The field of the file's one entry that this is, where it has no place of its own."""

    @property
    def title(self) -> str:
        return next((str(self.fields[name]) for name in CALLED_BY if self.fields.get(name)), self.id)

    @property
    def kind_name(self) -> Words:
        return KINDS[self.kind]


class Book:
    """All entries of some files. A file that cannot be read has none."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = dict(files)
        self.held: dict[tuple[str, str], Held] = {}
        for name in in_order(files):
            for held in _held_in(name, files[name]):
                self.held.setdefault((held.kind, held.id), held)

    def get(self, kind: str, id_: str) -> Held | None:
        return self.held.get((kind, id_))

    def of_kind(self, *kinds: str) -> list[Held]:
        return [held for held in self.held.values() if held.kind in kinds]

    @cached_property
    def questions(self) -> dict[str, Held]:
        """Every question by id, those on pages and those about signs."""
        return {held.id: held for held in self.of_kind("asked", "question")}

    @cached_property
    def findings(self) -> dict[str, str]:
        """Finding -> its words: signs, facts, and what a topic by itself establishes."""
        found = {held.id: held.title for held in self.of_kind("sign", "fact")}
        for topic in self.of_kind("topic"):
            found[TOPIC + topic.id], found[UNSURE + topic.id] = topic.title, topic.title
        return found

    def finding(self, name: str) -> Held | None:
        """The entry behind a finding."""
        about = name.removeprefix(TOPIC).removeprefix(UNSURE)
        kinds = ("topic",) if about != name else ("sign", "fact")
        return next((self.held[kind, about] for kind in kinds if (kind, about) in self.held), None)

    def inside(self, held: Held) -> list[Held]:
        """The questions of a page, the answers of a question."""
        return [one for one in self.held.values() if one.file == held.file and one.at[:-1] == held.at and one.at]

    def file_of_topic(self, topic: str) -> str | None:
        """The file that the signs of a topic stand in."""
        return next((held.file for held in self.of_kind("sign") if held.fields.get("topic") == topic), None)

    def named_in(self, problem: str) -> Held | None:
        """The entry that a problem or a fault names in single quotes, the first that there is."""
        for name in NAMED.findall(problem):
            for kind in KINDS:
                if (kind, name) in self.held:
                    return self.held[kind, name]
        return None

    def owner(self, held: Held) -> Held | None:
        """The question of an answer, the page of a question."""
        return next((one for one in self.held.values() if one.file == held.file and one.at == held.at[:-1]), None)


@lru_cache(maxsize=16)
def _book(files: tuple[tuple[str, str], ...]) -> Book:
    return Book(dict(files))


def book_of(files: Mapping[str, str]) -> Book:
    """The book of these files; kept, as a page is looked at again and again."""
    return _book(tuple(sorted(files.items())))


@lru_cache(maxsize=128)
def _held_in(name: str, text: str) -> tuple[Held, ...]:
    """Kept, as most files of one version are those of another."""
    return tuple(_read(name, text))


def _read(name: str, text: str) -> Iterator[Held]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    if name.startswith("areas/"):
        yield Held("area", str(tables.get("id", "")), name, (), tables)
        yield from _rows(name, tables, (), "front_door", "front-door")
        yield from _rows(name, tables, (), "level", "level")
        yield from _rows(name, tables, (), "national", "helpline")
        if isinstance(tables.get("escalation"), dict):
            yield Held("escalation", "told-no", name, (), tables["escalation"], "escalation")
        return
    table = "indicator" if name.startswith(INDICATORS) else TABLES.get(name, "")
    yield from _rows(name, tables, (), table, {"indicator": "sign"}.get(table, table))


def _rows(name: str, owner: Mapping[str, Any], at: Place, table: str, kind: str, before: str = "") -> Iterator[Held]:
    rows = owner.get(table)
    for row in rows if isinstance(rows, list) else ():
        called = str(row.get(CALLED.get(table, "id"), "")) if isinstance(row, dict) else ""
        if not called:
            continue
        place = (*at, (table, called))
        yield Held(kind, f"{before}{called}", name, place, row)
        for (outer, inner), inner_kind in INSIDE.items():
            if outer == kind:
                yield from _rows(name, row, place, inner, inner_kind, f"{called}:" if inner == "option" else "")
