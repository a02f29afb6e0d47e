"""The parts of a text that are looked at by themselves: the whole, its sentences, its clauses.

Nothing here touches the database, the clock or Flask.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matching.understanding.clauses import Clause, clauses

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|[.!?](?=\S)|\n|$)")
MOST_SENTENCES = 60
"""A text of 5,000 letters is read whole; what lies beyond this many sentences is read for red-flag phrases only."""
ENDS = " .!?,;:"
WORDS_AT_LEAST = 3
"""A shorter clause says too little by itself."""


@dataclass(frozen=True)
class Parts:
    """One text, cut up, without the parts that are denied: "No injuries that I have seen" points to nothing.

    `sentences` holds the whole alone where there is but one.
    """

    whole: str
    sentences: tuple[str, ...]
    clauses: tuple[str, ...]
    """Where the words for a suggestion are found, exactly as typed."""
    asserted: bool
    """Whether anything is said that is not denied, supposed or asked in general."""


def parts_of(text: str) -> Parts:
    whole = text.strip()
    sentences = [sentence for found in SENTENCE.findall(whole) if any(map(str.isalnum, sentence := found.strip()))]
    marked = clauses(whole)
    said = [one.text for one in marked if not one.denied and len(one.text.split()) >= WORDS_AT_LEAST]
    denied = {one.text.strip(ENDS) for one in marked if one.denied}
    meant = [sentence for sentence in sentences if sentence.strip(ENDS) not in denied]
    whole = _without_denied(whole, marked) or whole
    return Parts(
        whole=whole,
        sentences=tuple(meant[:MOST_SENTENCES]) if meant and len(sentences) > 1 else (whole,),
        clauses=tuple(said[: 2 * MOST_SENTENCES]) or (whole,),
        asserted=not marked or any(not (one.denied or one.supposed or one.asked) for one in marked),
    )


def _without_denied(whole: str, marked: Sequence[Clause]) -> str:
    """The text without its denied clauses; nothing where nothing else is said."""
    kept = [one for one in marked if not one.denied]
    return " ".join(whole[one.start : one.end].strip() for one in kept) if any(one.denied for one in marked) else whole
