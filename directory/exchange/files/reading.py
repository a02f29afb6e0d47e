"""One way in for every file: its size is checked before it is read, then what it is, then its rows."""

from pathlib import Path
from typing import BinaryIO

from directory.exchange.files.csv_file import read_csv
from directory.exchange.files.json_file import looks_like_json, read_json
from directory.exchange.files.kind import is_workbook
from directory.exchange.files.refused import FileRefused
from directory.exchange.files.sent import LIMITS, Limits, SentFile
from directory.exchange.files.text import decoded
from directory.exchange.files.workbook import read_workbook
from directory.typed import shortened
from directory.wording import words

CHUNK = 1024 * 1024


def read_file(source: Path | BinaryIO, name: str, *, limits: Limits = LIMITS) -> SentFile:
    """Read a file that somebody sent; `name` is what they call it and decides nothing.

    Raises FileRefused where it is too big, is no table, or cannot be read for certain as a whole. What is wrong with
    single rows is told on the rows.
    """
    content = _content(source, limits)
    name = shortened(name)
    if is_workbook(content):
        return read_workbook(content, name, limits)
    text, encoding, notes = decoded(content)
    del content
    if looks_like_json(text):
        return read_json(text, name, encoding, notes, limits)
    return read_csv(text, name, encoding, notes, limits)


def _content(source: Path | BinaryIO, limits: Limits) -> bytes:
    """All bytes of a file, or a refusal after at most one piece more than the limit."""
    if isinstance(source, Path):
        if source.stat().st_size > limits.size:
            raise _too_big(limits)
        with source.open("rb") as opened:
            return _content(opened, limits)
    content = bytearray()
    while piece := source.read(CHUNK):
        content += piece
        if len(content) > limits.size:
            raise _too_big(limits)
    return bytes(content)


def _too_big(limits: Limits) -> FileRefused:
    return FileRefused(
        words(
            "This file is bigger than %(most)s MB, the most we read at once. Send it in parts.",
            most=round(limits.size / 1024 / 1024),
        )
    )
