"""The work list, and the records behind each of its figures."""

from dataclasses import dataclass
from datetime import date

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_wtf import FlaskForm

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.curation.blueprint import bp, house
from directory.curation.contacts.checks import links_last_tried
from directory.curation.filling.facts import FACTS, Fact, records_lacking
from directory.curation.work.board import Board, read_board
from directory.curation.work.item import Item, Kind, deadline_words
from directory.curation.work.links import Way, edit_address, record_address, ways_for
from directory.curation.work.timeline import timeline
from directory.curation.work.worklist import GROUPS, KIND, Figure, figures, items_of, nearest
from directory.quality import Quality, quality_of
from directory.wording import Words

PAGE_SIZE = 20


@dataclass(frozen=True)
class Entry:
    """One record as a list shows it."""

    item: Item
    kind: Kind
    late: Words | None
    address: str | None
    ways: list[Way]
    quality: Quality | None = None

    @property
    def fix_field(self) -> str | None:
        return self.quality.next_fix.field if self.quality and self.quality.next_fix else None


@dataclass(frozen=True)
class Pages:
    """What the links to other pages need."""

    number: int
    pages: int

    @classmethod
    def of(cls, count: int, number: int) -> "Pages":
        pages = max(1, -(-count // PAGE_SIZE))
        return cls(min(number, pages), pages)

    @staticmethod
    def asked() -> int:
        """The page that the address asks for; the first where it asks for none that there can be."""
        return max(1, request.args.get("page", 1, type=int))

    @property
    def slice(self) -> slice:
        return slice((self.number - 1) * PAGE_SIZE, self.number * PAGE_SIZE)


@bp.get("")
@permission.needs(Permission.EDIT)
def home() -> ResponseReturnValue:
    board = board_now()
    found = figures(board)
    return render_template(
        "curation/home.html",
        groups=[(label, [found[name] for name in names]) for label, names in GROUPS],
        late=sum(figure.count for figure in found.values() if figure.kind.tone == "late"),
        nearest=[entry(kind, item, board) for kind, item in nearest(board)],
        timeline=timeline(board, lambda day: str(format_date(day, "d MMM"))),
        facts=facts_lacking(board),
        services=len(board.rows),
        links_tried=links_last_tried(g.session),
    )


@bp.get("/work/<kind_id>")
@permission.needs(Permission.EDIT)
def work(kind_id: str) -> ResponseReturnValue:
    kind = KIND.get(kind_id) or abort(404)
    board = board_now()
    items = items_of(kind, board)
    pages = Pages.of(len(items), Pages.asked())
    return render_template(
        "curation/work.html",
        figure=Figure(kind, len(items), None),
        entries=[entry(kind, item, board) for item in items[pages.slice]],
        page=pages,
        form=FlaskForm(),
        edit_address=edit_address,
    )


def board_now() -> Board:
    """The board of whoever is at the page."""
    account = current_account()
    return read_board(g.session, account, account.id, account.name, today())


def today() -> date:
    day: date = house().now().date()
    return day


def entry(kind: Kind, item: Item, board: Board) -> Entry:
    row = board.rows.get(item.record_id or "")
    return Entry(
        item,
        kind,
        deadline_words(item.due, board.today) if kind.dated else None,
        record_address(item),
        ways_for(kind, item),
        quality_of(row.told, board.today, board.checks) if row else None,
    )


def facts_lacking(board: Board) -> list[tuple[Fact, int]]:
    """Each fact that can be filled in for many at once, and how many records lack it."""
    return [(fact, len(records_lacking(fact, board))) for fact in FACTS]
