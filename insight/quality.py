"""How good the directory is on one day, kept so that its course can be seen. Nothing here commits."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import fmean

from sqlmodel import Session

from accounts.roles import AccountRole
from directory.curation.work.board import Board, Row, read_board
from directory.quality import FAIR, GOOD
from directory.quality.shares import FRESH_DAYS, WAITING_FRESH
from directory.wording import Words, words
from insight.models import QualityDay

MEASURES: dict[str, Words] = {
    "services": words("Running services"),
    "score": words("Mean quality, of 100"),
    "good": words("Good records (80 or more)"),
    "fair": words("Fair records (60 to 79)"),
    "poor": words("Poor records (below 60)"),
    "checked": words("Checked by a person within half a year"),
    "never_checked": words("Never checked"),
    "unconfirmed": words("Not confirmed by their provider"),
    "ages_told": words("Ages told"),
    "area_told": words("Area told by its code"),
    "waiting_fresh": words("Waiting time told within two months"),
    "broken_links": words("With a web page that does not open"),
}


@dataclass
class Everybody:
    """Whose reach is the whole directory."""

    role: str = AccountRole.ADMINISTRATOR
    areas: list[str] = field(default_factory=list)
    organization_id: str | None = None


def measure(session: Session, today: date) -> dict[str, float]:
    """Name of a measure -> number; the names are those of MEASURES."""
    board = read_board(session, Everybody(), "", "", today)
    rows, scores = list(board.rows.values()), list(board.scores.values())
    return {
        "services": len(rows),
        "score": round(fmean(scores), 1) if scores else 0,
        "good": sum(score >= GOOD for score in scores),
        "fair": sum(FAIR <= score < GOOD for score in scores),
        "poor": sum(score < FAIR for score in scores),
        "checked": sum(_within(row.told.assured, today, FRESH_DAYS) for row in rows),
        "never_checked": sum(row.told.assured is None for row in rows),
        "unconfirmed": sum(row.told.unconfirmed for row in rows),
        "ages_told": sum(row.told.ages for row in rows),
        "area_told": sum(row.told.area for row in rows),
        "waiting_fresh": sum(row.told.waiting and _within(row.told.told_on, today, WAITING_FRESH) for row in rows),
        "broken_links": sum(_has_broken_link(row, board) for row in rows),
    }


def keep_quality(session: Session, today: date) -> QualityDay:
    """Write the directory's quality of this day, in place of what was written earlier the same day."""
    kept = session.get(QualityDay, today) or QualityDay(day=today, figures={})
    kept.figures = measure(session, today)
    session.add(kept)
    session.flush()
    return kept


def _within(day: date | None, today: date, days: int) -> bool:
    return day is not None and today - day <= timedelta(days=days)


def _has_broken_link(row: Row, board: Board) -> bool:
    return any(("link", link) in board.checks for link in row.told.links)
