"""The reasons that the desk may give for a call: those that ship, and those that people have made of them.

Nothing here commits, and nothing here knows Flask. A reason that enquiries have is never changed under them: to reword
one is to retire it and to add another.
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from matching.errors import MatchingError
from matching.following.models import DemandKind, DemandReason

SHIPPED = Path(__file__).parent / "reasons.toml"
LONGEST_REASON = 120


class ReasonNotFound(MatchingError):
    """No reason in use has this id."""

    def __init__(self, reason_id: str) -> None:
        self.reason_id = reason_id
        super().__init__("There is no such reason any more.")


class ReasonThere(MatchingError):
    """This kind of call has a reason in these words already."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__("This reason is in the list already.")


@cache
def shipped_reasons() -> tuple[tuple[str, str, str], ...]:
    """Id, kind and words of each reason that a new installation begins with. Ids are the same everywhere."""
    kinds = tomllib.loads(SHIPPED.read_text())
    return tuple(
        (str(uuid5(NAMESPACE_URL, f"right-door:reason:{kind}:{words}")), str(DemandKind(kind)), words)
        for kind, held in kinds.items()
        for words in held["words"]
    )


def seed_reasons(session: Session) -> None:
    """Put the shipped reasons into a database that has none; done twice, or by two at once, it is done once."""
    if session.exec(select(DemandReason.id).limit(1)).first() is not None:
        return
    rows = [{"id": id_, "kind": kind, "words": words} for id_, kind, words in shipped_reasons()]
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(dialect.insert(DemandReason).values(rows).on_conflict_do_nothing())


def reasons_in_use(session: Session) -> list[DemandReason]:
    """Those that a call may be given now, kind by kind; the shipped ones where the database has none yet."""
    rows = list(session.exec(select(DemandReason).order_by(col(DemandReason.words))))
    if not rows:
        rows = [DemandReason(id=id_, kind=kind, words=words) for id_, kind, words in shipped_reasons()]
    kinds = list(DemandKind)
    return sorted((row for row in rows if row.retired_on is None), key=lambda row: kinds.index(DemandKind(row.kind)))


def reasons_retired(session: Session) -> list[DemandReason]:
    """Those that old enquiries may have and a new one cannot, the latest first."""
    gone = select(DemandReason).where(col(DemandReason.retired_on).is_not(None))
    return list(session.exec(gone.order_by(col(DemandReason.retired_on).desc(), col(DemandReason.words))))


def add_reason(session: Session, *, kind: DemandKind, words: str) -> DemandReason:
    """A new reason; one that was retired in the same words comes back. Raises ReasonThere."""
    words = " ".join(words.split())
    alike = select(DemandReason).where(DemandReason.kind == kind)
    same = next((row for row in session.exec(alike) if row.words.casefold() == words.casefold()), None)
    if same is not None and same.retired_on is None:
        raise ReasonThere(words)
    reason = same or DemandReason(kind=kind, words=words)
    reason.retired_on = None
    session.add(reason)
    session.flush()
    return reason


def retire_reason(session: Session, reason_id: str, *, today: date) -> DemandReason:
    """No new call is given this reason; those that have it keep it. Raises ReasonNotFound."""
    reason = get_reason(session, reason_id)
    reason.retired_on = today
    session.add(reason)
    session.flush()
    return reason


def reword_reason(session: Session, reason_id: str, *, words: str, today: date) -> DemandReason:
    """The same reason in other words from today on. Raises ReasonNotFound, ReasonThere."""
    reason = get_reason(session, reason_id)
    new = add_reason(session, kind=DemandKind(reason.kind), words=words)
    if new.id != reason.id:
        retire_reason(session, reason_id, today=today)
    return new


def get_reason(session: Session, reason_id: str) -> DemandReason:
    """A reason in use. Raises ReasonNotFound."""
    reason = session.get(DemandReason, reason_id)
    if reason is None or reason.retired_on is not None:
        raise ReasonNotFound(reason_id)
    return reason
