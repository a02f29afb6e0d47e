"""The questions with more than one answer: numbers to ring, times, places, areas, prices.

What a form does not show of a row stays with it as long as the row says the same. Nothing here touches the database,
the clock or Flask.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from directory.curation.editing.answers import NotUnderstood, read_day, say_day
from directory.curation.editing.fields import LONGEST_LINE, Fields, as_rows, tidy
from directory.curation.editing.questions import Boxes, Held, Known, Question, Written
from directory.schedules import ScheduleNotUnderstood, ScheduleRow, in_words
from directory.schedules.spoken import read_times
from directory.snapshots.snapshot import AreaHeld, Part, PlaceHeld, ScheduleHeld
from directory.wording import Words, words

Row = dict[str, str]


@dataclass(frozen=True)
class Column:
    name: str
    label: Words
    type: str = "text"
    width: int = 20
    reads: Callable[[str, str], Any] | None = None
    says: Callable[[Any], str] | None = None

    def read(self, text: str, at: str) -> Any:
        if len(text) > LONGEST_LINE:
            raise NotUnderstood(at, words("Keep this under %(most)s letters", most=LONGEST_LINE))
        return self.reads(text, at) if self.reads else text or None

    def say(self, value: Any) -> str:
        return self.says(value) if self.says else str(value or "")


@dataclass(frozen=True)
class Rows(Question):
    part: type[Part] = Part
    columns: tuple[Column, ...] = ()
    must: Mapping[str, Words] = field(default_factory=dict)
    """Column -> what to say where the row has no answer there."""
    kind: ClassVar[str] = "rows"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def row(self, held: Part) -> Row:
        return {column.name: column.say(getattr(held, column.name)) for column in self.columns}

    def write(self, held: Held, known: Known) -> Written:
        return as_rows(self.name, (self.row(each) for each in getattr(held, self.name)))

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        before = [(self.row(held), held) for held in getattr(base, self.name)]
        rows = enumerate(self.sent(fields))
        return {self.name: tuple(self._part(row, f"{self.name}-{number}", before) for number, row in rows)}

    def sent(self, fields: Fields) -> Any:
        return fields.rows(self.name, self.names)

    def _part(self, row: Row, at: str, before: list[tuple[Row, Part]]) -> Part:
        """The part a row says; the one it was, where it says the same, and else with the first column's own."""
        values = {column.name: column.read(row[column.name], f"{at}-{column.name}") for column in self.columns}
        for name, said in self.must.items():
            if values[name] is None:
                raise NotUnderstood(f"{at}-{name}", said)
        for same in ((lambda was: was == row), (lambda was: was[self.names[0]] == row[self.names[0]])):
            found = next((pair for pair in before if same(pair[0])), None)
            if found:
                before.remove(found)
                return found[1].model_copy(update=values)
        return self.part.model_validate(values)


@dataclass(frozen=True)
class Texts(Rows):
    """Rows of one text each, kept as a set: who pays."""

    def row(self, held: Any) -> Row:
        return {self.names[0]: str(held)}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        return {self.name: tuple(row[self.names[0]] for row in self.sent(fields))}


TIMES, NOTE, FROM, UNTIL, PLACE = "times", "note", "from", "until", "place"


@dataclass(frozen=True)
class Times(Question):
    """When it is open, a line for each time, as people write them."""

    kind: ClassVar[str] = "times"
    names: ClassVar[tuple[str, ...]] = (TIMES, NOTE, FROM, UNTIL, PLACE)

    def write(self, held: Held, known: Known) -> Written:
        return as_rows(self.name, (row for row in map(times_row, held.schedules) if _says_anything(row)))

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        before = [(times_row(held), held) for held in base.schedules]
        found = [held for row, held in before if not _says_anything(row)]
        for number, row in enumerate(self.sent(fields)):
            same = next((pair for pair in before if pair[0] == row), None)
            if same:
                before.remove(same)
                found.append(same[1])
            else:
                found += _read_row(row, f"{self.name}-{number}", before, known.today)
        return {self.name: tuple(found)}

    def sent(self, fields: Fields) -> Any:
        return fields.rows(self.name, self.names)

    def said_back(self, held: Held) -> tuple[Words, ...]:
        return tuple(in_words(_schedule_row(each) for each in held.schedules))


