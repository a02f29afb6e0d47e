"""Bytes as letters: UTF-8, UTF-16 that says so, or the Windows-1252 of Western European Excel. Never a guess beyond."""

import re

from directory.exchange.files.refused import FileRefused
from directory.typed import shortened
from directory.wording import Words, words

UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
UNUSUAL_WORD = re.compile(r"[A-Za-z]*[\x80-\uffff][A-Za-z\x80-\uffff]*")
NO_LETTERS = words(
    "We could not tell how the letters in this file are stored. In Excel choose “CSV UTF-8” when you save it, or send "
    "the workbook (.xlsx) itself."
)


def decoded(content: bytes) -> tuple[str, str, list[Words]]:
    """(text, name of the encoding, notes). Raises FileRefused where the letters cannot be told for certain."""
    try:
        text, encoding = _by_mark(content)
    except UnicodeDecodeError:
        raise FileRefused(NO_LETTERS) from None
    if "\0" in text:
        raise FileRefused(NO_LETTERS)
    notes = []
    if encoding == "Windows-1252":
        if CONTROLS.search(text):
            raise FileRefused(NO_LETTERS)
        notes.append(_check_letters(text))
    if "\ufffd" in text:
        notes.append(words("Some letters were already lost (shown as �) when this file was made."))
    return text, encoding, notes


def _by_mark(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise FileRefused(NO_LETTERS)
    if content.startswith(UTF_16_MARKS):
        return content.decode("utf-16"), "UTF-16"
    content = content.removeprefix(UTF_8_MARK)
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        if _some_utf_8(content):
            raise FileRefused(_mixed()) from None
        return content.decode("cp1252"), "Windows-1252"


def _some_utf_8(content: bytes) -> bool:
    """Whether as much of it reads as UTF-8 letters as does not: two files were joined, or one was cut off."""
    loose = content.decode("utf-8", "surrogateescape")
    broken = sum(1 for letter in re.findall("[\udc80-\udcff]+", loose) if letter)
    whole = len(re.findall("[\x80-\ud7ff\ue000-\U0010ffff]", loose))
    return whole >= broken


def _mixed() -> Words:
    return words(
        "The letters in this file are stored in two different ways, so names would come out wrong. In Excel choose "
        "“CSV UTF-8” when you save it, or send the workbook (.xlsx) itself."
    )


def _check_letters(text: str) -> Words:
    found = UNUSUAL_WORD.search(text)
    return words(
        "This file is stored the older Windows way. Check that “%(word)s” is spelt right.",
        word=shortened(found[0] if found else ""),
    )
