"""Read one taxonomy file in the shape it should have, and say where it has not."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from directory.errors import DirectoryError
from directory.wording import words

T = TypeVar("T")


class VocabularyError(DirectoryError):
    """A taxonomy file says something that cannot be used: names the file, the entry and the mend."""

    def __init__(self, file: str, entry: str, mend: str) -> None:
        self.file, self.entry, self.mend = file, entry, mend
        super().__init__(words("%(file)s, %(entry)s: %(mend)s", file=file, entry=entry, mend=mend))


def read_file(path: Path, shape: type[T]) -> T:
    """The file's contents. Raises VocabularyError, which names the file, the entry and the mend."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise VocabularyError(path.name, "the file", f"is missing: put it in {path.parent}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(path.name, "the file", f"is not readable TOML: {error}") from error
    try:
        return TypeAdapter(shape).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise VocabularyError(path.name, _entry(data, first["loc"]), _mend(first["loc"], first["type"])) from error


def _entry(data: dict[str, Any], place: tuple[int | str, ...]) -> str:
    """Name an entry as a person would look for it: "need 4 (autism)"."""
    if len(place) < 2 or not isinstance(place[1], int):
        return "the top of the file" if len(place) < 2 else str(place[0])
    entry = data[str(place[0])][place[1]]
    labels = [entry[key] for key in ("id", "say", "about", "words") if key in entry] if isinstance(entry, dict) else []
    return f"{place[0]} {place[1] + 1} ({labels[0] if labels else entry})"


MENDS = {
    "missing": "`{field}` is missing: add it",
    "extra_forbidden": "`{field}` is not known here: mend its spelling or take it out",
    "unexpected_keyword_argument": "`{field}` is not known here: mend its spelling or take it out",
    "string_type": '`{field}` must be words in quotes: "..."',
    "tuple_type": '`{field}` must be a list: ["...", "..."]',
    "bool_parsing": "`{field}` must be true or false",
    "literal_error": '`{field}` must be "phone" or "text"',
}


def _mend(place: tuple[int | str, ...], kind: str) -> str:
    name = ".".join(str(part) for part in place[2:] or place)
    return MENDS.get(kind, "`{field}` is not of the right kind").format(field=name)
