"""A picture as a PDF, to print: one page, as large as the paper takes. The page names the picture and describes it."""

import json
from pathlib import Path

from matching.typeset import accessible_pdf

TEMPLATE = Path(__file__).parents[2] / "templates" / "content" / "map.typ"


def pdf(picture: str, *, title: str, description: str, language: str, paper: str, wide: bool) -> bytes:
    """A tagged PDF (PDF/UA-1) of an SVG on `paper`, "a3" or "a4"; `wide` is landscape."""
    page = {
        "title": title,
        "description": description,
        "language": language,
        "paper": paper,
        "wide": wide,
        "picture": picture,
    }
    return accessible_pdf(TEMPLATE, page=json.dumps(page))
