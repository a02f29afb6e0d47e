"""Services that may be the same, side by side: merge them, or say that they are different."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf import FlaskForm

from accounts import permission
from accounts.current import confirm_password_first, current_account
from accounts.permission import Permission
from directory.curation.blueprint import bp, house, reach_or_refuse, sign_changes
from directory.curation.duplicates.merging import ended, fields_to_choose, fuller, merged, offered
from directory.curation.duplicates.queries import Pair, find_duplicates, mark_merged, read_traits, tell_apart, weigh
from directory.curation.editing.safety import safety_changes
from directory.curation.reach import services_in_reach
from directory.curation.record_names import names_for
from directory.models import Service
from directory.snapshots import COSTS, ServiceSnapshot, service_snapshot
from directory.snapshots.queries import change_service, whole_service
from directory.snapshots.saying import LABELS, say

PAGE = 20


class PressForm(FlaskForm):
    """A button that changes something: only the token."""


@bp.get("/duplicates")
@permission.needs(Permission.EDIT)
def duplicates() -> ResponseReturnValue:
    within = services_in_reach(current_account())
    pairs = find_duplicates(g.session, within=within)
    number = max(1, request.args.get("page", 1, type=int))
    shown = pairs[(number - 1) * PAGE : number * PAGE]
    ids = {each for pair in shown for each in (pair.first_id, pair.second_id)}
    return render_template(
        "curation/duplicates.html",
        pairs=shown,
        total=len(pairs),
        traits=read_traits(g.session, Service.id.in_(ids)),  # type: ignore[attr-defined]
        page={"number": number, "pages": max(1, -(-len(pairs) // PAGE))},
        form=PressForm(),
    )


@bp.get("/duplicates/<uuid:first>/<uuid:second>")
@permission.needs(Permission.EDIT)
def duplicate(first: object, second: object) -> ResponseReturnValue:
    pair, one, other = _pair(str(first), str(second))
    kept_first = request.args.get("keep") == pair.first_id or (not request.args.get("keep") and fuller(one, other))
    kept, gone = (one, other) if kept_first else (other, one)
    kept_id, gone_id = (pair.first_id, pair.second_id) if kept_first else (pair.second_id, pair.first_id)
    names, choose = names_for(g.session, kept, gone), offered(kept, gone)
    lines = [
        (name, LABELS[name], *(say(name, getattr(each, name), names) for each in (kept, gone)), name in choose)
        for name in fields_to_choose(kept, gone)
        if name not in COSTS
    ]
    return render_template(
        "curation/duplicate.html",
        pair=pair,
        kept=kept,
        gone=gone,
        kept_id=kept_id,
        gone_id=gone_id,
        lines=lines,
        form=PressForm(),
    )


@bp.post("/duplicates/<uuid:first>/<uuid:second>/merge")
@permission.needs(Permission.EDIT)
def merge_duplicates(first: object, second: object) -> ResponseReturnValue:
    """`first` is kept, with the fields that were chosen from `second`, which ends and leads to it."""
    kept_id, gone_id = str(first), str(second)
    _reach(kept_id, gone_id)
    kept_row = whole_service(g.session, kept_id, to_change=True)
    kept, gone = service_snapshot(kept_row), service_snapshot(whole_service(g.session, gone_id, to_change=True))
    chosen = {name for name in fields_to_choose(kept, gone) if request.form.get(f"from-{name}") == "other"}
    after = merged(kept, gone, chosen)
    if safety_changes(kept, after, house().vocabulary.need) and confirm_password_first():
        back = url_for("curation.duplicate", first=kept_id, second=gone_id)
        return redirect(url_for("accounts.confirm_password", next=back), 303)
    sign_changes(gettext("Merged: %(one)s and %(other)s", one=kept.name, other=gone.name))
    change_service(g.session, kept_id, after)
    change_service(g.session, gone_id, ended(gone, kept_id, after.name))
    mark_merged(g.session, kept_id, gone_id, by=current_account().name)
    g.session.commit()
    flash(gettext("%(name)s is one service now. The history of each holds what it said before.", name=after.name))
    return redirect(url_for("curation.duplicates"), 303)


@bp.post("/duplicates/<uuid:first>/<uuid:second>/different")
@permission.needs(Permission.EDIT)
def different_services(first: object, second: object) -> ResponseReturnValue:
    _reach(str(first), str(second))
    tell_apart(g.session, str(first), str(second), by=current_account().name)
    g.session.commit()
    flash(gettext("Kept as two services. They are not shown here again."))
    return redirect(url_for("curation.duplicates"), 303)


def _reach(first: str, second: str) -> None:
    if first == second:
        abort(404)
    reach_or_refuse(first)
    reach_or_refuse(second)


def _pair(first: str, second: str) -> tuple[Pair, ServiceSnapshot, ServiceSnapshot]:
    """Two services within reach, weighed, in the order of their ids."""
    _reach(first, second)
    one, other = sorted((first, second))
    held = [service_snapshot(whole_service(g.session, each)) for each in (one, other)]
    traits = read_traits(g.session, Service.id.in_((one, other)))  # type: ignore[attr-defined]
    if len(traits) < 2:
        abort(404)
    return weigh(traits[one], traits[other]), held[0], held[1]
