"""What people told us is wrong with a page: the queue, the decision, and the answer. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from directory.additions import ProblemReport
from directory.curation.reach import Person, services_in_reach
from directory.errors import DirectoryError
from directory.models import Service
from directory.wording import words

MOST_IN_A_DAY = 20
"""Reports of one service in one day: more tell us nothing new, and a flood must not bury the others."""
URGENT = "closed"


class Decision(StrEnum):
    CHANGED = "changed"
    RIGHT_ALREADY = "right already"
    CANNOT_TELL = "cannot tell"


class ReportNotFound(DirectoryError):
    def __init__(self, report_id: str) -> None:
        self.report_id = report_id
        super().__init__(words("We could not find that report."))


class ReportDecided(DirectoryError):
    """Somebody else decided it first."""

    def __init__(self, by: str | None) -> None:
        self.by = by
        super().__init__(words("%(who)s has decided this already. Nothing was changed", who=by or "?"))


@dataclass(frozen=True)
class Reported:
    """A report with the name of the service it is about."""

    report: ProblemReport
    service: str

    @property
    def urgent(self) -> bool:
        return self.report.kind == URGENT


def reports_waiting(session: Session, person: Person) -> list[Reported]:
    """Undecided reports of services within reach: "it has closed" first, then the oldest."""
    urgent_first = case((col(ProblemReport.kind) == URGENT, 0), else_=1)
    wanted = (
        select(ProblemReport, Service.name)
        .join(Service, col(ProblemReport.service_id) == Service.id)
        .where(col(ProblemReport.decided_on).is_(None), services_in_reach(person))
        .order_by(urgent_first, col(ProblemReport.reported_on), col(ProblemReport.id))
    )
    return [Reported(report, name) for report, name in session.exec(wanted)]


def answers_not_sent(session: Session, person: Person) -> list[Reported]:
    """Decided reports whose answer could not be sent yet."""
    wanted = (
        select(ProblemReport, Service.name)
        .join(Service, col(ProblemReport.service_id) == Service.id)
        .where(
            col(ProblemReport.decided_on).is_not(None),
            col(ProblemReport.reply_to).is_not(None),
            services_in_reach(person),
        )
    )
    return [Reported(report, name) for report, name in session.exec(wanted)]


def get_report(session: Session, report_id: str, *, to_change: bool = False) -> ProblemReport:
    """Raises ReportNotFound."""
    wanted = select(ProblemReport).where(ProblemReport.id == report_id).execution_options(populate_existing=True)
    found = session.exec(wanted.with_for_update() if to_change else wanted).one_or_none()
    if found is None:
        raise ReportNotFound(report_id)
    return found


def other_reports(session: Session, report: ProblemReport) -> Sequence[ProblemReport]:
    """What else was reported of the same service, the newest first."""
    same = select(ProblemReport).where(ProblemReport.service_id == report.service_id, ProblemReport.id != report.id)
    return session.exec(same.order_by(col(ProblemReport.reported_on).desc())).all()


def decide_report(
    session: Session, report_id: str, *, decision: str, reason: str, by: str, today: date
) -> ProblemReport:
    """Decide once. Raises ReportNotFound and ReportDecided."""
    report = get_report(session, report_id, to_change=True)
    if report.decided_on:
        raise ReportDecided(report.decided_by)
    report.decision, report.decision_reason = Decision(decision), reason
    report.decided_by, report.decided_on = by, today
    session.add(report)
    session.flush()
    return report


def forget_address(session: Session, report_id: str) -> None:
    """The answer is sent: nobody needs the address any more."""
    report = get_report(session, report_id, to_change=True)
    report.reply_to = None
    session.add(report)
    session.flush()


def enough_for_today(session: Session, service_id: str, today: date) -> bool:
    """Whether so many have told us of this service today that another report would only bury others."""
    same = select(func.count()).where(ProblemReport.service_id == service_id, ProblemReport.reported_on == today)
    return session.exec(same).one() >= MOST_IN_A_DAY
