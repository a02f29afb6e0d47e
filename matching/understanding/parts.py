"""The parts of a text that are looked at by themselves: the whole, its sentences, its clauses.

Nothing here touches the database, the clock or Flask.
"""

import re
from dataclasses import dataclass

from matching.understanding.clauses import clauses

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|[.!?](?=\S)|\n|$)")
MOST_SENTENCES = 60
"""A text of 5,000 letters is read whole; what lies beyond this many sentences is read for red-flag phrases only."""
WORDS_AT_LEAST = 3
"""A shorter clause says too little by itself."""


@dataclass(frozen=True)
class Parts:
    """One text, cut up. `sentences` holds the whole alone where there is but one."""

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
    said = [clause.text for clause in marked if len(clause.text.split()) >= WORDS_AT_LEAST]
    return Parts(
        whole=whole,
        sentences=tuple(sentences[:MOST_SENTENCES]) if len(sentences) > 1 else (whole,),
        clauses=tuple(said[: 2 * MOST_SENTENCES]) or (whole,),
        asserted=not marked or any(not (one.denied or one.supposed or one.asked) for one in marked),
    )
