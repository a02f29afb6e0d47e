"""The tables of what became of an enquiry. Columns only.

No name, birth date or address of a child or family, and no text about one: reason codes, dates, and a short note that
somebody looks at before it is shown. The one address kept is the referrer's work e-mail, sealed, until the enquiry is
closed. Accounts are named by id only, and cleared with the enquiry.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

import matching.models  # noqa: F401  the enquiries that these tables point to
from accounts.tables import Moment
from directory.models import new_id, not_blank, one_of

LONGEST_NOTE = 200
MOST_TOLD = 20
"""More people than this nobody counts."""


def identity() -> Any:
    return Field(default_factory=new_id, primary_key=True, max_length=36)


def of_enquiry(**kwargs: Any) -> Any:
    return Field(foreign_key="enquiry.id", ondelete="CASCADE", max_length=40, **kwargs)


def moment(**kwargs: Any) -> Any:
    return Field(sa_type=Moment, **kwargs)


class State(StrEnum):
    """Where an enquiry stands, as its referrer is told."""

    RECEIVED = "received"
    LOOKED_AT = "being looked at"
    DECIDED = "pathway decided"
    OFFERED = "help offered"
    STARTED = "help started"
    NOT_POSSIBLE = "not possible"


class NotPossible(StrEnum):
    """Why help is not possible, in codes that blame nobody."""

    FULL = "service full"
    NOT_THEIR_AREA = "outside the area"
    NOT_THEIR_AGE = "outside the ages"
    NEEDS_MORE = "needs more than this service gives"
    NEEDS_LESS = "less help is enough"
    NO_CONSENT = "family does not want it"
    NOT_REACHED = "family could not be reached"
    ALREADY_HELPED = "help already in place"
    MOVED = "family moved away"
    CLOSED = "service has closed"
    OTHER = "another reason"


class Writer(StrEnum):
    """Who says where an enquiry stands."""

    FRONT_DOOR = "front door"
    PROVIDER = "provider"


class NoteState(StrEnum):
    """A note is shown to the referrer only when somebody at the front door has looked at it."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"


class StateChange(SQLModel, table=True):
    """The enquiry reached a state. Never changed but for its note; the last one is where the enquiry stands."""

    __tablename__ = "state_change"
    __table_args__ = (
        one_of("state", State),
        one_of("reason", NotPossible),
        one_of("written_by", Writer),
        one_of("note_state", NoteState),
        CheckConstraint("(state = 'not possible') = (reason IS NOT NULL)", name="reason_where_not_possible"),
        CheckConstraint("(note IS NULL) = (note_state IS NULL)", name="note_with_state"),
        CheckConstraint(f"length(note) <= {LONGEST_NOTE}", name="note_short"),
    )
    id: str = identity()
    enquiry_id: str = of_enquiry(index=True)
    at: datetime = moment(index=True)
    state: str
    reason: str | None = None
    written_by: str = Writer.FRONT_DOOR
    account_id: str | None = Field(default=None, max_length=36)
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    """Which service offered, began, or could not help."""
    note: str | None = None
    note_state: str | None = Field(default=None, index=True)


class DemandKind(StrEnum):
    """Value demand, or the kinds of failure demand (needs.md C3)."""

    VALUE = "value"
    REPEAT = "repeat"
    CHASING = "chasing"
    MISDIRECTED = "misdirected"
    PREVENTABLE = "preventable"

    @property
    def failure(self) -> bool:
        return self is not DemandKind.VALUE


class DemandReason(SQLModel, table=True):
    """Why somebody got in touch, in words that leaders choose; a retired one stays for the enquiries that have it."""

    __tablename__ = "demand_reason"
    __table_args__ = (one_of("kind", DemandKind), not_blank("words"), UniqueConstraint("kind", "words"))
    id: str = identity()
    kind: str = Field(index=True)
    words: str = Field(max_length=120)
    retired_on: date | None = None


class Closing(StrEnum):
    """How an enquiry ended. Nothing is closed without one of these and a reason."""

    HELPED = "right help given"
    PARTLY = "some help given"
    INFORMATION = "information was enough"
    PASSED_ON = "passed to the front door"
    NO_HELP = "no help given"
    NOT_KNOWN = "nobody could tell us"


class ClosingReason(StrEnum):
    """Why it ended so."""

    STARTED = "help has started"
    ANSWERED = "question answered"
    STATUTORY = "social care has it"
    NO_SERVICE = "no service fits"
    FULL = "services full"
    NO_CONSENT = "family does not want it"
    NOT_REACHED = "nobody could be reached"
    NO_LONGER = "no longer needed"
    DUPLICATE = "belongs to another enquiry"
    OTHER = "another reason"


