"""The directory's tables: columns and relationships only, named as in the Human Services Data Specification UK 3.0.

Blank means *not known*. A table class validates nothing, so what must hold is a CHECK constraint here. What HSDS has
no field for is in `additions.py`.
"""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Optional
from uuid import uuid4

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, Relationship, SQLModel

if TYPE_CHECKING:
    from directory.additions import (
        Availability,
        Commissioning,
        Eligibility,
        ReferralMethod,
        ReferralRole,
        ServiceLevel,
    )

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Status(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class LocationType(StrEnum):
    PHYSICAL = "physical"
    POSTAL = "postal"
    VIRTUAL = "virtual"


class Frequency(StrEnum):
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


def new_id() -> str:
    return str(uuid4())


def utc_now() -> datetime:
    return datetime.now(UTC)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A CHECK that `column` is blank or one of the values."""
    known = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({known})", name=f"{column}_known")


def not_blank(column: str) -> CheckConstraint:
    return CheckConstraint(f"trim({column}) <> ''", name=f"{column}_not_blank")


def position() -> Any:
    """Where a row stands among its owner's: people put the number to ring first first."""
    return Field(default=0, sa_column_kwargs={"server_default": "0"})


def many(back: str, **kwargs: Any) -> Any:
    """Rows owned by this one: read only when a query asked for them, gone when their owner goes."""
    return Relationship(
        back_populates=back, sa_relationship_kwargs={"lazy": "raise", "cascade": "all, delete-orphan", **kwargs}
    )


def one(back: str | None = None, **kwargs: Any) -> Any:
    arguments = {"lazy": "raise", **kwargs}
    if back is None:
        return Relationship(sa_relationship_kwargs=arguments)
    return Relationship(back_populates=back, sa_relationship_kwargs=arguments)


class Record(SQLModel):
    """What every row that people edit has: a stable id, a version that catches two editors, when it last changed."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    version: int = Field(default=1, nullable=False)
    last_modified: datetime = Field(
        default_factory=utc_now,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"onupdate": utc_now},
    )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class Organization(Record, table=True):
    __table_args__ = (not_blank("name"),)
    name: str = Field(index=True)
    description: str | None = None
    email: str | None = None
    website: str | None = None
    logo: str | None = None
    uri: str | None = None
    parent_organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    kind: str | None = None

    services: list["Service"] = many("organization")
    locations: list["Location"] = many("organization")
    identifiers: list["OrganizationIdentifier"] = many("organization")
    attributes: list["Attribute"] = many("organization")


class OrganizationIdentifier(Record, table=True):
    __tablename__ = "organization_identifier"
    organization_id: str = Field(foreign_key="organization.id", index=True)
    identifier_scheme: str | None = None
    identifier_type: str
    identifier: str

    organization: Organization = one("identifiers")


class Service(Record, table=True):
    __table_args__ = (
        not_blank("name"),
        one_of("status", Status),
        CheckConstraint("minimum_age >= 0 AND minimum_age <= 130", name="minimum_age_in_range"),
        CheckConstraint("maximum_age >= 0 AND maximum_age <= 130", name="maximum_age_in_range"),
        CheckConstraint("minimum_age <= maximum_age", name="ages_in_order"),
        CheckConstraint("provision IN ('statutory', 'commissioned', 'community', 'universal')", name="provision_known"),
    )
    organization_id: str = Field(foreign_key="organization.id", index=True)
    name: str = Field(index=True)
    alternate_name: str | None = None
    description: str | None = None
    url: str | None = None
    email: str | None = None
    status: str = Field(default=Status.ACTIVE, index=True)
    fees: str | None = None
    accreditations: str | None = None
    application_process: str | None = None
    interpretation_services: bool | None = None
    minimum_age: float | None = None
    """Decimal years, included; half a year is 0.5."""
    maximum_age: float | None = None
    """Decimal years, up to and including: 11 takes a child until the day of the twelfth birthday."""
    assured_date: date | None = None
    """When a person last checked the whole record; `last_modified` is only when a row last changed."""
    assurer_email: str | None = None
    alert: str | None = None
    provision: str | None = None
    reopens_on: date | None = None
    retired_because: str | None = None
    successor_id: str | None = None
    """The service to go to instead of one that has ended."""
    unconfirmed_since: date | None = None
    """Its provider was asked whether the record is right, and again three times, and has not answered since."""

    organization: Organization = one("services")
    service_at_locations: list["ServiceAtLocation"] = many("service")
    schedules: list["Schedule"] = many("service", order_by="Schedule.position")
    service_areas: list["ServiceArea"] = many("service")
    languages: list["Language"] = many("service")
    funding: list["Funding"] = many("service")
    cost_options: list["CostOption"] = many("service", order_by="CostOption.position")
    contacts: list["Contact"] = many("service", order_by="Contact.position")
    phones: list["Phone"] = many("service", order_by="Phone.position")
    attributes: list["Attribute"] = many("service")
    levels: list["ServiceLevel"] = many("service")
    referral_roles: list["ReferralRole"] = many("service")
    referral_methods: list["ReferralMethod"] = many("service")
    eligibility: Optional["Eligibility"] = many("service", uselist=False)
    availability: Optional["Availability"] = many("service", uselist=False)
    commissioning: Optional["Commissioning"] = many("service", uselist=False)


class Location(Record, table=True):
    __table_args__ = (
        one_of("location_type", LocationType),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_in_range"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_in_range"),
    )
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    location_type: str = LocationType.PHYSICAL
    name: str | None = None
    description: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    external_identifier: str | None = None
    external_identifier_type: str | None = None
    sensitive: bool = False
    """A refuge or the like: its address and point are never shown, published or searched by distance."""

    organization: Organization | None = one("locations")
    addresses: list["Address"] = many("location")
    accessibility: list["Accessibility"] = many("location")
    attributes: list["Attribute"] = many("location")
    service_at_locations: list["ServiceAtLocation"] = many("location")


class ServiceAtLocation(Record, table=True):
    __tablename__ = "service_at_location"
    __table_args__ = (UniqueConstraint("service_id", "location_id"),)
    service_id: str = Field(foreign_key="service.id", index=True)
    location_id: str = Field(foreign_key="location.id", index=True)
    description: str | None = None

    service: Service = one("service_at_locations")
    location: Location = one("service_at_locations")


class Address(Record, table=True):
    __table_args__ = (one_of("address_type", LocationType),)
    location_id: str = Field(foreign_key="location.id", index=True)
    attention: str | None = None
    address_1: str | None = None
    city: str | None = None
    region: str | None = None
    state_province: str | None = None
    postal_code: str | None = Field(default=None, index=True)
    country: str = "GB"
    address_type: str = LocationType.PHYSICAL

    location: Location = one("addresses")


class Accessibility(Record, table=True):
    location_id: str = Field(foreign_key="location.id", index=True)
    description: str | None = None
    details: str | None = None
    url: str | None = None

    location: Location = one("accessibility")


class Schedule(Record, table=True):
    """When a service runs, in the parts of an RFC 5545 recurrence that HSDS-UK keeps."""

    __table_args__ = (one_of("freq", Frequency), CheckConstraint("interval >= 1", name="interval_positive"))
    service_id: str = Field(foreign_key="service.id", index=True)
    service_at_location_id: str | None = Field(default=None, foreign_key="service_at_location.id")
    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    freq: str | None = None
    interval: int | None = None
    byday: str | None = None
    bymonthday: str | None = None
    description: str | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    """Not later than `opens_at` means the next day; equal to it means all round the clock."""
    schedule_link: str | None = None
    attending_type: str | None = None
    notes: str | None = None
    position: int = position()

    service: Service = one("schedules")


class ServiceArea(Record, table=True):
    __tablename__ = "service_area"
    service_id: str = Field(foreign_key="service.id", index=True)
    name: str | None = None
    extent: str | None = None
    extent_type: str | None = None
    uri: str | None = None
    """A GSS code's address at statistics.data.gov.uk where the catchment is a real area; see `area_code`."""
    area_code: str | None = Field(default=None, index=True)

    service: Service = one("service_areas")


class Language(Record, table=True):
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    phone_id: str | None = Field(default=None, foreign_key="phone.id")
    name: str
    code: str | None = None
    note: str | None = None

    service: Service | None = one("languages")


class Funding(Record, table=True):
    service_id: str = Field(foreign_key="service.id", index=True)
    source: str

    service: Service = one("funding")


class CostOption(Record, table=True):
    __tablename__ = "cost_option"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)
    service_id: str = Field(foreign_key="service.id", index=True)
    valid_from: date | None = None
    valid_to: date | None = None
    option: str | None = None
    amount: float | None = None
    """Pounds; 0 is free; blank is not known."""
    amount_description: str | None = None
    position: int = position()

    service: Service = one("cost_options")


