"""Lay a draft over content that was published since it was begun, entry by entry. Pure.

What only one side changed is taken from that side. What both changed differently stays as the draft has it, and is
named, so that the lead looks at it before it is published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matching.content import table_of
from matching.editions.texts import Place, entries_of, plain, with_entry, with_fields, without_entry

Files = Mapping[str, str]


@dataclass(frozen=True)
class Conflict:
    """Something that the draft and the newest edition changed differently."""

    file: str
    id: str
    """The entry; the field, in a file that is one entry."""


@dataclass(frozen=True)
class Merged:
    files: dict[str, str]
    conflicts: tuple[Conflict, ...]


def merged(base: Files, draft: Files, newest: Files) -> Merged:
    """The draft, begun from `base`, as it is over `newest`."""
    files: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for name in dict.fromkeys((*newest, *draft)):
        was, mine, theirs = base.get(name), draft.get(name), newest.get(name)
        if mine in (was, theirs):
            text = theirs
        elif theirs == was:
            text = mine
        elif was is None or mine is None or theirs is None:
            text = theirs if mine is None else mine
            conflicts.append(Conflict(name, name))
        else:
            text, found = _together(name, was, mine, theirs)
            conflicts += [Conflict(name, entry) for entry in found]
        if text is not None:
            files[name] = text
    return Merged(files, tuple(conflicts))


def _together(name: str, was: str, mine: str, theirs: str) -> tuple[str, list[str]]:
    """Both sides of a file, and the ids of what both changed."""
    told = table_of(name)
    if told is not None:
        return _entries_together(told[0], was, mine, theirs, onto=theirs)
    return _fields_together(was, mine, theirs)


def _entries_together(table: str, was: str, mine: str, theirs: str, *, onto: str) -> tuple[str, list[str]]:
    """Put what `mine` changed in a table into the text `onto`."""
    before, ours, now = (entries_of(text, table) for text in (was, mine, theirs))
    text, conflicts = onto, []
    for name in dict.fromkeys((*before, *ours)):
        old, wanted, there = before.get(name), ours.get(name), now.get(name)
        if wanted in (old, there):
            continue
        if there != old:
            conflicts.append(name)
        text = _with(text, table, name, wanted, there)
    return text, conflicts


def _with(text: str, table: str, name: str, wanted: Mapping[str, Any] | None, there: Mapping[str, Any] | None) -> str:
    at: Place = ((table, name),)
    if wanted is None:
        return without_entry(text, at) if there is not None else text
    if there is None:
        return with_entry(text, table, wanted)
    return with_fields(text, at, {**dict.fromkeys(there), **wanted})


def _fields_together(was: str, mine: str, theirs: str) -> tuple[str, list[str]]:
    """Both sides of a file that is one entry: field by field, and row by row where a field is a list of entries."""
    before, ours, now = plain(was), plain(mine), plain(theirs)
    text = theirs
    conflicts: list[str] = []
    for field in dict.fromkeys((*before, *ours)):
        old, wanted, there = before.get(field), ours.get(field), now.get(field)
        if wanted in (old, there):
            continue
        if all(_is_table(field, rows, whole) for rows, whole in ((old, was), (wanted, mine), (there, theirs))):
            text, found = _entries_together(field, was, mine, theirs, onto=text)
            conflicts += [f"{field} {name}" for name in found]
            continue
        if there != old:
            conflicts.append(field)
        text = with_fields(text, (), {field: wanted})
    return text, conflicts


def _is_table(field: str, rows: Any, text: str) -> bool:
    """Whether a field is a list of entries, each with a name of its own."""
    return isinstance(rows, list) and len(entries_of(text, field)) == len(rows) > 0
