"""Where a value stands in a record: "name", "organization.name", "locations[].postcode", "coordinates[0]".

A spreadsheet's heading is a path of its own, whatever signs it holds. Nothing here touches the database or Flask.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

STEP = re.compile(r"(?P<key>[^\[\]]*)(?:\[(?P<place>[0-9]*)\])?")
NUMBERED = "{n}"
MOST_NUMBERED = 50


def values_at(record: Mapping[str, Any], path: str) -> list[Any]:
    """Every value that a path leads to, in order; none where the record has no such place."""
    if path == "":
        return [record]
    if path in record:
        return [record[path]]
    found: list[Any] = [record]
    for step in path.split("."):
        read = STEP.fullmatch(step)
        if read is None:
            return []
        found = [inner for each in found for inner in _step(each, read["key"], read["place"])]
    return found


def _step(value: Any, key: str, place: str | None) -> Iterator[Any]:
    if key:
        if not isinstance(value, Mapping) or key not in value:
            return
        value = value[key]
    if place is None:
        yield value
    elif isinstance(value, list):
        yield from value if place == "" else value[int(place) : int(place) + 1]


def items_at(record: Mapping[str, Any], each: str) -> list[Mapping[str, Any]]:
    """The records that a list in a record holds; for "Place {n}" one for each numbered group of columns."""
    if NUMBERED not in each:
        return [item for item in values_at(record, each) if isinstance(item, Mapping)]
    groups: list[Mapping[str, Any]] = []
    for number in range(1, MOST_NUMBERED + 1):
        start = each.replace(NUMBERED, str(number)) + " "
        group = {column[len(start) :]: record[column] for column in record if column.startswith(start)}
        if not group:
            break
        groups.append(group)
    return groups


def full_path(each: str, path: str) -> str:
    """A path of a list's item as a path of the record."""
    if NUMBERED in each:
        return f"{each} {path}"
    return ".".join(part for part in (each, path) if part)


def covers(path: str, column: str) -> bool:
    """Whether a path of a mapping reads this column of a file (or all of it, where it is a list or an object)."""
    if NUMBERED in path:
        return re.fullmatch(re.escape(path).replace(re.escape(NUMBERED), "[0-9]+"), column) is not None
    plain = re.sub(r"\[[0-9]+\]", "[]", path)
    return column == plain or column.startswith((f"{plain}.", f"{plain}[]"))