class Contact(Record, table=True):
    service_id: str = Field(foreign_key="service.id", index=True)
    name: str | None = None
    title: str | None = None
    email: str | None = None
    position: int = position()

    service: Service = one("contacts")


class Phone(Record, table=True):
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    location_id: str | None = Field(default=None, foreign_key="location.id")
    organization_id: str | None = Field(default=None, foreign_key="organization.id")
    contact_id: str | None = Field(default=None, foreign_key="contact.id")
    number: str
    """As people write it; never a number type, so leading zeros and "+44" stay."""
    description: str | None = None
    position: int = position()

    service: Service | None = one("phones")


class Taxonomy(Record, table=True):
    __table_args__ = (UniqueConstraint("name"),)
    name: str
    description: str
    uri: str | None = None
    taxonomy_version: str | None = None

    taxonomy_terms: list["TaxonomyTerm"] = many("taxonomy")


class TaxonomyTerm(Record, table=True):
    __tablename__ = "taxonomy_term"
    __table_args__ = (UniqueConstraint("taxonomy_id", "code"),)
    taxonomy_id: str = Field(foreign_key="taxonomy.id", index=True)
    parent_id: str | None = Field(default=None, foreign_key="taxonomy_term.id")
    code: str
    """The id that people and files use, such as `school-avoidance`."""
    name: str
    description: str
    term_uri: str | None = None

    taxonomy: Taxonomy = one("taxonomy_terms")


