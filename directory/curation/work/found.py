"""Which records each kind of work is about, found on a `Board`.

Nothing here touches the database, the clock or Flask.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from directory.curation.work.board import Board, Row
from directory.curation.work.item import Item
from directory.curation.work.waiting import Thing
from directory.labels import PROBLEMS
from directory.pages.freshness import OLD_AFTER_DAYS
from directory.quality import FAIR, is_odd_email, is_odd_phone
from directory.wording import Words, words

Find = Callable[[Board], Iterable[Item]]
LONG_AGO = -(10**5)
"""Days: further back than any deadline."""


def item_for(board: Board, row: Row, due: date | None = None, why: Words | str | None = None) -> Item:
    return Item(row.id, row.name, row.organization, due, why, board.scores[row.id])


def every(which: Callable[[Row], bool], due: Callable[[Row], date | None], why: Words | None = None) -> Find:
    """Every live service like that."""
    return lambda board: [item_for(board, row, due(row), why) for row in board.rows.values() if which(row)]


def undated(row: Row) -> None:
    return None


def check_due(row: Row) -> date | None:
    """When somebody should look the record over again: the day from which its page warns that it is old."""
    return row.told.assured + timedelta(OLD_AFTER_DAYS) if row.told.assured else None


def checks_overdue(board: Board) -> Iterable[Item]:
    for row in board.rows.values():
        due = check_due(row)
        if due is None:
            yield item_for(board, row, date.min, words("Nobody has checked it yet"))
        elif due < board.today:
            yield item_for(board, row, due)


def between(day: Callable[[Row], date | None], first: int, last: int) -> Find:
    """Live services whose day comes so many days from today, both ends included."""

    def find(board: Board) -> Iterable[Item]:
        start, end = board.today + timedelta(first), board.today + timedelta(last)
        for row in board.rows.values():
            due = day(row)
            if due is not None and start <= due <= end:
                yield item_for(board, row, due)

    return find


def contract_end(row: Row) -> date | None:
    return row.contract_end


def contract_review(row: Row) -> date | None:
    return row.contract_review


def dead_links(board: Board) -> Iterable[Item]:
    for row in board.rows.values():
        dead = [link for link in row.told.links if ("link", link) in board.checks]
        if dead:
            why = words("%(link)s: %(why)s", link=dead[0], why=board.reasons.get(dead[0], ""))
            yield item_for(board, row, why=why)


def odd_numbers(board: Board) -> Iterable[Item]:
    for row in board.rows.values():
        odd = [number for number in row.told.phones if is_odd_phone(number)]
        odd += [address for address in row.told.emails if is_odd_email(address)]
        if odd:
            yield item_for(board, row, why=odd[0])


def unconfirmed(board: Board) -> Iterable[Item]:
    return [item_for(board, row, row.unconfirmed_since) for row in board.rows.values() if row.unconfirmed_since]


def low_quality(board: Board) -> Iterable[Item]:
    return [item_for(board, row) for row in board.rows.values() if board.scores[row.id] < FAIR]


def waiting_item(thing: Thing, board: Board, why: Words | str | None = None) -> Item:
    row = board.rows.get(thing.record_id or "")
    return Item(
        thing.record_id,
        thing.name or "",
        row.organization if row else None,
        thing.on,
        why if why is not None else thing.said,
        board.scores[row.id] if row else None,
        thing,
    )


def proposals(board: Board) -> Iterable[Item]:
    return [waiting_item(thing, board) for thing in board.waiting.proposals]


def reports(board: Board) -> Iterable[Item]:
    for thing in board.waiting.reports:
        said = PROBLEMS.get(thing.kind, words("Something else"))
        yield waiting_item(
            thing, board, words("%(what)s: %(said)s", what=said, said=thing.said) if thing.said else said
        )


def closed(board: Board) -> Iterable[Item]:
    return [waiting_item(thing, board) for thing in board.waiting.closed]


def drafts(board: Board) -> Iterable[Item]:
    return [waiting_item(thing, board) for thing in board.waiting.drafts]


def actions(board: Board) -> Iterable[Item]:
    for thing in board.waiting.actions:
        yield waiting_item(thing, board, words("%(what)s (%(who)s)", what=thing.said, who=thing.by))
