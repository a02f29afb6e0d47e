"""What no open directory standard holds and people ask for: who may refer, whom a service takes, waiting times,
contracts, history, places, and what nobody could be found for. Columns and relationships only.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, UniqueConstraint
from sqlmodel import Field, SQLModel

from directory.models import Record, Service, new_id, not_blank, one, one_of, utc_now


class Provision(StrEnum):
    STATUTORY = "statutory"
    COMMISSIONED = "commissioned"
    COMMUNITY = "community"
    UNIVERSAL = "universal"


class Role(StrEnum):
    """Who may refer; `self` is a child, parent or family asking for themselves."""

    ANYONE = "anyone"
    SELF = "self"
    SCHOOL = "school"
    EARLY_YEARS = "early_years"
    HEALTH = "health"
    SOCIAL_CARE = "social_care"
    POLICE = "police"
    VOLUNTARY = "voluntary"


class Method(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    ONLINE_FORM = "online form"
    PAPER_FORM = "paper form"
    DROP_IN = "drop in"
    LETTER = "letter"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Send(StrEnum):
    """Whether a service is for children with special educational needs or disabilities."""

    ONLY = "for"
    WELCOMES = "welcomes"
    CANNOT = "cannot"


class ServiceLevel(Record, table=True):
    """A level of need the service works at: 1 universal, 2 additional, 3 intensive, 4 specialist or statutory."""

    __tablename__ = "service_level"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 4", name="level_known"),
        UniqueConstraint("service_id", "level"),
    )
    service_id: str = Field(foreign_key="service.id", index=True)
    level: int

    service: Service = one("levels")


class ReferralRole(Record, table=True):
    __tablename__ = "referral_role"
    __table_args__ = (one_of("role", Role), UniqueConstraint("service_id", "role"))
    service_id: str = Field(foreign_key="service.id", index=True)
    role: str

    service: Service = one("referral_roles")


class ReferralMethod(Record, table=True):
    __tablename__ = "referral_method"
    __table_args__ = (one_of("method", Method), UniqueConstraint("service_id", "method"))
    service_id: str = Field(foreign_key="service.id", index=True)
    method: str

    service: Service = one("referral_methods")


class Eligibility(Record, table=True):
    """Whom a service takes besides ages and areas, and the consent a referral needs."""

    __table_args__ = (one_of("sex", Sex), one_of("send", Send), UniqueConstraint("service_id"))
    service_id: str = Field(foreign_key="service.id", index=True)
    sex: str | None = None
    send: str | None = None
    excludes: str | None = None
    consent_needed: bool | None = None

    service: Service = one("eligibility")


class Availability(Record, table=True):
    """Room and waiting time, worthless without the date they were told."""

    __table_args__ = (
        CheckConstraint("waiting_weeks >= 0", name="waiting_not_negative"),
        CheckConstraint("places >= 0", name="places_not_negative"),
        UniqueConstraint("service_id"),
    )
    service_id: str = Field(foreign_key="service.id", index=True)
    told_on: date
    taking_referrals: bool | None = None
    waiting_weeks: float | None = None
    places: int | None = None

    service: Service = one("availability")


class Commissioning(Record, table=True):
    """What the commissioner holds about a service; `unit_cost` (pounds for each child) is never public."""

    __table_args__ = (
        CheckConstraint("contract_start <= contract_end", name="contract_in_order"),
        CheckConstraint("funded_places >= 0", name="funded_places_not_negative"),
        CheckConstraint("unit_cost >= 0", name="unit_cost_not_negative"),
        UniqueConstraint("service_id"),
    )
    service_id: str = Field(foreign_key="service.id", index=True)
    commissioner: str | None = None
    contract_start: date | None = None
    contract_end: date | None = None
    review_date: date | None = Field(default=None, index=True)
    funded_places: int | None = None
    evidence_base: str | None = None
    unit_cost: float | None = None

    service: Service = one("commissioning")


def timestamp(**kwargs: Any) -> Any:
    return Field(default_factory=utc_now, sa_type=DateTime(timezone=True), **kwargs)


class Revision(SQLModel, table=True):
    """One change to one row: who, when, what and why. Written by `history.py` in the transaction of the change."""

    __table_args__ = (CheckConstraint("action IN ('add', 'change', 'remove')", name="action_known"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    changed_at: datetime = timestamp(index=True)
    changed_by: str
    reason: str | None = None
    action: str
    table_name: str
    row_id: str = Field(index=True)
    service_id: str | None = Field(default=None, index=True)
    record_id: str | None = Field(default=None, index=True, max_length=36)
    """The service, organisation or location that the row is part of, also once the row is gone."""
    change_id: str | None = Field(default=None, index=True, max_length=36)
    """The same for all that was changed together: one save, one import."""
    place: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Its place among the revisions of its change, in the order in which the rows were written."""
    changes: dict[str, Any] = Field(sa_type=JSON)
    """Column name -> [before, after]; dates and times as ISO 8601 text."""


class SearchDirty(SQLModel, table=True):
    """A service whose search entry is out of date; written with the change, cleared by the one index writer."""

    __tablename__ = "search_dirty"
    service_id: str = Field(primary_key=True, max_length=36)
    token: str = Field(default_factory=new_id, max_length=36)
    """Changes with each mark, so that clearing an old mark cannot lose a newer one."""
    marked_at: datetime = timestamp()


class Postcode(SQLModel, table=True):
    """A UK postcode, its point and district (ONS Postcode Directory, Open Government Licence 3.0)."""

    postcode: str = Field(primary_key=True, max_length=7)
    """Capitals without the space."""
    outcode: str = Field(index=True, max_length=4)
    latitude: float
    longitude: float
    district_code: str = Field(index=True, max_length=9)


class PlaceName(SQLModel, table=True):
    """A town, suburb or village people name instead of a postcode."""

    __tablename__ = "place_name"
    __table_args__ = (not_blank("name"), UniqueConstraint("name", "district_code"))
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    name: str = Field(index=True)
    kind: str
    latitude: float
    longitude: float
    district_code: str = Field(max_length=9)


class ProblemReport(SQLModel, table=True):
    """Somebody told us a page is wrong. The comment is about the service, never about a family."""

    __tablename__ = "problem_report"
    __table_args__ = (
        CheckConstraint("kind IN ('closed', 'contact', 'eligibility', 'place_or_time', 'other')", name="kind_known"),
        CheckConstraint("decision IN ('changed', 'right already', 'cannot tell')", name="decision_known"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    service_id: str = Field(foreign_key="service.id", index=True)
    kind: str
    comment: str | None = Field(default=None, max_length=1000)
    reported_on: date
    reply_to: str | None = None
    """Where the answer goes, sealed (`accounts.sealing`), and forgotten once it is sent."""
    decided_on: date | None = Field(default=None, index=True)
    decided_by: str | None = None
    decision: str | None = None
    decision_reason: str | None = None


class UnmetNeed(SQLModel, table=True):
    """A need nobody could be found for: need, district and age band only, and the day, never the words typed."""

    __tablename__ = "unmet_need"
    __table_args__ = (CheckConstraint("source IN ('search', 'plan')", name="source_known"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    need: str | None = Field(default=None, index=True)
    district_code: str | None = Field(default=None, max_length=9)
    age_band: str | None = None
    source: str
    noticed_on: date


class DirectoryFact(SQLModel, table=True):
    """What the whole directory is, by name: `demonstration` = `yes` puts the banner on every page."""

    __tablename__ = "directory_fact"
    name: str = Field(primary_key=True)
    value: str | None = None
