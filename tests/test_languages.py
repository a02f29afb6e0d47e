"""Further languages are data: a made-up one, with every message in brackets, shows what escaped translation."""

from pathlib import Path

import pytest
from babel.messages import Catalog, mofile
from page_texts import texts_of

from app import create_app
from scripts.messages import collect

LANGUAGE = "cy"


@pytest.fixture(scope="module")
def translations(tmp_path_factory) -> Path:
    """A translation of everything that the public files say: the English in brackets."""
    folder = tmp_path_factory.mktemp("translations")
    catalog = Catalog(locale=LANGUAGE)
    catalog.update(collect())
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


def outside_brackets(texts):
    """The words of a page that no message holds; a message may go on from one text to the next."""
    depth, found = 0, []
    for text in texts:
        outside = ""
        for mark in text:
            depth += (mark == "⟦") - (mark == "⟧")
            outside += mark if depth == 0 and mark != "⟧" else " "
        if any(letter.isalpha() for letter in outside):
            found.append(" ".join(outside.split()))
    return found


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
    names = {"Right Door", "Cymraeg", *(door.name for door in app.extensions["right_door"].area.front_doors)}
    escaped = [text for text in outside_brackets(texts_of(page, LANGUAGE)) if text.strip(" :–") not in names]
    assert escaped == []


def test_a_reader_of_no_known_language_gets_english(tmp_path):
    page = create_app({"DATA_DIR": tmp_path}).test_client().get("/", headers={"Accept-Language": "xx"}).text
    assert '<html lang="en"' in page
