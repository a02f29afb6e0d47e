"""What this request's reader sees: the house, and the content in their language."""

from flask import current_app, g
from flask_babel import get_locale

from directory.beside import texts_beside
from directory.pages.blueprint import house
from matching.area import CONTENT, Area
from matching.content import Content
from matching.models import Enquiry

KEPT = "matching_content"
AREAS = "matching_areas"
MOST_KEPT = 12
"""Translations of this many contents are kept, the newest used."""


def language() -> str:
    return str(get_locale() or "en")


def content() -> Content:
    """The content in force, in the reader's language, wherever its entries give words in it.

    It is the same for a whole request, whatever is published meanwhile.
    """
    if "content" not in g:
        g.content = house().content
    return _in_language(g.content)


def content_of(enquiry: Enquiry) -> Content:
    """What an enquiry goes by: what it was finished under, where that was kept; the content in force until then."""
    if enquiry.completed_at is None or enquiry.content_version == content().version:
        return content()
    kept: Content | None = house().contents.version_of(enquiry.content_version)
    return _in_language(kept) if kept else content()


def guidance_changed(enquiry: Enquiry) -> bool:
    """Whether an enquiry is explained by content that is in force no more."""
    return content_of(enquiry).version != content().version


def area_said(area: Area) -> Area:
    """An area with its names and hours in the reader's language; the last one is kept for each language."""
    wanted = language()
    if wanted == "en":
        return area
    kept: dict[str, tuple[Area, Area]] = current_app.extensions.setdefault(AREAS, {})
    if wanted not in kept or kept[wanted][0] is not area:
        kept[wanted] = area, area.translated(wanted, texts_beside(CONTENT, wanted))
    return kept[wanted][1]


def _in_language(original: Content) -> Content:
    """Translated once for each content and language."""
    wanted = language()
    if wanted == "en":
        return original
    kept: dict[tuple[str, str], Content] = current_app.extensions.setdefault(KEPT, {})
    place = original.version, wanted
    if place not in kept:
        kept[place] = original.translated(wanted)
        for oldest in list(kept)[:-MOST_KEPT]:
            kept.pop(oldest, None)
    return kept[place]
