"""What keeping the directory true needs besides the directory itself: drafts, proposals, reviews, checks of links and
numbers, imports and audits. Columns only.

Accounts are named by id and by the name they had: what somebody did stays attributed when their account goes.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from accounts.tables import Moment
from directory.additions import timestamp
from directory.models import new_id, one_of, utc_now


class Kind(StrEnum):
    """The records that people edit as a whole; each has a snapshot."""

    SERVICE = "service"
    ORGANIZATION = "organization"
    LOCATION = "location"


def identity() -> Any:
    return Field(default_factory=new_id, primary_key=True, max_length=36)


def moment(**kwargs: Any) -> Any:
    """A moment that has not come yet: null."""
    return Field(default=None, sa_type=DateTime(timezone=True), **kwargs)


def held() -> Any:
    return Field(sa_type=JSON)


class Draft(SQLModel, table=True):
    """Somebody's changes of one record, not yet published. `base` is what the record said when they began."""

    __table_args__ = (one_of("kind", Kind),)
    id: str = identity()
    kind: str
    record_id: str | None = Field(default=None, index=True)
    """None for a record that is not there yet."""
    account_id: str = Field(index=True)
    account_name: str
    base: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    content: dict[str, Any] = held()
    copied_from: str | None = None
    saved_at: datetime = timestamp()


class ProposalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Proposal(SQLModel, table=True):
    """A change that waits for approval beside the live version. Snapshots as JSON, as `Draft`."""

    __table_args__ = (one_of("kind", Kind), one_of("state", ProposalState))
    id: str = identity()
    kind: str
    record_id: str = Field(index=True)
    base: dict[str, Any] = held()
    content: dict[str, Any] = held()
    approved: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """What was published, where the approver changed the proposal first."""
    note: str | None = Field(default=None, max_length=1000)
    proposed_at: datetime = timestamp(index=True)
    proposed_by: str
    account_id: str | None = Field(default=None, index=True)
    reply_to: str | None = None
    """Where the answer goes, sealed (`accounts.sealing`), and forgotten once it is sent."""
    state: str = Field(default=ProposalState.WAITING, index=True)
    decided_at: datetime | None = moment()
    decided_by: str | None = None
    decision_reason: str | None = Field(default=None, max_length=1000)


class ReviewAnswer(StrEnum):
    CORRECT = "correct"
    CHANGE = "change"
    CLOSED = "closed"


class ReviewRequest(SQLModel, table=True):
    """We asked a provider whether a service's page is still right. Open until answered or withdrawn."""

    __tablename__ = "review_request"
    __table_args__ = (one_of("answer", ReviewAnswer),)
    id: str = identity()
    service_id: str = Field(foreign_key="service.id", index=True)
    sent_to: str
    asked_on: date
    reminders: int = 0
    """How many chasers have gone since: 3 at most."""
    last_sent_on: date
    answered_on: date | None = Field(default=None, index=True)
    answer: str | None = None
    answer_note: str | None = Field(default=None, max_length=1000)
    withdrawn_on: date | None = None


class ReviewLetter(SQLModel, table=True):
    """One letter to a provider about one service, with a link of its own. Written down before it is sent."""

    __tablename__ = "review_letter"
    token_hash: str = Field(primary_key=True, max_length=64)
    """SHA-256 of the token in its link."""
    request_id: str = Field(foreign_key="review_request.id", index=True)
    made_at: datetime = Field(default_factory=utc_now, sa_type=Moment)
    sent_on: date | None = None
    """None: it is being sent now, or nobody knows whether it was."""


class ContactCheck(SQLModel, table=True):
    """Whether a web address or a phone number of the directory works, when it was last tried."""

    __tablename__ = "contact_check"
    __table_args__ = (
        CheckConstraint("kind IN ('link', 'phone', 'email')", name="kind_known"),
        CheckConstraint("outcome IN ('works', 'broken', 'odd', 'unsure')", name="outcome_known"),
        UniqueConstraint("kind", "value"),
    )
    id: str = identity()
    kind: str
    value: str
    outcome: str
    detail: str | None = None
    checked_at: datetime = timestamp()
    failing_since: date | None = None
    times_failed: int = 0


class ImportState(StrEnum):
    PREVIEWED = "previewed"
    APPLIED = "applied"
    UNDONE = "undone"
    DROPPED = "dropped"


