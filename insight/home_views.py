"""Where insight begins: what stands out, in sentences, each with the way to its figure."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from directory.wording import Words
from insight.asking import read_sources
from insight.blueprint import bp
from insight.catalogue import page_of
from insight.halves import next_complete
from insight.sources import Sources

SHOWN = (
    *("gaps", "gaps-map", "unmet", "searches", "demand-kinds", "failure-share", "demand-by-district"),
    *("right-first-time", "right-first-time-share", "time-to-help", "time-to-help-months", "repeats", "overrides"),
    *("referral-answers", "referral-reasons", "helped-by-need", "families", "quality-now", "answers-basis"),
)
"""The figures that home has a sentence of, in the order of their pages."""


@dataclass(frozen=True)
class Sentence:
    """What a figure says, and where it is."""

    title: Words | str
    said: Words | str
    address: str


@bp.get("")
@permission.needs(Permission.SEE_INSIGHT)
def home() -> ResponseReturnValue:
    sources = read_sources()
    half = sources.offer.halves[-1] if sources.offer.halves else None
    found: dict[str, tuple[Words, list[Sentence]]] = {}
    for figure_id in SHOWN:
        page = page_of(figure_id)
        if page is None:
            continue
        figure = page.figures[figure_id](sources, (half,) if half else ())
        address = url_for(page.endpoint, _anchor=figure_id)
        _, sentences = found.setdefault(page.endpoint, (page.title, []))
        sentences.append(Sentence(figure.title, figure.finding, address))
    return render_template(
        "insight/home.html", groups=found, half=half, offer=sources.offer, ready_on=_ready_on(sources)
    )


def _ready_on(sources: Sources) -> date | None:
    """The day from which there is a half to show; None before anybody asked anything."""
    return next_complete(sources.since, sources.now.date()) if sources.since else None
