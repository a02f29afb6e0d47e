"""The words of a text as they were meant, each with the place where it stands in what was typed.

Nothing here touches a file, the database, the clock or Flask.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from directory.vocabulary.phrases import HELD_KEY, stem
from matching.understanding.cues import listed

QUOTES = "'\u2018\u2019\u201b\u02bc\u00b4`"
INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
MARKS = "\u0300-\u036f"
CHUNK = re.compile(rf"[^\W_](?:[^\W_]|[{QUOTES}{INVISIBLE}{MARKS}](?=[^\W_{QUOTES}]|[{MARKS}]))*")
DROPPED = re.compile(rf"[{QUOTES}{INVISIBLE}{MARKS}]")
FIGURE_OR_LETTERS = re.compile(r"\d+|\D+")
SENTENCE_END = re.compile(r"[!?\u2022]|(?<!\.)\.(?!\.)|\n\s*\n|\n\s*[-*]")
PAUSE = re.compile(r"[,;:()\[\]\u2013\u2014/\n\u2026]|\.\.|\s-\s")
ABBREVIATIONS = listed("mr mrs ms dr st prof e g i eg ie etc approx yr yrs mths wks vs no")

NEGATED = listed(
    """
    can could would should do does did is are was were has have had must need might may am shall will wo ca sha
    ai
    """
)
"""What "nt" is joined to."""
MEANT = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}
CONTRACTIONS: dict[str, tuple[str, ...]] = {
    **{f"{verb}nt": (MEANT.get(verb, verb), "not") for verb in NEGATED},
    **{f"{who}s": (who, "is") for who in ["he", "she", "that", "there", "what", "who", "where", "how"]},
    **{f"{who}re": (who, "are") for who in ["they", "you"]},
    **{f"{who}ve": (who, "have") for who in ["i", "they", "you", "we"]},
    **{f"{who}ll": (who, "will") for who in ["they", "you", "it", "that"]},
    "im": ("i", "am"),
    "cannot": ("can", "not"),
    "dnt": ("do", "not"),
    "dont": ("do", "not"),
    "dosent": ("does", "not"),
    "doesent": ("does", "not"),
    "wudnt": ("would", "not"),
    "cudnt": ("could", "not"),
    "gonna": ("going", "to"),
    "gunna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "noone": ("no", "one"),
    "anymore": ("any", "more"),
    "nt": ("not",),
    "neva": ("never",),
    "nevr": ("never",),
    "aint": ("is", "not"),
}
QUOTED = {"well": ("we", "will"), "shell": ("she", "will"), "hell": ("he", "will"), "ill": ("i", "will")}
"""Contractions only where the apostrophe was typed: without it they are other words."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in small letters, its stem, and where it was typed; `sentence` counts from 0."""

    word: str
    stem: str
    start: int
    end: int
    sentence: int
    pause: bool
    """Whether a comma or the like, or a new sentence, stands before it."""


def read_words(
    text: str, meant: Mapping[str, Sequence[str]] = CONTRACTIONS, mend: Callable[[str], str] = str
) -> tuple[Word, ...]:
    """Split a text into words. `meant` writes a typed word out as others; `mend` rights a slip of the keys."""
    found: list[Word] = []
    sentence, last, last_word = 0, 0, ""
    for chunk in CHUNK.finditer(text):
        start, end = chunk.span()
        between = text[last:start]
        if last and SENTENCE_END.search(between) and not (last_word in ABBREVIATIONS and between[0] == "."):
            sentence += 1
        fresh = not found or found[-1].sentence != sentence or bool(PAUSE.search(between))
        for word in written_out(chunk[0], meant):
            mended = mend(word)
            found.append(Word(mended, stem(mended), start, end, sentence, fresh))
            fresh, last_word = False, word
        last = end
    return tuple(found)


def written_out(chunk: str, meant: Mapping[str, Sequence[str]] = CONTRACTIONS) -> list[str]:
    """One typed word as the words it stands for: "can't" is "can not", "3yo" is "3 yo"."""
    plain = chunk.casefold() if chunk.isascii() else _plain(chunk)
    bare = DROPPED.sub("", plain)
    if bare != plain and bare in QUOTED:
        return list(QUOTED[bare])
    parts = [HELD_KEY.sub(r"\1\1", bare)] if bare.isalpha() else FIGURE_OR_LETTERS.findall(bare)
    return [word for part in parts for word in meant.get(part, (part,))]


def _plain(chunk: str) -> str:
    letters = unicodedata.normalize("NFKD", chunk)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
