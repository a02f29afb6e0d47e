"""The tables of the content's editions: texts once each, versions, editions, the draft, proposals and vignettes.

Columns only. Accounts are named by id and by the name they had, so that what somebody did stays attributed when their
account goes. Nothing here is about a child: content, and cases made up by leads.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, event
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from accounts.tables import Moment
from directory.models import new_id, not_blank, one_of
from matching.entries import PathwayId

LONGEST_REASON = 500
VERSION = "content_version.version"


class ContentText(SQLModel, table=True):
    """The text of one file, kept once however many versions hold it."""

    __tablename__ = "content_text"
    hash: str = Field(primary_key=True, max_length=64)
    """SHA-256 of its bytes, as hex."""
    text: str


class ContentVersion(SQLModel, table=True):
    """Content that somebody was advised by, that was published, or that a draft lies over. Never changed."""

    __tablename__ = "content_version"
    version: str = Field(primary_key=True, max_length=12)
    """As `content.version_of` gives it."""
    area: str
    files: dict[str, str] = Field(sa_type=JSON)
    """Name of a file -> hash of its text."""
    kept_at: datetime = Field(sa_type=Moment)


class ContentEdition(SQLModel, table=True):
    """One publication for an area. Never changed: going back is one more edition."""

    __tablename__ = "content_edition"
    __table_args__ = (
        not_blank("what"),
        CheckConstraint("number >= 1", name="number_positive"),
        CheckConstraint("(second_id IS NULL) = (second_name IS NULL)", name="second_named"),
        CheckConstraint("second_id IS NULL OR second_id <> account_id", name="second_is_another"),
        CheckConstraint("second_id IS NULL OR COALESCE(trim(reason), '') <> ''", name="second_with_reason"),
    )
    area: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: str = Field(foreign_key=VERSION, max_length=12, index=True)
    based_on: int
    """The edition in force before this one; 0 is the files that came with Right Door."""
    back_to: int | None = None
    """The edition whose content this one brought back; 0 is the files."""
    shipped: str = Field(max_length=12)
    """The version of the files that came with Right Door when it was published: newer ones show by differing."""
    what: str = Field(max_length=LONGEST_REASON)
    """What changed, in the publisher's words."""
    reason: str | None = Field(default=None, max_length=LONGEST_REASON)
    """Why it was published although it lowers something, or a check fails."""
    drafters: dict[str, str] = Field(sa_type=JSON)
    """Account id -> name of everybody who changed something in it."""
    published_at: datetime = Field(sa_type=Moment)
    account_id: str = Field(max_length=36)
    account_name: str
    second_id: str | None = Field(default=None, max_length=36)
    second_name: str | None = None
    evidence: dict[str, Any] = Field(sa_type=JSON)
    """What the checks, the vignettes and the replay said when it was published: see `evidence.Evidence.plain`."""


class ContentDraft(SQLModel, table=True):
    """What leads have changed and not yet published: one for each area, edited by all of them."""

    __tablename__ = "content_draft"
    area: str = Field(primary_key=True)
    row_version: int = Field(default=1, nullable=False)
    based_on: int
    base: str = Field(foreign_key=VERSION, max_length=12)
    """The version it lies over."""
    changed: dict[str, Any] = Field(sa_type=JSON)
    """Name of a file -> its text now; None where the file is taken out."""
    what: str = Field(default="", max_length=LONGEST_REASON)
    drafters: dict[str, str] = Field(sa_type=JSON)
    started_at: datetime = Field(sa_type=Moment)
    saved_at: datetime = Field(sa_type=Moment)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.row_version}  # type: ignore[attr-defined]


class ProposalState(StrEnum):
    WAITING = "waiting"
    PUBLISHED = "published"
    TAKEN_BACK = "taken back"
    TURNED_DOWN = "turned down"


class ContentProposal(SQLModel, table=True):
    """Content that waits for a second lead, exactly as it was when it was asked for."""

    __tablename__ = "content_proposal"
    __table_args__ = (
        one_of("state", ProposalState),
        not_blank("what"),
        not_blank("reason"),
        CheckConstraint("(closed_at IS NULL) = (state = 'waiting')", name="closed_when_not_waiting"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    row_version: int = Field(default=1, nullable=False)
    area: str = Field(index=True)
    version: str = Field(foreign_key=VERSION, max_length=12)
    based_on: int
    back_to: int | None = None
    what: str = Field(max_length=LONGEST_REASON)
    reason: str = Field(max_length=LONGEST_REASON)
    drafters: dict[str, str] = Field(sa_type=JSON)
    asked_at: datetime = Field(sa_type=Moment)
    account_id: str = Field(max_length=36)
    account_name: str
    state: str = ProposalState.WAITING
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_by: str | None = None
    closed_why: str | None = Field(default=None, max_length=LONGEST_REASON)
    """Why it was turned down, in the words of whoever did."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.row_version}  # type: ignore[attr-defined]


class VignetteState(StrEnum):
    PROPOSED = "proposed"
    SIGNED_OFF = "signed off"
    WITHDRAWN = "withdrawn"


class ContentVignette(SQLModel, table=True):
    """A made-up case of an area's own, with the pathway that it must reach."""

    __tablename__ = "content_vignette"
    __table_args__ = (
        one_of("state", VignetteState),
        one_of("at_least", PathwayId),
        one_of("at_most", PathwayId),
        not_blank("title"),
        CheckConstraint("(signed_id IS NULL) = (signed_name IS NULL)", name="signed_named"),
        CheckConstraint("(signed_id IS NULL) = (signed_at IS NULL)", name="signed_dated"),
        CheckConstraint("signed_id IS NULL OR signed_id <> account_id", name="signed_by_another"),
        CheckConstraint("state <> 'signed off' OR signed_id IS NOT NULL", name="signed_off_by_somebody"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    row_version: int = Field(default=1, nullable=False)
    area: str = Field(index=True)
    title: str = Field(max_length=200)
    sheet: dict[str, Any] = Field(sa_type=JSON)
    """`{"ages": [years], "unborn": bool, "signs": [indicator ids], "answers": {question id: [option ids]}}`."""
    at_least: str
    at_most: str
    account_id: str = Field(max_length=36)
    account_name: str
    added_at: datetime = Field(sa_type=Moment)
    signed_id: str | None = Field(default=None, max_length=36)
    signed_name: str | None = None
    signed_at: datetime | None = Field(default=None, sa_type=Moment)
    state: str = VignetteState.PROPOSED

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.row_version}  # type: ignore[attr-defined]


class NeverChanged(Exception):
    """A row that is kept as evidence would be changed or deleted."""


def _refuse(_mapper: Any, _connection: Any, row: SQLModel) -> None:
    raise NeverChanged(type(row).__name__)


for _table in (ContentText, ContentVersion, ContentEdition):
    event.listen(_table, "before_update", _refuse)
    event.listen(_table, "before_delete", _refuse)
