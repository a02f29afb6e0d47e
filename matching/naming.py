"""Finds the entries that a sentence of the proof names, so that a page can lead to them. Pure."""

import re
from dataclasses import dataclass

from matching.content import Content

QUOTED = re.compile(r"'([a-z0-9:-]+)'")


@dataclass(frozen=True)
class Named:
    """An entry: what an address calls its kind, its id, and for a sign the topic that it stands under."""

    kind: str
    id: str
    topic: str | None = None


@dataclass(frozen=True)
class Piece:
    """A part of a sentence; with the entry that it names, where it names one."""

    text: str
    named: Named | None = None


def pieces(content: Content, sentence: str) -> tuple[Piece, ...]:
    """The sentence in parts, those in quotes that are ids of entries with what they name."""
    parts = QUOTED.split(sentence)
    cut = [Piece(part) if place % 2 == 0 else _piece(content, part) for place, part in enumerate(parts)]
    return tuple(piece for piece in cut if piece.text)


def _piece(content: Content, quoted: str) -> Piece:
    return Piece(f"‘{quoted}’", entry_named(content, quoted))


def entry_named(content: Content, name: str) -> Named | None:
    """The entry with this id; findings first, for they are named most."""
    indicator = content.indicators.get(name)
    if indicator:
        return Named("sign", name, None if indicator.hidden else indicator.topic)
    asked = {question.id for page in content.pages.values() for question in page.questions}
    tables = {
        "fact": content.facts,
        "topic": content.topics,
        "combination": content.combinations,
        "question": content.qualifiers,
        "asked": asked,
        "notice": content.notices,
        "page": content.pages,
        "pathway": content.pathways,
    }
    return next((Named(kind, name) for kind, table in tables.items() if name in table), None)
