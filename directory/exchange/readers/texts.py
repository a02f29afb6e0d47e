"""Readers of words: plain, on one line, out of HTML, by lists.

Nothing here touches the database, the clock or Flask.
"""

import re
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from directory.exchange.readers.found import NOT_TOLD, Found, NotRead, not_one_of
from directory.typed import shortened
from directory.wording import words

PARAGRAPHS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "blockquote", "section"}
UNSEEN = {"script", "style", "head", "template", "iframe", "object", "svg"}
LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|span|b|i|u|a|ul|ol|li|strong|em|h[1-6]|table|font|script|img)\b[^>]*>|&(?:[a-z]+|#[0-9]+);", re.I
)
SEVERAL = re.compile(r"[\n;,|]+")
YES = {"yes", "y", "true", "1", "t", "✓"}
NO = {"no", "n", "false", "0", "f", "✗"}


def text(found: Found) -> str | None:
    """Words with their paragraphs, out of HTML where it is HTML."""
    said = found.text
    if found.own:
        return said or None
    if LOOKS_LIKE_HTML.search(said):
        said = without_tags(said)
    return paragraphs(said) or None


def line(found: Found) -> str | None:
    said = found.text
    if found.own:
        return said or None
    if LOOKS_LIKE_HTML.search(said):
        said = without_tags(said)
    return " ".join(said.split()) or None


def identity(found: Found) -> str | None:
    return " ".join(found.text.split()) or None


def several_words(found: Found) -> tuple[str, ...]:
    """Words parted by commas, semicolons or lines."""
    return tuple(dict.fromkeys(part for each in found.texts for part in split(each)))


def split(text: str) -> list[str]:
    return [" ".join(part.split()) for part in SEVERAL.split(text) if part.strip()]


def yes_no(found: Found) -> bool | None:
    said = found.text.casefold().strip(" .!")
    if said in NOT_TOLD:
        return None
    if said in YES or said in NO:
        return said in YES
    raise not_one_of(found.text, ["yes", "no"])


def as_it_is(found: Found) -> Any:
    """The value as it stands; only for our own JSON, whose parts are checked as a whole afterwards."""
    values = [value for value in found.values if value is not None]
    return values[0] if values else None


def without_tags(html: str) -> str:
    """The words of a piece of HTML with its paragraphs, list items and line breaks; pictures and scripts go."""
    try:
        soup = BeautifulSoup(html, "html.parser")
    except (AssertionError, RecursionError, ValueError) as error:
        raise NotRead(shortened(html), words("This text holds broken HTML. Send it as plain text.")) from error
    pieces: list[str] = []
    waiting: list[Any] = [soup]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            pieces.append(node)
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                pieces.append(re.sub(r"\s+", " ", str(node)))
        elif isinstance(node, Tag) and node.name not in UNSEEN:
            before, after = _around(node.name)
            waiting.extend([after, *reversed(node.contents), before])
    return "".join(pieces)


def _around(name: str) -> tuple[str, str]:
    if name == "br":
        return "\n", ""
    if name == "li":
        return "\n• ", ""
    return ("\n\n", "\n\n") if name in PARAGRAPHS else ("", "")


def paragraphs(said: str) -> str:
    """Spaces tidied on each line, and never more than one blank line between paragraphs."""
    lines = [" ".join(each.split()) for each in said.replace("\xa0", " ").split("\n")]
    lines = [each for each in lines if each != "•"]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
