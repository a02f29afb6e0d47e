"""What this request's reader sees: the house, and the content in their language."""

from flask import current_app
from flask_babel import get_locale

from directory.pages.blueprint import house
from matching.content import Content

KEPT = "matching_content"


def language() -> str:
    return str(get_locale() or "en")


def content() -> Content:
    """The reviewed content in the reader's language, wherever its entries give words in it; translated once."""
    kept: dict[str, Content] = current_app.extensions.setdefault(KEPT, {"en": house().content})
    if language() not in kept:
        kept[language()] = house().content.translated(language())
    return kept[language()]
