"""What somebody wrote in their own words, understood as indicators and needs: suggestions to confirm or dismiss.

It never decides and never lowers: a red flag said outright stands whatever the rest is like. A text is looked at in
memory and forgotten; nothing here logs or keeps one.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from matching.area import CONTENT
from matching.content import Content
from matching.entries import PathwayId
from matching.understanding import kept
from matching.understanding.alarms import Alarm, AlarmBook, alarms, load_alarms
from matching.understanding.english import has_small_words, reads_as_english
from matching.understanding.examples import fingerprint, shipped_examples
from matching.understanding.learning import Learned, learn_from
from matching.understanding.parts import parts_of
from matching.understanding.sentences import SentenceModel, model_folder
from matching.understanding.weighing import Numbered, Pointed, indicators_of, needs_of, numbered, pathway_of

TOGETHER = 32
"""Texts whose likeness is held in memory at once."""
PATIENCE = 3.0
"""Seconds that somebody on a page waits for what was learnt: reading it from the data folder takes one or two."""


@dataclass(frozen=True)
class Suggested:
    """One indicator or need."""

    id: str
    words: tuple[str, ...]
    """The parts of the text that led to it, exactly as typed."""
    level: int | None
    """Of an indicator; None for a need."""
    certain: bool
    """By an explicit phrase, not by likeness."""


@dataclass(frozen=True)
class Understanding:
    """What one text points to."""

    pathway: PathwayId
    """What would be advised if every suggestion were confirmed: the gravest of the indicators' pathways."""
    level: int
    indicators: tuple[Suggested, ...]
    """Best first."""
    needs: tuple[Suggested, ...]
    """Best first, at most 5."""
    danger: bool
    """An emergency or a red flag: the number comes up at once."""


class Understander:
    """One for the process, shared by its threads. It learns or loads what it needs when first asked."""

    def __init__(
        self, data_dir: Path, *, without_model: bool = False, patience: float = PATIENCE, content: Path = CONTENT
    ) -> None:
        """`content`: the folder of the sayings and indicators to learn from."""
        self._folder = Path(data_dir)
        self._content = content
        self._model_folder = None if without_model else model_folder()
        self._patience = patience
        self._lock = threading.Lock()
        self._beginning = threading.Lock()
        self._learner: threading.Thread | None = None
        self._learned: Learned | None = None

    @property
    def ready(self) -> bool:
        """Whether the sentence model is here; without it only phrases and likeness of wording count."""
        return self._model_folder is not None

    def understand(self, content: Content, texts: Sequence[str]) -> list[Understanding]:
        """What each text points to in this content. The first call of all may take half a minute, to learn."""
        found: list[Understanding] = []
        for start in range(0, len(texts), TOGETHER):
            found += self._understand(content, self.learned(), texts[start : start + TOGETHER])
        return found

    def understand_soon(self, content: Content, texts: Sequence[str]) -> list[Understanding]:
        """As `understand`, for somebody who waits: until the learning is done, by what was said outright alone."""
        if self._learned_soon():
            return self.understand(content, texts)
        return [_outright(content, self._said(content, text)) for text in texts]

    def understand_outright(self, content: Content, text: str) -> Understanding:
        """What was said in so many words and nothing else: of a text that cannot be read as a whole."""
        return _outright(content, self._said(content, text))

    def reads(self, text: str) -> bool:
        """Whether a text is in English, as far as is known: until the learning is done, by its small words alone."""
        return has_small_words(text) if self._learned is None else reads_as_english(text, self._known_words)

    def learned(self, tick: Callable[[int, int], None] = lambda done, of: None) -> Learned:
        """What was learnt from the examples of today: in memory, or in the data folder, or learnt now."""
        with self._lock:
            if self._learned is None:
                self._learned = self._load() or self._learn(tick)
            return self._learned

    def _understand(self, content: Content, learned: Learned, texts: Sequence[str]) -> Iterator[Understanding]:
        for text, one in zip(texts, numbered([parts_of(text) for text in texts], learned, self._model), strict=True):
            yield _understood(content, learned, self._said(content, text), one)

    def _said(self, content: Content, text: str) -> list[Alarm]:
        return [alarm for alarm in alarms(text, self._alarms) if alarm.indicator in content.indicators]

    def _learned_soon(self) -> bool:
        """Begin to learn beside everything else, once, and wait a little for it."""
        if self._learned is None:
            with self._beginning:
                if self._learner is None:
                    self._learner = threading.Thread(target=self.learned, name="learning", daemon=True)
                    self._learner.start()
            self._learner.join(self._patience)
        return self._learned is not None

    def _load(self) -> Learned | None:
        """What is kept on disk, or None where it is not there, out of date or damaged."""
        try:
            return kept.load(self._path)
        except Exception:  # whatever a damaged file raises: it is learnt anew
            return None

    def _learn(self, tick: Callable[[int, int], None]) -> Learned:
        earlier = kept.load_earlier(self._folder, with_model=self.ready)
        learned = learn_from(shipped_examples(self._content), self._model, tick, earlier)
        with suppress(OSError):  # a data folder that cannot be written only costs time at the next start
            kept.save(learned, self._path)
        return learned

    @cached_property
    def _known_words(self) -> frozenset[int]:
        return frozenset(self.learned().reader.words.known.tolist())

    @property
    def _path(self) -> Path:
        return kept.path_in(self._folder, fingerprint(self._content), with_model=self.ready)

    @cached_property
    def _model(self) -> SentenceModel | None:
        return SentenceModel(self._model_folder) if self._model_folder else None

    @property
    def _alarms(self) -> AlarmBook:
        return _alarm_book()


