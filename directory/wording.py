"""Sentences that pure modules make: a message to translate and the values to put into it.

A pure module cannot know the reader's language, so it returns `Words`; the page says them (`|said` in templates).
"""

from typing import Any, NamedTuple


class Words(NamedTuple):
    message: str
    """The English message with %(name)s places; the key of its translation."""
    values: dict[str, Any] = {}

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


def words(message: str, /, **values: Any) -> Words:
    """Mark `message` for translation (babel finds calls of `words`) and keep its values beside it."""
    return Words(message, values)
