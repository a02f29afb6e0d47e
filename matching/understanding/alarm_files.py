"""The tables of `content/alarms/*.toml`: read, checked, and every problem named with file, entry and mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field

from directory.vocabulary.phrases import Speller
from matching.entries import Entry, Id, Text, Texts
from matching.errors import ContentError
from matching.reading import read_tables
from matching.understanding.patterns import Pattern, PatternError, read_pattern
from matching.understanding.typed_words import CONTRACTIONS

FOLDER = "alarms"
LEFT = ("partners", "partnered", "hospitals", "hospitality", "mission", "cruises", "bruiser", "smashed", "presidents")
"""Words that are no slip of a listed one, however near."""


class AlarmEntry(Entry):
    """What people say when this red flag holds. `says` are patterns, as patterns.py explains them."""

    indicator: Id
    says: Texts = Field(min_length=1)
    under: Annotated[float, Field(gt=0, le=26)] | None = None
    """Counts only near an age below this, in decimal years, or near what `beside` says."""
    at_least: Annotated[float, Field(ge=0, le=26)] = 0
    beside: Texts = ()
    """Counts only near one of these; with `under`, these will do instead of an age."""
    urgent: bool = False
    """Leads to 999."""
    even_past: bool = False
    """Counts however long ago it was."""


class Group(Entry):
    """Words that a name in capitals stands for in a pattern."""

    name: Text
    words: Texts


class Harmless(Entry):
    """Sayings that only sound like harm, and what they are about."""

    about: Text
    says: Texts


class Spellings(Entry):
    """Slips, text speak and irregular forms: as typed -> as meant."""

    meant: dict[str, str]


class Mended(Entry):
    """Long words that a slip of the keys is mended to."""

    words: Texts


class Fillers(Entry):
    """Small words that may always stand between two words of a pattern."""

    words: Texts


TABLES: dict[str, type[Entry]] = {
    "alarm": AlarmEntry,
    "group": Group,
    "harmless": Harmless,
    "spellings": Spellings,
    "fillers": Fillers,
    "mended": Mended,
}


@dataclass
class AlarmTables:
    """Everything that the files say."""

    entries: list[AlarmEntry] = field(default_factory=list)
    groups: dict[str, Texts] = field(default_factory=dict)
    harmless: list[str] = field(default_factory=list)
    fillers: frozenset[str] = frozenset()
    mended: frozenset[str] = frozenset()
    meant: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(CONTRACTIONS))

    def patterns(self, texts: Iterable[str]) -> tuple[Pattern, ...]:
        return tuple(read_pattern(text, self.groups, self.meant) for text in texts)

    @cached_property
    def speller(self) -> Speller:
        """Mends a slip in a listed long word; every word that the patterns know otherwise is right as it is."""
        known = {word for entry in self.entries for text in entry.says for word in _plain_words(text)}
        return Speller(self.mended, leave=(*known, *self.meant, *LEFT))


def read_alarm_files(folder: Path) -> AlarmTables:
    """Read every file under `alarms`. Raises ContentError with every problem found."""
    tables, problems, named = AlarmTables(), [], []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        name = f"{FOLDER}/{path.name}"
        found, wrong = read_tables(path, name, TABLES)
        problems += wrong
        named += [(name, entry) for entry in (*found["alarm"], *found["harmless"])]
        tables.entries += found["alarm"]
        tables.groups |= {group.name: group.words for group in found["group"]}
        tables.harmless += [text for entry in found["harmless"] for text in entry.says]
        tables.fillers |= {word for entry in found["fillers"] for word in entry.words}
        tables.mended |= {word for entry in found["mended"] for word in entry.words}
        for spellings in found["spellings"]:
            tables.meant |= {typed: tuple(meant.split()) for typed, meant in spellings.meant.items()}
    problems += [problem for name, entry in named for problem in _unreadable(tables, name, entry)]
    if problems:
        raise ContentError(problems)
    return tables


def _unreadable(tables: AlarmTables, name: str, entry: AlarmEntry | Harmless) -> list[str]:
    problems = []
    about = entry.indicator if isinstance(entry, AlarmEntry) else entry.about
    beside: Sequence[str] = entry.beside if isinstance(entry, AlarmEntry) else ()
    for text in (*entry.says, *beside):
        try:
            tables.patterns([text])
        except PatternError as error:
            problems.append(f"{name}, '{about}': {error}.")
    return problems


def _plain_words(text: str) -> list[str]:
    """The words of a pattern that may be mistyped: not the names of groups."""
    pieces = (piece for chunk in text.split() for piece in chunk.removesuffix("?").split("|"))
    return [word for piece in pieces if not piece.isupper() for word in piece.strip("=.").split("_") if word.isalpha()]
