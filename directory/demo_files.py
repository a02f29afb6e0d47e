"""The demonstration directory's files: their shape, and clear errors where one is wrong. Everything in them is invented
but the national helplines.
"""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from directory.errors import InvalidRecord

FOLDER = Path(__file__).parent / "demo"


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DemoLocation(Entry):
    key: str
    name: str | None = None
    description: str | None = None
    address_1: str | None = None
    city: str | None = None
    postcode: str | None = None
    district: str | None = None
    sensitive: bool = False
    location_type: Literal["physical", "postal", "virtual"] = "physical"
    accessibility: list[str] = []


class DemoService(Entry):
    """Dates are counted in days from the day of loading, so the demonstration never grows old."""

    key: str
    name: str
    description: str | None = None
    alternate_name: str | None = None
    needs: list[str] = Field(min_length=1, max_length=8)
    provision: Literal["statutory", "commissioned", "community", "universal"] | None = None
    levels: list[int] = []
    status: Literal["active", "inactive", "defunct", "temporarily closed"] = "active"
    minimum_age: float | None = None
    maximum_age: float | None = None
    areas: list[str] = []
    locations: list[str] = []
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    contact: str | None = None
    who_may_refer: list[str] = []
    how_to_refer: str | None = None
    referral_methods: list[str] = []
    consent_needed: bool | None = None
    sex: Literal["female", "male"] | None = None
    send: Literal["for", "welcomes", "cannot"] | None = None
    excludes: str | None = None
    languages: list[str] = []
    interpreters: bool | None = None
    cost: str | None = None
    cost_amount: float | None = None
    waiting_weeks: float | None = None
    taking_referrals: bool | None = None
    told_on: int | None = None
    places: int | None = None
    assured: int | None = None
    schedules: list[str] = []
    commissioner: str | None = None
    contract_end: int | None = None
    funded_places: int | None = None
    evidence: str | None = None
    retired: str | None = None
    successor: str | None = None
    """The key of the service to go to instead."""
    closed_until: int | None = None


class DemoOrganization(Entry):
    key: str
    name: str
    description: str
    website: str | None = None
    email: str | None = None
    kind: str | None = None
    national: bool = False
    location: list[DemoLocation] = []
    service: list[DemoService] = []


class DemoFile(Entry):
    organization: list[DemoOrganization]


def read_demo_files(folder: Path = FOLDER) -> list[DemoOrganization]:
    """Every organization of every file, in file order. Raises InvalidRecord naming file, entry and field."""
    found: list[DemoOrganization] = []
    for path in sorted(folder.glob("*.toml")):
        found += _read_file(path)
    return found


def _read_file(path: Path) -> list[DemoOrganization]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return DemoFile.model_validate(data).organization
    except tomllib.TOMLDecodeError as error:
        raise InvalidRecord(path.name, "file", "TOML", str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidRecord(path.name, _entry_named(data, first["loc"]), str(first["loc"][-1]), first["msg"]) from error


def _entry_named(data: Any, location: tuple[int | str, ...]) -> str:
    """The key of the innermost entry on the way to the error, for a message a person can follow."""
    name, here = "file", data
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, dict):
            name = here.get("key", name)
    return name
