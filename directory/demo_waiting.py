"""What waits for whoever keeps the demonstration directory true: reports, suggestions, letters without an answer."""

import tomllib
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from directory.additions import ProblemReport
from directory.curation.approvals.proposals import add_proposal
from directory.curation.models import ReviewAnswer, ReviewRequest
from directory.demo import demo_id
from directory.demo_files import FOLDER
from directory.models import Service
from directory.snapshots import service_snapshot
from directory.snapshots.queries import whole_service

FILE = FOLDER / "waiting" / "monday.toml"
ABOUT = {"service", "by", "note", "days_ago"}


def load_waiting(session: Session, *, now: datetime) -> None:
    """Add it to a demonstration directory that has just been loaded."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))
    today = now.date()
    for entry in entries["report"]:
        session.add(_report(entry, today))
    for entry in entries["suggestion"]:
        _suggest(session, entry, now)
    for entry in entries["letter"]:
        session.add(_letter(entry, today))
        if "silent_for" in entry:
            silent = session.get_one(Service, demo_id("service", entry["service"]))
            silent.unconfirmed_since = today - timedelta(days=entry["silent_for"])
    session.flush()


def _report(entry: dict[str, Any], today: date) -> ProblemReport:
    return ProblemReport(
        service_id=demo_id("service", entry["service"]),
        kind=entry["kind"],
        comment=entry["comment"],
        reported_on=today - timedelta(days=entry["days_ago"]),
    )


def _suggest(session: Session, entry: dict[str, Any], now: datetime) -> None:
    service_id = demo_id("service", entry["service"])
    held = service_snapshot(whole_service(session, service_id))
    told_on = now.date() - timedelta(days=entry["days_ago"])
    changes = {field: value for field, value in entry.items() if field not in ABOUT}
    if "waiting_weeks" in changes:
        changes |= {"told_on": told_on, "taking_referrals": True}
    add_proposal(
        session,
        service_id,
        base=held,
        wanted=held.model_copy(update=changes),
        note=entry["note"],
        by=entry["by"],
        now=now - timedelta(days=entry["days_ago"]),
    )


def _letter(entry: dict[str, Any], today: date) -> ReviewRequest:
    asked_on = today - timedelta(days=entry["asked"])
    closed = "closed" in entry
    return ReviewRequest(
        service_id=demo_id("service", entry["service"]),
        sent_to=entry["to"],
        asked_on=asked_on,
        reminders=entry.get("reminders", 0),
        last_sent_on=asked_on + timedelta(days=30 * entry.get("reminders", 0)),
        answered_on=today - timedelta(days=entry["closed"]) if closed else None,
        answer=ReviewAnswer.CLOSED if closed else None,
        answer_note=entry.get("note"),
    )