class ImportRun(SQLModel, table=True):
    """One file of services: sent, previewed, applied in one transaction, perhaps undone."""

    __tablename__ = "import_run"
    __table_args__ = (one_of("state", ImportState),)
    id: str = identity()
    file_name: str
    upload: bytes | None = Field(default=None, sa_type=LargeBinary)
    """The file as it was sent, until it is applied or dropped."""
    source: str
    """Whose records these are: ids in the file mean something within one source only."""
    mapping: str
    """The mapping, as TOML: how the file's fields become ours."""
    state: str = Field(default=ImportState.PREVIEWED, index=True)
    sent_at: datetime = timestamp(index=True)
    sent_by: str
    account_id: str | None = None
    report: dict[str, Any] = held()
    """Counts, and the refused rows with row, field, found and mend."""
    plan_hash: str | None = Field(default=None, max_length=64)
    """Of the preview that was shown: what is applied must be the same."""
    applied_at: datetime | None = moment()
    change_id: str | None = Field(default=None, max_length=36)
    undone_at: datetime | None = moment()
    undone_by: str | None = None


class ImportChange(SQLModel, table=True):
    """What an applied import did to one record: what it said before and after, so that it can be undone."""

    __tablename__ = "import_change"
    __table_args__ = (
        one_of("kind", Kind),
        CheckConstraint("action IN ('add', 'change', 'retire')", name="action_known"),
    )
    id: str = identity()
    import_id: str = Field(foreign_key="import_run.id", index=True)
    kind: str
    record_id: str = Field(index=True)
    row: int | None = None
    """The row of the file, as a person sees it; None for a record that the file no longer holds."""
    action: str
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    after: dict[str, Any] = held()


class SourceRecord(SQLModel, table=True):
    """Which of our records is a source's record: the next file from that source finds it again."""

    __tablename__ = "source_record"
    __table_args__ = (one_of("kind", Kind), UniqueConstraint("source", "kind", "source_id"))
    id: str = identity()
    source: str
    kind: str
    source_id: str
    record_id: str = Field(index=True)
    import_id: str | None = None
    """The import that brought it in."""
    said: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """What the source said last, field by field: what it says now is compared with this, and not with what people
    have made of the record here since."""


class DuplicateVerdict(SQLModel, table=True):
    """What a person decided about two services that look alike; the pair is ordered by id."""

    __tablename__ = "duplicate_verdict"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
        CheckConstraint("verdict IN ('merged', 'different')", name="verdict_known"),
    )
    id: str = identity()
    first_id: str = Field(foreign_key="service.id")
    second_id: str = Field(foreign_key="service.id")
    verdict: str
    decided_by: str
    decided_at: datetime = timestamp()


class Audit(SQLModel, table=True):
    """A sample of the directory drawn to be checked by hand."""

    id: str = identity()
    name: str
    question: str | None = Field(default=None, max_length=1000)
    """What this audit looks at."""
    seed: int
    """The sample can be drawn again from this."""
    drawn_from: dict[str, Any] = held()
    """What the sample was drawn from: the conditions as they were chosen, and how many services met them."""
    drawn_at: datetime = timestamp()
    drawn_by: str
    closed_at: datetime | None = moment()
    closing_note: str | None = Field(default=None, max_length=2000)


class AuditItem(SQLModel, table=True):
    """One service of the sample, and what was found."""

    __tablename__ = "audit_item"
    __table_args__ = (
        UniqueConstraint("audit_id", "service_id"),
        CheckConstraint("result IN ('right', 'wrong', 'cannot tell')", name="result_known"),
    )
    id: str = identity()
    audit_id: str = Field(foreign_key="audit.id", index=True)
    service_id: str = Field(foreign_key="service.id", index=True)
    result: str | None = None
    wrong_fields: list[str] = Field(default_factory=list, sa_type=JSON)
    finding: str | None = Field(default=None, max_length=2000)
    checked_at: datetime | None = moment()
    checked_by: str | None = None


class CorrectiveAction(SQLModel, table=True):
    """What is to be done about a finding, by whom and by when, followed to the end."""

    __tablename__ = "corrective_action"
    id: str = identity()
    audit_item_id: str = Field(foreign_key="audit_item.id", index=True)
    action: str = Field(max_length=1000)
    owner: str
    due_on: date = Field(index=True)
    done_on: date | None = None
    done_by: str | None = None
    outcome: str | None = Field(default=None, max_length=1000)
    carried_because: str | None = Field(default=None, max_length=1000)
    """Why its audit was closed before this was done; it stays on the list until it is."""
