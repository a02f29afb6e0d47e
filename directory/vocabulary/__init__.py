"""How people say things: needs in everyday words, jargon, and phrases of danger and despair. Data in `taxonomy/`."""

from directory.vocabulary.entries import CrisisKind, Group, Need, NeedsFile, Taxonomy, Word, WordsFile
from directory.vocabulary.files import VocabularyError
from directory.vocabulary.need_words import Expansion
from directory.vocabulary.source import Unchanging, VocabularySource
from directory.vocabulary.vocabulary import (
    TAXONOMY,
    Vocabulary,
    check,
    load_taxonomy,
    load_vocabulary,
    with_edits,
)

__all__ = [
    "TAXONOMY",
    "CrisisKind",
    "Expansion",
    "Group",
    "Need",
    "NeedsFile",
    "Taxonomy",
    "Unchanging",
    "Vocabulary",
    "VocabularyError",
    "VocabularySource",
    "Word",
    "WordsFile",
    "check",
    "load_taxonomy",
    "load_vocabulary",
    "with_edits",
]
