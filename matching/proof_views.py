"""The proof as a page: each check with its verdict and the entries that break it, gaps, and what is hard to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from directory.curation.charts import bar
from directory.queries import live_services_by_need, need_names
from matching import fact_views, map_views  # noqa: F401  their routes hang on the same blueprint
from matching.content import Content
from matching.editions.blueprint import bp, house
from matching.naming import Named, pieces
from matching.proof import Check
from matching.proof_desk import ProofDesk

MOST_FAULTS = 40
MOST_READINGS = 25


@dataclass(frozen=True)
class NeedMet:
    """A need that the content points to, and how many services the directory has for it."""

    id: str
    name: str
    services: int
    listed: bool
    """Whether the area says itself that nobody does this here."""


@bp.get("/checks")
@permission.needs(Permission.EDIT_CONTENT)
def checks() -> ResponseReturnValue:
    content = house().content
    run = desk().look(content.version)
    if run and run.runs:
        return render_template("content/checks_running.html", run=run, bar=bar)
    return render_template(
        "content/checks.html",
        content=content,
        run=run,
        groups=_groups(run.checks if run and run.finished else ()),
        needs=_needs(content),
        readings=run.readings[:MOST_READINGS] if run else (),
        most=MOST_FAULTS,
        pieces=lambda sentence: pieces(content, sentence),
        address=_address,
    )


@bp.post("/checks")
@permission.needs(Permission.EDIT_CONTENT)
def run_checks() -> ResponseReturnValue:
    """Begin, for the content that the page showed: if another was published meanwhile, that is shown first."""
    content = house().content
    if request.form.get("version") == content.version:
        desk().start(content, live_services_by_need(g.session))
    return redirect(url_for("content.checks"), 303)


def desk() -> ProofDesk:
    return ProofDesk(Path(current_app.config["DATA_DIR"]) / "proof")


def _groups(every: Sequence[Check]) -> tuple[tuple[Check, ...], tuple[Check, ...]]:
    """What safety hangs on and the rest, each with what is broken first."""
    ordered = sorted(every, key=lambda one: one.passed)
    return tuple(one for one in ordered if one.safety), tuple(one for one in ordered if not one.safety)


def _needs(content: Content) -> list[NeedMet]:
    """The needs with the fewest services first."""
    counts, names = live_services_by_need(g.session), need_names(g.session)
    gaps = set(content.area.gaps)
    met = [NeedMet(need, names.get(need, need), counts.get(need, 0), need in gaps) for need in content.needs]
    return sorted(met, key=lambda one: (one.services, one.name))


def _address(named: Named | None) -> str | None:
    """A sign in the table of its topic, where it has a row; anything else where it can be changed."""
    if named is None:
        return None
    if named.topic:
        return url_for("content.fact_table", topic_id=named.topic, _anchor=named.id)
    return url_for("content.entry", kind=named.kind, id_=named.id)
