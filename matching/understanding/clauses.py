"""A text in sentences and clauses: what in it is denied, supposed, asked in general, or long past.

Nothing here touches a file, the database, the clock or Flask. When in doubt nothing is marked: a "not" that does not
stand right before what it denies, or that only says "not now" or "not that hard", denies nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matching.understanding.cues import (
    ADULT,
    CHILDHOOD,
    DEFINITE,
    DENIES,
    DOUBT,
    EVER,
    GENERAL,
    HARMS,
    LIGHT,
    NEVER,
    ONCE,
    OPENERS,
    OWN,
    PERSONS,
    READING,
    READING_AFTER,
    SAYING,
    SOMEBODY,
    TELLING,
    THREAT,
    UNDENIED,
    WHOM,
)
from matching.understanding.typed_words import Word, read_words


@dataclass(frozen=True)
class Clause:
    """A stretch of text and how it is meant. `past` is long past: the speaker's childhood, or "years ago"."""

    text: str
    start: int
    end: int
    denied: bool
    supposed: bool
    asked: bool
    past: bool


@dataclass(frozen=True)
class Shades:
    """For words by their place: those denied, those only supposed or asked about, and those of long ago."""

    clause: tuple[int, ...]
    """The number of the clause each word stands in."""
    denied: Mapping[int, int]
    """The place of each denied word, and that of the word that denies it."""
    supposed: frozenset[int]
    asked: frozenset[int]
    past: frozenset[int]


def clauses(text: str) -> tuple[Clause, ...]:
    """Split a text into clauses and mark each that is denied, supposed, asked in general, or long past."""
    words = read_words(text)
    shades = shades_of(words)
    found = []
    for first, last in _spans(shades.clause):
        inside = set(range(first, last + 1))
        start, end = words[first].start, words[last].end
        marks = (not inside.isdisjoint(shade) for shade in (shades.denied, shades.supposed, shades.asked, shades.past))
        found.append(Clause(text[start:end], start, end, *marks))
    return tuple(found)


def shades_of(words: Sequence[Word]) -> Shades:
    """How each word is meant."""
    numbers = _clause_numbers(words)
    denied: dict[int, int] = {}
    supposed: set[int] = set()
    asked: set[int] = set()
    past: set[int] = set()
    spans = _spans(numbers)
    for first, last in spans:
        clause = _Stretch(words, first, last)
        denied |= _denied(clause)
        supposed |= _supposed(clause)
        asked |= _asked(clause)
        past |= _past(clause)
    _spread_when(words, spans, past)
    return Shades(tuple(numbers), denied, frozenset(supposed), frozenset(asked), frozenset(past))


class _Stretch:
    """A clause as one plain line, with the place of the word at each character."""

    def __init__(self, words: Sequence[Word], first: int, last: int) -> None:
        self.words, self.first, self.last = words, first, last
        self.line = " ".join(word.word for word in words[first : last + 1])
        self._at: list[int] | None = None

    def place(self, character: int) -> int:
        """The number of the word that holds a character of the line."""
        return self.first + self.line.count(" ", 0, character)

    def after(self, place: int) -> str:
        return " ".join(word.word for word in self.words[place : self.last + 1])

    def beyond(self, place: int) -> str:
        """The rest of the clause and the first words of the next one: "has not hit her | since Christmas"."""
        end = min(self.last + 4, len(self.words))
        line = self.words[place:end]
        return " ".join(word.word for word in line if word.sentence == self.words[self.last].sentence)

    def before(self, place: int) -> str:
        return " ".join(word.word for word in self.words[self.first : place])

    def has(self, wanted: frozenset[str], start: int, end: int) -> bool:
        return any(word.word in wanted for word in self.words[start : end + 1])


def _clause_numbers(words: Sequence[Word]) -> list[int]:
    number, numbers = 0, []
    for place, word in enumerate(words):
        if place and (word.pause or word.word in OPENERS):
            number += 1
        numbers.append(number)
    return numbers


def _spans(numbers: Sequence[int]) -> list[tuple[int, int]]:
    starts = [place for place, number in enumerate(numbers) if not place or number != numbers[place - 1]]
    return [(start, after - 1) for start, after in pairwise([*starts, len(numbers)])]


