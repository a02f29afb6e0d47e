"""Further languages are data: a made-up one, with every message in brackets, shows what escaped translation."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages import mofile, pofile

from app import HERE, create_app

LANGUAGE = "cy"
SILENT = {"script", "style", "title", "textarea"}


@pytest.fixture(scope="module")
def translations(tmp_path_factory) -> Path:
    """A translation of everything that the extraction finds: the English in brackets."""
    folder = tmp_path_factory.mktemp("translations")
    extract = ["-m", "babel.messages.frontend", "--quiet", "extract", "-F", "babel.cfg", "-k", "words"]
    subprocess.run(
        [sys.executable, *extract, "-k", "counted:1,2", "-o", folder / "messages.pot", "."], check=True, cwd=HERE
    )
    with (folder / "messages.pot").open("rb") as file:
        catalog = pofile.read_po(file, locale=LANGUAGE)
    for message in catalog:
        if message.id:
            message.string = bracketed(message.id, catalog.num_plurals)
    catalog.fuzzy = False
    target = folder / LANGUAGE / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        mofile.write_mo(file, catalog)
    return folder


def bracketed(message, plurals):
    if isinstance(message, tuple):
        return tuple(f"⟦{message[min(n, 1)]}⟧" for n in range(plurals))
    return f"⟦{message}⟧"


class TextOutsideBrackets(HTMLParser):
    """Collects the words a person would see that no message holds."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.silent = 0
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, data):
        outside = ""
        for mark in data:
            self.depth += (mark == "⟦") - (mark == "⟧")
            outside += mark if self.depth == 0 and mark != "⟧" else " "
        if not self.silent and any(letter.isalpha() for letter in outside):
            self.found.append(" ".join(outside.split()))


@pytest.mark.parametrize(
    "path", ["/", "/about", "/privacy", "/accessibility", "/should-i-refer", "/should-i-refer/own-words", "/nowhere"]
)
def test_every_sentence_of_a_page_can_be_translated(translations, tmp_path, path):
    app = create_app(
        {"DATA_DIR": tmp_path, "LANGUAGES": [LANGUAGE], "BABEL_TRANSLATION_DIRECTORIES": str(translations)}
    )
    page = app.test_client().get(path, headers={"Accept-Language": LANGUAGE}).text
    assert f'<html lang="{LANGUAGE}"' in page
    assert "⟦Skip to main content⟧" in page
    reader = TextOutsideBrackets()
    reader.feed(page)
    names = {"Right Door", *(door.name for door in app.extensions["right_door"].area.front_doors)}
    escaped = [text for text in reader.found if text.strip(" :") not in names]
    assert escaped == []


def test_a_reader_of_no_known_language_gets_english(tmp_path):
    page = create_app({"DATA_DIR": tmp_path}).test_client().get("/", headers={"Accept-Language": "xx"}).text
    assert '<html lang="en"' in page
