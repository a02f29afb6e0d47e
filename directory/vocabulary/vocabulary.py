"""The words people use for what they need, and for danger: what stands in `taxonomy/*.toml`.

Nothing here touches the database, the clock or Flask. A text is looked at and forgotten: never kept, never logged.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, with_config

from directory.vocabulary.danger_words import DangerList, DangerWords
from directory.vocabulary.files import VocabularyError, read_file
from directory.vocabulary.need_words import Expansion, NeedWords, Saying
from directory.vocabulary.phrases import Speller, Spelling

TAXONOMY = Path(__file__).parent.parent / "taxonomy"

strict_keys = with_config(ConfigDict(extra="forbid"))


@strict_keys
@dataclass(frozen=True)
class Need:
    """Something a family may need help with, in plain words."""

    id: str
    name: str
    description: str
    group: str
    everyday: tuple[str, ...]
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_language(self, code: str) -> "Need":
        """The same need with its name and description in another language, where they have been translated."""
        words = self.translations.get(code, {})
        return replace(self, name=words.get("name", self.name), description=words.get("description", self.description))


@strict_keys
@dataclass(frozen=True)
class Word:
    """Jargon, an abbreviation or slang. `capitals` count only when typed in capitals: "HI" but not "hi".

    The words of `say` are ways of saying the same, unless they are `various` things of one kind.
    """

    say: tuple[str, ...]
    means: str
    needs: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    various: bool = False


@strict_keys
@dataclass(frozen=True)
class HelpNumber:
    """Somebody to ring or to text."""

    name: str
    number: str
    hours: str
    note: str = ""
    by: Literal["phone", "text"] = "phone"


@strict_keys
@dataclass(frozen=True)
class CrisisKind:
    """What to show somebody who may be in danger or despair; `front_door` asks for the area's own number too."""

    id: str
    title: str
    say: str
    numbers: tuple[HelpNumber, ...]
    front_door: bool = False
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_language(self, code: str) -> "CrisisKind":
        """The same numbers with title and words in another language, where they have been translated."""
        words = self.translations.get(code, {})
        return replace(self, title=words.get("title", self.title), say=words.get("say", self.say))


@strict_keys
@dataclass(frozen=True)
class CrisisPhrases:
    """Phrases about one thing, and the kind they call for.

    `exact` ones keep their word endings; in `near` ones any few words may stand between.
    """

    about: str
    kind: str
    words: tuple[str, ...]
    exact: bool = False
    near: bool = False


@strict_keys
@dataclass(frozen=True)
class LonePhrases:
    """Phrases that call for a kind when nothing else is said."""

    kind: str
    words: tuple[str, ...]


@strict_keys
@dataclass(frozen=True)
class Group:
    """Words that belong together."""

    words: tuple[str, ...]


@strict_keys
@dataclass(frozen=True)
class NeedsFile:
    need: tuple[Need, ...]


@strict_keys
@dataclass(frozen=True)
class WordsFile:
    small_words: tuple[str, ...]
    not_slips: tuple[str, ...]
    first_doors: tuple[str, ...]
    languages: Mapping[str, str]
    word: tuple[Word, ...]
    synonyms: tuple[Group, ...]
    spellings: Mapping[str, str]


@strict_keys
@dataclass(frozen=True)
class CrisisFile:
    fillers: tuple[str, ...]
    beside: tuple[str, ...]
    kind: tuple[CrisisKind, ...]
    alike: tuple[Group, ...]
    harmless: tuple[Group, ...]
    alone: tuple[LonePhrases, ...]
    phrase: tuple[CrisisPhrases, ...]


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
def load_vocabulary(folder: Path = TAXONOMY) -> Vocabulary:
    """Read and check `needs.toml`, `words.toml` and `crisis.toml`, once for each folder.

    Raises VocabularyError, which names the file, the entry and the mend.
    """
    needs = read_file(folder / "needs.toml", NeedsFile)
    jargon = read_file(folder / "words.toml", WordsFile)
    danger = read_file(folder / "crisis.toml", CrisisFile)
    _check_needs(needs, jargon)
    _check_synonyms(jargon)
    spelling = Spelling(jargon.spellings, chain.from_iterable(word.capitals for word in jargon.word))
    speller = _speller(needs, jargon, danger, spelling)
    need_words = _need_words(needs, jargon, spelling, speller)
    danger_words = DangerWords(_danger_list(danger), spelling, speller)
    _check_phrases(danger, danger_words)
    groups = tuple(group.words for group in jargon.synonyms)
    return Vocabulary(
        needs=needs.need,
        words=jargon.word,
        synonyms=groups,
        first_doors=jargon.first_doors,
        languages=jargon.languages,
        kinds=danger.kind,
        phrases=danger.phrase,
        _need_words=need_words,
        _danger_words=danger_words,
    )


def _need_words(needs: NeedsFile, words: WordsFile, spelling: Spelling, speller: Speller) -> NeedWords:
    own = (Saying(phrase, (need.id,)) for need in needs.need for phrase in (need.id.replace("-", " "), *need.everyday))
    jargon = (Saying(say, word.needs, word.also) for word in words.word for say in word.say + word.capitals)
    groups = [group.words for group in words.synonyms]
    return NeedWords([*own, *jargon], _texts(needs), groups, words.small_words, spelling, speller)


def _texts(needs: NeedsFile) -> dict[str, str]:
    return {need.id: " ".join([need.name, need.description, *need.everyday]) for need in needs.need}


def _speller(needs: NeedsFile, words: WordsFile, danger: CrisisFile, spelling: Spelling) -> Speller:
    """Mends words towards any word of the files."""
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


def _check_needs(needs: NeedsFile, words: WordsFile) -> None:
    for need_id in _repeated(need.id for need in needs.need):
        raise VocabularyError("needs.toml", f"need {need_id}", "stands twice: take one out or give it another id")
    known = {need.id for need in needs.need}
    for word in words.word:
        for need_id in set(word.needs) - known:
            raise VocabularyError("words.toml", f"word {word.say}", f"needs.toml has no need `{need_id}`: mend the id")
    for said in _repeated(say for word in words.word for say in word.say + word.capitals):
        raise VocabularyError("words.toml", f"word {said}", "stands twice: bring the two entries together")


def _check_synonyms(words: WordsFile) -> None:
    for word in _repeated(word for group in words.synonyms for word in group.words):
        raise VocabularyError("words.toml", f"synonym {word}", "stands in two groups: keep it in one")


def _check_phrases(danger: CrisisFile, danger_words: DangerWords) -> None:
    kinds = {kind.id for kind in danger.kind}
    for said, kind in _phrases([*danger.phrase, *danger.alone]):
        if kind not in kinds:
            raise VocabularyError("crisis.toml", f"phrase {said!r}", f"there is no kind `{kind}`")
    for repeated in danger_words.repeated():
        raise VocabularyError("crisis.toml", f"phrase {repeated!r}", "says the same as another one: take one out")


def _repeated(items: Iterable[str]) -> list[str]:
    return [item for item, times in Counter(items).items() if times > 1]
