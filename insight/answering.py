"""Figures as files: what analysts read with their own tools."""

from collections.abc import Iterable

from flask import Response, jsonify

from directory.pages.templating import said
from insight.figure import Figure, as_csv, as_json


def csv_response(figure: Figure) -> Response:
    """UTF-8 with a mark, so that spreadsheets read it as such."""
    name = f"{figure.id}.csv"
    body = as_csv(figure, said).encode("utf-8-sig")
    return Response(body, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def json_response(figures: Figure | Iterable[Figure]) -> Response:
    """One figure as an object, or several under "figures"."""
    if isinstance(figures, Figure):
        return jsonify(as_json(figures, said))
    return jsonify({"figures": [as_json(figure, said) for figure in figures]})
