"""Whether a text is English, which is all that own words are understood in.

Counts the words that the examples use. Nothing here touches a file, the database, the clock or Flask.
"""

import re
from collections.abc import Container

from matching.understanding.cues import listed
from matching.understanding.grams import words_in

WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc][^\W\d_]+)*")
SHORTEST = 3
"""Shorter words look alike in many languages: "to", "on", "do" and "a" are Polish too."""
KNOWN_SHARE = 0.45
"""Of 1,762 English texts that nothing was learnt from, one lay below; of 1,550 Polish ones only those that are nothing
but an English name lay above."""


SMALL_WORDS = listed(
    """
    the and she her hers his him has had have was were not they them their you your for with are but this that what who
    when from out all been about because will would can could does did dont just says said mum dad child children kid
    kids baby boy girl daughter son school home help scared hurt hits hit
    """
)
"""For as long as nothing is learnt: a sentence of English has one of them nearly always."""


def has_small_words(text: str) -> bool:
    return not SMALL_WORDS.isdisjoint(words_of(text))


def reads_as_english(text: str, known: Container[int]) -> bool:
    """Whether enough of the words are known; a text of very short words is judged by all of them.

    `known`: the words of the examples, as the numbers that `words_in` makes of them.
    """
    words = words_of(text)
    telling = [word for word in words if len(word) >= SHORTEST] or words
    return sum(_is_known(word, known) for word in telling) >= KNOWN_SHARE * len(telling)


def words_of(text: str) -> list[str]:
    """The words in letters of any script; figures are the same in every language."""
    return [word.casefold() for word in WORD.findall(text)]


def _is_known(word: str, known: Container[int]) -> bool:
    numbers = words_in(word)
    return bool(numbers) and all(number in known for number in numbers)
