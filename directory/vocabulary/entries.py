"""The entries of `taxonomy/*.toml`, in the shape they have there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, with_config

from directory.beside import texts_beside

TAXONOMY = Path(__file__).parent.parent / "taxonomy"

strict_keys = with_config(ConfigDict(extra="forbid"))


@strict_keys
@dataclass(frozen=True)
class Need:
    """Something a family may need help with, in plain words."""

    id: str
    name: str
    description: str
    group: str
    everyday: tuple[str, ...]
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_language(self, code: str) -> "Need":
        """The same need with its name, description and group in another language, where they have been translated."""
        words, beside = self.translations.get(code, {}), texts_beside(TAXONOMY, code)
        return replace(
            self,
            name=words.get("name") or beside.get(self.name, self.name),
            description=words.get("description") or beside.get(self.description, self.description),
            group=beside.get(self.group, self.group),
        )


@strict_keys
@dataclass(frozen=True)
class Word:
    """Jargon, an abbreviation or slang. `capitals` count only when typed in capitals: "HI" but not "hi".

    The words of `say` are ways of saying the same, unless they are `various` things of one kind.
    """

    say: tuple[str, ...]
    means: str
    needs: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    various: bool = False


@strict_keys
@dataclass(frozen=True)
class HelpNumber:
    """Somebody to ring or to text."""

    name: str
    number: str
    hours: str
    note: str = ""
    by: Literal["phone", "text"] = "phone"

    def in_language(self, code: str) -> "HelpNumber":
        """The same number with its words in another language, where they have been translated."""
        beside = texts_beside(TAXONOMY, code)
        said = {name: beside.get(text, text) for name, text in vars(self).items() if name in ("name", "hours", "note")}
        return replace(self, **said)


@strict_keys
@dataclass(frozen=True)
class CrisisKind:
    """What to show somebody who may be in danger or despair; `front_door` asks for the area's own number too."""

    id: str
    title: str
    say: str
    numbers: tuple[HelpNumber, ...]
    front_door: bool = False
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_language(self, code: str) -> "CrisisKind":
        """The same numbers with title and words in another language, where they have been translated."""
        words, beside = self.translations.get(code, {}), texts_beside(TAXONOMY, code)
        return replace(
            self,
            title=words.get("title") or beside.get(self.title, self.title),
            say=words.get("say") or beside.get(self.say, self.say),
            numbers=tuple(number.in_language(code) for number in self.numbers),
        )


@strict_keys
@dataclass(frozen=True)
class CrisisPhrases:
    """Phrases about one thing, and the kind they call for.

    `exact` ones keep their word endings; in `near` ones any few words may stand between.
    """

    about: str
    kind: str
    words: tuple[str, ...]
    exact: bool = False
    near: bool = False


@strict_keys
@dataclass(frozen=True)
class LonePhrases:
    """Phrases that call for a kind when nothing else is said."""

    kind: str
    words: tuple[str, ...]


@strict_keys
@dataclass(frozen=True)
class Group:
    """Words that belong together."""

    words: tuple[str, ...]


@strict_keys
@dataclass(frozen=True)
class NeedsFile:
    need: tuple[Need, ...]


@strict_keys
@dataclass(frozen=True)
class WordsFile:
    small_words: tuple[str, ...]
    not_slips: tuple[str, ...]
    first_doors: tuple[str, ...]
    languages: Mapping[str, str]
    word: tuple[Word, ...]
    synonyms: tuple[Group, ...]
    spellings: Mapping[str, str]


@strict_keys
@dataclass(frozen=True)
class CrisisFile:
    fillers: tuple[str, ...]
    beside: tuple[str, ...]
    kind: tuple[CrisisKind, ...]
    alike: tuple[Group, ...]
    harmless: tuple[Group, ...]
    alone: tuple[LonePhrases, ...]
    phrase: tuple[CrisisPhrases, ...]


@dataclass(frozen=True)
class Taxonomy:
    """The three files together, as they are written."""

    needs: NeedsFile
    words: WordsFile
    danger: CrisisFile
