"""What the reviewed content is made of: one frozen class for each kind of table in `content/*.toml`.

The shapes only. What an entry may refer to is checked in `references.py`; files are read in `reading.py`.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Level = Annotated[int, Field(ge=1, le=4)]
Texts = tuple[Text, ...]
Ids = tuple[Id, ...]
NOTHING: Mapping[str, str] = MappingProxyType({})
READ = frozenset(
    {
        *("words", "name", "title", "hint", "why", "reason", "disputed", "watch_for"),
        *("short", "means", "do_now", "do_not", "consent", "who_acts", "what_happens_next", "safety_net"),
        *("come_back", "no_names", "if_told_no", "say", "steps", "hours", "day_words", "night_words"),
    }
)
"""Fields of words that people read, by name, whatever the class: those that another language may say."""


class Entry(BaseModel):
    """One table of a content file. `translations` holds, by language code, other words for its own text fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    translations: dict[str, dict[str, str | tuple[str, ...]]] = Field(default_factory=dict, repr=False)

    @model_validator(mode="after")
    def _translations_name_text_fields(self) -> Self:
        for language, words in self.translations.items():
            for name, value in words.items():
                if type(getattr(self, name, None)) is not type(value):
                    raise ValueError(f"translations.{language} has '{name}', which is not a text of this entry")
        return self

    def translated(self, language: str, beside: Mapping[str, str] = NOTHING) -> Self:
        """This entry, and all inside it, in another language where words in it are given.

        `beside`: English text -> words in that language, for what the entry itself gives none for.
        """
        changes: dict[str, Any] = {}
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Entry):
                changes[name] = value.translated(language, beside)
            elif isinstance(value, tuple) and any(isinstance(item, Entry) for item in value):
                changes[name] = tuple(item.translated(language, beside) for item in value)
            elif name in READ and isinstance(value, tuple):
                changes[name] = tuple(beside.get(text, text) for text in value)
            elif name in READ and value is not None:
                changes[name] = beside.get(value, value)
        return self.model_copy(update=changes | self.translations.get(language, {}))

    def texts(self) -> Iterator[str]:
        """Every text that people read of this entry and of all inside it, in its own language."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Entry):
                    yield from item.texts()
                elif name in READ and item is not None:
                    yield item


class PathwayId(StrEnum):
    """Where an enquiry ends, the least serious first."""

    ADVICE = "advice"
    EARLY_HELP = "early_help"
    SAFEGUARDING = "safeguarding"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        return RANKS[self]


RANKS = {pathway: place for place, pathway in enumerate(PathwayId)}


class Kind(StrEnum):
    """How a question is answered; the last five are filled by the mechanism."""

    ONE = "one"
    SEVERAL = "several"
    AGES = "ages"
    PLACE = "place"
    TOPICS = "topics"
    SIGNS = "signs"
    QUALIFIERS = "qualifiers"


class Source(Entry):
    """Where a rule comes from; `known` is general knowledge, still to be checked against the document itself."""

    document: Text
    area: Text | None = None
    year: int | None = None
    status: Literal["seen", "known"]


class Topic(Entry):
    id: Id
    name: Text
    hint: Text | None = None
    harm: bool = False
    """Not being sure about its signs leads to a safeguarding conversation."""
    needs: Ids = ()
    worry_level: Level = 2


class Indicator(Entry):
    """A worry that a person can tick or that other findings establish, and the level of need it is a sign of."""

    id: Id
    words: Annotated[Text, StringConstraints(max_length=120)]
    topic: Id
    level: Level
    flags: tuple[Literal["emergency", "safeguarding"], ...] = ()
    needs: Ids = ()
    ages: tuple[float, float] | None = None
    """Whole years, both included; -1 is an open end."""
    kinds: Ids = ()
    """Other findings that it establishes too."""
    qualifier: Id | None = None
    hidden: bool = False
    """Never in a checklist: only options and combinations establish it."""
    disputed: Text | None = None
    watch_for: Texts = ()
    reason: Text | None = None
    sources: tuple[Source, ...] = ()

    @property
    def pathway(self) -> PathwayId:
        """The pathway that this alone leads to."""
        return pathway_for(self.level, self.flags)

    @property
    def red_flag(self) -> bool:
        return self.pathway.rank >= PathwayId.SAFEGUARDING.rank


class Fact(Entry):
    """Something that is no worry by itself: a role, an age band, a kind of injury, a circumstance."""

    id: Id
    words: Text
    under: Annotated[float, Field(gt=0, le=26)] | None = None
    """Holds for a born child younger than this, in decimal years."""
    at_least: Annotated[float, Field(ge=0, le=26)] = 0
    """With `under`: and not younger than this, for what no younger child can be, such as pregnant."""
    except_own_baby: bool = False
    """Leaves out a child whose parent another of these may be: what is said is about the young parent then."""
    unborn: bool = False


class Option(Entry):
    id: Id
    words: Text
    hint: Text | None = None
    findings: Ids = ()
    exclusive: bool = False
    harmless: bool = False
    """Declared to say nothing that matters: an option without findings that is not declared so was forgotten."""


class Question(Entry):
    id: Id
    words: Text | None = None
    hint: Text | None = None
    kind: Kind
    required: bool = False
    asked_when: Ids = ()
    """Any of these findings; empty is always."""
    if_unanswered: Ids = ()
    """What holds while it is asked and not answered: unknown is never "no"."""
    options: tuple[Option, ...] = Field(default=(), alias="option")

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


class Page(Entry):
    id: Id
    title: Text
    why: Text
    questions: tuple[Question, ...] = Field(alias="question", min_length=1)


class Combination(Entry):
    """A finding that several others establish together. Positive conditions only: there is no "not"."""

    id: Id
    all_of: Ids = ()
    at_least: Annotated[int, Field(ge=1)] | None = None
    among: Ids = ()
    gives: Id

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.all_of and not self.among:
            raise ValueError("it has neither all_of nor among, so it would always hold")
        if (self.at_least is None) != (not self.among):
            raise ValueError("at_least and among belong together: give both or neither")
        if self.at_least is not None and self.at_least > len(set(self.among)):
            raise ValueError(f"at_least is {self.at_least}, but among has only {len(set(self.among))}")
        return self


class Notice(Entry):
    """What the outcome must say while all of `when_all` hold, if it is in force yet."""

    id: Id
    when_all: Ids = Field(min_length=1)
    title: Text
    words: Text
    sources: tuple[Source, ...] = ()
    in_force: bool = True
    local: Literal["lado"] | None = None
    """A contact of the area's own to show with it."""


class Gather(Entry):
    id: Id
    words: Text


class Pathway(Entry):
    id: PathwayId
    name: Text
    short: Text
    means: Text
    do_now: Texts = ()
    do_not: Texts = ()
    consent: Text
    who_acts: Text
    what_happens_next: Texts = ()
    gather: tuple[Gather, ...] = ()
    safety_net: Texts = ()
    come_back: Text
    no_names: Texts = ()
    """How to talk it through without saying who."""
    if_told_no: Texts = ()


def pathway_for(level: int, flags: tuple[str, ...] = ()) -> PathwayId:
    """The pathway of one finding: its flags first, then its level of need; level 1 and none are advice."""
    if "emergency" in flags:
        return PathwayId.EMERGENCY
    if "safeguarding" in flags or level == 4:
        return PathwayId.SAFEGUARDING
    return PathwayId.EARLY_HELP if level >= 2 else PathwayId.ADVICE
