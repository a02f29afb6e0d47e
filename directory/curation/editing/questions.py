"""The questions of a form, each with how a record's answer is written into it and read back.

A question that nobody touched leaves the record as it is: see `reading.py`. Blank is *not known*, never a default.
Nothing here touches the database, the clock or Flask.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from directory.age_ranges import AgeRangeNotUnderstood, read_age_range
from directory.curation.editing.answers import (
    NotUnderstood,
    read_day,
    read_number,
    read_pounds,
    read_weeks,
    say_day,
    say_number,
    say_pounds,
)
from directory.curation.editing.fields import LONGEST_LINE, LONGEST_TEXT, Fields
from directory.eligibility import age_range, years
from directory.wording import Words, words

Held = Any
"""A snapshot of any kind."""
Written = dict[str, list[str]]
YES_NO = {"yes": words("Yes"), "no": words("No")}
NOT_KNOWN = words("Not known")


@dataclass(frozen=True)
class Offered:
    """One need, as a box to tick."""

    id: str
    name: str
    description: str


@dataclass(frozen=True)
class Known:
    """What the answers are held against, and what a form offers."""

    today: date
    organizations: Mapping[str, str] = field(default_factory=dict)
    """Id -> name: that of the record, and those that the typed name may mean."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Id of a location -> what to call it."""
    needs: tuple[tuple[str, tuple[Offered, ...]], ...] = ()
    """Groups of needs in the order people look for them."""
    areas: Mapping[str, str] = field(default_factory=dict)
    """GSS code -> name."""
    levels: Mapping[str, Words | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    name: str
    label: Words
    hint: Words | None = None
    kind: ClassVar[str] = "line"
    many: ClassVar[bool] = False

    @property
    def holds(self) -> tuple[str, ...]:
        """The fields of the record that it asks about."""
        return (self.name,)

    def write(self, held: Held, known: Known) -> Written:
        raise NotImplementedError

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        """Field -> value. Raises NotUnderstood."""
        raise NotImplementedError

    def touched(self, fields: Fields, base: Held, known: Known) -> bool:
        """Whether this says anything else than the record did."""
        return self.sent(fields) != self.sent(Fields(self.write(base, known)))

    def sent(self, fields: Fields) -> Any:
        return fields.one(self.name)

    def said_back(self, held: Held) -> tuple[Words, ...]:
        """How the answer was read, where that is worth a look."""
        return ()


@dataclass(frozen=True)
class Line(Question):
    must: Words | None = None
    """What to say where it is blank, if it must not be."""
    type: str = "text"

    def write(self, held: Held, known: Known) -> Written:
        return {self.name: [getattr(held, self.name) or ""]}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        text = fields.one(self.name)
        if self.must and not text:
            raise NotUnderstood(self.name, self.must)
        if len(text) > LONGEST_LINE:
            raise NotUnderstood(self.name, words("Keep this under %(most)s letters", most=LONGEST_LINE))
        return {self.name: text or None}


@dataclass(frozen=True)
class Text(Question):
    rows: int = 3
    kind: ClassVar[str] = "text"

    def write(self, held: Held, known: Known) -> Written:
        return {self.name: [getattr(held, self.name) or ""]}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        text = fields.text(self.name)
        if len(text) > LONGEST_TEXT:
            raise NotUnderstood(self.name, words("Keep this under %(most)s letters", most=LONGEST_TEXT))
        return {self.name: text or None}

    def sent(self, fields: Fields) -> Any:
        return fields.text(self.name)


@dataclass(frozen=True)
class Value(Question):
    """One line that is read as something: a day, a number, pounds."""

    reads: Callable[[str, str, date], Any] = lambda text, _name, _today: text
    says: Callable[[Any], str] = str
    kind: ClassVar[str] = "value"

    def write(self, held: Held, known: Known) -> Written:
        return {self.name: [self.says(getattr(held, self.name))]}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        return {self.name: self.reads(fields.one(self.name), self.name, known.today)}


def day(name: str, label: Words, hint: Words | None = None) -> Value:
    return Value(name, label, hint, reads=read_day, says=say_day)


def number(name: str, label: Words, hint: Words | None = None, *, whole: bool = False) -> Value:
    return Value(name, label, hint, reads=lambda text, at, _: read_number(text, at, whole=whole), says=say_number)


def pounds(name: str, label: Words, hint: Words | None = None) -> Value:
    return Value(name, label, hint, reads=lambda text, at, _: read_pounds(text, at), says=say_pounds)


def weeks(name: str, label: Words, hint: Words | None = None) -> Value:
    return Value(name, label, hint, reads=lambda text, at, _: read_weeks(text, at), says=say_number)


@dataclass(frozen=True)
class Ages(Question):
    @property
    def holds(self) -> tuple[str, ...]:
        return ("minimum_age", "maximum_age")

    def write(self, held: Held, known: Known) -> Written:
        lowest, highest = held.minimum_age, held.maximum_age
        if lowest == 0 and highest is not None:
            return {self.name: [f"birth to {years(highest)}"]}
        return {self.name: [" ".join(str(line) for line in self.said_back(held))]}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        try:
            found = read_age_range(fields.one(self.name))
        except AgeRangeNotUnderstood as error:
            raise NotUnderstood(self.name, error.words) from error
        return {"minimum_age": found.minimum, "maximum_age": found.maximum}

    def said_back(self, held: Held) -> tuple[Words, ...]:
        if held.minimum_age is None and held.maximum_age is None:
            return ()
        return (age_range(held.minimum_age, held.maximum_age),)


@dataclass(frozen=True)
class Choice(Question):
    options: Mapping[str, Words] = field(default_factory=dict)
    blank: Words | None = NOT_KNOWN
    kind: ClassVar[str] = "choice"

    def write(self, held: Held, known: Known) -> Written:
        return {self.name: [str(getattr(held, self.name) or "")]}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        chosen = fields.one(self.name)
        if chosen not in self.options and (chosen or self.blank is None):
            raise NotUnderstood(self.name, words("Choose from the answers shown here"))
        return {self.name: self.value(chosen)}

    def value(self, chosen: str) -> Any:
        return chosen or None


@dataclass(frozen=True)
class YesNo(Choice):
    options: Mapping[str, Words] = field(default_factory=lambda: YES_NO)

    def write(self, held: Held, known: Known) -> Written:
        value = getattr(held, self.name)
        return {self.name: ["" if value is None else "yes" if value else "no"]}

    def value(self, chosen: str) -> Any:
        return {"yes": True, "no": False}.get(chosen)


@dataclass(frozen=True)
class Boxes(Question):
    """Any number of these."""

    offers: Mapping[str, Words] = field(default_factory=dict)
    kind: ClassVar[str] = "boxes"
    many: ClassVar[bool] = True

    def options(self, known: Known) -> Mapping[str, Words | str]:
        return self.offers

    def write(self, held: Held, known: Known) -> Written:
        return {self.name: [str(value) for value in getattr(held, self.name)]}

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        ticked = self.sent(fields)
        if not ticked <= {*self.options(known), *self.write(base, known)[self.name]}:
            raise NotUnderstood(self.name, words("Choose from the answers shown here"))
        return {self.name: tuple(ticked)}

    def sent(self, fields: Fields) -> set[str]:
        return set(fields.many(self.name))


@dataclass(frozen=True)
class Levels(Boxes):
    def options(self, known: Known) -> Mapping[str, Words | str]:
        return known.levels

    def read(self, fields: Fields, base: Held, known: Known) -> dict[str, Any]:
        return {self.name: tuple(int(level) for level in super().read(fields, base, known)[self.name])}


@dataclass(frozen=True)
class Needs(Boxes):
    kind: ClassVar[str] = "needs"

    def options(self, known: Known) -> Mapping[str, Words | str]:
        return {need.id: need.name for _, needs in known.needs for need in needs}
