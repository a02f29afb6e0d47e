"""Facts of many services as numpy columns, row by row, so that filters and counts need no loop.

Nothing here touches the index or the database. A yes-or-no column holds 1, 0 or -1 for not known.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory.additions import Provision, Send, Sex
from directory.point import Point
from directory.search.entry import Facts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Small = NDArray[np.int8]
Mask = NDArray[np.bool_]

EARTH_MILES = 3958.8
UNKNOWN = -1
PROVISIONS = tuple(Provision)
SEXES = tuple(Sex)
SENDS = tuple(Send)


@dataclass(frozen=True)
class Many:
    """A column with any number of values in a row: `codes[i]`, an index into `names`, belongs to row `rows[i]`.

    `weights[i]`, 0 to 1, says how much it does, for a column where that differs.
    """

    size: int
    rows: Ints
    codes: Ints
    weights: Floats
    names: tuple[Any, ...]

    @classmethod
    def of(cls, values: Sequence[Sequence[Any]], weights: Sequence[Sequence[float]] | None = None) -> "Many":
        names = tuple(sorted({value for several in values for value in several}))
        code = {name: number for number, name in enumerate(names)}
        rows = _ints(row for row, several in enumerate(values) for _ in several)
        weighed = np.array([weight for several in weights for weight in several]) if weights else np.ones(len(rows))
        return cls(len(values), rows, _ints(code[value] for several in values for value in several), weighed, names)

    @classmethod
    def joined(cls, parts: Sequence["Many"]) -> "Many":
        names = tuple(sorted({name for part in parts for name in part.names}))
        code = {name: number for number, name in enumerate(names)}
        codes = [_ints(code[name] for name in part.names)[part.codes] for part in parts]
        starts = np.cumsum([0, *(part.size for part in parts)])
        rows = [part.rows + start for part, start in zip(parts, starts, strict=False)]
        weights = np.concatenate([np.empty(0), *(part.weights for part in parts)])
        return cls(int(starts[-1]), _concatenated(rows), _concatenated(codes), weights, names)

    def weight_of(self, name: Any) -> Floats:
        """For each row, how much it has this value; 0 where it has not."""
        if name not in self.names:
            return np.zeros(self.size)
        chosen = self.codes == self.names.index(name)
        return np.bincount(self.rows[chosen], self.weights[chosen], minlength=self.size).astype(float)

    def how_many_of(self, wanted: Iterable[Any]) -> Ints:
        """For each row, how many of these values it has."""
        chosen = set(wanted)
        numbers = [number for number, name in enumerate(self.names) if name in chosen]
        return np.bincount(self.rows[np.isin(self.codes, numbers)], minlength=self.size)

    def any_of(self, wanted: Iterable[Any]) -> Mask:
        return self.how_many_of(wanted) > 0

    def known(self) -> Mask:
        """The rows that have any value at all."""
        return np.bincount(self.rows, minlength=self.size) > 0

    def counts(self, mask: Mask) -> dict[Any, int]:
        """How many of the masked rows have each value; values that none has are left out."""
        found = np.bincount(self.codes[mask[self.rows]], minlength=len(self.names))
        return {name: int(count) for name, count in zip(self.names, found, strict=True) if count}


@dataclass(frozen=True)
class Places:
    """Where services may be found, in radians; a service may have several places or none."""

    size: int
    rows: Ints
    latitude: Floats
    longitude: Floats

    @classmethod
    def of(cls, values: Sequence[Iterable[tuple[float, float]]]) -> "Places":
        flat = [(row, *point) for row, points in enumerate(values) for point in points]
        latitude, longitude = (np.radians([place[n] for place in flat], dtype=float) for n in (1, 2))
        return cls(len(values), _ints(place[0] for place in flat), latitude, longitude)

    @classmethod
    def joined(cls, parts: Sequence["Places"]) -> "Places":
        starts = np.cumsum([0, *(part.size for part in parts)])
        rows = _concatenated([part.rows + start for part, start in zip(parts, starts, strict=False)])
        latitude = np.concatenate([np.empty(0), *(part.latitude for part in parts)])
        longitude = np.concatenate([np.empty(0), *(part.longitude for part in parts)])
        return cls(int(starts[-1]), rows, latitude, longitude)

    def miles_from(self, point: Point) -> Floats:
        """For each row, the miles to its nearest place, as the crow flies (haversine); NaN where it has none."""
        latitude, longitude = np.radians(point.latitude), np.radians(point.longitude)
        half = np.sin((self.latitude - latitude) / 2) ** 2
        half += np.cos(latitude) * np.cos(self.latitude) * np.sin((self.longitude - longitude) / 2) ** 2
        nearest = np.full(self.size, np.inf)
        np.minimum.at(nearest, self.rows, 2 * EARTH_MILES * np.arcsin(np.sqrt(half)))
        nearest[np.isinf(nearest)] = np.nan
        return nearest


@dataclass(frozen=True)
class Timetables:
    """When services run. Many share their hours, so each distinct timetable (`Facts.timetable`) is kept once."""

    codes: Ints
    distinct: tuple[tuple[Any, ...], ...]

    @classmethod
    def of(cls, values: Sequence[tuple[Any, ...]]) -> "Timetables":
        code = {timetable: number for number, timetable in enumerate(dict.fromkeys(values))}
        return cls(_ints(code[value] for value in values), tuple(code))

    @classmethod
    def joined(cls, parts: Sequence["Timetables"]) -> "Timetables":
        code = {
            timetable: number for number, timetable in enumerate(dict.fromkeys(t for p in parts for t in p.distinct))
        }
        codes = [_ints(code[timetable] for timetable in part.distinct)[part.codes] for part in parts]
        return cls(_concatenated(codes), tuple(code))


@dataclass(frozen=True)
class Columns:
    ids: NDArray[np.object_]
    closed: Mask
    minimum_age: Floats
    maximum_age: Floats
    needs: Many
    areas: Many
    roles: Many
    levels: Many
    languages: Many
    interpreters: Small
    sex: Small
    send: Small
    free: Small
    provision: Small
    assured: Floats
    """Day numbers (`date.toordinal`), NaN where nobody has checked it."""
    taking_referrals: Small
    waiting_weeks: Floats
    places: Places
    timetables: "Timetables"
    unconfirmed: Mask
    quality: Floats
    """How much of what a good record tells each does, 0 to 1."""

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def id_order(self) -> Ints:
        """For each row, its place when all are sorted by id."""
        order = np.empty(len(self), dtype=np.int64)
        order[np.argsort(self.ids.astype(str), kind="stable")] = np.arange(len(self))
        return order

    @classmethod
    def of(cls, facts: Sequence[Facts]) -> "Columns":
        one = _Reader(facts)
        return cls(
            ids=one.objects(lambda fact: fact.id),
            closed=np.array([fact.closed for fact in facts], dtype=bool),
            minimum_age=one.floats(lambda fact: fact.minimum_age),
            maximum_age=one.floats(lambda fact: fact.maximum_age),
            needs=Many.of([fact.needs for fact in facts], [fact.emphasis for fact in facts]),
            areas=Many.of([fact.areas for fact in facts]),
            roles=Many.of([fact.roles for fact in facts]),
            levels=Many.of([fact.levels for fact in facts]),
            languages=Many.of([fact.languages for fact in facts]),
            interpreters=one.small(lambda fact: fact.interpreters),
            sex=one.choices(lambda fact: fact.sex, SEXES),
            send=one.choices(lambda fact: fact.send, SENDS),
            free=one.small(lambda fact: fact.free),
            provision=one.choices(lambda fact: fact.provision, PROVISIONS),
            assured=one.floats(lambda fact: _day(fact.assured)),
            taking_referrals=one.small(lambda fact: fact.taking_referrals),
            waiting_weeks=one.floats(lambda fact: fact.waiting_weeks),
            places=Places.of([fact.points for fact in facts]),
            timetables=Timetables.of([fact.timetable for fact in facts]),
            unconfirmed=np.array([fact.unconfirmed for fact in facts], dtype=bool),
            quality=one.floats(lambda fact: fact.quality),
        )

    @classmethod
    def joined(cls, parts: Sequence["Columns"]) -> "Columns":
        """The rows of several, one after the other."""
        if not parts:
            return cls.of([])
        return cls(**{part.name: _joined([getattr(columns, part.name) for columns in parts]) for part in fields(cls)})


class _Reader:
    """Turns one value of each service into a column."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.facts = facts

    def floats(self, value: Callable[[Facts], float | None]) -> Floats:
        return np.array([_or_nan(value(fact)) for fact in self.facts], dtype=float)

    def small(self, value: Callable[[Facts], int | None]) -> Small:
        values = (value(fact) for fact in self.facts)
        return np.array([UNKNOWN if found is None else int(found) for found in values], dtype=np.int8)

    def choices(self, value: Callable[[Facts], str | None], choices: Sequence[str]) -> Small:
        """The number of each value among `choices`."""
        code: dict[str | None, int] = {str(choice): number for number, choice in enumerate(choices)}
        return np.array([code.get(value(fact), UNKNOWN) for fact in self.facts], dtype=np.int8)

    def objects(self, value: Callable[[Facts], Any]) -> NDArray[np.object_]:
        column = np.empty(len(self.facts), dtype=object)
        for row, fact in enumerate(self.facts):
            column[row] = value(fact)
        return column


def _joined(values: list[Any]) -> Any:
    joined = getattr(type(values[0]), "joined", None)
    return joined(values) if joined else np.concatenate(values)


def _concatenated(arrays: list[Ints]) -> Ints:
    return np.concatenate([_ints(()), *arrays])


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _day(value: date | None) -> float | None:
    return None if value is None else float(value.toordinal())
