"""The work list: what there is to do, each figure being the number of the records behind it.

Nothing here touches the database, the clock or Flask: everything is taken from a `Board`.
"""

from dataclasses import dataclass

from directory.curation.work import found as found
from directory.curation.work.board import Board
from directory.curation.work.item import Item, Kind, Step, Tone
from directory.wording import Words, counted, words

SOON_DAYS, LATER_DAYS = 30, 90
CHECKING = (Step.CHECK, Step.EDIT)
KINDS: tuple[Kind, ...] = (
    Kind(
        "closed",
        Tone.LATE,
        counted("provider says it has closed", "providers say they have closed", 0),
        found.closed,
        (Step.RETIRE, Step.CHECK, Step.EDIT),
        "status",
        dated=True,
    ),
    Kind(
        "reports",
        Tone.ANSWER,
        counted("problem reported", "problems reported", 0),
        found.reports,
        (Step.DECIDE, Step.EDIT),
        dated=True,
    ),
    Kind(
        "proposals",
        Tone.ANSWER,
        counted("suggested change to decide", "suggested changes to decide", 0),
        found.proposals,
        (Step.DECIDE,),
        dated=True,
    ),
    Kind(
        "actions",
        Tone.SOON,
        counted("audit action to finish", "audit actions to finish", 0),
        found.actions,
        (Step.DECIDE, Step.EDIT),
        dated=True,
    ),
    Kind(
        "contracts-ended",
        Tone.LATE,
        counted("contract has ended", "contracts have ended", 0),
        found.between(found.contract_end, found.LONG_AGO, -1),
        (Step.CONTRACT, Step.RETIRE),
        "contract_end",
        "contract-end",
        dated=True,
    ),
    Kind(
        "contracts-30",
        Tone.SOON,
        counted("contract ends within 30 days", "contracts end within 30 days", 0),
        found.between(found.contract_end, 0, SOON_DAYS),
        (Step.CONTRACT,),
        "contract_end",
        "contract-end",
        dated=True,
    ),
    Kind(
        "contracts-90",
        Tone.SOON,
        counted("contract ends in 31 to 90 days", "contracts end in 31 to 90 days", 0),
        found.between(found.contract_end, SOON_DAYS + 1, LATER_DAYS),
        (Step.CONTRACT,),
        "contract_end",
        "contract-end",
        dated=True,
    ),
    Kind(
        "contract-reviews",
        Tone.SOON,
        counted("contract review late or due within 30 days", "contract reviews late or due within 30 days", 0),
        found.between(found.contract_review, found.LONG_AGO, SOON_DAYS),
        (Step.CONTRACT,),
        "contract_review",
        dated=True,
    ),
    Kind(
        "checks-overdue",
        Tone.LATE,
        counted("record not checked for half a year", "records not checked for half a year", 0),
        found.checks_overdue,
        CHECKING,
        "assured_date",
        "checked",
        dated=True,
    ),
    Kind(
        "checks-soon",
        Tone.SOON,
        counted("record to check within 30 days", "records to check within 30 days", 0),
        found.between(found.check_due, 0, SOON_DAYS),
        CHECKING,
        "assured_date",
        "checked",
        dated=True,
    ),
    Kind(
        "unconfirmed",
        Tone.LATE,
        counted("provider has not answered", "providers have not answered", 0),
        found.unconfirmed,
        (Step.CHECK, Step.ASK, Step.EDIT),
        "assured_date",
        dated=True,
    ),
    Kind(
        "no-ages",
        Tone.MEND,
        counted("has no ages", "have no ages", 0),
        found.every(lambda row: not row.told.ages, found.undated),
        (Step.FILL, Step.EDIT),
        "minimum_age",
        "ages",
    ),
    Kind(
        "no-areas",
        Tone.MEND,
        counted("has no area", "have no area", 0),
        found.every(lambda row: not row.told.area, found.undated),
        (Step.FILL, Step.EDIT),
        "areas",
        "areas",
    ),
    Kind(
        "no-way-in",
        Tone.MEND,
        counted("does not say how to refer", "do not say how to refer", 0),
        found.every(lambda row: not (row.told.how or row.told.ways), found.undated),
        (Step.FILL, Step.EDIT),
        "application_process",
        "how",
    ),
    Kind(
        "dead-links",
        Tone.MEND,
        counted("web page does not open", "web pages do not open", 0),
        found.dead_links,
        (Step.EDIT,),
        "url",
    ),
    Kind(
        "odd-numbers",
        Tone.MEND,
        counted(
            "record has a number or e-mail address that looks wrong",
            "records have a number or e-mail address that looks wrong",
            0,
        ),
        found.odd_numbers,
        (Step.EDIT,),
        "phones",
    ),
    Kind(
        "low-quality",
        Tone.MEND,
        counted("record scores under 60", "records score under 60", 0),
        found.low_quality,
        (Step.EDIT, Step.CHECK),
    ),
    Kind(
        "drafts",
        Tone.OWN,
        counted("draft of yours to finish", "drafts of yours to finish", 0),
        found.drafts,
        (Step.EDIT,),
    ),
)
KIND: dict[str, Kind] = {kind.id: kind for kind in KINDS}
GROUPS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (words("Waiting for you"), ("closed", "reports", "proposals", "actions", "drafts")),
    (words("Contracts"), ("contracts-ended", "contracts-30", "contracts-90", "contract-reviews")),
    (words("Still true?"), ("checks-overdue", "checks-soon", "unconfirmed")),
    (words("Missing, so nobody can be matched"), ("no-ages", "no-areas", "no-way-in")),
    (words("To put right"), ("dead-links", "odd-numbers", "low-quality")),
)


@dataclass(frozen=True)
class Figure:
    """A number on the work list, and the first of the records behind it."""

    kind: Kind
    count: int
    first: Item | None


def figures(board: Board) -> dict[str, Figure]:
    """Kind id -> its figure, for every kind."""
    found = {kind.id: items_of(kind, board) for kind in KINDS}
    return {name: Figure(KIND[name], len(items), items[0] if items else None) for name, items in found.items()}


def items_of(kind: Kind, board: Board) -> list[Item]:
    """The records behind a figure, nearest deadline first, then the lowest quality."""
    return sorted(kind.find(board), key=lambda item: item.order)


NEAREST = 8
NOT_NEAR = ("checks-overdue", "unconfirmed", "drafts", "proposals", "reports")
"""Kinds whose days are past by their nature: they would crowd out the deadlines to come."""


def nearest(board: Board) -> list[tuple[Kind, Item]]:
    """The deadlines that come first, of every kind that has one."""
    dated = [kind for kind in KINDS if kind.dated and kind.id not in NOT_NEAR]
    found = [(kind, item) for kind in dated for item in kind.find(board) if item.due]
    return sorted(found, key=lambda pair: pair[1].order)[:NEAREST]