def _denied(clause: _Stretch) -> dict[int, int]:
    """The words that a denial stands right before, and those joined to them by "or"."""
    found: dict[int, int] = {}
    for cue, target in _cues(clause):
        after = clause.beyond(target)
        if target > clause.last or ONCE.search(after) or DOUBT.search(clause.before(cue)):
            continue
        if clause.words[target].stem not in HARMS:
            continue
        if (
            clause.words[cue].word in DENIES
            and ADULT.search(clause.before(cue))
            and clause.words[target].stem not in OWN
        ):
            continue
        found |= dict.fromkeys({target, *_joined(clause, target)}, cue)
    return found


def _cues(clause: _Stretch) -> Iterator[tuple[int, int]]:
    """Where a denial stands, and the first word after it that carries meaning."""
    words = clause.words
    for place in range(clause.first, clause.last + 1):
        word = words[place].word
        following = words[place + 1].word if place < clause.last else ""
        if (word == "no" and following == "one") or word in {"nobody", "nothing"}:
            start = place + (2 if word == "no" else 1)
        elif word in NEVER or word in DENIES or (word == "no" and following not in UNDENIED):
            start = place + 1
        else:
            continue
        yield place, _past_light(words, start, clause.last)


def _past_light(words: Sequence[Word], start: int, last: int) -> int:
    """The first word that is not light; "nothing to suggest that she" is light as a whole."""
    place, told = start, False
    while place <= last and place - start < 8 and (words[place].word in LIGHT or (told and words[place].word in WHOM)):
        told = told or words[place].word in TELLING
        place += 1
    return place


def _joined(clause: _Stretch, target: int) -> set[int]:
    """Words joined to a denied one: "no cuts, bruises or burns", "never hit or kicked"."""
    words = clause.words
    found: set[int] = set()
    line = [(place, words[place]) for place in range(target + 1, min(target + 13, len(words)))]
    line = [(place, word) for place, word in line if word.sentence == words[target].sentence]
    if not any(word.word in {"or", "nor"} for _, word in line):
        return found
    since = 0
    for place, word in line:
        if word.word in OPENERS or word.word in PERSONS:
            break
        since = 0 if word.pause or word.word in {"or", "nor"} else since + 1
        if since > 2:
            break
        found.add(place)
    return found


def _supposed(clause: _Stretch) -> set[int]:
    """If he ever hit me", "what if a child is hit"; never a threat, nor what has happened before."""
    found = EVER.search(clause.line)
    if found and not SAYING.search(clause.line[: found.start()]) and not THREAT.search(clause.line[found.start() :]):
        return set(range(clause.place(found.start()), clause.last + 1))
    found = GENERAL.search(clause.line)
    if found:
        return _general(clause, clause.place(found.start()), clause.place(found.end() - 1))
    return set()


def _asked(clause: _Stretch) -> set[int]:
    """Asked or read in general: "what are the signs of", "an essay on", "training"."""
    shade: set[int] = set()
    found = READING.search(clause.line)
    if found:
        shade |= _general(clause, clause.place(found.start()), clause.place(found.end() - 1), needs_somebody=False)
    for found in READING_AFTER.finditer(clause.line):
        place = clause.place(found.start())
        before = range(max(clause.first, place - 4), place + 1)
        if not clause.has(DEFINITE, before[0], place):
            shade |= set(before)
    return shade


def _general(clause: _Stretch, start: int, end: int, *, needs_somebody: bool = True) -> set[int]:
    """The words after a general question, as long as it is about nobody in particular."""
    if clause.has(DEFINITE, end + 1, clause.last):
        return set()
    if needs_somebody and not clause.has(SOMEBODY, end + 1, clause.last):
        return set()
    return set(range(start, clause.last + 1))


def _past(clause: _Stretch) -> set[int]:
    return set(range(clause.first, clause.last + 1)) if CHILDHOOD.search(clause.line) else set()


def _spread_when(words: Sequence[Word], spans: Sequence[tuple[int, int]], past: set[int]) -> None:
    """When I was a child, my dad hit me": the clause beside the one that says when is long past too."""
    for (first, last), (after, end) in pairwise(spans):
        if words[first].sentence != words[after].sentence:
            continue
        if first in past and words[first].word == "when" and words[after].word not in OPENERS:
            past |= set(range(after, end + 1))
        elif after in past and words[after].word == "when":
            past |= set(range(first, last + 1))
