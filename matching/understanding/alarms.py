"""Red flags and emergencies that somebody said outright: phrases that stand before any likeness of meaning.

Nothing here touches the database, the clock or Flask; a text is looked at and forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from directory.vocabulary.phrases import Speller
from matching.area import CONTENT
from matching.understanding.alarm_files import AlarmEntry, read_alarm_files
from matching.understanding.clauses import Shades, shades_of
from matching.understanding.patterns import Line, Pattern, find
from matching.understanding.said_ages import SaidAge, said_ages
from matching.understanding.typed_words import read_words

NEAR = 30
"""Words between a sign and the age or second fact that makes it a red flag."""


@dataclass(frozen=True)
class Alarm:
    """One red flag of the content, and the words that raised it."""

    indicator: str
    words: str
    """Exactly as typed."""
    start: int
    end: int


@dataclass(frozen=True)
class Rule:
    """One table of the files, its patterns ready to be looked for."""

    entry: AlarmEntry
    says: tuple[Pattern, ...]
    beside: tuple[Pattern, ...]


@dataclass(frozen=True)
class AlarmBook:
    """Every rule, gravest first, with what stands around them: fillers, harmless sayings, spellings."""

    rules: tuple[Rule, ...]
    harmless: tuple[Pattern, ...]
    fillers: frozenset[str]
    meant: dict[str, tuple[str, ...]]
    speller: Speller

    @cached_property
    def by_key(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Key -> rule and pattern worth a look when a text has it: those of whose pattern it is the rarest part."""
        index: dict[str, list[tuple[int, int]]] = {}
        for rule_number, rule in enumerate(self.rules):
            for number, pattern in enumerate(rule.says):
                for key in pattern.needed[0]:
                    index.setdefault(key, []).append((rule_number, number))
        return index

    @property
    def indicators(self) -> frozenset[str]:
        return frozenset(rule.entry.indicator for rule in self.rules)


def load_alarms(folder: Path = CONTENT) -> AlarmBook:
    """Read `alarms/*.toml` of a content folder. Raises ContentError with every problem found."""
    tables = read_alarm_files(folder)
    rules = [Rule(entry, tables.patterns(entry.says), tables.patterns(entry.beside)) for entry in tables.entries]
    return AlarmBook(
        rules=tuple(sorted(rules, key=lambda rule: not rule.entry.urgent)),
        harmless=tables.patterns(tables.harmless),
        fillers=tables.fillers,
        meant=tables.meant,
        speller=tables.speller,
    )


def alarms(text: str, book: AlarmBook) -> tuple[Alarm, ...]:
    """The red flags that a text speaks of, gravest first; of each only its first mention."""
    heard = _Heard(text, book)
    found: dict[str, Alarm] = {}
    for rule, pattern in heard.likely():
        if rule.entry.indicator not in found:
            places = heard.first(rule, pattern)
            if places:
                found[rule.entry.indicator] = heard.alarm(rule, places)
    return tuple(found.values())


class _Heard:
    """A text made ready to be searched."""

    def __init__(self, text: str, book: AlarmBook) -> None:
        self.text, self.book = text, book
        self.words = read_words(text, book.meant, book.speller.mend)
        self.line = Line(self.words, book.fillers)

    @cached_property
    def shades(self) -> Shades:
        return shades_of(self.words)

    @cached_property
    def ages(self) -> tuple[SaidAge, ...]:
        return said_ages(self.words)

    @cached_property
    def harmless(self) -> tuple[tuple[int, int], ...]:
        """First and last place of each saying that only sounds like harm."""
        found = (places for pattern in self.book.harmless for places in find(pattern, self.line))
        return tuple((places[0], places[-1]) for places in found)

    def likely(self) -> Iterator[tuple[Rule, Pattern]]:
        """Rules and their patterns of which a rare part is here, in the order of the book."""
        index = self.book.by_key
        numbers = {number for key in self.line.present & index.keys() for number in index[key]}
        for rule_number, number in sorted(numbers):
            rule = self.book.rules[rule_number]
            yield rule, rule.says[number]

    def first(self, rule: Rule, pattern: Pattern) -> tuple[int, ...]:
        """Where the pattern's words stand, the first time they are meant; nothing if they never are."""
        for places in find(pattern, self.line):
            if self._meant(places, rule.entry):
                with_all = self._with_all(places, rule)
                if with_all:
                    return with_all
        return ()

    def alarm(self, rule: Rule, places: Sequence[int]) -> Alarm:
        start, end = self.words[places[0]].start, self.words[places[-1]].end
        return Alarm(rule.entry.indicator, self.text[start:end], start, end)

    def _meant(self, places: Sequence[int], entry: AlarmEntry) -> bool:
        shades = self.shades
        if any(shades.denied.get(place, place) not in places for place in places):
            return False
        if _all_in(places, shades.supposed) or _all_in(places, shades.asked):
            return False
        if not entry.even_past and _all_in(places, shades.past):
            return False
        return not any(_explained(places, first, last) for first, last in self.harmless)

    def _with_all(self, places: tuple[int, ...], rule: Rule) -> tuple[int, ...]:
        """The places with the age or second fact that the rule asks for, where it stands near; nothing if it is not."""
        near, entry = range(places[0] - NEAR, places[-1] + NEAR + 1), rule.entry
        if entry.under is None and not rule.beside:
            return places
        age = self._aged(entry.at_least, entry.under, near) if entry.under is not None else ()
        second = age or self._beside(rule.beside, near)
        same = second and self.words[second[0]].sentence == self.words[places[0]].sentence
        return tuple(sorted({*places, *second})) if same else places if second else ()

    def _aged(self, at_least: float, under: float, near: range) -> tuple[int, ...]:
        found = ((age.place, age.last) for age in self.ages if at_least <= age.years < under and age.place in near)
        return next(found, ())

    def _beside(self, patterns: Iterable[Pattern], near: range) -> tuple[int, ...]:
        found = (places for pattern in patterns for places in find(pattern, self.line) if places[0] in near)
        return next(iter(found), ())


def _all_in(places: Iterable[int], shade: frozenset[int]) -> bool:
    return bool(shade) and all(place in shade for place in places)


def _explained(places: Sequence[int], first: int, last: int) -> bool:
    """Whether a harmless saying holds all of the words, or begins in them and carries them on to another meaning."""
    return (first <= places[0] and places[-1] <= last) or places[0] <= first <= places[-1] < last
