"""The directory as a file: CSV, XLSX or JSON in our own layout, which the import reads back to the same records.

What is private stays here: the address of a place that is kept private never leaves, and what the commissioner holds
of a contract, costs among it, only where somebody who may see it asks for it.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from sqlmodel import Session

from directory.errors import DirectoryError
from directory.exchange.cells import guarded
from directory.exchange.mapping import FieldMapping, Group, built_in
from directory.exchange.paths import full_path
from directory.exchange.places_read import WHERE_IT_IS
from directory.exchange.readers.parts import words_written, written
from directory.exchange.world import read_locations, read_organizations, read_services
from directory.snapshots import CONTRACT, LocationSnapshot, OrganizationSnapshot, ServiceSnapshot
from directory.snapshots.snapshot import AddressHeld, Part
from directory.typed import shortened
from directory.wording import words

OWN_TABLE, OWN_JSON = "right-door", "right-door-json"
PUBLIC_OF_CONTRACT = {"commissioner", "evidence_base"}
PRIVATE = (CONTRACT - PUBLIC_OF_CONTRACT) | {"assurer_email"}
"""Left out of a public export: contracts, costs, and the address of whoever checked a record."""
NOT_IN_FILES = {"parent_organization_id", "identifiers"}
CELL = 32_767
"""Characters that a cell of Excel holds."""
SHEET = "Services"
HEADING_FILL = PatternFill("solid", fgColor="FFD9E8E6")


class ExportRefused(DirectoryError):
    """An export that cannot be made as it was asked for."""


Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class Exported:
    """One service with its organisation and places, as it leaves."""

    id: str
    service: ServiceSnapshot
    organization: OrganizationSnapshot
    places: tuple[tuple[str, str | None, LocationSnapshot], ...]
    """(id, what the service does there, the place)"""


def read_exported(session: Session, ids: Iterable[str], tick: Tick = lambda done, of: None) -> list[Exported]:
    """These services with what belongs to them, by name."""
    services = read_services(session, ids)
    organizations = read_organizations(session, (service.organization_id for service in services.values()))
    at = {place.location_id for service in services.values() for place in service.places}
    locations = read_locations(session, at)
    found = []
    for done, (service_id, service) in enumerate(sorted(services.items(), key=lambda pair: _by_name(*pair)), start=1):
        places = tuple((place.location_id, place.description, locations[place.location_id]) for place in service.places)
        found.append(Exported(service_id, service, organizations[service.organization_id], places))
        tick(done, len(services))
    return found


def as_csv(records: list[Exported], *, private: bool) -> bytes:
    """UTF-8 with a mark, so that Excel reads it as such; no cell starts a formula or becomes a number."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns, rows = table(records, private=private)
    writer.writerow(columns)
    writer.writerows([guarded(text) for text in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(records: list[Exported], *, private: bool) -> bytes:
    """A workbook whose every cell is text."""
    columns, rows = table(records, private=private)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    write_sheet(sheet, columns, rows)
    return saved(book)


def as_json(records: list[Exported], *, private: bool) -> bytes:
    told = {"format": OWN_JSON, "services": [_record(record, private=private) for record in records]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


WRITERS: dict[str, Callable[..., bytes]] = {".csv": as_csv, ".xlsx": as_xlsx, ".json": as_json}
"""File name's end -> what writes such a file."""


def table(records: list[Exported], *, private: bool) -> tuple[list[str], Iterator[list[str]]]:
    """(headings, rows of text) in our own layout, with as many groups of place columns as any service has places."""
    mapping = built_in()[OWN_TABLE]
    places = max([1, *(len(record.places) for record in records)])
    headings = own_columns(mapping, places=places, private=private)
    return headings, (_row(record, mapping, headings, private=private) for record in records)


def own_columns(mapping: FieldMapping, *, places: int, private: bool) -> list[str]:
    """The headings of our own layout in order, one group of place columns for each place."""
    service = [
        take.source[0] for name, take in mapping.service.items() if name != "ages" and (private or name not in PRIVATE)
    ]
    first, rest = service[:2], service[2:]
    organization = [take.source[0] for take in mapping.organization.values()]
    group = mapping.groups["places"][0]
    at = [
        full_path(group.each, take.source[0]).replace("{n}", str(number))
        for number in range(1, places + 1)
        for take in group.take.values()
    ]
    return [*first, organization[1], *rest, *at, organization[0], *organization[2:]]


def write_sheet(sheet: Any, columns: list[str], rows: Iterable[list[str]]) -> None:
    """Headings and rows into an empty sheet, as text, the headings kept in sight."""
    sheet.freeze_panes = "C2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = 40 if column in ("What it is",) else 22
    sheet.append([_text_cell(sheet, column, heading=True) for column in columns])
    for row in rows:
        sheet.append([_text_cell(sheet, text) for text in row])


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet: Any, text: str, *, heading: bool = False) -> Any:
    """A cell that is text whatever it begins with, and stays so when somebody edits it."""
    if not text:
        return None
    if len(text) > CELL:
        raise ExportRefused(
            words("“%(text)s” is too long for a cell of Excel. Take CSV or JSON.", text=shortened(text))
        )
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if heading:
        cell.font, cell.fill = Font(bold=True), HEADING_FILL
    return cell


def _row(record: Exported, mapping: FieldMapping, headings: list[str], *, private: bool) -> list[str]:
    cells: dict[str, str] = {}
    for name, take in mapping.service.items():
        if name == "id":
            cells[take.source[0]] = record.id
        elif name != "ages" and (private or name not in PRIVATE):
            cells[take.source[0]] = written_cell(getattr(record.service, name), take.reader)
    for name, take in mapping.organization.items():
        value = record.service.organization_id if name == "id" else getattr(record.organization, name)
        cells[take.source[0]] = written_cell(value)
    group = mapping.groups["places"][0]
    for number, (location_id, about, place) in enumerate(record.places, start=1):
        cells |= _place_cells(group, number, {"id": location_id, "about": about} | place_columns(place))
    return [cells.get(heading, "") for heading in headings]


def _place_cells(group: Group, number: int, values: dict[str, Any]) -> dict[str, str]:
    return {
        full_path(group.each, take.source[0]).replace("{n}", str(number)): written_cell(values.get(name))
        for name, take in group.take.items()
    }


def place_columns(place: LocationSnapshot) -> dict[str, Any]:
    """A place as columns: the address that has the place's own kind by itself, others together in one cell."""
    values: dict[str, Any] = {name: getattr(place, name) for name in LocationSnapshot.model_fields}
    addresses = list(values.pop("addresses"))
    own = next((each for each in addresses if each.address_type == place.location_type), None)
    if place.sensitive:
        values |= dict.fromkeys(WHERE_IT_IS)
        return values | {"sensitive": True}
    if own:
        addresses.remove(own)
        values |= {name: getattr(own, name) for name in AddressHeld.model_fields if name != "address_type"}
    return values | {"addresses": tuple(addresses), "sensitive": place.sensitive or None}


def written_cell(value: Any, reader: str | None = None) -> str:
    """A value as the text of one cell; blank where nothing is known."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, tuple):
        if isinstance(value[0], Part):
            return written(value)
        return words_written(value) if reader == "word_parts" else "; ".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _record(record: Exported, *, private: bool) -> dict[str, Any]:
    service = record.service.model_dump(mode="json", exclude={"places", *(() if private else PRIVATE)})
    organization = record.organization.model_dump(mode="json", exclude=NOT_IN_FILES)
    places = []
    for location_id, about, place in record.places:
        hidden = {"organization_id", *(WHERE_IT_IS if place.sensitive else ())}
        places.append({"id": location_id, "about": about, **place.model_dump(mode="json", exclude=hidden)})
    organization_id = service.pop("organization_id")
    return {
        "id": record.id,
        **service,
        "organization": {"id": organization_id, **organization},
        "places": places,
    }


def _by_name(service_id: str, service: ServiceSnapshot) -> tuple[str, str]:
    return service.name.casefold(), service_id
