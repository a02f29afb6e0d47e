"""Drafts: what somebody typed and has not published yet, one at most of each record. Nothing here commits.

A draft keeps the form as it was typed, mistakes and all, so that nothing is ever lost.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from directory.curation.editing.fields import Fields
from directory.curation.models import Draft, Kind
from directory.snapshots import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot

SHAPES: dict[str, type[Any]] = {
    Kind.SERVICE: ServiceSnapshot,
    Kind.ORGANIZATION: OrganizationSnapshot,
    Kind.LOCATION: LocationSnapshot,
}
TYPED, WHY = "typed", "why"


def find_draft(session: Session, account_id: str, kind: str, record_id: str) -> Draft | None:
    """Somebody's own draft of a record."""
    own = select(Draft).where(Draft.account_id == account_id, Draft.kind == kind, Draft.record_id == record_id)
    return session.exec(own).first()


def find_new_draft(session: Session, account_id: str, kind: str, draft_id: str) -> Draft | None:
    """Somebody's own draft of a record that is not there yet, by the draft's id."""
    draft = session.get(Draft, draft_id)
    own = draft is not None and draft.account_id == account_id and draft.kind == kind and draft.record_id is None
    return draft if own else None


def own_new_drafts(session: Session, account_id: str, kind: str) -> list[Draft]:
    own = select(Draft).where(Draft.account_id == account_id, Draft.kind == kind, col(Draft.record_id).is_(None))
    return list(session.exec(own.order_by(col(Draft.saved_at).desc())))


def drafts_of(session: Session, kind: str, record_id: str) -> list[Draft]:
    """Everybody's drafts of a record, the newest first."""
    found = select(Draft).where(Draft.kind == kind, Draft.record_id == record_id)
    return list(session.exec(found.order_by(col(Draft.saved_at).desc())))


def save_draft(
    session: Session,
    draft: Draft | None,
    *,
    kind: str,
    record_id: str | None,
    account_id: str,
    account_name: str,
    base: dict[str, Any] | None,
    fields: Fields,
    why: str,
    now: datetime,
    copied_from: str | None = None,
) -> Draft:
    """Keep what is typed: in this draft, or in a new one."""
    draft = draft or Draft(kind=kind, record_id=record_id, account_id=account_id, account_name=account_name, content={})
    draft.base, draft.content, draft.saved_at = base, {TYPED: fields.values, WHY: why}, now
    draft.copied_from = draft.copied_from or copied_from
    session.add(draft)
    session.flush()
    return draft


def drop_draft(session: Session, draft: Draft | None) -> None:
    if draft is not None:
        session.delete(draft)
        session.flush()


def typed_in(draft: Draft) -> Fields:
    return Fields(draft.content.get(TYPED, {}))


def why_in(draft: Draft) -> str:
    return str(draft.content.get(WHY, ""))


def base_of(draft: Draft) -> Any:
    """The record as it was when the draft was begun; None for a new one."""
    return None if draft.base is None else SHAPES[draft.kind].model_validate(draft.base)
