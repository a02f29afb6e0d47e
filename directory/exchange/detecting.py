"""Which mapping a file is for, by what stands in it. Nothing here touches the database, the clock or Flask."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch

from directory.errors import DirectoryError
from directory.exchange.files import SentFile
from directory.exchange.mapping import FieldMapping
from directory.exchange.paths import covers, values_at
from directory.exchange.readers.found import plain
from directory.wording import words

LEAST = 0.6
"""The part of the columns that say something that a mapping must read, or leave out on purpose, to be chosen."""
LOOKED_AT = 200


class FormatNotTold(DirectoryError):
    """No mapping fits well enough, or two fit alike."""


@dataclass(frozen=True)
class Fit:
    mapping: FieldMapping
    read: int
    of: int
    tells: bool
    """Whether something is there that tells this shape from others."""

    @property
    def share(self) -> float:
        return self.read / self.of if self.of else 0.0


def columns_that_say(file: SentFile) -> tuple[str, ...]:
    """The columns in which any of the first rows says something."""
    rows = file.rows[:LOOKED_AT]
    return tuple(column for column in file.columns if any(_says(row.values, column) for row in rows))


def _says(values: object, column: str) -> bool:
    found = values_at(values, column) if hasattr(values, "keys") else []  # type: ignore[arg-type]
    return any(plain(value) for value in found)


def unmapped(file: SentFile, mapping: FieldMapping) -> tuple[str, ...]:
    """Columns that say something, and that the mapping neither reads nor leaves out on purpose."""
    paths = set(mapping.paths())
    return tuple(
        column
        for column in columns_that_say(file)
        if not any(covers(path, column) for path in paths) and not _ignored(column, mapping)
    )


def _ignored(column: str, mapping: FieldMapping) -> bool:
    return any(fnmatch(column, pattern.replace("[", "[[]")) for pattern in mapping.ignores)


def fits(file: SentFile, mappings: Iterable[FieldMapping]) -> list[Fit]:
    """How well each mapping for this kind of file fits, the best first."""
    columns = columns_that_say(file)
    found = []
    for mapping in mappings:
        paths = set(mapping.paths())
        names = mapping.service["name"].source
        if file.kind not in mapping.kinds or not any(covers(name, column) for name in names for column in file.columns):
            continue
        lost = unmapped(file, mapping)
        kept = [column for column in columns if column not in lost and any(covers(path, column) for path in paths)]
        ignored = len(columns) - len(lost) - len(kept)
        tells = any(covers(path, column) for path in mapping.fits for column in file.columns)
        found.append(Fit(mapping, len(kept) + ignored, len(columns), tells))
    return sorted(found, key=lambda fit: (fit.tells, fit.share, fit.read), reverse=True)


def detect(file: SentFile, mappings: Iterable[FieldMapping]) -> FieldMapping | None:
    """The mapping that fits; None where none fits well. Raises FormatNotTold where two fit alike."""
    good = [fit for fit in fits(file, mappings) if fit.tells and fit.share >= LEAST]
    if not good:
        return None
    best = [fit for fit in good if fit.share == good[0].share]
    if len(best) > 1:
        names = ", ".join(sorted(fit.mapping.name for fit in best))
        raise FormatNotTold(words("This file could be any of these: %(names)s. Say which.", names=names))
    return good[0].mapping
