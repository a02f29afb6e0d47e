"""An entry and its changes as a person can read them, field by field. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from directory.wording import Words, words
from matching.editions.book import Held
from matching.editions.field_rows import Rows, Table
from matching.editions.fields import Ages, Choices, Choose, Field, Pick, Picks, Tick, Ticks
from matching.editions.sheets import SHEETS

Told = str | Words | list[str | Words]


@dataclass(frozen=True)
class Turned:
    """One field before and after; an empty list where it says nothing."""

    label: Words
    before: list[str | Words]
    after: list[str | Words]


def told_fields(
    held: Held | Mapping[str, Any], choices: Choices, kind: str = ""
) -> list[tuple[Field, list[str | Words]]]:
    """Every field that says something, with what it says, a line each."""
    fields = held.fields if isinstance(held, Held) else held
    sheet = SHEETS[held.kind if isinstance(held, Held) else kind]
    told = [(one, in_lines(one, fields.get(one.name, one.default), choices)) for one in sheet]
    return [(one, lines) for one, lines in told if lines]


def turned(before: Held | None, after: Held | None, choices: Choices) -> list[Turned]:
    """The fields that differ between an entry as it was and as it is."""
    held = after or before
    if held is None:
        return []
    return list(_turned(held, before.fields if before else {}, after.fields if after else {}, choices))


def _turned(held: Held, before: Mapping[str, Any], after: Mapping[str, Any], choices: Choices) -> Iterator[Turned]:
    for one in SHEETS[held.kind]:
        old, new = before.get(one.name, one.default), after.get(one.name, one.default)
        if old != new:
            yield Turned(one.label, in_lines(one, old, choices), in_lines(one, new, choices))


def in_lines(field: Field, value: Any, choices: Choices) -> list[str | Words]:
    """What a value says, a line each; nothing where it says nothing."""
    if value is None or value == [] or value == "":
        return []
    match field:
        case Tick():
            return [words("yes") if value else words("no")] if value != field.default else []
        case Choose():
            return [(field.options or {}).get(str(value), str(value))]
        case Ticks():
            return [(field.options or {}).get(name, name) for name in value]
        case Pick():
            return [choices[field.among].get(value, value)]
        case Picks():
            return [choices[field.among].get(name, name) for name in value]
        case Ages():
            return [_ages(*value)]
        case Table():
            return [", ".join(str(text) for text in value.values())]
        case Rows():
            return [_row(field, row) for row in value]
    return [str(line) for line in value] if isinstance(value, list) else [str(value)]


def _ages(low: float, high: float) -> Words:
    if high < 0:
        return words("from %(low)s", low=f"{max(low, 0):g}")
    if low < 0:
        return words("up to %(high)s", high=f"{high:g}")
    return words("%(low)s to %(high)s", low=f"{low:g}", high=f"{high:g}")


def _row(field: Rows, row: Any) -> str:
    cells = row if field.as_list else [row.get(column.name) for column in field.columns]
    return ", ".join(str(cell) for cell in cells if cell not in (None, ""))
