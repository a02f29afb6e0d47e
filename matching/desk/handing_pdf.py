"""The shortlist as an A4 PDF (PDF/UA-1, so that a screen reader can read it).

The template gets the sheet as data, never as markup.
"""

import json
from dataclasses import asdict
from pathlib import Path

from matching.desk.handing_sheet import Sheet
from matching.typeset import accessible_pdf

TEMPLATE = Path(__file__).parent.parent.parent / "templates" / "desk" / "shortlist.typ"


def sheet_pdf(sheet: Sheet, *, qr: str, qr_words: str) -> bytes:
    """`qr`: the link as an SVG picture, and what it is in words for whoever does not see it."""
    return accessible_pdf(TEMPLATE, sheet=json.dumps(asdict(sheet)), qr=qr, qr_words=qr_words)
