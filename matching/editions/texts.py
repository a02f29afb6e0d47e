"""Change one entry in the text of a content file and leave everything else as it stands: comments, order, spacing.

Pure. An entry is named by its place: `(("page", "danger"), ("question", "danger"), ("option", "yes"))`; `()` is a file
that is one entry, such as an area's. Every change is read back before it is given out.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, InlineTable, Item, Table

from matching.editions.errors import EntryNotFound
from matching.errors import ContentError

Place: TypeAlias = tuple[tuple[str, str], ...]
Fields: TypeAlias = Mapping[str, Any]
CALLED = {"level": "level", "neighbours": "code", "national": "name", "sources": "document"}
"""The field that names an entry of this table; `id` in all others."""
WIDTH = 110


def plain(text: str) -> dict[str, Any]:
    """The text as plain values. Raises ContentError, whose problem names no file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError([f"it cannot be read as TOML: {error}."]) from None


def entry_at(text: str, at: Place) -> dict[str, Any]:
    """The fields of an entry as plain values. Raises EntryNotFound."""
    found: dict[str, Any] = _find(plain(text), at)
    return found


def entries_of(text: str, table: str) -> dict[str, dict[str, Any]]:
    """The entries of a file's table by their names, in order."""
    return {_name(table, row): row for row in _rows(plain(text), table)}


def mark_of(entry: Any) -> str:
    """Changes with any field of an entry: a form carries it, so that nobody's change is lost."""
    told = json.dumps(entry, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def with_fields(text: str, at: Place, fields: Fields) -> str:
    """The text with these fields of an entry set; a field given as None is taken out. Raises EntryNotFound."""
    document = _parsed(text)
    entry, now = _find(document, at), entry_at(text, at)
    wanted = {key: value for key, value in {**now, **fields}.items() if value is not None}
    for key, value in fields.items():
        if value is None and key in now:
            del entry[key]
        elif value is not None and (key not in now or now[key] != value):
            _put(entry, key, value)
    renamed = at if not at else (*at[:-1], (at[-1][0], _name(at[-1][0], wanted)))
    return _checked(document, lambda made: _find(made, renamed) == wanted)


def with_entry(text: str, table: str, fields: Fields, inside: Place = ()) -> str:
    """The text with one more entry at the end of a table: of the file, or of the entry `inside`."""
    document = _parsed(text)
    owner = _find(document, inside)
    wanted = {key: value for key, value in fields.items() if value is not None}
    rows = owner.get(table)
    if isinstance(rows, Array):
        rows.append(_inline(wanted))
    elif isinstance(rows, AoT):
        rows.append(_block(wanted))
    else:
        made = tomlkit.aot()
        made.append(_block(wanted))
        owner[table] = made
    return _checked(document, lambda read: list(_rows(_find(read, inside), table))[-1] == wanted)


def without_entry(text: str, at: Place) -> str:
    """The text without an entry. Raises EntryNotFound."""
    document = _parsed(text)
    owner, (table, name) = _find(document, at[:-1]), at[-1]
    before = list(_rows(_find(plain(text), at[:-1]), table))
    place = next((number for number, row in enumerate(before) if _name(table, row) == name), None)
    if place is None:
        raise EntryNotFound(name)
    rows = owner[table]
    if len(rows) == 1 and isinstance(rows, AoT):
        del owner[table]
    else:
        del rows[place]
    after = [row for number, row in enumerate(before) if number != place]
    return _checked(document, lambda read: list(_rows(_find(read, at[:-1]), table)) == after)


def _parsed(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise ContentError([f"it cannot be read as TOML: {error}."]) from None


def _checked(document: tomlkit.TOMLDocument, right: Any) -> str:
    """The document as text, read back: what was meant stands in it."""
    made = tomlkit.dumps(document)
    if not right(plain(made)):
        raise ContentError(["this change could not be written. Download the file, change it there and upload it."])
    return made


def _find(document: Any, at: Place) -> Any:
    here = document
    for table, name in at:
        found = next((row for row in _rows(here, table) if _name(table, row) == name), None)
        if found is None:
            raise EntryNotFound(name)
        here = found
    return here


def _rows(owner: Any, table: str) -> Iterator[Any]:
    rows = owner.get(table, ())
    yield from (row for row in rows if isinstance(row, Mapping)) if isinstance(rows, list) else ()


def _name(table: str, row: Mapping[str, Any]) -> str:
    return str(row.get(CALLED.get(table, "id"), ""))


def _put(entry: Any, key: str, value: Any) -> None:
    """Set one field, written as the file writes such a thing."""
    if isinstance(entry.get(key), AoT):
        rows = tomlkit.aot()
        for row in value:
            rows.append(_block(row))
        entry[key] = rows
    else:
        entry[key] = _item(value)


def _block(fields: Fields) -> Table:
    """A table of its own lines."""
    table = tomlkit.table()
    table.trivia.indent = "\n"
    for key, value in fields.items():
        if value is not None:
            table.add(key, _item(value))
    return table


def _inline(fields: Fields) -> InlineTable:
    table = tomlkit.inline_table()
    for key, value in fields.items():
        if value is not None:
            table.append(key, _item(value))
    return table


def _item(value: Any) -> Item:
    if isinstance(value, Mapping):
        return _inline(value)
    if isinstance(value, list | tuple):
        return _array(value)
    made: Item = tomlkit.item(value)
    return made


def _array(values: Sequence[Any]) -> Array:
    """A list, one item to a line where they would not fit on one."""
    array = tomlkit.array()
    for value in values:
        array.append(_item(value))
    long = any(isinstance(value, Mapping) for value in values) or sum(len(str(value)) + 4 for value in values) > WIDTH
    return array.multiline(long)
