"""Which list in a JSON file holds the records, what paths a record has, and whether its text can be kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.exchange.files.sent import Limits, RowProblem, SentRow
from directory.exchange.files.signs import tidied, unfit
from directory.typed import shortened
from directory.wording import Words, words

HOLDERS = ("content", "contents", "items", "data", "services", "results", "records", "value")
"""Keys under which real feeds keep their list of records."""
NOT_A_RECORD = words("This is not a record with named fields. Take it out, or make it one.")


@dataclass
class Records:
    records: list[Any]
    around: dict[str, Any] = field(default_factory=dict)
    """The object the list was found in: it may tell of more pages."""
    notes: list[Words] = field(default_factory=list)


def records_in(whole: Any) -> Records | None:
    """The records of a file, or None where it holds no list of them, or several to choose from."""
    if isinstance(whole, list):
        return Records(whole)
    if not isinstance(whole, dict):
        return None
    if _is_record(whole):
        return Records([whole], notes=[words("This file holds one record.")])
    lists = list(_lists(whole, 2))
    named = [found for found in lists if found[0] in HOLDERS]
    for choice in (named, lists):
        if len(choice) == 1:
            key, records, around = choice[0]
            return Records(records, around, [words("We read the list called “%(key)s”.", key=shortened(key))])
        if choice:
            return None
    empty = [value for key, value in whole.items() if key in HOLDERS and value == []]
    return Records([]) if empty else None


def _is_record(whole: dict[str, Any]) -> bool:
    """Whether the object is itself a service or an organisation, with whatever lists belong to it."""
    holds_a_list = any(isinstance(whole.get(key), list) for key in HOLDERS)
    return isinstance(whole.get("name"), str) or (isinstance(whole.get("id"), str) and not holds_a_list)


def _lists(whole: dict[str, Any], depth: int) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """(key, list of objects, the object around it) for every such list in an object, or in objects within it."""
    for key, value in whole.items():
        if isinstance(value, list) and any(isinstance(each, dict) for each in value):
            yield key, value, whole
        elif isinstance(value, dict) and depth > 1:
            yield from _lists(value, depth - 1)


def record_row(number: int, record: Any, limits: Limits) -> SentRow:
    if not isinstance(record, dict):
        return SentRow(number, {}, (RowProblem(number, None, shortened(str(record)), NOT_A_RECORD),))
    record = _tidied(record)
    problems = tuple(
        RowProblem(number, path, shortened(text), wrong)
        for path, text in _texts(record)
        for wrong in [unfit(text, limits.text)]
        if wrong
    )
    return SentRow(number, record, problems)


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return tidied(value)
    if isinstance(value, dict):
        return {key: _tidied(inner) for key, inner in value.items()}
    return [_tidied(inner) for inner in value] if isinstance(value, list) else value


def _texts(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(path, text) of every text in a record, its keys included."""
    waiting: list[tuple[str, Any]] = [("", record)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield path, key
                waiting.append((_joined(path, key), inner))
        elif isinstance(value, list):
            waiting.extend((f"{path}[]", each) for each in value)


def shape_of(value: Any, depth: int) -> tuple[str, ...] | None:
    """The dotted paths to the values in a record, in the order found; None where it is nested deeper than `depth`."""
    paths: dict[str, None] = {}
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    while waiting:
        path, inner, deep = waiting.pop()
        if deep > depth:
            return None
        if isinstance(inner, dict) and inner:
            waiting.extend((_joined(path, key), each, deep + 1) for key, each in reversed(inner.items()))
        elif isinstance(inner, list) and inner:
            waiting.extend((f"{path}[]", each, deep + 1) for each in reversed(inner))
        elif path:
            paths[path] = None
    return tuple(paths)


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
