"""Sentences that pure modules make: a message to translate and the values to put into it.

A pure module cannot know the reader's language, so it returns `Words`; the page says them (`|said` in templates).
"""

from typing import Any, NamedTuple


class Clock(NamedTuple):
    """A time of day inside a sentence: English counts to 12, other languages to 24."""

    english: str
    figures: str

    def __str__(self) -> str:
        return self.english


class Words(NamedTuple):
    message: str
    """The English message with %(name)s places; the key of its translation."""
    values: dict[str, Any] = {}
    plural: str = ""
    """The English plural, chosen by the value `n`; empty where the message has none."""

    def __str__(self) -> str:
        message = self.plural if self.plural and self.values.get("n") != 1 else self.message
        return message % self.values if self.values else message


class Reviewed(Words):
    """A text of reviewed data, such as a need's name: its translation stands beside that data (`beside.py`)."""


def words(message: str, /, **values: Any) -> Words:
    """Mark `message` for translation (babel finds calls of `words`) and keep its values beside it."""
    return Words(message, values)


def counted(message: str, plural: str, /, n: int, **values: Any) -> Words:
    """As `words`, with a plural: `message` for one, `plural` otherwise; both may use %(n)s."""
    return Words(message, {"n": n, **values}, plural)
