"""What stood in a record where a mapping looked, as every reader gets it.

Nothing here touches the database, the clock or Flask.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from directory.exchange.mapping import Take
from directory.typed import shortened
from directory.wording import Words, words

NOT_TOLD = {"", "-", "–", "n/a", "na", "none", "null", "nil", "not known", "unknown", "not applicable", "tbc"}
"""What people write where they know nothing; small letters."""


class NotRead(ValueError):
    """A text that cannot be read for certain; `words` names it and says what would do."""

    def __init__(self, found: str, said: Words) -> None:
        self.found, self.words = found, said
        super().__init__(str(said))


@dataclass(frozen=True)
class Known:
    """What readers know of this directory: its needs and the day it is."""

    needs: Mapping[str, str]
    """Need id -> name."""
    today: date


@dataclass
class Found:
    values: list[Any]
    take: Take
    known: Known
    own: bool = False
    """Whether this stood in our own layout, whose lists have a way of being written."""
    as_date: bool = False
    remarks: list[tuple[str, Words]] = field(default_factory=list)
    """(what was found, why it was left out) for what part of the fact could not be read."""

    @property
    def texts(self) -> list[str]:
        """Every text that says something, tidied, through the mapping's table of values."""
        write = as_written if self.own else plain
        found = [translated(write(value), self.take.values) for value in self.values]
        return [text for text in found if text]

    @property
    def text(self) -> str:
        """The first text that says something, or all of them joined where the mapping says so."""
        texts = self.texts
        if self.take.join is not None:
            return self.take.join.join(dict.fromkeys(texts))
        return texts[0] if texts else ""

    def leave_out(self, found: str, why: Words) -> None:
        self.remarks.append((shortened(found), why))


def plain(value: Any) -> str:
    """A value as the text that people would see, without spaces around it; a list or an object has none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None or isinstance(value, list | dict):
        return ""
    return str(value).replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()


def as_written(value: Any) -> str:
    """A value of our own layout: nothing is changed but the spaces around it."""
    return value.strip() if isinstance(value, str) else plain(value)


def translated(text: str, values: Mapping[str, Any]) -> str:
    """A source's own value in ours, where the mapping has one for it; else the text itself."""
    if not values:
        return text
    return str(values.get(text.casefold(), text))


def not_one_of(text: str, choices: list[str]) -> NotRead:
    return NotRead(
        text,
        words(
            "“%(text)s” is not an answer here. Write one of: %(choices)s.",
            text=shortened(text),
            choices=", ".join(choices),
        ),
    )
