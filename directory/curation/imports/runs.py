"""Imports from file to directory: read, planned, kept for the preview, carried out in one transaction. Nothing here
commits, and nothing knows Flask."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from sqlmodel import Session, col, select

from directory.curation.models import ImportRun, ImportState
from directory.exchange.additions import Additions
from directory.exchange.applying import PlanOutdated, apply_plan
from directory.exchange.detecting import FormatNotTold, detect, unmapped
from directory.exchange.files import SentFile, read_file
from directory.exchange.mapping import FieldMapping, read_mapping
from directory.exchange.plan import Plan
from directory.exchange.planning import make_plan
from directory.exchange.readers import Known
from directory.exchange.reading import read_records
from directory.exchange.record import Remark
from directory.exchange.suggesting import Choices, mapping_of, seems_to_be_services, suggest
from directory.exchange.world import Sender, reach_of, stamp
from directory.history import change_id, say_who
from directory.queries import need_names
from directory.snapshots.queries import need_terms
from directory.wording import words

Tick = Callable[[int, int], None]
NO_TICK: Tick = lambda done, of: None  # noqa: E731
UPLOAD_DAYS = 7
"""How long a file that nobody confirmed is kept."""
NO_NAME_COLUMN = words(
    "We could not tell what is in this file: no column is called name or title. Say which format it is, or send it on "
    "the page, where you can say what each column holds."
)

NOT_SERVICES = words(
    "This does not look like a list of services: it says nowhere whose they are, where they are or how they are "
    "reached. Lists of organisations or of words cannot come in."
)


@dataclass(frozen=True)
class Order:
    """What is to be imported, and how."""

    upload: bytes
    file_name: str
    mapping: FieldMapping
    source: str
    complete: bool = False
    take: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Chosen:
    """How a file is to be read: by a mapping that fits, or by one suggested from the names of its columns."""

    mapping: FieldMapping
    suggested: Choices | None = None


def read_upload(upload: bytes, name: str) -> SentFile:
    """Raises FileRefused."""
    return read_file(BytesIO(upload), name)


def choose_mapping(file: SentFile, mappings: Iterable[FieldMapping]) -> Chosen:
    """The mapping that fits a file, or a suggested one. Raises FormatNotTold."""
    fitting = detect(file, mappings)
    if fitting:
        return Chosen(fitting)
    choices = suggest(file)
    if "service.name" not in choices.values():
        raise FormatNotTold(NO_NAME_COLUMN)
    if not seems_to_be_services(file, choices):
        raise FormatNotTold(NOT_SERVICES)
    return Chosen(suggested_mapping(file, choices), choices)


def suggested_mapping(file: SentFile, choices: Choices) -> FieldMapping:
    """A mapping for this file alone; the source is named after the columns, so that its next file is known again."""
    mark = hashlib.sha256("\n".join(sorted(file.columns)).encode()).hexdigest()[:8]
    return mapping_of(choices, name=f"suggested-{mark}", title="Suggested from the column names", source=f"file-{mark}")


def plan_order(
    session: Session,
    order: Order,
    *,
    sender: Sender | None,
    today: date,
    file: SentFile | None = None,
    tick: Tick = NO_TICK,
) -> Plan:
    """What an order would do; reads only. Raises FileRefused where the file cannot be read."""
    sent = file or read_upload(order.upload, order.file_name)
    records = read_records(sent, order.mapping, Known(need_names(session), today))
    plan = make_plan(
        session,
        records,
        order.mapping,
        source=order.source,
        reach=reach_of(session, sender),
        complete=order.complete,
        take=order.take,
        tick=tick,
    )
    plan.terms = need_terms(session)
    plan.unmapped = unmapped(sent, order.mapping)
    plan.notes.extend(Remark(0, None, "", note) for note in sent.notes)
    return plan


def carry_out(
    session: Session,
    run: ImportRun,
    plan: Plan,
    additions: Additions,
    *,
    now: datetime,
    by: str,
    tick: Tick = NO_TICK,
) -> None:
    """Apply a plan in this session's transaction and mark the run as applied. Raises PlanOutdated where the directory
    has changed since the plan was made. `additions`: from `prepare`, which is called before the session holds anything.
    """
    if stamp(session) != plan.stamp:
        raise PlanOutdated
    say_who(session, changed_by=by, reason=f"Import of {run.file_name}")
    session.add(run)
    run.change_id = change_id(session)
    run.state, run.applied_at, run.upload = ImportState.APPLIED, now, None
    run.report = {**run.report, **report_of(plan)}
    session.flush()
    apply_plan(session, plan, additions, import_id=run.id, tick=tick)


def run_of(order: Order, plan: Plan, *, now: datetime, by: str, account_id: str | None = None) -> ImportRun:
    """A row for an order that was planned, to be kept with the preview."""
    return ImportRun(
        file_name=order.file_name[:200],
        upload=order.upload,
        source=order.source,
        mapping=order.mapping.as_toml(),
        sent_at=now,
        sent_by=by,
        account_id=account_id,
        report={"complete": order.complete, "take": sorted(order.take), **report_of(plan)},
        plan_hash=plan.digest(),
    )


def order_of(run: ImportRun) -> Order:
    """The order that a kept run stands for."""
    return Order(
        upload=run.upload or b"",
        file_name=run.file_name,
        mapping=read_mapping(run.mapping),
        source=run.source,
        complete=bool(run.report.get("complete")),
        take=frozenset(run.report.get("take", ())),
    )


def report_of(plan: Plan) -> dict[str, Any]:
    """The counts, and why rows were refused or facts left out, as plain values."""
    return {
        "counts": plan.counts(),
        "refused": [refusal(remark) for remark in plan.refused],
        "notes": gathered(plan.notes),
        "unmapped": list(plan.unmapped),
        "live_before": plan.live_before,
        "many": plan.retires_many(),
    }


def refusal(remark: Remark) -> dict[str, Any]:
    return {"row": remark.row, "field": remark.field, "found": remark.found, "reason": str(remark.why)}


def rows_to_mend(sent: SentFile, plan: Plan) -> dict[str, Any]:
    """The refused rows of a table as they were sent, each with its reasons and its number in the file."""
    columns = list(sent.columns) if sent.kind in ("csv", "xlsx") else []
    reasons: dict[int, list[str]] = {}
    for remark in plan.refused:
        reasons.setdefault(remark.row, []).append(f"{remark.field}: {remark.why}" if remark.field else str(remark.why))
    values = {row.number: row.values for row in sent.rows if row.number in reasons}
    rows = [
        ["\n".join(told), number, *(values[number].get(column, "") for column in columns)]
        for number, told in reasons.items()
    ]
    return {"columns": columns, "rows": rows}


def drop_old_uploads(session: Session, now: datetime) -> int:
    """Forget the files that nobody confirmed within a week; returns how many."""
    old = select(ImportRun).where(
        ImportRun.state == ImportState.PREVIEWED, col(ImportRun.sent_at) < now - timedelta(days=UPLOAD_DAYS)
    )
    runs = session.exec(old).all()
    for run in runs:
        run.state, run.upload = ImportState.DROPPED, None
        session.add(run)
    return len(runs)


def gathered(notes: list[Remark]) -> list[dict[str, Any]]:
    """Notes that say the same are told once, with how many rows they are about and the first of these."""
    rows: dict[tuple[str | None, str, str], list[int]] = {}
    for note in notes:
        rows.setdefault((note.field, note.found, str(note.why)), []).append(note.row)
    counted = Counter({key: len(found) for key, found in rows.items()})
    return [
        {"row": rows[key][0], "field": key[0], "found": key[1], "reason": key[2], "rows": count}
        for key, count in counted.most_common()
    ]
