"""Fill in one missing fact for many records, side by side: twenty rows, one field each, one button."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from sqlmodel import col, select

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.curation.blueprint import bp, house, sign_changes
from directory.curation.editing.answers import NotUnderstood, read_day, say_day
from directory.curation.filling.answers import Answer, Ground
from directory.curation.filling.facts import FACT, Fact, Shape, records_lacking, stamp
from directory.curation.filling.hints import Suggestion
from directory.curation.filling.rows import Kept, Sent, keep_rows
from directory.curation.reach import services_in_reach
from directory.curation.work.board import Board, Row
from directory.curation.work.views import PAGE_SIZE, Pages, board_now, facts_lacking, today
from directory.models import Service
from directory.pages.forms import plain_text, tidy
from directory.pages.search_views import needs_said
from directory.places import load_area
from directory.places.gazetteer import District, districts
from directory.snapshots import ServiceSnapshot, service_snapshot
from directory.snapshots.queries import whole_services
from directory.snapshots.saying import Lines, say
from directory.wording import Words

ENGLAND = ("E92000001", "England")
MOST_NEEDS = 6
LONGEST = 1_000
NOTHING = Answer()


@dataclass(frozen=True)
class Line:
    """One row of the grid."""

    row: Row
    about: str
    """What the record says of itself: most answers stand there."""
    now: Lines
    """What it says of this fact now."""
    stamp: str
    offers: Mapping[str, Words | str]
    suggestion: Suggestion | None
    suggested: Lines
    """The suggestion as it would be said."""
    answer: Answer = NOTHING
    error: Words | None = None


@bp.get("/fill/<fact>")
@permission.needs(Permission.EDIT)
def fill(fact: str) -> ResponseReturnValue:
    wanted = FACT.get(fact) or abort(404)
    board = board_now()
    rows = records_lacking(wanted, board)
    pages = Pages.of(len(rows), Pages.asked())
    ground = ground_for(today())
    return _page(wanted, board, _lines(wanted, rows[pages.slice], ground), ground, lacking=len(rows), pages=pages)


@bp.post("/fill/<fact>")
@permission.needs(Permission.EDIT)
def save_filled(fact: str) -> ResponseReturnValue:
    wanted = FACT.get(fact) or abort(404)
    if not FlaskForm().validate():
        abort(400)
    ids = _ids_in_reach()
    try:
        told_on = read_day(tidy(request.form.get("told_on")), "told_on", today()) or today()
    except NotUnderstood as error:
        return _again(wanted, ids, Kept(refused=dict.fromkeys(ids, error.words)), ground_for(today()))
    ground = ground_for(told_on)
    sign_changes(tidy(request.form.get("reason"))[:200] or gettext("Filled in: %(fact)s", fact=str(wanted.label)))
    rows = [Sent(each, request.form.get(f"stamp-{each}", ""), answer_for(wanted, each)) for each in ids]
    kept = keep_rows(g.session, wanted, rows, ground, house().vocabulary.need, email=current_account().email)
    g.session.commit()
    if kept.refused:
        return _again(wanted, list(kept.refused), kept, ground)
    flash(saved_words(len(kept.saved)))
    return redirect(url_for("curation.fill", fact=wanted.id), 303)


def saved_words(count: int) -> str:
    if not count:
        return str(gettext("Nothing was filled in, so nothing was changed."))
    return str(ngettext("%(num)s record saved.", "%(num)s records saved.", count))


def answer_for(fact: Fact, service_id: str) -> Answer:
    typed = request.form.get(f"typed-{service_id}", "")
    return Answer(
        typed=(plain_text if fact.shape is Shape.TEXT else tidy)(typed)[:LONGEST],
        chosen=tuple(request.form.getlist(f"chosen-{service_id}")),
        taken=tidy(request.form.get(f"taken-{service_id}"))[:LONGEST],
    )


def ground_for(told_on: date) -> Ground:
    needs = {need.id: need.name for need in needs_said()}
    vocabulary = house().vocabulary
    return Ground(
        today=today(),
        told_on=told_on,
        areas=areas_offered(),
        needs=needs,
        needs_in=lambda text: [found.need for found in vocabulary.expand(text).needs][:MOST_NEEDS],
    )


def areas_offered() -> dict[str, str]:
    """Code -> name of the areas a service here may cover: each county before its districts, then the whole country."""
    known = sorted((districts()[code] for code in load_area(current_app.config["AREA"]).district_codes), key=by_county)
    areas: dict[str, str] = {}
    for district in known:
        if district.county:
            areas.setdefault(district.county_code, district.county)
        areas[district.code] = district.name
    return areas | dict([ENGLAND])


def by_county(district: District) -> tuple[str, str]:
    return district.county, district.name


def _ids_in_reach() -> list[str]:
    """The records that were sent; 403 where one of them is not within reach."""
    ids = list(dict.fromkeys(request.form.getlist("id")))
    if len(ids) > PAGE_SIZE:
        abort(400)
    reach = services_in_reach(current_account())
    found = set(g.session.exec(select(Service.id).where(col(Service.id).in_(ids), reach)).all())
    if found != set(ids):
        abort(403)
    return ids


def _again(fact: Fact, ids: list[str], kept: Kept, ground: Ground) -> ResponseReturnValue:
    """The rows that could not be kept, with what was typed and why; the others are saved."""
    board = board_now()
    rows = [board.rows[each] for each in ids if each in board.rows]
    lines = _lines(fact, rows, ground, kept.refused)
    lacking = len(records_lacking(fact, board))
    return _page(fact, board, lines, ground, lacking=lacking, pages=Pages(1, 1), saved=len(kept.saved)), 422


def _lines(fact: Fact, rows: list[Row], ground: Ground, errors: Mapping[str, Words] | None = None) -> list[Line]:
    services = whole_services(g.session, [row.id for row in rows])
    held = {service_id: service_snapshot(service) for service_id, service in services.items()}
    return [_line(fact, row, held[row.id], ground, (errors or {}).get(row.id)) for row in rows if row.id in held]


def _line(fact: Fact, row: Row, held: ServiceSnapshot, ground: Ground, error: Words | None) -> Line:
    offers, suggestion = fact.offers(held, ground), fact.suggest(held, ground)
    codes = suggestion.value.split(",") if suggestion and fact.shape is Shape.BOXES else []
    names: Any = [offers.get(code, code) for code in codes] or ([suggestion.value] if suggestion else [])
    return Line(
        row=row,
        about=held.description or "",
        now=tuple(line for name in fact.fields for line in say(name, getattr(held, name), dict(ground.needs))),
        stamp=stamp(fact, held),
        offers=offers,
        suggestion=suggestion,
        suggested=tuple(names),
        answer=answer_for(fact, row.id) if error else NOTHING,
        error=error,
    )


def _page(
    fact: Fact, board: Board, lines: list[Line], ground: Ground, *, lacking: int, pages: Pages, saved: int = 0
) -> str:
    return render_template(
        "curation/fill.html",
        fact=fact,
        lines=lines,
        lacking=lacking,
        saved=saved,
        page=pages,
        facts=facts_lacking(board),
        needs=sorted(ground.needs.values()),
        told_on=request.form.get("told_on") or say_day(ground.told_on),
        reason=request.form.get("reason", ""),
        form=FlaskForm(),
    )
