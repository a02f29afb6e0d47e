"""Patterns of words, as people who know the field write them in a table, and where they are found in a text.

A pattern is words in their order. `a|b` is either of two; a name in capitals stands for a listed group; `word?` may be
missing; `..` leaves room for up to three other words, `...` for up to seven; `=word` is that very word, not another of
the same stem; `two_words` belong together. Small words listed as fillers may always stand between.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from directory.vocabulary.phrases import stem
from matching.understanding.cues import stems
from matching.understanding.typed_words import Word, written_out

GAPS = {"..": 3, "...": 7}
FILLED = 3
"""Fillers that may stand between two words of a pattern."""
COMMON = stems(
    """
    a i he she they him her them me my his it is are was be been has have had do does did not no and or to of in
    on at by with for from that this there up out off so when if who what all some very we us you your our their
    say tell mum dad child school home go get come make take want will can would old year now after about
    because but as just son daughter boy girl baby day night week like know see kid house back over into down
    never only
    """
)
"""Words that most texts have: poor signs that a pattern is worth a look."""
PART = re.compile(r"[^\s|?]+(?:\|[^\s|?]+)*\??")
GROUP = re.compile(r"[A-Z][A-Z_]*")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what to write instead."""


@dataclass(frozen=True)
class Part:
    """What may stand in one place: keys of single words, and longer runs of keys."""

    single: frozenset[str]
    runs: tuple[tuple[str, ...], ...]
    room: int
    """Other words of any kind that may stand before it."""
    optional: bool = False

    @cached_property
    def openers(self) -> frozenset[str]:
        return frozenset(run[0] for run in self.runs)

    @cached_property
    def first_keys(self) -> frozenset[str]:
        return self.single | self.openers


@dataclass(frozen=True)
class Pattern:
    words: str
    parts: tuple[Part, ...]

    @cached_property
    def needed(self) -> tuple[frozenset[str], ...]:
        """The keys of which one each must be in a text, the rarest kind of part first."""
        return tuple(sorted((part.first_keys for part in self.parts if not part.optional), key=_commonness))


class Line:
    """A text's words, looked up by key; a key is a stem, or "=" and the very word."""

    def __init__(self, words: Sequence[Word], fillers: frozenset[str]) -> None:
        self.words = words
        self.keys = [(word.stem, f"={word.word}") for word in words]
        self.filled = [word.word in fillers for word in words]
        self.ends = self._ends()
        self.places: dict[str, list[int]] = {}
        for place, keys in enumerate(self.keys):
            for key in keys:
                self.places.setdefault(key, []).append(place)
        self.present = frozenset(self.places)

    def _ends(self) -> list[int]:
        """For each word the place after the last word of its sentence."""
        ends, end = [0] * len(self.words), len(self.words)
        for place in range(len(self.words) - 1, -1, -1):
            if place + 1 < len(self.words) and self.words[place + 1].sentence != self.words[place].sentence:
                end = place + 1
            ends[place] = end
        return ends

    def starts(self, part: Part) -> list[int]:
        return sorted({place for key in part.first_keys & self.present for place in self.places[key]})

    def lengths(self, part: Part, place: int) -> Sequence[int]:
        """How many words the part takes when it stands at a place; none when it does not."""
        stemmed, exact = self.keys[place]
        single = (1,) if stemmed in part.single or exact in part.single else ()
        if stemmed not in part.openers and exact not in part.openers:
            return single
        runs = (run for run in part.runs if run[0] in (stemmed, exact) and self._runs_on(run, place))
        return (*single, *map(len, runs))

    def _runs_on(self, run: tuple[str, ...], place: int) -> bool:
        return place + len(run) <= self.ends[place] and all(
            key in self.keys[place + offset] for offset, key in enumerate(run)
        )


def _commonness(keys: frozenset[str]) -> int:
    """How likely it is that a text has one of these: small words weigh like many others."""
    return sum(60 if key.removeprefix("=") in COMMON else 1 for key in keys)


def read_pattern(text: str, groups: Mapping[str, Sequence[str]], meant: Mapping[str, Sequence[str]]) -> Pattern:
    """Read a pattern as written in a table. Raises PatternError."""
    parts: list[Part] = []
    room = 0
    for piece in text.split():
        if piece in GAPS:
            room = GAPS[piece]
            continue
        if not PART.fullmatch(piece):
            raise PatternError(f"'{piece}' cannot be read: write words, a|b, word?, .. or ...")
        parts += _parts(piece, room, groups, meant)
        room = 0
    if not parts or parts[0].optional or room:
        raise PatternError(f"'{text}' must begin and end with a word that is needed")
    return Pattern(text, tuple(parts))


def _parts(
    piece: str, room: int, groups: Mapping[str, Sequence[str]], meant: Mapping[str, Sequence[str]]
) -> list[Part]:
    """The parts of one piece: a contraction such as "can't" is two."""
    optional = piece.endswith("?")
    runs: list[tuple[str, ...]] = []
    for choice in piece.removesuffix("?").split("|"):
        if GROUP.fullmatch(choice):
            if choice not in groups:
                raise PatternError(f"there is no group called {choice}")
            runs += [_keys(words, meant) for words in groups[choice]]
        else:
            runs.append(_keys(choice, meant))
    single = frozenset(run[0] for run in runs if len(run) == 1)
    return [Part(single, tuple(run for run in runs if len(run) > 1), room, optional)]


def _keys(words: str, meant: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    exact = words.startswith("=")
    written = [word for chunk in re.split(r"[\s_-]+", words.removeprefix("=")) for word in written_out(chunk, meant)]
    return tuple(f"={word}" if exact else stem(word) for word in written)


def find(pattern: Pattern, line: Line) -> Iterable[tuple[int, ...]]:
    """Each way the pattern is found: the places of its words, one way for each place it may begin at."""
    if any(keys.isdisjoint(line.present) for keys in pattern.needed):
        return
    for start in line.starts(pattern.parts[0]):
        found = _from(pattern.parts, line, start)
        if found:
            yield found


def _from(parts: Sequence[Part], line: Line, start: int) -> tuple[int, ...]:
    """The places of the parts from here on, the nearest first; nothing if they are not all there.

    Ends reached are kept by place, so that the work grows with the length of the gaps only.
    """
    ends = {start + length: tuple(range(start, start + length)) for length in line.lengths(parts[0], start)}
    limit = line.ends[start]
    for part in parts[1:]:
        reached = dict(ends) if part.optional else {}
        for end, places in ends.items():
            for place in _reachable(line, end, part.room, limit):
                for length in line.lengths(part, place):
                    reached.setdefault(place + length, (*places, *range(place, place + length)))
        ends = reached
        if not ends:
            return ()
    return ends[min(ends)] if ends else ()


def _reachable(line: Line, end: int, room: int, limit: int) -> Iterable[int]:
    """Places where the next word may stand: after up to `room` words of any kind, besides fillers."""
    others = fillers = 0
    for place in range(end, limit):
        yield place
        if line.filled[place] and fillers < FILLED:
            fillers += 1
        else:
            others += 1
        if others > room:
            return
