"""Read what a lead uploads, a TOML file or a zip of them, without trusting it. Pure."""

import io
import zipfile
import zlib
from collections.abc import Collection

from directory.wording import Words, words
from matching.area import area_file
from matching.content import INDICATOR_FILE, table_of
from matching.reading import decoded

LARGEST = 2_000_000
"""Bytes of an upload, and of everything in it when it is unpacked."""
LARGEST_FILE = 400_000
MOST_FILES = 100
FOLDER = "content/"
ZIP = b"PK\x03\x04"


class Refused(Exception):
    """An upload that cannot be taken. `said` names what is wrong and the mend."""

    def __init__(self, said: Words) -> None:
        self.said = said
        super().__init__(said)


def read_upload(sent: bytes, called: str, area: str, known: Collection[str]) -> dict[str, str]:
    """The texts by the names that the content gives its files. Raises Refused, and ContentError for what is no text.

    `called` is the name of the file as it was uploaded, `known` are the names that there are.
    """
    if len(sent) > LARGEST:
        raise Refused(words("The file is too large: 2 MB at most."))
    if not sent.startswith(ZIP):
        name = _name(called, area, known)
        return {name: _text(sent, name)}
    try:
        with zipfile.ZipFile(io.BytesIO(sent)) as archive:
            return _unpacked(archive, area, known)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused(words("The zip cannot be opened. Pack it again, without a password.")) from error


def _unpacked(archive: zipfile.ZipFile, area: str, known: Collection[str]) -> dict[str, str]:
    inside = [info for info in archive.infolist() if not info.is_dir()]
    if not inside:
        raise Refused(words("There is no file in the zip."))
    if len(inside) > MOST_FILES:
        raise Refused(words("There are too many files in the zip: %(most)s at most.", most=MOST_FILES))
    texts: dict[str, str] = {}
    room = LARGEST
    for info in inside:
        name = _name(info.filename, area, known)
        if name in texts:
            raise Refused(words("“%(name)s” is in the zip twice. Leave one out.", name=name))
        with archive.open(info) as packed:
            content = packed.read(min(LARGEST_FILE, room) + 1)
        room -= len(content)
        if room < 0:
            raise Refused(words("What is in the zip is too large: 2 MB at most."))
        texts[name] = _text(content, name)
    return texts


def _text(content: bytes, name: str) -> str:
    if len(content) > LARGEST_FILE:
        raise Refused(words("“%(name)s” is too large: 400 kB at most.", name=name))
    return decoded(content, name).replace("\r\n", "\n").removeprefix("\ufeff")


def _name(called: str, area: str, known: Collection[str]) -> str:
    """The name that the content gives this file. Raises Refused."""
    name = called.replace("\\", "/").replace("--", "/").rsplit(FOLDER, 1)[-1]
    if table_of(name) or name == area_file(area):
        return name
    last = name.rsplit("/", 1)[-1]
    same = [one for one in known if one.rsplit("/", 1)[-1] == last]
    if len(same) == 1 and "/" not in name:
        return same[0]
    if INDICATOR_FILE.fullmatch(f"indicators/{last}") and name.startswith("indicators/"):
        return f"indicators/{last}"
    raise Refused(
        words(
            "“%(name)s” is not the name of a file of the content. Files are called, for example, %(example)s.",
            name=called[-80:],
            example="pages.toml, indicators--baby.toml",
        )
    )
