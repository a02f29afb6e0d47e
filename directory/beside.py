"""Reviewed texts in other languages: small files beside the English, which somebody who reads both can check.

Each row of `<folder>/<language>/**.toml` is one text: `en` as it stands in the English file, and the same words under
the language's code. The English is the key: where somebody changes it, the old translation is no longer found and the
English is shown, so that a translation never says something else. They are words only: nothing is decided by them.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from directory.errors import DirectoryError
from directory.wording import words


class BesideError(DirectoryError):
    """A file of translations cannot be used: names the file and the mend."""

    def __init__(self, file: str, mend: str) -> None:
        super().__init__(words("%(file)s: %(mend)s", file=file, mend=mend))


def languages_beside(folder: Path) -> list[str]:
    """The codes of the languages that have files beside the English of this folder."""
    return sorted(path.name for path in folder.glob("[a-z][a-z]") if path.is_dir())


@cache
def texts_beside(folder: Path, language: str) -> Mapping[str, str]:
    """English text -> the text in this language; nothing where there is no such language. Raises BesideError."""
    found: dict[str, str] = {}
    for path in sorted((folder / language).rglob("*.toml")):
        for english, told in _rows(path, language):
            if found.setdefault(english, told) != told:
                raise BesideError(path.name, f"“{english}” is said in two ways: say it in one")
    return MappingProxyType(found)


def told(text: str, texts: Mapping[str, str]) -> str:
    """A text in the language of `texts`, itself where it has not been translated; one that stands inside a sentence
    begins as it did, with a small letter.
    """
    if text in texts:
        return texts[text]
    opening = texts.get(text[:1].upper() + text[1:])
    return opening[:1].lower() + opening[1:] if opening else text


def _rows(path: Path, language: str) -> list[tuple[str, str]]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("text", [])
        return [(row["en"], row[language]) for row in rows]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BesideError(path.name, f"is not readable TOML: {error}") from error
    except KeyError as error:
        raise BesideError(path.name, f"a row has no {error}: give each one `en` and `{language}`") from error
