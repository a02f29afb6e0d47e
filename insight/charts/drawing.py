"""Draw a chart as SVG, on the server, with no word to anybody else.

The picture stands in the page itself, not in an <img>: there it has the page's own type and can be read by nobody but
the page's reader. vl-convert writes colours and sizes as attributes, never as styles, so the page's policy allows it.
What comes out is text that was data going in: Vega escapes it, and `_checked` refuses anything that would run.
"""

import json
import re
from functools import lru_cache
from typing import Any

import vl_convert
from markupsafe import Markup, escape

from directory.wording import Words
from insight.charts.chart import Chart, Say

MOST_KEPT = 200
"""Drawings kept in memory, some 10 to 60 kB each."""
ROOT = re.compile(r"<svg\b[^>]*?\bviewBox=\"(?P<box>[^\"]+)\"[^>]*>")
IDS = re.compile(r"\b(id=\"|url\(#|href=\"#)(?=[A-Za-z])")
NOT_DRAWN = re.compile(
    r"<(?!/?(?:svg|g|path|text|tspan|rect|line|circle|defs|clipPath|linearGradient|stop)\b)|\bstyle=|\son\w+="
)
TAG = re.compile(r"<[A-Za-z][^>]*>")
ROLES = re.compile(r'\s(?:role|class|aria-[a-z]+)="[^"]*"')
"""What Vega says of the inner parts; a picture is named as a whole, and its numbers stand in the table."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class NotDrawn(RuntimeError):
    """A drawing had something in it that no drawing of ours has."""


def draw(chart: Chart, id_: str, alt: str, say: Say) -> Markup:
    """The picture for a desk's screen and the one for a phone's; style sheets show one of them.

    `id_` is the figure's, to keep apart the pictures of a page; `alt` says what the picture shows.
    """
    pictures = [(size, svg(spec, say)) for size, spec in (("wide", chart.wide), ("narrow", chart.narrow))]
    return Markup("").join(_in_page(picture, f"{id_}-{size}", size, alt) for size, picture in pictures)


def svg(spec: Any, say: Say) -> str:
    """One picture as a file of its own."""
    return _drawn(json.dumps(said(spec, say), sort_keys=True))


def said(spec: Any, say: Say) -> Any:
    """The specification with all its words in the reader's language, and nothing in them that cannot be shown."""
    if isinstance(spec, Words | str):
        return UNPRINTABLE.sub("", say(spec)) if isinstance(spec, Words) else UNPRINTABLE.sub("", spec)
    if isinstance(spec, dict):
        return {key: said(value, say) for key, value in spec.items()}
    if isinstance(spec, list | tuple):
        return [said(value, say) for value in spec]
    return spec


@lru_cache(maxsize=MOST_KEPT)
def _drawn(spec: str) -> str:
    picture = TAG.sub(lambda tag: ROLES.sub("", tag[0]), vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    if NOT_DRAWN.search(picture):
        raise NotDrawn
    return picture


def _in_page(picture: str, id_: str, size: str, alt: str) -> Markup:
    """As wide as the page lets it be, named for people who do not see it, its inner ids its own."""
    found = ROOT.search(picture)
    if found is None:
        raise NotDrawn
    opened = Markup('<svg class="rd-plate__picture rd-plate__picture--{}" viewBox="{}" role="img" aria-label="{}">')
    inner = IDS.sub(rf"\g<1>{id_}-", picture[found.end() :])
    return opened.format(size, escape(found["box"]), alt) + Markup(inner)  # noqa: S704  checked by `_drawn`
