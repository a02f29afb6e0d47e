"""The fact-check tables as pages to read, print and take away.

Whoever may see the history may read them. They are not public: a row read by itself, away from the numbers to ring and
from "you do not have to be sure", could talk somebody out of asking. What the questions are is public: see the map.
"""

import csv
import io
from collections import Counter

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from directory.exchange.cells import guarded
from directory.pages.templating import said
from matching.content import Content
from matching.editions.blueprint import bp, house
from matching.entries import PathwayId
from matching.facts import RowKind, fact_rows, lines, sheet
from matching.reader import content

UNDER_A_SIGN = (RowKind.DETAIL, RowKind.AGE, RowKind.BESIDE)


@bp.get("/facts")
@permission.needs(Permission.SEE_HISTORY)
def facts() -> ResponseReturnValue:
    known = content()
    counts = {topic: Counter(sign.pathway for sign in signs) for topic, signs in known.checklists.items()}
    return render_template("content/facts.html", content=known, counts=counts, pathways=_gravest_first())


@bp.get("/facts/<topic_id>")
@permission.needs(Permission.SEE_HISTORY)
def fact_table(topic_id: str) -> ResponseReturnValue:
    known = _with_topic(topic_id)
    rows = fact_rows(known, topic_id)
    wanted = request.args.get("pathway", "")
    chosen = [row for row in rows if not wanted or row.pathway == wanted]
    return render_template(
        "content/fact_table.html",
        content=known,
        topic=known.topics[topic_id],
        lines=lines(chosen),
        shown=len(chosen),
        counts=Counter(row.pathway for row in rows),
        wanted=wanted if wanted in list(PathwayId) else "",
        pathways=_gravest_first(),
        is_under=lambda line: line.first.kind in UNDER_A_SIGN and not wanted,
        today=house().now().date(),
        neighbours=_neighbours(known, topic_id),
    )


@bp.get("/facts/<topic_id>.csv")
@permission.needs(Permission.SEE_HISTORY)
def fact_sheet(topic_id: str) -> ResponseReturnValue:
    """One line for each row; nothing in it is a formula to a spreadsheet."""
    known = _with_topic(topic_id)
    out = io.StringIO(newline="")
    written = sheet(known, topic_id, fact_rows(known, topic_id), said)
    csv.writer(out).writerows([guarded(cell) for cell in line] for line in written)
    headers = {"Content-Disposition": f'attachment; filename="facts-{topic_id}.csv"'}
    return Response(("\ufeff" + out.getvalue()).encode(), mimetype="text/csv", headers=headers)


def _with_topic(topic_id: str) -> Content:
    known = content()
    if topic_id not in known.topics:
        abort(404)
    return known


def _neighbours(known: Content, topic_id: str) -> tuple[str | None, str | None]:
    """The topic before and the topic after."""
    order = [None, *known.topics, None]
    place = order.index(topic_id)
    return order[place - 1], order[place + 1]


def _gravest_first() -> list[PathwayId]:
    return list(reversed(PathwayId))
