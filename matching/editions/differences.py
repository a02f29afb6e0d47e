"""What differs between two contents, entry by entry and field by field, for people who do not read TOML. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from directory.wording import Words, words
from matching.content import Content
from matching.entries import Entry

KINDS: dict[str, Words] = {
    "topics": words("Topic"),
    "facts": words("Fact"),
    "indicators": words("Sign"),
    "pages": words("Page"),
    "qualifiers": words("Question about a sign"),
    "combinations": words("Signs that mean more together"),
    "notices": words("Notice"),
    "pathways": words("Pathway"),
    "area": words("Area"),
}
FIELDS: dict[str, Words] = {
    "level": words("level"),
    "words": words("wording"),
    "name": words("name"),
    "title": words("title"),
    "hint": words("hint"),
    "flags": words("flags"),
    "needs": words("needs"),
    "ages": words("ages"),
    "topic": words("topic"),
    "kinds": words("also counts as"),
    "qualifier": words("question asked about it"),
    "hidden": words("not on the list of signs"),
    "reason": words("reason"),
    "sources": words("sources"),
    "harm": words("a harm"),
    "worry_level": words("level by itself"),
    "findings": words("what it means"),
    "if_unanswered": words("what no answer means"),
    "asked_when": words("asked when"),
    "all_of": words("all of"),
    "among": words("some of"),
    "at_least": words("at least"),
    "gives": words("what they mean together"),
    "in_force": words("in force"),
    "day": words("day number"),
    "night": words("night number"),
    "day_hours": words("day hours"),
    "covers": words("places covered"),
    "watch_for": words("what to watch for"),
    "consent": words("agreement"),
    "option": words("answer"),
    "question": words("question"),
    "front_door": words("front door"),
}
"""Fields in words; any other is called by its name in the file."""
CALLED_BY = ("id", "code", "level", "name", "document")
"""What tells the items of a list apart, the first that they have."""


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """One field that differs; a value that is not there is None."""

    where: tuple[str, ...]
    """The ids of what lies between the entry and the field, such as a page's question and its option."""
    field: str
    before: Any
    after: Any

    @property
    def name(self) -> Words | str:
        return FIELDS.get(self.field, self.field.replace("_", " "))


@dataclass(frozen=True)
class Difference:
    kind: str
    """A key of `KINDS`."""
    id: str
    title: str
    """The entry's own words, as they are now; as they were where it is gone."""
    change: Change
    fields: tuple[FieldChange, ...] = ()

    @property
    def kind_name(self) -> Words:
        return KINDS[self.kind]


def differences(old: Content, new: Content) -> tuple[Difference, ...]:
    """Everything that differs, in the order of the files."""
    found: list[Difference] = []
    for kind in KINDS:
        found += _between(kind, _entries(old, kind), _entries(new, kind))
    return tuple(found)


def in_words(change: FieldChange) -> Words:
    """One change as a phrase: "level 2 → 3"; a long text is only said to be another."""
    values = {"name": change.name, "before": say(change.before), "after": say(change.after)}
    if change.before is None:
        return words("%(name)s added: %(after)s", **values)
    if change.after is None:
        return words("%(name)s taken out: %(before)s", **values)
    return words("%(name)s: %(before)s → %(after)s", **values)


def say(value: Any) -> Words | str:
    """A field's value as a person can read it."""
    if value is None:
        return words("nothing")
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_as_text(item)}" for name, item in value.items() if item not in (None, (), [], {}))
    if isinstance(value, list | tuple):
        return ", ".join(map(_as_text, value)) or words("nothing")
    return _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return str(say(value)) if isinstance(value, Mapping) else str(value)


def _entries(content: Content, kind: str) -> dict[str, Entry]:
    if kind == "area":
        return {content.area.id: content.area}
    found: Mapping[str, Entry] = getattr(content, kind)
    return {str(key): entry for key, entry in found.items()}


def _between(kind: str, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        title = _title(after or before, key)
        if before is None:
            yield Difference(kind, key, title, Change.ADDED)
        elif after is None:
            yield Difference(kind, key, title, Change.REMOVED)
        elif before != after:
            changed = tuple(_fields(before.model_dump(by_alias=True), after.model_dump(by_alias=True), ()))
            yield Difference(kind, key, title, Change.CHANGED, changed)


def _title(entry: Entry | None, key: str) -> str:
    said = (getattr(entry, name, None) for name in ("words", "name", "title"))
    return next((text for text in said if isinstance(text, str)), key)


def _fields(before: Mapping[str, Any], after: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[FieldChange]:
    for field in dict.fromkeys((*before, *after)):
        was, now = before.get(field), after.get(field)
        if was == now:
            continue
        if _named(was) and _named(now) and (was or now):
            yield from _items(field, was or (), now or (), where)
        elif isinstance(was, Mapping) and isinstance(now, Mapping):
            yield from _fields(was, now, (*where, field))
        else:
            yield FieldChange(where, field, _or_none(was), _or_none(now))


def _named(value: Any) -> bool:
    """A list of entries that have names of their own, or an empty one."""
    return isinstance(value, list | tuple) and all(isinstance(row, Mapping) and _called(row) for row in value)


def _items(field: str, before: Sequence[Any], after: Sequence[Any], where: tuple[str, ...]) -> Iterator[FieldChange]:
    old, new = ({_called(row): row for row in rows} for rows in (before, after))
    if len(old) != len(before) or len(new) != len(after):
        yield FieldChange(where, field, before or None, after or None)
        return
    for name in dict.fromkeys((*old, *new)):
        if name not in old or name not in new:
            yield FieldChange((*where, name), field, old.get(name), new.get(name))
        elif old[name] != new[name]:
            yield from _fields(old[name], new[name], (*where, name))
    if list(old) != list(new) and old.keys() == new.keys():
        yield FieldChange(where, "order", tuple(old), tuple(new))


def _called(row: Mapping[str, Any]) -> str:
    return next((str(row[key]) for key in CALLED_BY if row.get(key) is not None), "")


def _or_none(value: Any) -> Any:
    return None if value in ((), [], {}, None) else value
