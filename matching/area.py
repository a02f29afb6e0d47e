"""One local area's own facts: whom to ring by day and by night, and what its levels of need are called.

Read from one small file without a database, so that error pages can show the numbers too. No clock: callers pass the
moment and the bank holidays in.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from directory.schedules.opening import LONDON
from directory.wording import Clock, Words, words
from matching.entries import Entry, Id, Ids, Level, Source, Text, Texts
from matching.errors import ContentError
from matching.reading import one_in, text_of

CONTENT = Path(__file__).parent / "content"
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
GssCode = Annotated[str, Field(pattern=r"^[EWSN]\d{8}$")]


@dataclass(frozen=True)
class Number:
    """The number to ring at one moment, and in words until when."""

    number: str
    words: Words
    open: bool
    """Day hours: the whole team answers. Otherwise it is the night number, which answers too."""
    other: str
    """The number for the rest of the time."""


class Escalation(Entry):
    """What to do when the front door says no and you still think it should be yes."""

    name: Text
    words: Text
    steps: Texts = ()
    sources: tuple[Source, ...] = ()


class DesignatedOfficer(Entry):
    """Whom to ring about an adult who works with children (the LADO)."""

    name: Text
    phone: Text
    email: Text | None = None


class FrontDoor(Entry):
    id: Id
    name: Text
    covers: tuple[GssCode, ...] = Field(min_length=1)
    day: Text
    day_hours: tuple[tuple[Day, Day, time, time], ...] = Field(min_length=1)
    """First day, last day, opening and closing time."""
    day_words: Text
    night: Text
    night_words: Text
    email: Text | None = None
    lado: DesignatedOfficer

    @model_validator(mode="after")
    def _hours_run_forwards(self) -> Self:
        for first, last, opens, closes in self.day_hours:
            if WEEK.index(first) > WEEK.index(last) or opens >= closes:
                raise ValueError(f"day_hours {first} to {last}, {opens:%H:%M} to {closes:%H:%M} run backwards")
        return self

    def number_at(self, moment: datetime, holidays: Container[date] = ()) -> Number:
        """The number that answers at this moment; without a zone it is London time. Bank holidays count as night."""
        local = moment.astimezone(LONDON) if moment.tzinfo else moment
        closes = self._closes(local.date(), local.time(), holidays)
        if closes:
            said = words("open until %(time)s; after that %(night)s", time=clock(closes), night=self.night)
            return Number(self.day, said, True, self.night)
        opening = self._next_opening(local, holidays)
        if opening is None:
            return Number(self.night, words("answered now, outside office hours"), False, self.day)
        said = words(
            "answered now; from %(day)s at %(time)s ring %(number)s",
            day=words(DAY_NAMES[opening.weekday()]),
            time=clock(opening.time()),
            number=self.day,
        )
        return Number(self.night, said, False, self.day)

    def _hours_on(self, day: date, holidays: Container[date]) -> list[tuple[time, time]]:
        if day in holidays:
            return []
        weekday = day.weekday()
        return sorted(
            (opens, closes)
            for first, last, opens, closes in self.day_hours
            if WEEK.index(first) <= weekday <= WEEK.index(last)
        )

    def _closes(self, day: date, now: time, holidays: Container[date]) -> time | None:
        return next((closes for opens, closes in self._hours_on(day, holidays) if opens <= now < closes), None)

    def _next_opening(self, local: datetime, holidays: Container[date]) -> datetime | None:
        for ahead in range(15):
            day = local.date() + timedelta(days=ahead)
            for opens, _ in self._hours_on(day, holidays):
                if ahead or opens > local.time():
                    return datetime.combine(day, opens)
        return None


class Neighbour(Entry):
    """A neighbouring council: whose a postcode outside the area is."""

    code: GssCode
    name: Text
    say: Text


class Helpline(Entry):
    name: Text
    number: Text
    hours: Text


class LevelName(Entry):
    """What this area calls a level of need."""

    level: Level
    name: Text
    words: Text | None = None


class Area(Entry):
    id: Id
    name: Text
    demonstration: bool = False
    codes: tuple[GssCode, ...] = Field(min_length=1)
    police: Text
    emergency: Text
    level_names: tuple[LevelName, ...] = Field(alias="level", min_length=4, max_length=4)
    front_doors: tuple[FrontDoor, ...] = Field(alias="front_door", min_length=1)
    escalation: Escalation
    neighbours: tuple[Neighbour, ...] = ()
    national: tuple[Helpline, ...] = ()
    adopted: Texts = ()
    """The areas whose published documents were taken for the levels, as sources name them."""
    gaps: Ids = ()
    """Needs for which this area knows that it has no service."""

    @property
    def levels(self) -> dict[int, str]:
        """Level of need -> what this area calls it."""
        return {named.level: named.name for named in self.level_names}

    def front_door_for(self, codes: Iterable[str]) -> FrontDoor | None:
        """The one front door that covers these area codes; None where it is not certain, and then show them all."""
        wanted = set(codes)
        found = [door for door in self.front_doors if wanted & set(door.covers)]
        return found[0] if len(found) == 1 else None

    def neighbour_for(self, codes: Iterable[str]) -> Neighbour | None:
        wanted = set(codes)
        return next((neighbour for neighbour in self.neighbours if neighbour.code in wanted), None)


def clock(at: time) -> Clock:
    """A time as people say it: "5pm", "8:30am", "midday"."""
    figures = f"{at.hour}:{at.minute:02}"
    if at == time(12):
        return Clock("midday", figures)
    hour, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"
    return Clock(f"{hour}:{at.minute:02}{half}" if at.minute else f"{hour}{half}", figures)


@cache
def load_area(name: str = "nottinghamshire", folder: Path = CONTENT) -> Area:
    """Read an area's file. Raises ContentError with what is wrong, or with the names there are."""
    return area_from(text_of(area_path(name, folder), area_file(name)), name)


def area_path(name: str, folder: Path = CONTENT) -> Path:
    """Where an area's file is. Raises ContentError with the names there are."""
    path = folder / area_file(name)
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in path.parent.glob("*.toml"))) or "none"
        raise ContentError([f"{area_file(name)}: there is no such area. Areas here: {known}."])
    return path


def area_from(text: str | None, name: str) -> Area:
    """An area from the text of its file. Raises ContentError."""
    area = one_in(text, area_file(name), Area)
    if area.id != name:
        raise ContentError([f"{area_file(name)}: id is '{area.id}'. It belongs to the file: write id = \"{name}\"."])
    return area


def area_file(name: str) -> str:
    return f"areas/{name}.toml"
