"""What insight keeps of its own: how good the directory was, day by day. Everything else is worked out when asked."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class QualityDay(SQLModel, table=True):
    """The directory's quality on one day, since it cannot be worked out afterwards without reading all of its past."""

    __tablename__ = "quality_day"
    day: date = Field(primary_key=True)
    figures: dict[str, Any] = Field(sa_type=JSON)
    """Name of a measure -> number, as `insight.quality` documents them."""
