"""Two texts compared word by word, so that one changed word in a long text can be seen. Pure."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

ENOUGH_ALIKE = 0.5
"""Below this share of common words, two texts side by side are easier to read."""


class Run(NamedTuple):
    """Words in a row: "same", "removed" or "added"."""

    what: str
    text: str


def word_diff(before: str, after: str) -> tuple[Run, ...]:
    """The runs of words that are the same, gone or new; none where the texts have too little in common."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ENOUGH_ALIKE:
        return ()
    return tuple(_runs(matcher, old, new))


def _runs(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Run]:
    for what, start, end, first, last in matcher.get_opcodes():
        if what == "equal":
            yield Run("same", " ".join(old[start:end]))
            continue
        if end > start:
            yield Run("removed", " ".join(old[start:end]))
        if last > first:
            yield Run("added", " ".join(new[first:last]))
