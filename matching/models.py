"""The tables of "Should I refer?": an enquiry, the services its plan offered, and what people said about it.

No name, birth date, address or free text about a family: answers are option ids, ages and a district. The one text is
the optional comment of a Feedback. Blank means not known.
"""

from datetime import date, datetime
from enum import StrEnum
from secrets import choice, token_urlsafe
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

import matching.editions.models  # noqa: F401  every table is known before the first query
from directory.additions import Role
from directory.models import new_id, one_of, utc_now
from matching.entries import PathwayId

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two signs, five bits each, without those that people mistake: I, L, O and U."""
REFERENCE_SIGNS = 10
LONGEST_COMMENT = 500
UNBORN = "unborn"


def new_token() -> str:
    """192 random bits: whoever knows an enquiry's id may read it, so it cannot be guessed."""
    return token_urlsafe(24)


def new_reference() -> str:
    """ "RD-7K2QM-94XBT": fifty random bits that can be read out over the telephone."""
    signs = "".join(choice(CROCKFORD) for _ in range(REFERENCE_SIGNS))
    return f"RD-{signs[:5]}-{signs[5:]}"


class Helped(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Agree(StrEnum):
    """The referrer's own judgement beside the recommendation."""

    YES = "yes"
    HIGHER = "higher"
    LOWER = "lower"


class Decided(StrEnum):
    """What the referrer is going to do."""

    EMERGENCY = "rang 999"
    FRONT_DOOR = "front door"
    EARLY_HELP = "early help"
    SERVICE = "service"
    ADVICE = "advice"
    WATCH = "keep watching"
    NOT_YET = "not decided"


class Why(StrEnum):
    """Why it differs from the recommendation, if it does."""

    KNOW_MORE = "know more than was asked"
    NO_CONSENT = "family does not agree"
    ALREADY_HELPED = "help already in place"
    SPOKE = "spoke to somebody first"
    NOTHING_NEAR = "no service near enough"
    WAIT_TOO_LONG = "wait too long"
    TOO_SERIOUS = "recommendation too serious"
    NOT_SERIOUS_ENOUGH = "recommendation not serious enough"
    OTHER = "another reason"


class Channel(StrEnum):
    """How an enquiry reached us. `online`: a referrer used "Should I refer?" without anybody here."""

    ONLINE = "online"
    PHONE = "phone"
    EMAIL = "email"
    IN_PERSON = "in person"
    LETTER = "letter"


class Enquiry(SQLModel, table=True):
    """One run of "Should I refer?", by a referrer or by an officer on the telephone."""

    __table_args__ = (
        one_of("pathway", PathwayId),
        one_of("advised", PathwayId),
        one_of("channel", Channel),
        one_of("caller_role", Role),
        CheckConstraint("level BETWEEN 0 AND 4", name="level_known"),
        CheckConstraint("(completed_at IS NULL) = (pathway IS NULL)", name="completed_with_pathway"),
        CheckConstraint("(pathway IS NULL) = (level IS NULL)", name="pathway_with_level"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point_whole"),
        CheckConstraint("ABS(latitude * 100 - ROUND(latitude * 100)) < 0.0001", name="latitude_coarse"),
        CheckConstraint("ABS(longitude * 100 - ROUND(longitude * 100)) < 0.0001", name="longitude_coarse"),
        CheckConstraint("reference LIKE 'RD-_____-_____'", name="reference_shaped"),
    )
    id: str = Field(default_factory=new_token, primary_key=True, max_length=40)
    reference: str = Field(default_factory=new_reference, unique=True, max_length=14)
    version: int = Field(default=1, nullable=False)
    started_on: date
    updated_at: datetime = Field(
        default_factory=utc_now,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"onupdate": utc_now},
        index=True,
    )
    content_version: str = Field(max_length=12)
    area: str
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """As `answers.answers_to_json` gives them; replaced whole, never changed in place."""
    district_code: str | None = Field(default=None, max_length=9)
    outcode: str | None = Field(default=None, max_length=4)
    place_label: str | None = Field(default=None, max_length=80)
    """A town or the first half of a postcode."""
    latitude: float | None = None
    """Rounded to a hundredth of a degree, about a kilometre."""
    longitude: float | None = None
    completed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    pathway: str | None = None
    """What the guide recommended; None where it was not followed to its end."""
    level: int | None = None
    channel: str = Field(default=Channel.ONLINE, sa_column_kwargs={"server_default": Channel.ONLINE})
    caller_role: str | None = None
    age_band: str | None = Field(default=None, max_length=20)
    """Of the youngest child, as `directory.ages.age_band`, or `UNBORN`."""
    needs: list[str] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})
    """Need ids, the weightiest first: what was recommended for, or what an officer noted."""
    advised: str | None = None
    """The pathway that a person advised: an officer at the desk. Beside `pathway` it tells an override up or down."""
    asked_before: bool | None = None
    """Whether somebody had asked about this family in the twelve months before; None: not asked, or not known."""
    anonymised_on: date | None = Field(default=None, index=True)
    """When answers, place and officer were cleared, leaving only what figures need; see docs/retention.md."""

    @property
    def pathway_given(self) -> str | None:
        """What the caller was told in the end: a person's advice stands before the guide's."""
        return self.advised or self.pathway

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class EnquiryService(SQLModel, table=True):
    """A service that the plan of an enquiry offered, and for which needs."""

    __tablename__ = "enquiry_service"
    __table_args__ = (
        UniqueConstraint("enquiry_id", "service_id"),
        CheckConstraint("position >= 1", name="position_positive"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    enquiry_id: str = Field(foreign_key="enquiry.id", ondelete="CASCADE", index=True)
    service_id: str = Field(foreign_key="service.id", index=True)
    position: int
    needs: list[str] = Field(sa_type=JSON)
    fits: bool
    """All conditions were known to be met; otherwise it may fit."""


class Feedback(SQLModel, table=True):
    """What a referrer said right after: did it help, do they agree, what will they do, and why."""

    __table_args__ = (
        one_of("helped", Helped),
        one_of("agree", Agree),
        one_of("decided", Decided),
        CheckConstraint(f"length(comment) <= {LONGEST_COMMENT}", name="comment_short"),
        UniqueConstraint("enquiry_id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    enquiry_id: str = Field(foreign_key="enquiry.id", ondelete="CASCADE", index=True)
    given_on: date
    helped: str | None = None
    agree: str | None = None
    decided: str | None = None
    why: list[str] = Field(default_factory=list, sa_type=JSON)
    """Values of `Why`."""
    comment: str | None = None
