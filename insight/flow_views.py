"""The flow model as a page: sliders, five years, what moves them most, what it all rests on. Nothing is stored."""

from typing import Any

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from directory.pages.templating import said
from insight.answering import csv_response
from insight.blueprint import bp
from insight.figure import as_json
from insight.flow_figures import flow_figures
from insight.flow_model import flow
from insight.flow_reading import Asked, address_values, read_assumptions
from insight.flow_words import ASSUMED


@bp.get("/flow")
@permission.needs(Permission.SEE_INSIGHT)
def flow_page() -> ResponseReturnValue:
    asked = read_assumptions(request.args)
    figures = flow_figures(asked.assumptions) if asked.assumptions else ()
    page = render_template("insight/flow.html", asked=asked, assumed=ASSUMED, figures=figures, query=_query(asked))
    return page, 200 if asked.assumptions else 422


@bp.get("/flow.json")
@permission.needs(Permission.SEE_INSIGHT)
def flow_json() -> ResponseReturnValue:
    """The years as the command prints them, and every figure of the page."""
    asked = read_assumptions(request.args)
    if asked.assumptions is None:
        return jsonify({"errors": {name: said(error) for name, error in asked.errors.items()}}), 422
    years = [year.rounded() for year in flow(asked.assumptions)]
    return jsonify({"years": years, "figures": [as_json(one, said) for one in flow_figures(asked.assumptions)]})


@bp.get("/flow/<figure>.csv")
@permission.needs(Permission.SEE_INSIGHT)
def flow_csv(figure: str) -> ResponseReturnValue:
    """One of the page's tables."""
    asked = read_assumptions(request.args)
    if asked.assumptions is None:
        return Response("\n".join(map(said, asked.errors.values())), 422, mimetype="text/plain")
    found = {one.id: one for one in flow_figures(asked.assumptions)}
    return csv_response(found[figure]) if figure in found else ("", 404)


def _query(asked: Asked) -> dict[str, Any]:
    return dict(address_values(asked.assumptions)) if asked.assumptions else {}
