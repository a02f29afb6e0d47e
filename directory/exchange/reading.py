"""Read the rows of a file through a mapping. Nothing here touches the database, the clock or Flask."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from directory.age_ranges import AgeRange
from directory.exchange.cells import unguarded
from directory.exchange.files import SentFile, SentRow
from directory.exchange.mapping import FieldMapping, Group, Take, told
from directory.exchange.paths import full_path, items_at, values_at
from directory.exchange.places_read import place_facts
from directory.exchange.readers import READERS, Found, Known, NotRead
from directory.exchange.record import (
    CONTRADICTION,
    NO_NAME,
    NO_ORGANIZATION,
    PAID_AND_FREE,
    PlaceRead,
    RecordRead,
    with_kept_words,
)
from directory.exchange.targets import PARTS, SHOWN, TARGETS
from directory.snapshots.saying import LABELS
from directory.snapshots.snapshot import (
    AreaHeld,
    ContactHeld,
    CostHeld,
    LanguageHeld,
    Part,
    PhoneHeld,
    ScheduleHeld,
    ServiceSnapshot,
)
from directory.wording import words

HELD: dict[str, type[Part]] = {
    "phones": PhoneHeld,
    "contacts": ContactHeld,
    "schedules": ScheduleHeld,
    "areas": AreaHeld,
    "languages": LanguageHeld,
    "cost_options": CostHeld,
}
KEEP_THEIR_WORDS = {"ages", "minimum_age", "maximum_age", "schedules", "phones", "email", "url", "waiting_weeks"}
"""Facts whose words are kept in the description where they cannot be read."""
PRICE = re.compile(r"£ ?[0-9]*[1-9]")
LISTS = {name for name, field in ServiceSnapshot.model_fields.items() if field.default == ()}
NOT_A_COLUMN = {"ages", "free", "id"}


@dataclass
class Reading:
    """How one file is read: its mapping, what readers know, and whether its columns are those of a table."""

    mapping: FieldMapping
    known: Known
    table: bool
    guarded: bool = False
    """A CSV of our own layout, whose cells have apostrophes before what is no formula."""
    checks: dict[str, TypeAdapter[Any]] = field(default_factory=dict)


def read_records(file: SentFile, mapping: FieldMapping, known: Known) -> list[RecordRead]:
    """Every row of a file as a record, in order."""
    table = file.kind in ("csv", "xlsx")
    reading = Reading(mapping, known, table, guarded=mapping.own and file.kind == "csv")
    return [_read(row, reading) for row in file.rows]


def _read(row: SentRow, reading: Reading) -> RecordRead:
    record = RecordRead(row.number)
    if row.problems:
        for problem in row.problems:
            record.refuse(problem.column, problem.found, problem.words)
        return record
    values: Mapping[str, Any] = row.values
    if reading.guarded:
        values = {column: unguarded(text) if isinstance(text, str) else text for column, text in values.items()}
    worker = _Worker(reading, row, values, record)
    worker.read_service()
    worker.read_organization()
    worker.read_groups()
    worker.finish()
    return record


class _Worker:
    """One row being read."""

    def __init__(self, reading: Reading, row: SentRow, values: Mapping[str, Any], record: RecordRead) -> None:
        self.reading, self.row, self.values, self.record = reading, row, values, record
        self.mapping = reading.mapping

    def read_service(self) -> None:
        for name, take in self.mapping.service.items():
            if self._told(self.values, take):
                self.record.service[name] = self._take("service", name, take, self.values, "")
        self.record.source_id = self.record.service.pop("id", None)

    def read_organization(self) -> None:
        for name, take in self.mapping.organization.items():
            if self._told(self.values, take):
                self.record.organization[name] = self._take("organization", name, take, self.values, "")
        self.record.organization_id = self.record.organization.pop("id", None)

    def read_groups(self) -> None:
        for name, several in self.mapping.groups.items():
            items = [
                (group, item) for group in several if self._has(group) for item in items_at(self.values, group.each)
            ]
            if not items and not any(self._has(group) for group in several):
                continue
            if name == "places":
                read = [self._place(group, item) for group, item in items]
                self.record.places = [place for place in read if place is not None]
            else:
                parts = [part for group, item in items for part in self._parts(name, group, item)]
                self._add(name, parts)

    def finish(self) -> None:
        """What holds between facts, the name, and the words that nobody should lose."""
        record, service = self.record, self.record.service
        self._settle_ages()
        free = service.pop("free", None)
        if free and PRICE.search(str(service.get("fees") or "")):
            record.note(_column(self.mapping.service["free"]), str(service["fees"]), PAID_AND_FREE)
        elif free:
            service["cost_options"] = (*free, *service.get("cost_options", ()))
        elif free is not None:
            service.setdefault("cost_options", ())
        if service.get("status") is None:
            service.pop("status", None)
        for name in LISTS.intersection(service):
            service[name] = service[name] or ()
        if not record.name and not record.refused:
            record.refuse(_column(self.mapping.service["name"]), "", NO_NAME)
        names_nobody = "name" in self.mapping.organization and not record.organization.get("name")
        if self.mapping.own and names_nobody and not record.organization_id and not record.source_id:
            record.refuse(_column(self.mapping.organization["name"]), "", NO_ORGANIZATION)
        if record.kept_words:
            service["description"] = with_kept_words(service.get("description"), record.kept_words)

    def _told(self, record: Mapping[str, Any], take: Take) -> bool:
        if take.constant is not None:
            return True
        if self.reading.table:
            return any(path in record for path in take.source)
        return told(record, take.source) if self.mapping.own else True

    def _has(self, group: Group) -> bool:
        """Whether the file tells of such parts at all."""
        if self.reading.table:
            paths = [
                full_path(group.each, path).replace("{n}", "1") for take in group.take.values() for path in take.source
            ]
            return any(path in self.values for path in paths)
        return told(self.values, (group.each,)) if self.mapping.own and group.each else True

    def _take(self, where: str, name: str, take: Take, record: Mapping[str, Any], each: str) -> Any:
        """One fact, or None with a note (or the row refused, in our own layout) where it cannot be read."""
        if take.constant is not None:
            found_values = [take.constant]
        else:
            found_values = [value for path in take.source for value in values_at(record, path)]
        found = Found(
            found_values,
            take,
            self.reading.known,
            own=self.mapping.own,
            as_date=bool(self.row.dates.intersection(take.source)),
        )
        column = full_path(each, _column(take) or name)
        try:
            value = READERS[take.reader or TARGETS[where][name]](found)
            return self._checked(name, value, where)
        except NotRead as error:
            found.leave_out(error.found, error.words)
            if name in KEEP_THEIR_WORDS or where == "schedules":
                self.record.kept_words.append((_label(name if where == "service" else where), error.found))
            return None
        finally:
            tell = self.record.refuse if self.mapping.own else self.record.note
            for text, why in found.remarks:
                tell(column, text, why)

    def _checked(self, name: str, value: Any, where: str) -> Any:
        """A value of the right type for its field: JSON of our own layout is taken as it stands, and checked here."""
        if where != "service" or name in NOT_A_COLUMN or value is None:
            return value
        check = self.reading.checks.get(name)
        if check is None:
            kind = ServiceSnapshot.model_fields[name]
            check = TypeAdapter(_annotated(kind))
            self.reading.checks[name] = check
        try:
            return check.validate_python(value)
        except ValidationError as error:
            said = words("“%(text)s” cannot be kept here: %(why)s.", text=str(value)[:40], why=error.errors()[0]["msg"])
            raise NotRead(str(value), said) from error

    def _parts(self, name: str, group: Group, item: Mapping[str, Any]) -> Iterable[Any]:
        facts = {field: self._take(name, field, take, item, group.each) for field, take in group.take.items()}
        times = facts.pop("times", None)
        days = facts.pop("days", None)
        if days:
            facts |= {"byday": days, "freq": facts.get("freq") or "WEEKLY"}
        said = {field: value for field, value in facts.items() if value is not None}
        if times:
            return times
        if not said or (name == "phones" and "number" not in said) or (name == "languages" and "name" not in said):
            return ()
        try:
            return (HELD[name].model_validate(said),)
        except ValidationError as error:
            tell = self.record.refuse if self.mapping.own else self.record.note
            why = words("This cannot be kept: %(why)s.", why=error.errors()[0]["msg"])
            tell(group.each or name, str(said), why)
            return ()

    def _place(self, group: Group, item: Mapping[str, Any]) -> PlaceRead | None:
        facts = {
            field: self._take("places", field, take, item, group.each)
            for field, take in group.take.items()
            if self._told(item, take)
        }
        return place_facts(facts, self.record, own=self.mapping.own, column=group.each or "place")

    def _add(self, name: str, parts: list[Any]) -> None:
        """Parts of a list after those that the service's own fields told; a number told twice is kept once."""
        held = [*(self.record.service.get(name) or ()), *parts]
        if name == "phones":
            by_figures: dict[str, Any] = {}
            for phone in held:
                by_figures.setdefault(re.sub(r"[^0-9+]", "", phone.number), phone)
            held = list(by_figures.values())
        self.record.service[name] = tuple(dict.fromkeys(held))

    def _settle_ages(self) -> None:
        """Ages as a range and as two figures, brought together; blank where they do not agree."""
        service = self.record.service
        if "ages" not in service:
            return
        read = service.pop("ages")
        if not isinstance(read, AgeRange):
            service.setdefault("minimum_age", None)
            service.setdefault("maximum_age", None)
            return
        for field_name, end in (("minimum_age", read.minimum), ("maximum_age", read.maximum)):
            other = service.get(field_name)
            if end is not None and other is not None and end != other:
                self._disagree(read)
                return
            service[field_name] = other if end is None else end

    def _disagree(self, read: AgeRange) -> None:
        service = self.record.service
        said = f"{read.minimum}–{read.maximum}, {service.get('minimum_age')}–{service.get('maximum_age')}"
        tell = self.record.refuse if self.mapping.own else self.record.note
        tell(_column(self.mapping.service["ages"]), said.replace("None", "…"), CONTRADICTION)
        service["minimum_age"] = service["maximum_age"] = None


def _annotated(kind: Any) -> Any:
    return Annotated[(kind.annotation, *kind.metadata)] if kind.metadata else kind.annotation


def _column(take: Take) -> str | None:
    return take.source[0] if take.source else None


def _label(name: str) -> str:
    return str(LABELS.get(name) or SHOWN.get(name) or name)


__all__ = ["PARTS", "Reading", "read_records"]
