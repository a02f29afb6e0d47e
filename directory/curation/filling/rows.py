"""Keep what was filled in for many records: each row by itself, beside whatever others changed.

Nothing here commits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from directory.curation.editing.answers import NotUnderstood
from directory.curation.editing.safety import safety_changes
from directory.curation.filling.answers import Answer, Ground
from directory.curation.filling.facts import Fact, changed, stamp
from directory.curation.reviews.checking import mark_checked
from directory.snapshots import ServiceSnapshot, problems, service_snapshot
from directory.snapshots.queries import change_service, whole_service
from directory.vocabulary import Need
from directory.wording import Words, words

CHECKED = "checked"


@dataclass(frozen=True)
class Sent:
    """One row as it was sent: the record, the answer, and the stamp of what the page showed."""

    service_id: str
    stamp: str
    answer: Answer


@dataclass
class Kept:
    saved: list[str] = field(default_factory=list)
    """Ids of the services that now hold the answer."""
    refused: dict[str, Words] = field(default_factory=dict)
    """Service id -> why its row was not kept, and what would do."""


def keep_rows(
    session: Session, fact: Fact, rows: Sequence[Sent], ground: Ground, needs: Mapping[str, Need], *, email: str
) -> Kept:
    """Write every row that holds an answer and can be kept; one left blank leaves its record as it is.

    `needs`: need id -> need, to know which numbers people in danger ring. Raises ServiceNotFound.
    """
    kept = Kept()
    for row in rows:
        if not row.answer.given:
            continue
        refused = _keep(session, fact, row, ground, needs, email)
        if refused:
            kept.refused[row.service_id] = refused
        else:
            kept.saved.append(row.service_id)
    return kept


def _keep(
    session: Session, fact: Fact, row: Sent, ground: Ground, needs: Mapping[str, Need], email: str
) -> Words | None:
    """Write one row; else why not."""
    theirs = service_snapshot(whole_service(session, row.service_id, to_change=True))
    try:
        mine = changed(fact, theirs, row.answer, ground)
    except NotUnderstood as error:
        return error.words
    if mine == theirs and fact.id != CHECKED:
        return None
    refused = _overtaken(fact, row, theirs) or _problem(theirs, mine) or _safety(theirs, mine, needs)
    if refused:
        return refused
    if fact.id == CHECKED:
        mark_checked(session, row.service_id, by_email=email, today=ground.today)
    else:
        change_service(session, row.service_id, mine)
    return None


def _overtaken(fact: Fact, row: Sent, theirs: ServiceSnapshot) -> Words | None:
    if row.stamp == stamp(fact, theirs):
        return None
    return words("Somebody else filled this in meanwhile. Look at what it says now, and save again to change it")


def _problem(theirs: ServiceSnapshot, mine: ServiceSnapshot) -> Words | None:
    """A problem that this answer brings; those that the record had before stay what they were."""
    before = {str(said) for _, said in problems(theirs)}
    return next((said for _, said in problems(mine) if str(said) not in before), None)


def _safety(theirs: ServiceSnapshot, mine: ServiceSnapshot, needs: Mapping[str, Need]) -> Words | None:
    if not safety_changes(theirs, mine, needs):
        return None
    return words("People in danger may ring here. Change this number on the record's own page")