OWNERS = ("service", "organization", "location", "address", "accessibility", "contact", "organization_identifier")


class Attribute(Record, table=True):
    """A taxonomy term tagged onto one row: a service's needs are its attributes of link type `need`."""

    __table_args__ = (
        CheckConstraint(
            " + ".join(f"(CASE WHEN {owner}_id IS NULL THEN 0 ELSE 1 END)" for owner in OWNERS) + " = 1",
            name="one_owner",
        ),
        UniqueConstraint("service_id", "taxonomy_term_id", "link_type"),
    )
    taxonomy_term_id: str = Field(foreign_key="taxonomy_term.id", index=True)
    link_type: str | None = None
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    organization_id: str | None = Field(default=None, foreign_key="organization.id")
    location_id: str | None = Field(default=None, foreign_key="location.id")
    address_id: str | None = Field(default=None, foreign_key="address.id")
    accessibility_id: str | None = Field(default=None, foreign_key="accessibility.id")
    contact_id: str | None = Field(default=None, foreign_key="contact.id")
    organization_identifier_id: str | None = Field(default=None, foreign_key="organization_identifier.id")

    taxonomy_term: TaxonomyTerm = one()
    service: Service | None = one("attributes")
    organization: Organization | None = one("attributes")
    location: Location | None = one("attributes")
