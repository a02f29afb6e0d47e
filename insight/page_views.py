"""The pages of figures. Each shows the figures of its line in the catalogue, for one half."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from insight.asking import NoSuchPeriod, half_asked, read_sources
from insight.blueprint import bp
from insight.catalogue import PAGES, Page
from insight.figures.gaps import gaps_of
from insight.measures.gaps import Gap, reasons_for
from insight.published.unmet import county_of
from insight.sources import Sources

MOST_GAPS = 25
BY_ENDPOINT = {page.endpoint: page for page in PAGES}


@bp.get("/gaps")
@permission.needs(Permission.SEE_INSIGHT)
def gaps() -> ResponseReturnValue:
    return _show("insight.gaps", "insight/gaps.html", widest=_widest)


@bp.get("/demand")
@permission.needs(Permission.SEE_INSIGHT)
def demand() -> ResponseReturnValue:
    return _show("insight.demand")


@bp.get("/journey")
@permission.needs(Permission.SEE_INSIGHT)
def journey() -> ResponseReturnValue:
    return _show("insight.journey")


@bp.get("/services")
@permission.needs(Permission.SEE_INSIGHT)
def services() -> ResponseReturnValue:
    return _show("insight.services")


@bp.get("/costs")
@permission.needs(Permission.SEE_COSTS)
def costs() -> ResponseReturnValue:
    return _show("insight.costs")


@bp.get("/quality")
@permission.needs(Permission.SEE_INSIGHT)
def quality() -> ResponseReturnValue:
    return _show("insight.quality")


@bp.get("/answers")
@permission.needs(Permission.SEE_INSIGHT)
def answers() -> ResponseReturnValue:
    return _show("insight.answers")


def _show(endpoint: str, template: str = "insight/figures.html", **more: Any) -> ResponseReturnValue:
    """`more`: what else the template shows, by name, made of the sources and the half."""
    page, sources = BY_ENDPOINT[endpoint], read_sources()
    try:
        half = half_asked(sources)
    except NoSuchPeriod as error:
        return _page(page, sources, None, template, error=error), 422
    return _page(page, sources, half, template, **{name: make(sources, half) for name, make in more.items()})


def _page(page: Page, sources: Sources, half: Any, template: str, **more: Any) -> str:
    error = more.get("error")
    halves = (half,) if half else ()
    figures = [] if error else [make(sources, halves) for make in page.figures.values()]
    return render_template(template, page=page, figures=figures, half=half, offer=sources.offer, **more)


def _widest(sources: Sources, half: Any) -> list[tuple[Gap, Any, Any, list[Any]]]:
    """The widest gaps, one for each need in each county, with what they are called and why they stand there."""
    found: dict[tuple[str, str], Gap] = {}
    for gap in gaps_of(sources, half) if half else []:
        found.setdefault((gap.need, county_of(gap.district)), gap)
    return [
        (gap, sources.need(need), sources.district(gap.district), reasons_for(gap, sources.district(county)))
        for (need, county), gap in list(found.items())[:MOST_GAPS]
    ]
