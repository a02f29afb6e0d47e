"""Polish for tests: its catalog compiled into a folder, so that no test leans on what was compiled before."""

from pathlib import Path
from typing import Any

from babel.messages import mofile
from flask import Flask

from scripts.messages import read_catalog

LANGUAGE = "pl"


def polish_settings(folder: Path) -> dict[str, Any]:
    """The settings of an application that offers Polish; `folder` is where it is compiled to."""
    _compile(folder)
    return {"LANGUAGES": [LANGUAGE], "BABEL_TRANSLATION_DIRECTORIES": str(folder)}


def offer_polish(app: Flask, folder: Path) -> None:
    """To an application that is made already, and has answered nobody yet."""
    _compile(folder)
    app.config["LANGUAGES"] = [LANGUAGE]
    app.extensions["babel"].translation_directories = [str(folder)]


def _compile(folder: Path) -> None:
    target = folder / LANGUAGE / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        mofile.write_mo(file, read_catalog(LANGUAGE))
