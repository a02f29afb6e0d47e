"""The pieces of words that the sentence model reads: BERT's own way of cutting text up, without case or accents.

Nothing here touches the database, the clock or Flask.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100
"""Letters; a longer run is one unknown piece, as in the model's own tokenizer."""
CJK = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2FA1F), (0xF900, 0xFAFF))


class WordPieces:
    """The vocabulary of the model, one piece a line; a piece that goes on inside a word begins with "##"."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._ids = {piece: number for number, piece in enumerate(lines) if piece}
        self._of_word = lru_cache(maxsize=20_000)(self._cut)

    def ids(self, text: str, most: int) -> list[int]:
        """The numbers of a text's pieces between the marks of beginning and end, at most `most` of them in all."""
        pieces = [piece for word in _words(_plain(text)) for piece in self._of_word(word)]
        return [self._ids[BEGIN], *pieces[: most - 2], self._ids[END]]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The longest known piece from the left, again and again; a word with an unknown rest is unknown as a whole."""
        found: list[int] = []
        start = 0
        while start < len(word) <= LONGEST_WORD:
            size = self._longest(word[start:], "##" if start else "")
            if not size:
                break
            found.append(self._ids[("##" if start else "") + word[start : start + size]])
            start += size
        return tuple(found) if start == len(word) else (self._ids[UNKNOWN],)

    def _longest(self, rest: str, mark: str) -> int:
        """How many letters the longest known piece has with which the rest begins; 0 where there is none."""
        return next((size for size in range(len(rest), 0, -1) if mark + rest[:size] in self._ids), 0)


def _plain(text: str) -> str:
    """Small letters without accents or control characters, every Chinese character a word of its own."""
    cleaned = "".join(_cleaned(letter) for letter in text)
    parted = unicodedata.normalize("NFD", cleaned)
    return "".join(letter for letter in parted if unicodedata.category(letter) != "Mn").lower()


def _cleaned(letter: str) -> str:
    if letter in "\t\n\r" or unicodedata.category(letter) == "Zs":
        return " "
    if letter in "\0�" or unicodedata.category(letter).startswith("C"):
        return ""
    return f" {letter} " if any(low <= ord(letter) <= high for low, high in CJK) else letter


def _words(text: str) -> Iterator[str]:
    """Runs of letters and digits, and every punctuation mark by itself."""
    for run in text.split():
        start = 0
        for at, letter in enumerate(run):
            if _is_punctuation(letter):
                if start < at:
                    yield run[start:at]
                yield letter
                start = at + 1
        if start < len(run):
            yield run[start:]


def _is_punctuation(letter: str) -> bool:
    ascii_mark = letter.isascii() and letter.isprintable() and not letter.isalnum() and letter != " "
    return ascii_mark or unicodedata.category(letter).startswith("P")
