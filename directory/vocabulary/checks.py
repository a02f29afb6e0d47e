"""Whether a taxonomy's entries agree with each other: one rule for the files and for what people edit over them."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from directory.vocabulary.entries import NeedsFile, WordsFile
from directory.vocabulary.files import VocabularyError
from directory.vocabulary.phrases import words_of

H = TypeVar("H", bound=Hashable)

NEEDS, WORDS, CRISIS = "needs.toml", "words.toml", "crisis.toml"


def check_needs(needs: NeedsFile, words: WordsFile) -> None:
    """Every need stands once, and every word points to needs that there are. Raises VocabularyError."""
    for need_id in repeated(need.id for need in needs.need):
        raise VocabularyError(NEEDS, f"need {need_id}", "stands twice: take one out or give it another id")
    known = {need.id for need in needs.need}
    for word in words.word:
        for need_id in set(word.needs) - known:
            raise VocabularyError(WORDS, f"word {word.say}", f"needs.toml has no need `{need_id}`: mend the id")
    for said in repeated(say for word in words.word for say in word.say + word.capitals):
        raise VocabularyError(WORDS, f"word {said}", "stands twice: bring the two entries together")


def check_synonyms(words: WordsFile) -> None:
    """A word stands in one group only, however it is written. Raises VocabularyError."""
    for word in repeated(word for group in words.synonyms for word in group.words):
        raise VocabularyError(WORDS, f"synonym {word}", "stands in two groups: keep it in one")
    said = {word: tuple(words_of(word)) for group in words.synonyms for word in group.words}
    for other in repeated(said.values()):
        names = " and ".join(word for word, parts in said.items() if parts == other)
        raise VocabularyError(WORDS, f"synonyms {names}", "are read as the same word: keep one of them")


def check_phrases(needs: NeedsFile, words: WordsFile) -> None:
    """Every phrase has a letter or a number in it: nobody can type one that has none. Raises VocabularyError."""
    for file, entry, phrase in _phrases(needs, words):
        if not words_of(phrase):
            raise VocabularyError(file, entry, f"“{phrase}” has no letters or numbers: write a word, or take it out")


def _phrases(needs: NeedsFile, words: WordsFile) -> Iterator[tuple[str, str, str]]:
    for need in needs.need:
        yield from ((NEEDS, f"need {need.id}", phrase) for phrase in (need.name, *need.everyday))
    for word in words.word:
        own = (*word.say, *word.capitals, *word.also)
        yield from ((WORDS, f"word {' '.join(word.say[:1] + word.capitals[:1])}", phrase) for phrase in own)
    for group in words.synonyms:
        yield from ((WORDS, f"synonyms {', '.join(group.words[:2])}", phrase) for phrase in group.words)


def repeated(items: Iterable[H]) -> list[H]:
    return [item for item, times in Counter(items).items() if times > 1]
