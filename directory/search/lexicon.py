"""What the vocabulary knows of single words: every one it uses, and other ways of writing one."""

from functools import cached_property

from directory.search.small_words import SMALL_WORDS
from directory.vocabulary import Vocabulary
from directory.vocabulary.phrases import words_of


class Lexicon:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    @cached_property
    def other_spellings(self) -> dict[str, tuple[str, ...]]:
        """A word -> the other ways of writing it: "cahms" -> "CAMHS", "CYPMHS"."""
        ways: dict[str, tuple[str, ...]] = {}
        for word in self.vocabulary.words:
            said = (*word.say, *word.capitals)
            single = [way for way in said if len(words_of(way)) == 1 and not word.various]
            ways |= {words_of(way)[0]: tuple(other for other in said if other != way) for way in single}
        return ways

    @cached_property
    def words(self) -> list[str]:
        """Every word the vocabulary uses, in order."""
        texts = [text for need in self.vocabulary.needs for text in (need.name, need.description, *need.everyday)]
        texts += [text for word in self.vocabulary.words for text in (*word.say, *word.also)]
        texts += [text for group in self.vocabulary.synonyms for text in group]
        texts += self.vocabulary.languages
        return sorted({word for text in texts for word in words_of(text)})

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.words) | SMALL_WORDS
