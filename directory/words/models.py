"""The editions of the words, and what people have changed and not yet published. Columns only.

Accounts are named by id and by the name they had: what somebody did stays attributed when their account goes.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field, SQLModel

from accounts.tables import Moment
from directory.models import not_blank


class WordsEdition(SQLModel, table=True):
    """One publication. `edits` are all that lies over the files from now on, `changes` what this edition changed."""

    __tablename__ = "words_edition"
    __table_args__ = (not_blank("reason"), CheckConstraint("number >= 1", name="number_positive"))
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    published_at: datetime = Field(sa_type=Moment)
    account_id: str = Field(max_length=36)
    account_name: str
    reason: str = Field(max_length=500)
    edits: list[dict[str, Any]] = Field(sa_type=JSON)
    changes: list[dict[str, Any]] = Field(sa_type=JSON)
    moves: list[dict[str, Any]] = Field(sa_type=JSON)
    """For each need that ended, `{"need", "to", "services": [ids]}`: whose tags were moved."""
    back_to: int | None = None
    """The edition whose words this one brought back; 0 is the files alone."""


class WordsDraft(SQLModel, table=True):
    """What somebody has changed and not yet published: one for each account."""

    __tablename__ = "words_draft"
    account_id: str = Field(primary_key=True, max_length=36)
    edits: list[dict[str, Any]] = Field(sa_type=JSON)
    saved_at: datetime = Field(sa_type=Moment)
