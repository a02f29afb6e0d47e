"""The signs in a text: which cannot be kept or shown, and which are only litter that nobody sees."""

import re

from directory.wording import Words, words

UNSHOWABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LITTER = re.compile("(?<=\\s)[\x01-\x08\x0e-\x1f\x7f]+|[\x01-\x08\x0e-\x1f\x7f]+(?=\\s|\\Z)")
"""Control signs beside a space: they part no words, so leaving them out changes nothing a person could see."""
SOFT_BREAKS = str.maketrans("\x0b\x0c", "\n\n")
"""A line break inside a cell, as Word and some databases write it."""


def tidied(text: str) -> str:
    """The text with soft line breaks as line breaks and without litter; the same object where it is fine already."""
    if text.isprintable():
        return text
    return LITTER.sub("", text.translate(SOFT_BREAKS))


def unfit(text: str, longest: int) -> Words | None:
    """Why a text cannot be kept as it stands, or None."""
    if len(text) > longest:
        return words("This is longer than %(most)s letters. Make it shorter.", most=longest)
    if not text.isprintable() and UNSHOWABLE.search(text):
        return words("This holds a sign that cannot be shown. Type it again.")
    return None
