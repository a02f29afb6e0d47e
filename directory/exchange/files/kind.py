"""What a file is, told by what is in it, never by its name: anything that is no table is refused by its own name."""

import re

from directory.exchange.files.refused import FileRefused, not_a_table
from directory.wording import Words, words

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURE = words("This is a picture, not a table of services.")
PDF = words("This is a PDF, not a table of services. We cannot read the rows in it.")
PACKED = words("This is a packed (compressed) file. Unpack it first.")
FILM = words("This is a film or a sound recording, not a table of services.")
OTHERS: tuple[tuple[bytes, Words], ...] = (
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"\x1f\x8b", PACKED),
    (b"BZh", PACKED),
    (b"\xfd7zXZ\x00", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"Rar!\x1a\x07", PACKED),
    (b"OggS", FILM),
    (b"ID3", FILM),
    (b"SQLite format 3\x00", words("This is a database file, not a table of services.")),
    (b"{\\rtf", words("This is a text document (RTF), not a table of services.")),
    (b"\x7fELF", words("This is a program, not a table of services.")),
    (b"MZ\x90\x00", words("This is a program, not a table of services.")),
)
MARKUP = re.compile(rb"<(?:!doctype|!--|html|head|body|table|div|meta|\?xml|[a-z][a-z0-9:]*[\s>/])", re.IGNORECASE)
WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.IGNORECASE)
SPACES = b" \t\r\n"
START = 4096
"""Bytes at the beginning that tell what a file is."""


def is_workbook(content: bytes) -> bool:
    """Whether this should be read as a workbook; False means as text. Raises FileRefused for anything else."""
    if not content.strip(b"\xef\xbb\xbf" + SPACES):
        raise FileRefused(words("This file is empty. Check that you chose the right one."))
    if content.startswith(OLD_OFFICE):
        raise not_a_table(_old_office(content))
    found = _other(content[:START])
    if found:
        raise not_a_table(found)
    return content.startswith(ZIP)


def _other(start: bytes) -> Words | None:
    for begins, found in OTHERS:
        if start.startswith(begins):
            return found
    if b"%PDF-" in start[:1024]:
        return PDF
    if start[:4] == b"RIFF":
        return PICTURE if start[8:12] == b"WEBP" else FILM
    if start[4:8] == b"ftyp":
        return PICTURE if start[8:11] in (b"hei", b"mif", b"avi") else FILM
    if start[:2] == b"BM" and b"\0" in start[:32]:
        return PICTURE
    return _markup(start.removeprefix(b"\xef\xbb\xbf").lstrip(SPACES))


def _markup(start: bytes) -> Words | None:
    """Web pages and XML, which some systems save under the name of a spreadsheet."""
    if not MARKUP.match(start):
        return None
    if WEB_PAGE.search(start):
        return words("This is a web page, even if its name says otherwise. Open it in Excel first.")
    if b"<svg" in start:
        return PICTURE
    return words("This is an XML file, which we do not read.")


def _old_office(content: bytes) -> Words:
    """What the older Office container holds, by the names of the streams in it."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return words("This workbook is protected by a password. Open it and take the password off.")
    if "WordDocument".encode("utf-16-le") in content:
        return words("This is a Word document, not a table of services.")
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return words("This is an old Excel workbook (.xls).")
    return words("This is an old Office file that we cannot read.")
