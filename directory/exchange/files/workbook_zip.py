"""The zip that a workbook is, checked before anything in it is unpacked, and its XML read without trusting it."""

import io
import struct
import zipfile
import zlib
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, ErrorHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import parse

from directory.exchange.files.refused import FileRefused, not_a_table
from directory.exchange.files.sent import Limits
from directory.wording import Words, words

MOST_ENTRIES = 2_000
MOST_PARTS = 6_000_000
"""Elements of one part: a workbook of 2,000,000 cells has fewer."""
STEEPEST = 200
"""Times smaller that a big workbook may be packed; real ones are packed 5 to 50 times."""
BIG = 10 * 1024 * 1024
ENCRYPTED = 1
INSIDE: tuple[tuple[str, Words], ...] = (
    ("word/", words("This is a Word document, not a table of services.")),
    ("ppt/", words("This is a presentation, not a table of services.")),
    ("xl/workbook.bin", words("This is an Excel workbook in the binary shape (.xlsb).")),
    ("content.xml", words("This is an OpenDocument file (.ods or .odt).")),
    ("META-INF/", words("This is a packed program or document, not a table of services.")),
)
DAMAGED = words("This workbook is damaged. Open it in Excel, save it again and send that.")
UNSAFE = words("This workbook holds instructions that a table of services never needs, so we did not open it.")
TOO_BIG = words("This workbook unpacks to far more than a table of services. Save only the sheet of services.")


DAMAGE = (
    SAXException,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,
)
"""What the readers of zip files and of XML raise at a part that is damaged."""


class WrongXml(ValueError):
    """The XML does not say what a workbook should say."""


class Part(ContentHandler):
    """Hears one XML part, element by element, whatever prefix its names carry; forgets each at once.

    Subclasses hear `begin(name, attributes)` and `end(name, text)`; text is that between the last tags. Elements inside
    each other are not told apart.
    """

    def __init__(self) -> None:
        super().__init__()
        self._text: list[str] = []
        self._count = 0

    def startElement(self, name: str, attrs: object) -> None:
        self._count += 1
        if self._count > MOST_PARTS:
            raise FileRefused(TOO_BIG)
        self._text.clear()
        self.begin(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attrs.items()})  # type: ignore[attr-defined]

    def characters(self, content: str) -> None:
        self._text.append(content)

    def endElement(self, name: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        self.end(name.rpartition(":")[2], text)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str, text: str) -> None:
        """An element ends."""


class Package:
    """An opened workbook: the names in it, and its parts."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGE:
            raise not_a_table(words("This is a packed (zip) file that is broken off or damaged.")) from None
        self.names = frozenset(self._zip.namelist())
        self._check(len(content), limits)

    def _check(self, size: int, limits: Limits) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise FileRefused(words("This file is protected by a password. Take the password off, then send it again."))
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_ENTRIES or unpacked > limits.unpacked:
            raise FileRefused(TOO_BIG)
        if unpacked > BIG and unpacked > STEEPEST * size:
            raise FileRefused(TOO_BIG)
        if "[Content_Types].xml" not in self.names or not any(name.startswith("xl/") for name in self.names):
            raise not_a_table(self._named())
        if "xl/workbook.bin" in self.names:
            raise not_a_table(self._named())
        if len(self.names) < len(entries):
            raise FileRefused(DAMAGED)

    def _named(self) -> Words:
        for begins, found in INSIDE:
            if any(name.startswith(begins) for name in self.names):
                return found
        return words("This is a packed (zip) file, not a workbook. Unpack it first.")

    def hear(self, name: str, part: Part) -> None:
        """Read one part from beginning to end. Raises FileRefused where it is damaged or unsafe."""
        try:
            with self._zip.open(name) as opened:
                parse(opened, part, ErrorHandler(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
        except DefusedXmlException:
            raise FileRefused(UNSAFE) from None
        except DAMAGE:
            raise FileRefused(DAMAGED) from None