@cache
def _alarm_book() -> AlarmBook:
    """The phrases that came with Right Door, read once for the process."""
    return load_alarms()


def _understood(content: Content, learned: Learned, said: Sequence[Alarm], text: Numbered) -> Understanding:
    """Phrases said outright first, then what the text is like; the pathway is that of the gravest of them all."""
    ranks = [content.indicators[alarm.indicator].pathway for alarm in said]
    pathway = max([pathway_of(text), *ranks], key=lambda one: one.rank)
    indicators = [_suggested(content, Pointed(alarm.indicator, alarm.words), certain=True) for alarm in said]
    told = {alarm.indicator for alarm in said}
    like = indicators_of(text, learned, content.indicators, pathway, led_there=pathway in ranks)
    indicators += [_suggested(content, one, certain=False) for one in like if one.id not in told]
    reached = [content.indicators[one.id].pathway for one in indicators] or [PathwayId.ADVICE]
    gravest = max(reached, key=lambda one: one.rank)
    return Understanding(
        pathway=gravest,
        level=max((one.level or 1 for one in indicators), default=1),
        indicators=tuple(indicators),
        needs=tuple(Suggested(one.id, (one.words,), None, False) for one in needs_of(text, learned)),
        danger=gravest.rank >= PathwayId.SAFEGUARDING.rank,
    )


def _outright(content: Content, said: Sequence[Alarm]) -> Understanding:
    indicators = [_suggested(content, Pointed(alarm.indicator, alarm.words), certain=True) for alarm in said]
    pathway = max(
        [content.indicators[one.id].pathway for one in indicators] or [PathwayId.ADVICE], key=lambda one: one.rank
    )
    return Understanding(
        pathway=pathway,
        level=max((one.level or 1 for one in indicators), default=1),
        indicators=tuple(indicators),
        needs=(),
        danger=pathway.rank >= PathwayId.SAFEGUARDING.rank,
    )


def _suggested(content: Content, pointed: Pointed, *, certain: bool) -> Suggested:
    return Suggested(pointed.id, (pointed.words,), content.indicators[pointed.id].level, certain)