def _schedule_row(held: ScheduleHeld) -> ScheduleRow:
    return ScheduleRow(**{name: getattr(held, name) for name in ScheduleRow.__dataclass_fields__})


def times_row(held: ScheduleHeld) -> Row:
    """One line of a timetable as a form shows it: the days and times, and beside them what no rule holds."""
    bare = replace(_schedule_row(held), valid_from=None, valid_to=None, notes=None, description=None)
    return {
        TIMES: "; ".join(map(str, in_words([bare]))),
        NOTE: tidy(held.notes or held.description or ""),
        FROM: say_day(held.valid_from),
        UNTIL: say_day(held.valid_to),
        PLACE: held.location_id or "",
    }


def _says_anything(row: Row) -> bool:
    return bool(row[TIMES] or row[NOTE])


def _read_row(row: Row, at: str, before: Sequence[tuple[Row, ScheduleHeld]], today: date) -> list[ScheduleHeld]:
    """What one line says now. Where its times are those of a line before, the rest of that line stays."""
    others: dict[str, Any] = {
        "valid_from": read_day(row[FROM], f"{at}-{FROM}", today),
        "valid_to": read_day(row[UNTIL], f"{at}-{UNTIL}", today),
        "location_id": row[PLACE] or None,
    }
    if not _says_anything(row):
        raise NotUnderstood(f"{at}-{TIMES}", words("Say when, such as Monday to Friday 9am to 5pm"))
    alike = next((held for was, held in before if was[TIMES] == row[TIMES]), None)
    if alike:
        note = {} if times_row(alike)[NOTE] == row[NOTE] else {"notes": row[NOTE] or None, "description": None}
        return [alike.model_copy(update={**others, **note})]
    return [
        held.model_copy(update={**others, "notes": ", ".join(note for note in (held.notes, row[NOTE]) if note) or None})
        for held in _read_times(row[TIMES], f"{at}-{TIMES}")
    ]


def _read_times(text: str, at: str) -> list[ScheduleHeld]:
    try:
        return [ScheduleHeld(**vars(row)) for row in read_times(text)] or [ScheduleHeld()]
    except ScheduleNotUnderstood as error:
        raise NotUnderstood(at, error.words) from error


@dataclass(frozen=True)
class Areas(Boxes):
    """Where families live who may come: tick boxes of real areas. One that is only a name keeps it."""

    kind: ClassVar[str] = "boxes"

    def options(self, known: Known) -> Mapping[str, Words | str]:
        return known.areas

    def write(self, held: Held, known: Known) -> Written:
        return {self.name: [area.area_code or area.name or "" for area in held.areas]}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        before = {area.area_code or area.name: area for area in base.areas}
        ticked = super().read(fields, base, known)[self.name]
        areas = [before.get(code) or AreaHeld(name=known.areas.get(code), area_code=code) for code in ticked]
        return {self.name: areas}


@dataclass(frozen=True)
class Places(Boxes):
    kind: ClassVar[str] = "places"

    def options(self, known: Known) -> Mapping[str, Words | str]:
        return known.places

    def write(self, held: Held, known: Known) -> Written:
        return {self.name: [place.location_id for place in held.places]}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        before = {place.location_id: place for place in base.places}
        ticked = super().read(fields, base, known)[self.name]
        return {self.name: tuple(before.get(each) or PlaceHeld(location_id=each) for each in ticked)}


@dataclass(frozen=True)
class OrganizationNamed(Question):
    """One organisation, by its name."""

    must: Words | None = None
    kind: ClassVar[str] = "organization"

    def write(self, held: Held, known: Known) -> Written:
        return {self.name: [known.organizations.get(getattr(held, self.name) or "", "")]}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        typed = fields.one(self.name)
        if not typed and self.must:
            raise NotUnderstood(self.name, self.must)
        found = [id_ for id_, name in known.organizations.items() if typed and name.casefold() == typed.casefold()]
        if typed and not found:
            raise NotUnderstood(
                self.name, words("We have no organisation called “%(name)s”. Choose one, or add it first", name=typed)
            )
        return {self.name: found[0] if found else None}
