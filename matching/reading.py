"""Read one content file into entries, and say what is wrong with it in words that name file, entry and mend."""

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from matching.entries import Entry
from matching.errors import ContentError

E = TypeVar("E", bound=Entry)

FILES_AT_HAND = 64
"""Texts that need not be parsed again: a draft, an edition and the files that came with Right Door differ in a few."""


def read_tables(path: Path, name: str, models: Mapping[str, type[Entry]]) -> tuple[dict[str, list[Any]], list[str]]:
    """The entries of a file by table name, and its problems. `name` is what the messages call the file."""
    try:
        return tables_in(text_of(path, name), name, models)
    except ContentError as error:
        return {table: [] for table in models}, list(error.problems)


def tables_in(text: str | None, name: str, models: Mapping[str, type[Entry]]) -> tuple[dict[str, list[Any]], list[str]]:
    """As `read_tables`, from the text of the file; None where there is no such file."""
    found: dict[str, list[Any]] = {table: [] for table in models}
    if text is None:
        return found, [f"{name}: there is no such file. Put it back, even if it holds no entry."]
    try:
        tables = _parsed(text)
    except tomllib.TOMLDecodeError as error:
        return found, [f"{name}: it cannot be read as TOML: {error}."]
    problems = [
        f"{name}: [[{table}]] is not known here.{did_you_mean(table, models)}" for table in tables.keys() - models
    ]
    for table, model in models.items():
        rows = tables.get(table, [])
        if not isinstance(rows, list):
            problems.append(f"{name}: write [[{table}]] with two brackets, once for each {table}.")
            continue
        for number, row in enumerate(rows, 1):
            _read_row(model, row, _called(name, table, row, number), found[table], problems)
    return found, problems


def one_in(text: str | None, name: str, model: type[E]) -> E:
    """The text of a file that is one entry. Raises ContentError."""
    if text is None:
        raise ContentError([f"{name}: there is no such file."])
    try:
        return model.model_validate(_parsed(text))
    except tomllib.TOMLDecodeError as error:
        raise ContentError([f"{name}: it cannot be read as TOML: {error}."]) from None
    except ValidationError as error:
        raise ContentError([f"{name}: {sentence(model, detail)}" for detail in error.errors()]) from None


@lru_cache(maxsize=FILES_AT_HAND)
def _parsed(text: str) -> dict[str, Any]:
    """What stands in a file; only read, never changed. Raises TOMLDecodeError."""
    return tomllib.loads(text)


def text_of(path: Path, name: str) -> str | None:
    """A file's text, byte for byte; None where there is no such file. Raises ContentError where it is no text."""
    try:
        return decoded(path.read_bytes(), name)
    except FileNotFoundError:
        return None


def decoded(sent: bytes, name: str) -> str:
    """The bytes of a file as text. Raises ContentError."""
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError([f"{name}: it cannot be read as TOML: {error}."]) from None


def did_you_mean(word: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    """ " Did you mean 'x'?" for the nearest known word, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f" Did you mean '{close[0]}'?" if close else ""


def _called(file: str, table: str, row: Any, number: int) -> str:
    identity = row.get("id") if isinstance(row, dict) else None
    return f"{file}, {table} '{identity}'" if isinstance(identity, str) else f"{file}, {table} number {number}"


def _read_row(model: type[Entry], row: Any, called: str, found: list[Any], problems: list[str]) -> None:
    try:
        found.append(model.model_validate(row))
    except ValidationError as error:
        problems += [f"{called}: {sentence(model, detail)}" for detail in error.errors()]


def sentence(model: type[Entry], detail: ErrorDetails) -> str:
    """One fault that pydantic found, said for the person who edits the file."""
    *outer, last = detail["loc"] or ("the entry",)
    inside = "".join(f"{part} " if isinstance(part, str) else f"number {part + 1}, " for part in outer)
    kind = detail["type"]
    if kind == "missing":
        return f"{inside}{last} is missing. Add a line: {last} = …"
    if kind == "extra_forbidden":
        hint = "" if outer else did_you_mean(str(last), _field_names(model))
        return f"{inside}{last} is not something that can be said here.{hint or ' Take it out.'}"
    field = f"{inside}{last}" if isinstance(last, str) else f"{inside}number {last + 1}"
    if kind == "value_error":
        return f"{field}: {detail['ctx']['error']}." if detail["loc"] else f"{detail['ctx']['error']}."
    return f"{field} is {detail['input']!r:.60}: {_mend(detail)}."


def _mend(detail: ErrorDetails) -> str:
    told = detail["msg"][0].lower() + detail["msg"][1:]
    if detail["type"] == "string_pattern_mismatch":
        return "write it in small letters and digits with single hyphens, such as 'food-poverty'"
    return told.replace("input should be", "it should be").replace("string", "text").replace("tuple", "list")


def _field_names(model: type[Entry]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]
