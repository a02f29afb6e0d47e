"""Figures as files for analysts: the same numbers as the pages, withheld alike."""

from flask import Response, abort, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.current import may
from accounts.permission import Permission
from directory.pages.templating import said
from insight.answering import csv_response
from insight.asking import EVERY, NoSuchPeriod, halves_asked, read_sources
from insight.blueprint import bp
from insight.catalogue import PAGES, page_of
from insight.charts import svg
from insight.description import described
from insight.figure import Figure
from insight.sources import Sources


@bp.get("/<figure_id>.csv")
@permission.needs(Permission.SEE_INSIGHT)
def figure_csv(figure_id: str) -> ResponseReturnValue:
    return _csv(figure_id, Permission.SEE_INSIGHT)


@bp.get("/<figure_id>.json")
@permission.needs(Permission.SEE_INSIGHT)
def figure_json(figure_id: str) -> ResponseReturnValue:
    return _json(figure_id, Permission.SEE_INSIGHT)


@bp.get("/<figure_id>.svg")
@permission.needs(Permission.SEE_INSIGHT)
def figure_svg(figure_id: str) -> ResponseReturnValue:
    """The picture of a figure that has one, as a file for a report."""
    try:
        figure, _ = _figure(figure_id, Permission.SEE_INSIGHT)
    except NoSuchPeriod as error:
        return Response("\n".join(_refusal(error)), 422, mimetype="text/plain")
    if figure.chart is None:
        abort(404)
    return Response(svg(figure.chart.wide, said), mimetype="image/svg+xml")


@bp.get("/costs.csv")
@permission.needs(Permission.SEE_COSTS)
def costs_csv() -> ResponseReturnValue:
    return _csv("costs", Permission.SEE_COSTS)


@bp.get("/costs.json")
@permission.needs(Permission.SEE_COSTS)
def costs_json() -> ResponseReturnValue:
    return _json("costs", Permission.SEE_COSTS)


@bp.get("/about-the-data")
@permission.needs(Permission.SEE_INSIGHT)
def about_the_data() -> ResponseReturnValue:
    """Every file with its columns, what withheld means, and how to say that something is wrong."""
    sources = read_sources()
    pages = [page for page in PAGES if may(page.permission)]
    figures = {page.endpoint: [make(sources, sources.offer.halves) for make in page.figures.values()] for page in pages}
    return render_template("insight/about_the_data.html", pages=pages, figures=figures, offer=sources.offer)


def _csv(figure_id: str, held: Permission) -> ResponseReturnValue:
    try:
        figure, _ = _figure(figure_id, held)
    except NoSuchPeriod as error:
        return Response("\n".join(_refusal(error)), 422, mimetype="text/plain")
    return csv_response(figure)


def _json(figure_id: str, held: Permission) -> ResponseReturnValue:
    try:
        figure, sources = _figure(figure_id, held)
    except NoSuchPeriod as error:
        return jsonify({"errors": _refusal(error), "periods": [one.id for one in error.offered]}), 422
    return jsonify(described(figure, sources))


def _figure(figure_id: str, held: Permission) -> tuple[Figure, Sources]:
    """404 for what is no figure, or none of those that this permission opens."""
    page = page_of(figure_id)
    if page is None or page.permission is not held:
        abort(404)
    sources = read_sources()
    return page.figures[figure_id](sources, halves_asked(sources)), sources


def _refusal(error: NoSuchPeriod) -> list[str]:
    offered = ", ".join([*(one.id for one in error.offered), EVERY])
    return [f"There is no period {error.asked!r}. Choose one of: {offered}.", url_for("insight.about_the_data")]
