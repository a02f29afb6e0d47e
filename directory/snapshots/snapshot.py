"""A record with everything that belongs to it, as plain values at one moment.

A draft, a proposal, an import's row, a page of the past and a copy are all one of these. Blank (None or no entries)
means *not known*. Nothing here touches the database, the clock or Flask.
"""

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from directory.additions import Method, Provision, Role, Send, Sex
from directory.models import Frequency, LocationType, Status


def _blank_is_unknown(value: Any) -> Any:
    if isinstance(value, str):
        value = value.strip()
        return value or None
    return value


def _in_order(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Sets are kept sorted and without repeats, so that two snapshots that say the same are equal."""
    return tuple(sorted(set(values)))


def _alike_in_order(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Lists whose order says nothing are kept in one order, so that two snapshots that say the same are equal."""
    return tuple(sorted(parts, key=lambda part: part.model_dump_json()))


Text = Annotated[str | None, BeforeValidator(_blank_is_unknown)]
Said = Annotated[str, BeforeValidator(_blank_is_unknown)]
"""Text that must be there."""
Years = Annotated[float | None, Field(ge=0, le=130)]
Chosen = AfterValidator(_in_order)
AnyOrder = AfterValidator(_alike_in_order)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; what is not known is left out."""
        return self.model_dump(mode="json", exclude_defaults=True)


class PhoneHeld(Part):
    number: Said
    description: Text = None


class ContactHeld(Part):
    name: Text = None
    title: Text = None
    email: Text = None


class AreaHeld(Part):
    name: Text = None
    area_code: Text = None
    """A GSS code where the catchment is a real area."""


class LanguageHeld(Part):
    name: Said
    code: Text = None
    note: Text = None


class CostHeld(Part):
    option: Text = None
    amount: Annotated[float | None, Field(ge=0)] = None
    """Pounds; 0 is free."""
    amount_description: Text = None
    valid_from: date | None = None
    valid_to: date | None = None


class PlaceHeld(Part):
    """That a service is at a location; the location has a snapshot of its own."""

    location_id: str
    description: Text = None


class ScheduleHeld(Part):
    """The columns of `Schedule`; `location_id` where the times are those of one place."""

    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    freq: Frequency | None = None
    interval: Annotated[int | None, Field(ge=1)] = None
    byday: Text = None
    bymonthday: Text = None
    description: Text = None
    opens_at: time | None = None
    closes_at: time | None = None
    schedule_link: Text = None
    attending_type: Text = None
    notes: Text = None
    location_id: str | None = None


class ServiceSnapshot(Part):
    organization_id: str
    name: Said
    alternate_name: Text = None
    description: Text = None
    url: Text = None
    email: Text = None
    status: Status = Status.ACTIVE
    fees: Text = None
    accreditations: Text = None
    application_process: Text = None
    interpretation_services: bool | None = None
    minimum_age: Years = None
    maximum_age: Years = None
    assured_date: date | None = None
    assurer_email: Text = None
    alert: Text = None
    provision: Provision | None = None
    reopens_on: date | None = None
    retired_because: Text = None
    successor_id: str | None = None

    phones: tuple[PhoneHeld, ...] = ()
    contacts: tuple[ContactHeld, ...] = ()
    places: Annotated[tuple[PlaceHeld, ...], AnyOrder] = ()
    schedules: tuple[ScheduleHeld, ...] = ()
    areas: Annotated[tuple[AreaHeld, ...], AnyOrder] = ()
    languages: Annotated[tuple[LanguageHeld, ...], AnyOrder] = ()
    cost_options: tuple[CostHeld, ...] = ()
    funding: Annotated[tuple[str, ...], Chosen] = ()
    needs: Annotated[tuple[str, ...], Chosen] = ()
    """Need ids of the taxonomy."""
    levels: Annotated[tuple[Literal[1, 2, 3, 4], ...], Chosen] = ()
    referral_roles: Annotated[tuple[Role, ...], Chosen] = ()
    referral_methods: Annotated[tuple[Method, ...], Chosen] = ()

    sex: Sex | None = None
    send: Send | None = None
    excludes: Text = None
    consent_needed: bool | None = None

    told_on: date | None = None
    """The day on which the next three were told."""
    taking_referrals: bool | None = None
    waiting_weeks: Annotated[float | None, Field(ge=0)] = None
    free_places: Annotated[int | None, Field(ge=0)] = None

    commissioner: Text = None
    contract_start: date | None = None
    contract_end: date | None = None
    contract_review: date | None = None
    funded_places: Annotated[int | None, Field(ge=0)] = None
    evidence_base: Text = None
    unit_cost: Annotated[float | None, Field(ge=0)] = None
    """Pounds for each child; never public."""


class IdentifierHeld(Part):
    identifier_type: Said
    identifier: Said
    identifier_scheme: Text = None


class OrganizationSnapshot(Part):
    name: Said
    description: Text = None
    email: Text = None
    website: Text = None
    logo: Text = None
    uri: Text = None
    kind: Text = None
    parent_organization_id: str | None = None
    identifiers: Annotated[tuple[IdentifierHeld, ...], AnyOrder] = ()


class AddressHeld(Part):
    attention: Text = None
    address_1: Text = None
    city: Text = None
    region: Text = None
    state_province: Text = None
    postal_code: Text = None
    country: str = "GB"
    address_type: LocationType = LocationType.PHYSICAL


class AccessHeld(Part):
    description: Text = None
    details: Text = None
    url: Text = None


class LocationSnapshot(Part):
    organization_id: str | None = None
    location_type: LocationType = LocationType.PHYSICAL
    name: Text = None
    description: Text = None
    latitude: Annotated[float | None, Field(ge=-90, le=90)] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180)] = None
    external_identifier: Text = None
    external_identifier_type: Text = None
    sensitive: bool = False
    """A refuge or the like: its address and point are never shown, published or searched by distance."""
    addresses: Annotated[tuple[AddressHeld, ...], AnyOrder] = ()
    accessibility: Annotated[tuple[AccessHeld, ...], AnyOrder] = ()


Snapshot = ServiceSnapshot | OrganizationSnapshot | LocationSnapshot

COSTS = frozenset({"unit_cost"})
"""Fields that only those who may see costs read or write; never public, never in a public export."""
CONTRACT = frozenset(
    {"commissioner", "contract_start", "contract_end", "contract_review", "funded_places", "evidence_base", "unit_cost"}
)
"""What the commissioner holds, and a provider neither edits nor, but for the commissioner and the evidence, reads."""
CURATORS = CONTRACT | {"status", "assured_date", "assurer_email", "retired_because", "successor_id", "organization_id"}
"""Fields that a provider's proposal never changes: each has a step of its own."""
