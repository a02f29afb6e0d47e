"""A JSON file: a list of records, an object that holds one, a single record, or a record on each line."""

import json
import re
from collections.abc import Callable
from math import isfinite
from typing import Any

from directory.exchange.files.json_pages import more_pages
from directory.exchange.files.json_records import Records, record_row, records_in, shape_of
from directory.exchange.files.refused import FileRefused
from directory.exchange.files.sent import Limits, SentFile, SentRow
from directory.exchange.files.table import too_many_columns, too_many_rows
from directory.typed import shortened
from directory.wording import Words, words

BEGINS = re.compile(r"\s*[\[{]")
LONGEST_NUMBER = 40
"""Figures; a decimal coordinate may have some twenty."""


class NotRead(ValueError):
    """Something in the text that JSON allows, or people write, and that has no certain meaning."""

    def __init__(self, said: Words) -> None:
        self.words = said
        super().__init__(str(said))


def looks_like_json(text: str) -> bool:
    return BEGINS.match(text) is not None


def read_json(text: str, name: str, encoding: str, notes: list[Words], limits: Limits) -> SentFile:
    """Raises FileRefused where the text is not JSON, has a key twice in one record, or holds no list of records."""
    _check_size(text, limits)
    try:
        kind, found, numbers = _records(text, limits)
    except NotRead as error:
        raise FileRefused(error.words) from None
    if not found.records:
        raise FileRefused(words("This file has no services in it. Check that you chose the right one."))
    if len(found.records) > limits.rows:
        raise too_many_rows(limits)
    rows = tuple(record_row(number, record, limits) for number, record in zip(numbers, found.records, strict=True))
    return SentFile(
        name,
        "ndjson" if kind == "ndjson" else "json",
        _columns(rows, limits),
        rows,
        encoding,
        notes=(*notes, *found.notes, *more_pages(found.around, len(rows))),
    )


def _records(text: str, limits: Limits) -> tuple[str, Records, range | list[int]]:
    try:
        whole = _load(text, limits)
    except json.JSONDecodeError as error:
        lines = _line_by_line(text, limits) if error.msg == "Extra data" else None
        if lines is None:
            raise NotRead(_not_json(error)) from None
        return "ndjson", Records([record for _, record in lines]), [number for number, _ in lines]
    found = records_in(whole)
    if found is None:
        raise NotRead(words("We found no list of services in this file. It must hold a list of records."))
    return "json", found, range(1, len(found.records) + 1)


def _line_by_line(text: str, limits: Limits) -> list[tuple[int, Any]] | None:
    """(line, record) for each line that is not blank; None where a line is no record of its own."""
    records = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                records.append((number, _load(line, limits)))
            except json.JSONDecodeError:
                return None
    return records


def _load(text: str, limits: Limits) -> Any:
    try:
        value = json.loads(
            text,
            object_pairs_hook=_each_key_once,
            parse_constant=_no_number,
            parse_float=_number(float),
            parse_int=_number(int),
        )
    except RecursionError:
        raise NotRead(_too_deep(limits)) from None
    if shape_of(value, limits.depth) is None:
        raise NotRead(_too_deep(limits))
    return value


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        said = words(
            "One record gives “%(key)s” twice, so we cannot tell which is meant. Ask whoever made the file to mend it.",
            key=shortened(twice),
        )
        raise NotRead(said)
    return record


def _no_number(text: str) -> Any:
    raise NotRead(words("“%(text)s” is not a number that JSON allows. Leave it out.", text=shortened(text)))


def _number(kind: type[int] | type[float]) -> Callable[[str], Any]:
    def read(figures: str) -> Any:
        if len(figures) > LONGEST_NUMBER or not isfinite(float(figures)):
            said = words("“%(text)s” is too big a number. Put it in quotation marks.", text=shortened(figures))
            raise NotRead(said)
        return kind(figures)

    return read


def _check_size(text: str, limits: Limits) -> None:
    if sum(text.count(sign) for sign in "[{,") > limits.parts:
        raise FileRefused(words("This file holds more values than we read at once. Send it in parts."))


def _columns(rows: tuple[SentRow, ...], limits: Limits) -> tuple[str, ...]:
    paths: dict[str, None] = {}
    for row in rows:
        paths.update(dict.fromkeys(shape_of(row.values, limits.depth) or ()))
        if len(paths) > limits.columns:
            raise too_many_columns(limits)
    return tuple(paths)


def _not_json(error: json.JSONDecodeError) -> Words:
    return words(
        "This file looks like JSON but breaks off at line %(line)s, sign %(column)s. Ask whoever made it for a whole "
        "one.",
        line=error.lineno,
        column=error.colno,
    )


def _too_deep(limits: Limits) -> Words:
    return words("This file holds lists inside lists more than %(most)s deep. We do not read that.", most=limits.depth)
