"""Readers of lists in one cell of our own layout, and their writer: what one writes, the other reads back the same.

A part is written as `main value | field: value`; see `cells.py`. Nothing here touches the database or Flask.
"""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from directory.exchange.cells import MAIN, NAMED, Part, read_parts, written_parts
from directory.exchange.readers.chosen import area_called
from directory.exchange.readers.figures import times_in
from directory.exchange.readers.found import Found, NotRead
from directory.exchange.readers.reached import checked_number
from directory.snapshots.problems import is_email
from directory.snapshots.snapshot import (
    AccessHeld,
    AddressHeld,
    AreaHeld,
    ContactHeld,
    CostHeld,
    LanguageHeld,
    PhoneHeld,
    ScheduleHeld,
)
from directory.snapshots.snapshot import Part as Held
from directory.typed import shortened
from directory.wording import words

MAIN_FIELDS: dict[type[Held], str] = {
    PhoneHeld: "number",
    ContactHeld: "name",
    AreaHeld: "name",
    LanguageHeld: "name",
    CostHeld: "option",
    AccessHeld: "description",
    AddressHeld: "address_1",
    ScheduleHeld: "times",
}
"""The field that stands first in a part, without its name; of a schedule, its times as people write them."""


def written(parts: tuple[Held, ...]) -> str:
    """Parts of a snapshot as the text of one cell."""
    return written_parts([_part(held) for held in parts])


def words_written(texts: tuple[str, ...]) -> str:
    """A set of words as the text of one cell."""
    return written_parts([{("word" if NAMED.match(text) else MAIN): text} for text in texts])


def words_read(found: Found) -> tuple[str, ...]:
    """What `words_written` wrote."""
    try:
        parts = read_parts(found.text)
        return tuple(part.get("word") or part[MAIN] for part in parts)
    except (ValueError, KeyError) as error:
        said = words("We could not read “%(text)s” here. Write one on each line.", text=shortened(found.text))
        raise NotRead(found.text, said) from error


def reader(kind: type[Held]) -> Callable[[Found], tuple[Held, ...]]:
    """The reader of a cell that holds parts of this kind. Raises NotRead with the part that cannot be read."""

    def read(found: Found) -> tuple[Held, ...]:
        try:
            parts = read_parts(found.text)
        except ValueError as error:
            raise _not_read(str(error), kind) from error
        return tuple(held for part in parts for held in _held(kind, part))

    return read


def _part(held: Held) -> Part:
    values = {name: str(value) for name, value in held.model_dump(mode="json", exclude_defaults=True).items()}
    if isinstance(held, ScheduleHeld):
        return _written_times(held) or values
    main = values.pop(MAIN_FIELDS[type(held)], None)
    if not main:
        return values
    with_its_name = NAMED.match(main) or (isinstance(held, AreaHeld) and not held.area_code)
    return {(MAIN_FIELDS[type(held)] if with_its_name else MAIN): main, **values}


def _written_times(held: ScheduleHeld) -> Part | None:
    """A schedule as a short line, where that says all of it."""
    if not (held.byday and held.opens_at is not None and held.closes_at is not None):
        return None
    every = f"/{held.interval}" if held.interval else ""
    line = f"{held.byday}{every} {held.opens_at:%H:%M}-{held.closes_at:%H:%M} {held.notes or ''}".strip()
    at = {"location_id": held.location_id} if held.location_id else {}
    try:
        same = times_in(line) == (held.model_copy(update={"location_id": None}),)
    except NotRead:
        return None
    return {MAIN: line, **at} if same and not NAMED.match(line) else None


def _held(kind: type[Held], part: Part) -> tuple[Held, ...]:
    fields: dict[str, Any] = dict(part)
    if MAIN in fields:
        main = fields.pop(MAIN)
        if kind is ScheduleHeld:
            return _times(main, fields)
        if kind is AreaHeld and not fields:
            return (area_called(main),)
        fields[MAIN_FIELDS[kind]] = main
    if kind is PhoneHeld:
        fields["number"] = checked_number(fields.get("number", ""))
    try:
        held = kind.model_validate(fields)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise _not_read(" ".join(str(fields.get(str(step), step)) for step in wrong["loc"]), kind) from error
    if isinstance(held, ContactHeld) and held.email and not is_email(held.email):
        raise _not_read(held.email, kind)
    return (held,)


def _times(main: str, fields: dict[str, Any]) -> tuple[Held, ...]:
    """Times as people write them; what else the part says belongs to every one of them."""
    try:
        return tuple(
            ScheduleHeld.model_validate({**held.model_dump(exclude_defaults=True), **fields}) for held in times_in(main)
        )
    except ValidationError as error:
        raise _not_read(main, ScheduleHeld) from error


def _not_read(text: str, kind: type[Held]) -> NotRead:
    main = MAIN_FIELDS[kind]
    named = [main, *(name for name in kind.model_fields if name != main)]
    example = f"{named[0]} | {named[1]}: …" if len(named) > 1 else named[0]
    return NotRead(
        text,
        words(
            "We could not read “%(text)s” here. Write one on each line: %(example)s",
            text=shortened(text),
            example=example,
        ),
    )
