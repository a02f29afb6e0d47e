"""An import being carried out or undone in a thread of its own, and how far it is.

How far it is stands in a small file, for whichever worker answers the page. When a worker is killed the file grows old:
nothing was changed then, since everything is one transaction. Nothing here knows Flask.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import time
from typing import Any

from sqlmodel import Session, select

from directory.curation.imports.runs import carry_out, order_of, plan_order, report_of
from directory.curation.imports.steps import steps_of
from directory.curation.models import ImportRun, ImportState
from directory.exchange.additions import prepare
from directory.exchange.applying import PlanOutdated
from directory.exchange.plan import Plan
from directory.exchange.undoing import Undone, undo_import
from directory.exchange.world import Sender
from directory.history import say_who

SILENT_SECONDS = 60
"""After so long without a sign, whoever was at it is gone."""
EVERY = 0.5
APPLYING, UNDOING = "applying", "undoing"
DONE, CHANGED, FAILED = "done", "changed", "failed"


@dataclass(frozen=True)
class Progress:
    what: str
    done: int = 0
    of: int = 0
    outcome: str = ""
    at: float = 0.0

    @property
    def runs(self) -> bool:
        return not self.outcome and time() - self.at < SILENT_SECONDS

    @property
    def stopped(self) -> bool:
        """Whether it was broken off: nothing was changed."""
        return not self.outcome and not self.runs

    @property
    def share(self) -> float:
        return self.done / self.of if self.of else 0.0


class Desk:
    """Where the progress of imports stands: one small file for each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def progress_of(self, run_id: str) -> Progress | None:
        try:
            return Progress(**json.loads((self.folder / f"{run_id}.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def tell(self, run_id: str, progress: Progress) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f".{run_id}.{threading.get_ident()}"
        partial.write_text(json.dumps({**asdict(progress), "at": time()}))
        partial.replace(self.folder / f"{run_id}.json")

    def forget(self, run_id: str) -> None:
        (self.folder / f"{run_id}.json").unlink(missing_ok=True)

    def ticker(self, run_id: str, what: str) -> Callable[[int, int], None]:
        """A `tick` that tells how far it is, but not more often than anybody could look."""
        last = 0.0

        def tick(done: int, of: int) -> None:
            nonlocal last
            if time() - last > EVERY:
                last = time()
                self.tell(run_id, Progress(what, done, of))

        return tick


@dataclass(frozen=True)
class Work:
    """What a thread needs to carry out or undo one import."""

    house: Any
    desk: Desk
    run_id: str
    by: str
    sender: Sender | None


def start(work: Work, what: str) -> threading.Thread:
    """Begin in a thread; the page looks at the progress."""
    work.desk.tell(work.run_id, Progress(what))
    job = _apply if what == APPLYING else _undo
    thread = threading.Thread(target=_do, args=(work, what, job), name=f"import-{work.run_id}", daemon=True)
    thread.start()
    return thread


def _do(work: Work, what: str, job: Callable[[Work], str]) -> None:
    outcome = FAILED
    try:
        outcome = job(work)
    finally:
        work.desk.tell(work.run_id, Progress(what, 1, 1, outcome))
    if outcome == DONE:
        with work.house.open_session() as session:
            work.house.search.drain(session)
            session.commit()


def _apply(work: Work) -> str:
    """Plan anew, and apply if it is what was shown; else keep the new preview, and change nothing."""
    house, tick = work.house, work.desk.ticker(work.run_id, APPLYING)
    with house.open_session(writing=False) as session:
        run = session.get(ImportRun, work.run_id)
        if run is None or run.state != ImportState.PREVIEWED:
            return CHANGED
        plan = plan_order(session, order_of(run), sender=work.sender, today=house.now().date(), tick=tick)
        if plan.digest() != run.plan_hash:
            steps = steps_of(session, plan, house.vocabulary.need)
    if plan.digest() != run.plan_hash:
        _keep_preview(work, plan, steps)
        return CHANGED
    additions = prepare(plan.changes(), plan.terms)
    with house.open_session() as session:
        waiting = _locked(session, work.run_id)
        if waiting.state != ImportState.PREVIEWED:
            return CHANGED
        try:
            carry_out(session, waiting, plan, additions, now=house.now(), by=work.by, tick=tick)
        except PlanOutdated:
            session.rollback()
            return CHANGED
        session.commit()
    return DONE


def _keep_preview(work: Work, plan: Plan, steps: list[dict[str, Any]]) -> None:
    with work.house.open_session() as session:
        run = _locked(session, work.run_id)
        keep_plan(run, plan, steps)
        session.commit()


def keep_plan(run: ImportRun, plan: Plan, steps: list[dict[str, Any]], mend: dict[str, Any] | None = None) -> None:
    """What a run would do, for its preview; `mend` are the refused rows as they were sent."""
    run.report = {**run.report, **report_of(plan), "steps": steps, **({"mend": mend} if mend else {})}
    run.plan_hash = plan.digest()


def _undo(work: Work) -> str:
    house = work.house
    with house.open_session() as session:
        run = _locked(session, work.run_id)
        if run.state != ImportState.APPLIED:
            return CHANGED
        say_who(session, changed_by=work.by, reason=f"Import of {run.file_name} undone")
        undone = undo_import(session, run, tick=work.desk.ticker(work.run_id, UNDOING))
        run.state, run.undone_at, run.undone_by = ImportState.UNDONE, house.now(), work.by
        run.report = {**run.report, "undone": told(undone)}
        session.add(run)
        session.commit()
    return DONE


def told(undone: Undone) -> dict[str, Any]:
    return {
        "restored": undone.restored,
        "removed": undone.removed,
        "ended": undone.ended,
        "kept": [[name, list(fields)] for name, fields in undone.kept],
    }


def _locked(session: Session, run_id: str) -> ImportRun:
    """The run, with nobody else at it until the transaction ends."""
    return session.exec(select(ImportRun).where(ImportRun.id == run_id).with_for_update()).one()
