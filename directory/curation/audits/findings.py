"""What an audit found of one service, and what is to be done about it, by whom and by when. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from accounts.models import Account
from accounts.roles import Permission
from directory.curation.audits.queries import AuditIsClosed
from directory.curation.audits.results import Result
from directory.curation.models import Audit, AuditItem, CorrectiveAction
from directory.curation.reach import Person, services_in_reach
from directory.errors import DirectoryError
from directory.models import Service
from directory.wording import words

SOON_DAYS = 7


class ItemNotFound(DirectoryError):
    def __init__(self, item_id: str) -> None:
        self.item_id = item_id
        super().__init__(words("We could not find that part of the audit."))


class ActionNotFound(DirectoryError):
    def __init__(self, action_id: str) -> None:
        self.action_id = action_id
        super().__init__(words("We could not find that action."))


class AlreadyDone(DirectoryError):
    def __init__(self) -> None:
        super().__init__(words("This is done already. What was said of it stays as it is"))


class Due(StrEnum):
    """How pressing an action is."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    DONE = "done"


@dataclass(frozen=True)
class Task:
    """An action with the service and the audit it comes from."""

    action: CorrectiveAction
    service_id: str
    service: str
    audit: Audit

    def due(self, today: date) -> Due:
        return due_state(self.action, today)


def due_state(action: CorrectiveAction, today: date) -> Due:
    if action.done_on:
        return Due.DONE
    days = (action.due_on - today).days
    return Due.OVERDUE if days < 0 else Due.SOON if days <= SOON_DAYS else Due.LATER


def get_item(session: Session, item_id: str, *, to_change: bool = False) -> AuditItem:
    """Raises ItemNotFound."""
    wanted = select(AuditItem).where(AuditItem.id == item_id)
    found = session.exec(wanted.with_for_update() if to_change else wanted).one_or_none()
    if found is None:
        raise ItemNotFound(item_id)
    return found


def record_result(
    session: Session,
    item_id: str,
    *,
    result: str,
    wrong_fields: Sequence[str] = (),
    finding: str | None = None,
    by: str,
    now: datetime,
) -> AuditItem:
    """Keep what was found of one service; later finding replaces it until the audit is closed. Raises AuditIsClosed."""
    item = get_item(session, item_id, to_change=True)
    refuse_if_closed(session, item)
    item.result, item.checked_by, item.checked_at = result, by, now
    item.wrong_fields = sorted(wrong_fields) if result == Result.WRONG else []
    item.finding = finding or None
    session.add(item)
    session.flush()
    return item


def add_action(
    session: Session, item: AuditItem, *, action: str, owner: str, due_on: date, done_by: str | None = None, today: date
) -> CorrectiveAction:
    """Say what is to be done; with `done_by`, that this person has done it already. Raises AuditIsClosed."""
    refuse_if_closed(session, item)
    added = CorrectiveAction(audit_item_id=item.id, action=action, owner=owner, due_on=due_on)
    if done_by:
        added.done_on, added.done_by, added.outcome = today, done_by, action
    session.add(added)
    session.flush()
    return added


def finish_action(session: Session, action_id: str, *, outcome: str, by: str, today: date) -> CorrectiveAction:
    """An action is done, also after its audit was closed. Raises ActionNotFound and AlreadyDone."""
    action = _open_action(session, action_id)
    action.done_on, action.done_by, action.outcome = today, by, outcome
    session.add(action)
    session.flush()
    return action


def carry_over(session: Session, action_id: str, *, because: str, due_on: date) -> CorrectiveAction:
    """An action takes longer than its audit: it stays on the list. Raises ActionNotFound and AlreadyDone."""
    action = _open_action(session, action_id)
    action.carried_because, action.due_on = because, due_on
    session.add(action)
    session.flush()
    return action


def get_task(session: Session, action_id: str) -> Task:
    """Raises ActionNotFound."""
    row = session.exec(_tasks().where(CorrectiveAction.id == action_id)).one_or_none()
    if row is None:
        raise ActionNotFound(action_id)
    return Task(*row)


def tasks_in_reach(session: Session, person: Person, *, done: bool = False) -> list[Task]:
    """Actions on services within reach, the nearest day first; those that are done only where they are asked for."""
    wanted = _tasks().where(services_in_reach(person))
    if not done:
        wanted = wanted.where(col(CorrectiveAction.done_on).is_(None))
    in_order = wanted.order_by(col(CorrectiveAction.done_on).is_not(None), CorrectiveAction.due_on, CorrectiveAction.id)
    return [Task(*row) for row in session.exec(in_order)]


def possible_owners(session: Session) -> list[str]:
    """The names of those who may be given something to do: open accounts that may edit the directory."""
    accounts = session.exec(select(Account).order_by(Account.name)).all()
    return sorted({account.name for account in accounts if account.is_open and account.holds(Permission.EDIT)})


def refuse_if_closed(session: Session, item: AuditItem) -> None:
    audit = session.get(Audit, item.audit_id, with_for_update=True)
    if audit is not None and audit.closed_at:
        raise AuditIsClosed


def _open_action(session: Session, action_id: str) -> CorrectiveAction:
    wanted = select(CorrectiveAction).where(CorrectiveAction.id == action_id).with_for_update()
    found = session.exec(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise ActionNotFound(action_id)
    if found.done_on:
        raise AlreadyDone
    return found


def _tasks() -> Any:
    return (
        select(CorrectiveAction, Service.id, Service.name, Audit)
        .join(AuditItem, col(CorrectiveAction.audit_item_id) == AuditItem.id)
        .join(Audit, col(AuditItem.audit_id) == Audit.id)
        .join(Service, col(AuditItem.service_id) == Service.id)
    )
