"""What is shown of somebody's own words: the suggestions, each with the part of the text that led to it.

Pure. Nothing is decided here, and no text is kept: a person ticks what is right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from matching.content import Content
from matching.entries import PathwayId
from matching.judgement import JUDGEMENT
from matching.understanding.said_ages import UNITS, SaidAge, said_ages
from matching.understanding.typed_words import Word, read_words

SHOWN_AT_ONCE = 6
MOST_SIGNS = 12
MOST_DANGER_WORDS = 3
LONGEST_SAID = 140
"""Characters of the text that are given as a reason; the whole of it is marked in the copy."""


class Suggested(Protocol):
    """One sign or need as the understanding of a text gives it."""

    @property
    def id(self) -> str: ...
    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def certain(self) -> bool: ...


class Understood(Protocol):
    """What a text was understood to speak of, best first."""

    @property
    def pathway(self) -> PathwayId: ...
    @property
    def indicators(self) -> Sequence[Suggested]: ...
    @property
    def needs(self) -> Sequence[Suggested]: ...
    @property
    def danger(self) -> bool: ...


@dataclass(frozen=True)
class Suggestion:
    """Something to tick; `because` are the parts of the text that led to it, as typed."""

    id: str
    words: str
    because: tuple[str, ...]
    ticked: bool = False


@dataclass(frozen=True)
class SuggestedAge:
    """An age in years that the text may give, with the words that give it."""

    years: float
    because: str


@dataclass(frozen=True)
class Piece:
    """A part of the text; `marked` where it led to a suggestion."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Reading:
    """All that is shown of one text."""

    danger: bool
    """A person's number comes up before anything else."""
    outright: bool
    """Danger was said in so many words, and is not only likely."""
    urgent: bool
    """And that number is 999."""
    danger_words: tuple[str, ...]
    signs: tuple[Suggestion, ...]
    needs: tuple[Suggestion, ...]
    ages: tuple[SuggestedAge, ...]
    pieces: tuple[Piece, ...]

    @property
    def first(self) -> tuple[Suggestion, ...]:
        return self.signs[:SHOWN_AT_ONCE]

    @property
    def others(self) -> tuple[Suggestion, ...]:
        return self.signs[SHOWN_AT_ONCE:]


def reading(content: Content, need_names: Mapping[str, str], text: str, understood: Understood) -> Reading:
    """`need_names`: the needs that can be looked for, by id, in the reader's words."""
    signs = signs_suggested(content, understood.indicators)
    shown = {suggestion.id for suggestion in signs}
    needs = needs_suggested(need_names, understood.needs)
    led = [one for one in (*understood.indicators, *understood.needs) if one.id in shown or one.id in need_names]
    return Reading(
        danger=understood.danger,
        outright=understood.danger and any(one.certain for one in grave_among(content, understood.indicators)),
        urgent=understood.danger and understood.pathway is PathwayId.EMERGENCY,
        danger_words=words_of_danger(content, understood.indicators) if understood.danger else (),
        signs=signs,
        needs=needs,
        ages=ages_suggested(text),
        pieces=pieces(text, (words for one in led for words in one.words)),
    )


def signs_suggested(content: Content, found: Iterable[Suggested]) -> tuple[Suggestion, ...]:
    """The signs to tick, best first. What was said outright is ticked already; everything else is for the person."""
    answers = views_of_their_own(content)
    known = [one for one in found if one.id in content.indicators and (one.certain or one.id not in answers)]
    likely = [one for one in known if not one.certain][: max(0, MOST_SIGNS - sum(one.certain for one in known))]
    return tuple(
        Suggestion(one.id, content.indicators[one.id].words, quoted(one.words), ticked=one.certain)
        for one in known
        if one.certain or one in likely
    )


def views_of_their_own(content: Content) -> frozenset[str]:
    """What only the person can say: their own judgement, and that a page was left open. Likeness suggests neither."""
    judged = content.question(JUDGEMENT)
    said = {name for option in (judged.options if judged else ()) for name in option.findings}
    on_pages = (question for name, question in content.questions.items() if name not in content.qualifiers)
    return frozenset(said.union(*(question.if_unanswered for question in on_pages)))


def needs_suggested(names: Mapping[str, str], found: Iterable[Suggested]) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(one.id, names[one.id], quoted(one.words)) for one in found if one.id in names)


def words_of_danger(content: Content, found: Iterable[Suggested]) -> tuple[str, ...]:
    """The parts of the text that call for a person at once: those of the gravest signs, said outright if any is."""
    grave = grave_among(content, found)
    urgent = [one for one in grave if content.indicators[one.id].pathway is PathwayId.EMERGENCY]
    said = [one for one in (urgent or grave) if one.certain] or (urgent or grave)[:1]
    parts = list(dict.fromkeys(words for one in said for words in one.words))
    whole = [part for part in parts if not any(part != other and part in other for other in parts)]
    return quoted(whole[:MOST_DANGER_WORDS])


def grave_among(content: Content, found: Iterable[Suggested]) -> list[Suggested]:
    return [one for one in found if one.id in content.indicators and content.indicators[one.id].red_flag]


def ages_suggested(text: str) -> tuple[SuggestedAge, ...]:
    """The ages that a text may give, each once, in its order."""
    words = read_words(text)
    ages = {
        round(age.years, 2): SuggestedAge(round(age.years, 2), _age_as_said(text, words, age))
        for age in reversed(said_ages(words))
    }
    return tuple(reversed(ages.values()))


def quoted(parts: Iterable[str]) -> tuple[str, ...]:
    """Parts of a text on one line each, and not too long to be read in a sentence."""
    lines = (" ".join(part.split()) for part in parts)
    return tuple(
        line if len(line) <= LONGEST_SAID else line[: LONGEST_SAID - 1].rstrip() + "…" for line in lines if line
    )


def pieces(text: str, marked: Iterable[str]) -> tuple[Piece, ...]:
    """The text cut where these parts of it begin and end; their first mention is marked."""
    inside = [False] * len(text)
    for part in marked:
        start = text.find(part) if part else -1
        if start >= 0:
            inside[start : start + len(part)] = [True] * len(part)
    return tuple(_cut(text, inside))


def _cut(text: str, inside: Sequence[bool]) -> Iterator[Piece]:
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or inside[place] != inside[start]:
            yield Piece(text[start:place], inside[start])
            start = place


def _age_as_said(text: str, words: Sequence[Word], age: SaidAge) -> str:
    """From the word where the age is said to the end of its unit: "10 week old", "12"."""
    last = age.last
    if words[age.place].word in UNITS and last == age.place:  # "Year 4"
        last = min(age.place + 1, len(words) - 1)
    return text[words[age.place].start : words[last].end]
