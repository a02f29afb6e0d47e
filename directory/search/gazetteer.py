"""The names of places that may stand among the words of a question."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session, select

from directory.additions import PlaceName
from directory.places import LocalArea, district_name
from directory.places.gazetteer import districts
from directory.vocabulary.phrases import words_of

LONGEST_NAME = 5
BIGGEST_FIRST = ("city", "large town", "town", "small town", "suburb", "village")
NOT_ELSEWHERE = frozenset(["bath", "barking", "bury", "hart", "eden", "reading", "rugby", "hope", "sale", "deal"])
"""Names of places outside the area that are more often something else."""


Names = dict[tuple[str, ...], str]


@dataclass(frozen=True)
class Gazetteer:
    """The names of places, by their words: ("kirkby", "in", "ashfield") -> "Kirkby-in-Ashfield"."""

    ours: Names
    elsewhere: Names
    """Towns nearby and councils anywhere that are outside the area."""
    not_places: frozenset[str] = frozenset()
    """Words with another meaning, though a place elsewhere or the beginning of a postcode ("S21") is called so."""

    @classmethod
    def read(cls, session: Session, area: LocalArea, known: Collection[str] = ()) -> "Gazetteer":
        """Every name we know; of those elsewhere, none that is one of the words in `known`."""
        rows = session.exec(select(PlaceName.name, PlaceName.kind, PlaceName.district_code)).all()
        ours = [(name, kind) for name, kind, code in rows if code in area.district_codes]
        own_districts = [name for name in map(district_name, area.district_codes) if name]
        not_places = NOT_ELSEWHERE | frozenset(known)
        councils = [name for district in districts().values() for name in (district.name, district.county)]
        others = _by_words([*councils, *(name for name, _, code in rows if code not in area.district_codes)])
        return cls(
            ours=_short_names(ours) | _by_words([*own_districts, *(name for name, _ in ours)]),
            elsewhere={words: name for words, name in others.items() if len(words) > 1 or words[0] not in not_places},
            not_places=not_places,
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a name."""
        return frozenset(word for names in (self.ours, self.elsewhere) for name in names for word in name)

    def find(self, words: list[str]) -> Iterator[tuple[int, int, str]]:
        """The longest name of ours among the words, then the longest elsewhere: where it begins and ends, the name."""
        for names in (self.ours, self.elsewhere):
            found = _longest(words, names)
            if found:
                yield found


def _longest(words: list[str], names: Names) -> tuple[int, int, str] | None:
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length, -1, -1):
            name = names.get(tuple(words[start : start + length]))
            if name:
                return start, start + length, name
    return None


def _by_words(names: Iterable[str]) -> Names:
    return {tuple(words): name for name in names if (words := words_of(name.replace("-", " ")))}


def _short_names(places: Iterable[tuple[str, str]]) -> Names:
    """What people call "Kirkby-in-Ashfield": "Kirkby", where no other place of that size is called so."""
    called: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, kind in places:
        first, *rest = words_of(name.replace("-", " "))
        if len(rest) > 1 and rest[0] in ("in", "on", "le", "by", "upon", "under"):
            called[first].append((BIGGEST_FIRST.index(kind) if kind in BIGGEST_FIRST else len(BIGGEST_FIRST), name))
    found: Names = {}
    for short, several in called.items():
        several.sort()
        if len(several) == 1 or several[0][0] < several[1][0]:
            found[(short,)] = several[0][1]
    return found
