"""Collect the sentences of the public pages and bring every language's catalog up to date with them.

    python scripts/messages.py          # writes translations/messages.pot and updates translations/*/LC_MESSAGES/*.po
    python scripts/messages.py pl       # begins a language, with its plural forms

Which files are public stands in babel.cfg. A sentence that is new comes out empty, one that is gone is taken out, and
none is guessed from one that is like it.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from babel.util import pathmatch

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "translations"
KEYWORDS = {**DEFAULT_KEYWORDS, "words": None, "lazy_gettext": None, "counted": (1, 2)}
FIRST_DAY = datetime(2026, 11, 21, tzinfo=UTC)
PARTS = ("templates", "accounts", "directory", "matching", "insight")
SKIPPED = {".venv", "node_modules", "instance", "static", "tests"}


def public_files() -> set[str]:
    """The files that babel.cfg names, as paths from here."""
    methods, _ = _mapping()
    patterns = [pattern for pattern, _ in methods]
    paths = (path.relative_to(ROOT).as_posix() for part in PARTS for path in (ROOT / part).rglob("*"))
    return {path for path in paths if any(pathmatch(pattern, path) for pattern in patterns)}


def collect() -> Catalog:
    """Every sentence of the public files, with where it stands."""
    methods, options = _mapping()
    catalog = _empty(None)
    wanted = lambda folder: Path(folder).name not in SKIPPED  # noqa: E731
    found = extract_from_dir(str(ROOT), methods, options, KEYWORDS, directory_filter=wanted)
    for name, line, message, comments, context in found:
        catalog.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return catalog


def _mapping() -> tuple[list[tuple[str, str]], dict[str, dict[str, str]]]:
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    return methods, options


def catalog_path(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def read_catalog(language: str) -> Catalog:
    with catalog_path(language).open("rb") as file:
        return read_po(file, locale=language)


def save(catalog: Catalog, path: Path) -> None:
    """With the file of each sentence but not its line, so that a change elsewhere does not change the catalog."""
    for message in catalog:
        message.locations = [(name, 0) for name in sorted({name for name, _ in message.locations})]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_by_file=True, include_lineno=False, width=120, omit_header=False)


def update(language: str, template: Catalog) -> None:
    path = catalog_path(language)
    catalog = read_catalog(language) if path.exists() else _empty(language)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    save(catalog, path)


def _empty(language: str | None) -> Catalog:
    """A catalog whose header names nobody, and whose dates stand still: each would else be a change of its own."""
    catalog = Catalog(locale=language, project="Right Door", version="1", fuzzy=False)
    catalog.header_comment = "# Sentences of the public pages; babel.cfg lists the files."
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
    catalog.creation_date = catalog.revision_date = FIRST_DAY
    return catalog


def main() -> None:
    template = collect()
    save(template, TRANSLATIONS / "messages.pot")
    for language in sys.argv[1:] or sorted(folder.name for folder in TRANSLATIONS.glob("*/")):
        update(language, template)


if __name__ == "__main__":
    main()