class Handling(SQLModel, table=True):
    """How the front door handles an enquiry: logged by an officer, chased when due, closed with outcome and reason.

    An enquiry of a referrer online has one from the day that somebody at the front door opens it; until then it is
    not waiting for anybody.
    """

    __table_args__ = (
        one_of("demand", DemandKind),
        one_of("closing", Closing),
        one_of("closing_reason", ClosingReason),
        UniqueConstraint("enquiry_id"),
        CheckConstraint("(closed_at IS NULL) = (closing IS NULL)", name="closed_with_outcome"),
        CheckConstraint("(closing IS NULL) = (closing_reason IS NULL)", name="outcome_with_reason"),
        CheckConstraint("closed_at IS NULL OR chase_on IS NULL", name="nothing_due_when_closed"),
    )
    id: str = identity()
    version: int = Field(default=1, nullable=False)
    enquiry_id: str = of_enquiry(index=True)
    logged_at: datetime = moment(index=True)
    account_id: str | None = Field(default=None, max_length=36)
    """Who logged it; cleared with the enquiry."""
    demand: str | None = None
    demand_reason_id: str | None = Field(default=None, foreign_key="demand_reason.id")
    about_enquiry_id: str | None = Field(
        default=None, foreign_key="enquiry.id", ondelete="SET NULL", max_length=40, index=True
    )
    """A call that chases or repeats: the enquiry it is about, where its reference was given."""
    chase_on: date | None = Field(default=None, index=True)
    """The day to ask what became of it; None where nothing is awaited."""
    closed_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    closing: str | None = None
    closing_reason: str | None = None

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class Answer(StrEnum):
    """What a provider says to a referral."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    DATE_OFFERED = "date offered"


class Referral(SQLModel, table=True):
    """An enquiry was passed to a service, which answers by a link of its own. (An enquiry is not yet a referral.)"""

    __table_args__ = (
        one_of("answer", Answer),
        one_of("reason", NotPossible),
        UniqueConstraint("enquiry_id", "service_id"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_with_moment"),
        CheckConstraint("COALESCE(answer = 'declined', FALSE) = (reason IS NOT NULL)", name="reason_where_declined"),
        CheckConstraint("offered_on IS NULL OR answer = 'date offered'", name="date_where_offered"),
    )
    id: str = identity()
    version: int = Field(default=1, nullable=False)
    enquiry_id: str = of_enquiry(index=True)
    service_id: str = Field(foreign_key="service.id", index=True)
    made_on: date
    answer: str | None = None
    reason: str | None = None
    offered_on: date | None = None
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    started_on: date | None = None

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class HandedBy(StrEnum):
    """How a shortlist went to the caller."""

    READ = "read out"
    PRINT = "print"
    PDF = "pdf"
    EMAIL = "email"
    TEXT = "text"
    LINK = "link"
    QR = "qr code"


class Handover(SQLModel, table=True):
    """A shortlist given to somebody at a moment: what it said then is read from the directory's history."""

    __table_args__ = (one_of("how", HandedBy),)
    id: str = identity()
    enquiry_id: str = of_enquiry(index=True)
    given_at: datetime = moment()
    how: str
    service_ids: list[str] = Field(sa_type=JSON)
    """In the order given."""


class Came(StrEnum):
    """Did the help come?"""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not yet"
    NO = "no"


class Right(StrEnum):
    """Was it the right help?"""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    TOO_EARLY = "too early to say"


class LaterWord(SQLModel, table=True):
    """What the referrer tells afterwards: did the help come, was it right, how often was the story told."""

    __tablename__ = "later_word"
    __table_args__ = (
        one_of("came", Came),
        one_of("was_right", Right),
        UniqueConstraint("enquiry_id"),
        CheckConstraint(f"people_told BETWEEN 0 AND {MOST_TOLD}", name="people_told_countable"),
    )
    id: str = identity()
    enquiry_id: str = of_enquiry(index=True)
    given_on: date
    came: str | None = None
    was_right: str | None = None
    people_told: int | None = None
    """How many people the family had to tell the story to."""


class Reminder(SQLModel, table=True):
    """A referrer who wants to be reminded to look. Deleted when the enquiry is closed, or when they say so."""

    enquiry_id: str = of_enquiry(primary_key=True)
    sealed_email: str
    """The work e-mail, sealed by `accounts.keys.seal`."""
    next_on: date = Field(index=True)
    sent: int = 0


class FamilyLink(SQLModel, table=True):
    """A link that a family may answer by, once. Answering deletes it, so that no answer can be traced to an enquiry."""

    __tablename__ = "family_link"
    token_hash: str = Field(primary_key=True, max_length=64)
    enquiry_id: str = of_enquiry(index=True)
    made_on: date


class Enough(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class FamilyWord(SQLModel, table=True):
    """What a family said, of three questions. Nothing leads back to an enquiry or a day."""

    __tablename__ = "family_word"
    __table_args__ = (
        one_of("in_time", Enough),
        one_of("helped", Enough),
        one_of("told_once", Enough),
        {"sqlite_with_rowid": False},  # without a number for each row, nothing tells the order in which they were said
    )
    id: str = identity()
    month: date
    """The first day of the month in which it was said."""
    need: str | None = Field(default=None, index=True)
    """The weightiest need of the enquiry."""
    district_code: str | None = Field(default=None, max_length=9)
    in_time: str | None = None
    """Did help come when it was needed?"""
    helped: str | None = None
    """Did it help?"""
    told_once: str | None = None
    """Was it enough to tell the story once?"""
