"""The words people use for what they need, and for danger: `taxonomy/*.toml`, and what people edited over them.

Nothing here touches the database, the clock or Flask. A text is looked at and forgotten: never kept, never logged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from directory.vocabulary.checks import CRISIS, NEEDS, WORDS, check_needs, check_phrases, check_synonyms
from directory.vocabulary.danger_words import DangerList, DangerWords
from directory.vocabulary.entries import (
    TAXONOMY,
    CrisisFile,
    CrisisKind,
    CrisisPhrases,
    LonePhrases,
    Need,
    NeedsFile,
    Taxonomy,
    Word,
    WordsFile,
)
from directory.vocabulary.files import VocabularyError, read_file
from directory.vocabulary.need_words import Expansion, NeedWords, Saying
from directory.vocabulary.phrases import Speller, Spelling


@dataclass(frozen=True)
class Vocabulary:
    """Everything in the taxonomy files, and what can be found with it."""

    needs: tuple[Need, ...]
    words: tuple[Word, ...]
    synonyms: tuple[tuple[str, ...], ...]
    first_doors: tuple[str, ...]
    """What to look for when somebody says only that they need help."""
    languages: Mapping[str, str]
    """A language as people type it -> its name in the directory."""
    kinds: tuple[CrisisKind, ...]
    phrases: tuple[CrisisPhrases, ...]
    _need_words: NeedWords = field(repr=False)
    _danger_words: DangerWords = field(repr=False)

    @cached_property
    def need(self) -> Mapping[str, Need]:
        """Needs by id."""
        return {need.id: need for need in self.needs}

    def crisis(self, text: str) -> CrisisKind | None:
        """What to show first because of this text, or None. The most urgent kind wins."""
        found = self._danger_words.kinds(text)
        return next((kind for kind in self.kinds if kind.id in found), None)

    def expand(self, text: str) -> Expansion:
        """The needs this text may be about, the likeliest first, and other words to search for."""
        return self._need_words.expand(text)


@cache
def load_taxonomy(folder: Path = TAXONOMY) -> Taxonomy:
    """Read `needs.toml`, `words.toml` and `crisis.toml`, once for each folder.

    Raises VocabularyError, which names the file, the entry and the mend.
    """
    return Taxonomy(
        needs=read_file(folder / NEEDS, NeedsFile),
        words=read_file(folder / WORDS, WordsFile),
        danger=read_file(folder / CRISIS, CrisisFile),
    )


@cache
def load_vocabulary(folder: Path = TAXONOMY) -> Vocabulary:
    """The vocabulary of the files alone, read and checked once for each folder. Raises VocabularyError."""
    taxonomy = load_taxonomy(folder)
    check(taxonomy)
    spelling = _spelling(taxonomy.words)
    danger_words = DangerWords(_danger_list(taxonomy.danger), spelling, _speller(taxonomy, spelling))
    _check_danger(taxonomy.danger, danger_words)
    return _vocabulary(taxonomy, danger_words)


def with_edits(files: Vocabulary, taxonomy: Taxonomy) -> Vocabulary:
    """The vocabulary of an edited taxonomy. Danger and despair are found exactly as by the files alone: a word that
    somebody adds can never hide one, not even as the right spelling of a slip. Raises VocabularyError.
    """
    check(taxonomy)
    return _vocabulary(taxonomy, files._danger_words)


def check(taxonomy: Taxonomy) -> None:
    """Whether needs, words and synonyms agree with each other. Raises VocabularyError."""
    check_needs(taxonomy.needs, taxonomy.words)
    check_synonyms(taxonomy.words)
    check_phrases(taxonomy.needs, taxonomy.words)


def _vocabulary(taxonomy: Taxonomy, danger_words: DangerWords) -> Vocabulary:
    needs, jargon, danger = taxonomy.needs, taxonomy.words, taxonomy.danger
    spelling = _spelling(jargon)
    return Vocabulary(
        needs=needs.need,
        words=jargon.word,
        synonyms=tuple(group.words for group in jargon.synonyms),
        first_doors=jargon.first_doors,
        languages=jargon.languages,
        kinds=danger.kind,
        phrases=danger.phrase,
        _need_words=_need_words(needs, jargon, spelling, _speller(taxonomy, spelling)),
        _danger_words=danger_words,
    )


def _spelling(words: WordsFile) -> Spelling:
    return Spelling(words.spellings, chain.from_iterable(word.capitals for word in words.word))


def _need_words(needs: NeedsFile, words: WordsFile, spelling: Spelling, speller: Speller) -> NeedWords:
    own = (Saying(phrase, (need.id,)) for need in needs.need for phrase in (need.id.replace("-", " "), *need.everyday))
    jargon = (Saying(say, word.needs, word.also) for word in words.word for say in word.say + word.capitals)
    groups = [group.words for group in words.synonyms]
    return NeedWords([*own, *jargon], _texts(needs), groups, words.small_words, spelling, speller)


def _texts(needs: NeedsFile) -> dict[str, str]:
    return {need.id: " ".join([need.name, need.description, *need.everyday]) for need in needs.need}


def _speller(taxonomy: Taxonomy, spelling: Spelling) -> Speller:
    """Mends words towards any word of the taxonomy."""
    needs, words, danger = taxonomy.needs, taxonomy.words, taxonomy.danger
    said = chain.from_iterable((*word.say, *word.also, word.means) for word in words.word)
    groups = chain.from_iterable(group.words for group in (*words.synonyms, *danger.harmless))
    phrases = chain.from_iterable(entry.words for entry in danger.phrase)
    texts = chain(_texts(needs).values(), said, groups, phrases)
    wanted = frozenset(word for text in texts for word in spelling.words(text))
    return Speller(wanted, leave=(*words.small_words, *words.not_slips))


def _danger_list(danger: CrisisFile) -> DangerList:
    return DangerList(
        loose=[
            (words, entry.kind) for entry in danger.phrase for words in entry.words if not (entry.exact or entry.near)
        ],
        exact=[(words, entry.kind) for entry in danger.phrase for words in entry.words if entry.exact],
        near=[(words, entry.kind) for entry in danger.phrase for words in entry.words if entry.near],
        alone=_phrases(danger.alone),
        harmless=[words for group in danger.harmless for words in group.words],
        alike=[group.words for group in danger.alike],
        fillers=danger.fillers,
        beside=danger.beside,
    )


def _phrases(entries: Iterable[CrisisPhrases | LonePhrases]) -> list[tuple[str, str]]:
    return [(said, entry.kind) for entry in entries for said in entry.words]


def _check_danger(danger: CrisisFile, danger_words: DangerWords) -> None:
    kinds = {kind.id for kind in danger.kind}
    for said, kind in _phrases([*danger.phrase, *danger.alone]):
        if kind not in kinds:
            raise VocabularyError(CRISIS, f"phrase {said!r}", f"there is no kind `{kind}`")
    for repeated in danger_words.repeated():
        raise VocabularyError(CRISIS, f"phrase {repeated!r}", "says the same as another one: take one out")
