"""How people say things: needs in everyday words, jargon, and phrases of danger and despair. Data in `taxonomy/`."""

from directory.vocabulary.files import VocabularyError
from directory.vocabulary.need_words import Expansion
from directory.vocabulary.vocabulary import TAXONOMY, CrisisKind, Need, Vocabulary, load_vocabulary

__all__ = ["TAXONOMY", "CrisisKind", "Expansion", "Need", "Vocabulary", "VocabularyError", "load_vocabulary"]
