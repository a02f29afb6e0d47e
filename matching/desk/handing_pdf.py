"""The shortlist as an A4 PDF (PDF/UA-1, so that a screen reader can read it).

The template gets the sheet as data, never as markup.
"""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from matching.desk.handing_sheet import Sheet

TEMPLATE = Path(__file__).parent.parent.parent / "templates" / "desk" / "shortlist.typ"


def sheet_pdf(sheet: Sheet, *, qr: str, qr_words: str) -> bytes:
    """`qr`: the link as an SVG picture, and what it is in words for whoever does not see it."""
    made: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(asdict(sheet)), "qr": qr, "qr_words": qr_words},
    )
    return made
