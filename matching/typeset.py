"""Pages on paper: a Typst template and what stands in it become a PDF for screen readers too (PDF/UA-1).

The template gets data, never markup, and only the fonts that come with Typst, so every machine makes the same page.
"""

from pathlib import Path

import typst


def accessible_pdf(template: Path, **inputs: str) -> bytes:
    """`inputs`: what the template reads as `sys.inputs`; values that are not text come as JSON."""
    made: bytes = typst.compile(
        template,
        root=template.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
    return made
