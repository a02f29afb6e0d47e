"""The questionnaire as a picture: the whole on one sheet, a topic at a time, and the way one enquiry took through it.

The plain map is public: it shows what anybody can find by answering, and people trust what they can see. A map of an
enquiry opens, like the outcome, only in the browser session that holds it.
"""

from dataclasses import dataclass

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from accounts import permission
from directory.pages.templating import said
from matching.content import Content
from matching.editions.blueprint import bp
from matching.enquiries import enquiry_numbered
from matching.flow import Chart, Node, NodeKind, chart_of, chart_of_topic, svg, tall, whole
from matching.flow.drawing import Drawing
from matching.flow.paper import pdf
from matching.flow.svg import Address, mark_alone, nowhere
from matching.flow.way import State
from matching.outcome_views import bp as outcome_bp
from matching.reader import content, content_of, language
from matching.views import answers_of

SVG, PDF = "image/svg+xml", "application/pdf"
bp.app_template_global("pathway_mark")(mark_alone)


@dataclass(frozen=True)
class Picture:
    """A drawing with what it is called and what it shows, in words."""

    drawing: Drawing
    title: str
    about: str
    paper: str = "a3"
    wide: bool = True


@bp.get("/map")
@permission.public
def map() -> ResponseReturnValue:
    chart = chart_of(content())
    picture = svg_of(_whole(content(), chart), _to_topics)
    return render_template("content/map.html", content=content(), chart=chart, picture=picture)


@bp.get("/map.<any(svg, pdf):kind>")
@permission.public
def map_file(kind: str) -> ResponseReturnValue:
    return _file(_whole(content(), chart_of(content())), kind, "right-door-map")


@bp.get("/map/<topic_id>")
@permission.public
def topic_map(topic_id: str) -> ResponseReturnValue:
    chart = _chart_of_topic(topic_id)
    topic = content().topics[topic_id]
    return render_template(
        "content/topic_map.html",
        content=content(),
        topic=topic,
        chart=chart,
        picture=svg_of(_tall(chart, topic.name, topic.name)),
    )


@bp.get("/map/<topic_id>.<any(svg, pdf):kind>")
@permission.public
def topic_map_file(topic_id: str, kind: str) -> ResponseReturnValue:
    chart = _chart_of_topic(topic_id)
    name = content().topics[topic_id].name
    return _file(_tall(chart, name, name), kind, f"right-door-map-{topic_id}")


@outcome_bp.get("/map")
@permission.public
def map_of_enquiry(number: str) -> ResponseReturnValue:
    enquiry = enquiry_numbered(number)
    known = content_of(enquiry)
    chart = chart_of(known, answers_of(enquiry))

    def address(node: Node) -> str | None:
        asked = node.kind is NodeKind.PAGE and node.entry in known.pages and node.state is not State.NOT_ASKED
        return url_for("matching.question", number=number, page_id=node.entry) if asked else None

    title = gettext("Your way through the questions")
    return render_template(
        "matching/map.html",
        number=number,
        content=known,
        chart=chart,
        picture=svg_of(_tall(chart, title, _lit_words()), address),
        sheet=svg_of(_whole(known, chart), address, prefix="sheet-"),
    )


@outcome_bp.get("/map.<any(svg, pdf):kind>")
@permission.public
def map_of_enquiry_file(number: str, kind: str) -> ResponseReturnValue:
    enquiry = enquiry_numbered(number)
    known = content_of(enquiry)
    return _file(_whole(known, chart_of(known, answers_of(enquiry))), kind, "right-door-my-way")


def svg_of(picture: Picture, address: Address = nowhere, prefix: str = "") -> Markup:
    return svg(picture.drawing, picture.title, picture.about, address=address, say=said, prefix=prefix)


def _whole(known: Content, chart: Chart) -> Picture:
    title = gettext("Should I refer? All questions and where they lead")
    foot = gettext("%(area)s. Content %(version)s.", area=known.area.name, version=known.version)
    about = gettext("The pages in order from left to right, with the signs of each topic as marks.")
    return Picture(whole(chart, title, f"{foot} {_key(known)}", said), title, about)


def _key(known: Content) -> str:
    return gettext("A line below a mark: more is asked about that sign. Whatever is found, the gravest decides.")


def _tall(chart: Chart, title: str, about: str) -> Picture:
    return Picture(tall(chart, said), title, about, paper="a4", wide=False)


def _lit_words() -> str:
    return gettext("The questions in order. What you answered and ticked is lit.")


def _chart_of_topic(topic_id: str) -> Chart:
    if topic_id not in content().topics:
        abort(404)
    return chart_of_topic(content(), topic_id)


def _to_topics(node: Node) -> str | None:
    if node.kind is NodeKind.TOPIC:
        return url_for("content.topic_map", topic_id=node.entry)
    return f"#words-{node.id}" if node.kind is NodeKind.PAGE and node.entry in content().pages else None


def _file(picture: Picture, kind: str, name: str) -> Response:
    drawn = str(svg_of(picture))
    if kind == "pdf":
        made: bytes | str = pdf(
            drawn,
            title=picture.title,
            description=picture.about,
            language=language(),
            paper=picture.paper,
            wide=picture.wide,
        )
    else:
        made = drawn
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(made, mimetype=PDF if kind == "pdf" else SVG, headers=headers)
