"""A link as it is shown on a page: whole, to copy or read out, and as a QR code to point a phone at."""

from typing import Any

import segno
from flask import current_app, request, url_for
from markupsafe import Markup

QR_SCALE = 5
"""Points for each square: as wide as the smallest phone at most."""


def whole_address(endpoint: str, **values: Any) -> str:
    """A page's full address: from BASE_URL where it is set, otherwise as whoever looks at it opened this page."""
    base = current_app.config["BASE_URL"] or request.host_url
    return str(base).rstrip("/") + url_for(endpoint, **values)


def qr_code(address: str, title: str) -> Markup:
    """As SVG, to stand in a page; `title` says to a screen reader what it leads to."""
    drawn = segno.make(address, error="m")
    return Markup(drawn.svg_inline(scale=QR_SCALE, border=4, light="#fff", omitsize=False, title=title))  # noqa: S704
