"""A record of a file read through a mapping: facts of ours, what was left out and why, or why it is refused.

Two rules, by who can mend it. In our own layout a cell that cannot be read refuses its row: whoever sent the file
typed it. In a source's own shape an optional fact that cannot be read is left blank, is told with its row, and its
words go to the end of the description, so that nobody loses them; without a name a record is refused.

Nothing here touches the database, the clock or Flask.
"""

from dataclasses import dataclass, field
from typing import Any

from directory.typed import shortened
from directory.wording import Words, words

Facts = dict[str, Any]
"""Field of a snapshot -> value. A field that is not there is not told; None or () is told to be blank."""


@dataclass(frozen=True)
class Remark:
    """One thing that a person should know about one row: row, field as the file calls it, what was found, why."""

    row: int
    field: str | None
    found: str
    why: Words


@dataclass
class PlaceRead:
    source_id: str | None
    facts: Facts
    about: str | None


@dataclass
class RecordRead:
    row: int
    source_id: str | None = None
    service: Facts = field(default_factory=dict)
    organization_id: str | None = None
    organization: Facts = field(default_factory=dict)
    places: list[PlaceRead] | None = None
    """None where the file tells nothing of places."""
    refused: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    kept_words: list[tuple[str, str]] = field(default_factory=list)
    """(label, text) of facts that could not be read."""

    @property
    def name(self) -> str:
        return str(self.service.get("name") or "")

    def refuse(self, column: str | None, found: str, why: Words) -> None:
        self.refused.append(Remark(self.row, column, shortened(found), why))

    def note(self, column: str | None, found: str, why: Words) -> None:
        self.notes.append(Remark(self.row, column, shortened(found), why))


NO_NAME = words("This service has no name. Write one.")
NO_ORGANIZATION = words("This does not say whose service it is. Write the organisation's name.")
CONTRADICTION = words("The ages are told twice and do not agree, so we left them blank.")
ZERO_POINT = words("The point 0, 0 lies in the sea off Africa, so we left it blank.")
HALF_A_POINT = words("Only one half of the point was there, so we left it blank.")
PAID_AND_FREE = words("It is said to be free and names a price, so we do not say that it is free.")
SOURCE_SAYS = "The source says"
LONGEST_KEPT = 400


def with_kept_words(description: str | None, kept: list[tuple[str, str]]) -> str | None:
    """The description with, at its end, the words of facts that could not be read, as the source has them."""
    if not kept:
        return description
    lines = [f"{label}: {' '.join(text.split())[:LONGEST_KEPT]}" for label, text in dict.fromkeys(kept)]
    return "\n\n".join(part for part in (description, f"{SOURCE_SAYS}:\n" + "\n".join(lines)) if part)
