"""Where to go on to after signing in: only ever to a page of this site. Nothing here touches Flask."""

from urllib.parse import urlsplit

LONGEST = 2000


def safe_path(text: str | None) -> str | None:
    """The path if it is one of this site, else None.

    Browsers read a backslash as a slash and drop tabs and line ends, so that "/\\host", "/<tab>/host" and "////host"
    all lead away to another host.
    """
    if not text or len(text) > LONGEST or not text.startswith("/") or text.startswith("//"):
        return None
    if "\\" in text or any(not letter.isprintable() or letter.isspace() for letter in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    path = parts.path
    return None if parts.scheme or parts.netloc or path.startswith("//") else text
