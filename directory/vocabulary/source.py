"""Where whoever asks gets the vocabulary of the moment from: people may edit it while the application runs."""

from dataclasses import dataclass
from typing import Protocol

from directory.vocabulary.vocabulary import Vocabulary


class VocabularySource(Protocol):
    def now(self) -> Vocabulary:
        """The vocabulary to answer with. Cheap: call it for every question."""

    def newest(self) -> Vocabulary:
        """The vocabulary of what is published at this moment, for whoever writes it down elsewhere."""


@dataclass(frozen=True)
class Unchanging:
    """A vocabulary that nobody edits."""

    vocabulary: Vocabulary

    def now(self) -> Vocabulary:
        return self.vocabulary

    def newest(self) -> Vocabulary:
        return self.vocabulary
