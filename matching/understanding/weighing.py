"""How grave a text is and what it is about, by likeness to the examples. Phrases said outright are `alarms.py`'s.

Nothing here touches the database, the clock or Flask.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.entries import Indicator, PathwayId
from matching.understanding.grams import Floats
from matching.understanding.learning import NONE, Learned, say_of
from matching.understanding.parts import Parts
from matching.understanding.sentences import SentenceModel

GRAVE_AS_A_WHOLE = 0.32
"""The share of safeguarding and emergency at which a text leads there. Missing one is worse than a false alarm."""
GRAVE_IN_A_SENTENCE = 0.75
SURE_OF_EMERGENCY = 0.5
ADVICE_BESIDE_EARLY_HELP = 0.7
"""How much of the share of early help that of advice must reach: many more examples are of early help."""
SHARE_AT_LEAST = 0.08
LIKE_AT_LEAST = 0.57
"""How like its nearest example a part of the text must be before that example's indicator is worth a box to tick."""
MOST_FOR_A_CLAUSE = 2
MOST_INDICATORS = 6
MOST_NEEDS = 5
NEED_SHARES = np.array([1.0, 0.6, 0.4], dtype=np.float32)
"""What an example's first, second and third need count."""


@dataclass(frozen=True)
class Numbered:
    """A text's parts as numbers: one row for the whole, then its sentences, then its clauses."""

    parts: Parts
    pathways: Floats
    needs: Floats
    likeness: Floats

    @property
    def sentences(self) -> slice:
        return slice(1, 1 + len(self.parts.sentences))

    @property
    def clauses(self) -> slice:
        return slice(1 + len(self.parts.sentences), None)


@dataclass(frozen=True)
class Pointed:
    """An indicator or need that a text points to, and the clause of it that is nearest."""

    id: str
    words: str


def numbered(texts: Sequence[Parts], learned: Learned, model: SentenceModel | None) -> list[Numbered]:
    """Each text as numbers; what several parts share is read once."""
    read = list(dict.fromkeys(part for text in texts for part in _in_order(text)))
    place = {part: number for number, part in enumerate(read)}
    seen = learned.reader.read(read, model)
    likeness = learned.likeness(seen)
    pathways, needs = learned.pathways_of(seen, likeness), learned.needs_of(seen)
    rows = [[place[part] for part in _in_order(text)] for text in texts]
    return [Numbered(text, pathways[of], needs[of], likeness[of]) for text, of in zip(texts, rows, strict=True)]


def pathway_of(text: Numbered) -> PathwayId:
    """Where a text leads by likeness: the gravest that the whole or one sentence is like enough to."""
    whole, sentences = text.pathways[0], text.pathways[text.sentences]
    mild = PathwayId.ADVICE if whole[0] > ADVICE_BESIDE_EARLY_HELP * whole[1] else PathwayId.EARLY_HELP
    if not text.parts.asserted:
        return mild
    if whole[3] >= SURE_OF_EMERGENCY or sentences[:, 3].max() >= SURE_OF_EMERGENCY:
        return PathwayId.EMERGENCY
    if whole[2] + whole[3] >= GRAVE_AS_A_WHOLE or sentences[:, 2:].sum(axis=1).max() >= GRAVE_IN_A_SENTENCE:
        return PathwayId.SAFEGUARDING
    return mild


def indicators_of(
    text: Numbered, learned: Learned, known: Mapping[str, Indicator], pathway: PathwayId, *, led_there: bool = False
) -> list[Pointed]:
    """The indicators a text points to, best first: none graver than the pathway, and one at least that leads there.

    `led_there`: something else leads there already.
    """
    there = [name in known for name in learned.indicators]
    ranks = [known[name].pathway.rank if name in known else NONE for name in learned.indicators]
    allowed = np.array(there) & (np.array(ranks) <= pathway.rank)
    shares = np.where(allowed, _by_indicator(text, learned), 0)
    chosen = _likely(text, learned, shares)
    found = led_there or pathway is PathwayId.ADVICE
    if not found and not any(ranks[place] == pathway.rank for place in chosen):
        chosen = [*_nearest(text, learned, np.array(ranks) == pathway.rank), *chosen][:MOST_INDICATORS]
    return [Pointed(learned.indicators[place], _words(text, learned.leads_to == place)) for place in chosen]


def _likely(text: Numbered, learned: Learned, shares: Floats) -> list[int]:
    """The indicators with the largest shares that some part of the text is like enough; a few for each clause."""
    chosen: list[int] = []
    spoken: Counter[str] = Counter()
    for place in map(int, np.argsort(-shares)[: 4 * MOST_INDICATORS]):
        examples = learned.leads_to == place
        if shares[place] < SHARE_AT_LEAST or text.likeness[:, examples].max(initial=-1) < LIKE_AT_LEAST:
            continue
        spoken[_words(text, examples)] += 1
        if spoken[_words(text, examples)] <= MOST_FOR_A_CLAUSE:
            chosen.append(place)
    return chosen[:MOST_INDICATORS]


def needs_of(text: Numbered, learned: Learned) -> list[Pointed]:
    """The needs a text points to, best first."""
    near = say_of(text.likeness[:1])[0]
    counted = np.zeros(len(learned.needs) + 1, dtype=np.float32)
    np.add.at(counted, learned.needed, near[:, None] * NEED_SHARES)
    near_shares = counted[:-1] / max(float(counted[:-1].sum()), 1e-6)
    shares = text.needs[0] + near_shares
    if len(text.parts.clauses) > 1:
        shares = shares + text.needs[text.clauses].max(axis=0)
    chosen = np.argsort(-shares)[:MOST_NEEDS]
    return [Pointed(learned.needs[place], _words(text, (learned.needed == place).any(axis=1))) for place in chosen]


def _by_indicator(text: Numbered, learned: Learned) -> Floats:
    """The say of the nearest examples, added up by indicator; of the whole or of one part, where it is largest."""
    graded = learned.leads_to != NONE
    say = say_of(text.likeness[:, graded])
    places = learned.leads_to[graded]
    by_part = np.stack([np.bincount(places, row, len(learned.indicators)) for row in say])
    largest: Floats = by_part.max(axis=0).astype(np.float32)
    return largest


def _nearest(text: Numbered, learned: Learned, allowed: NDArray[np.bool_]) -> list[int]:
    """The one indicator of those allowed that has the nearest example."""
    of_these = allowed[learned.leads_to] & (learned.leads_to != NONE)
    if not of_these.any():
        return []
    likeness = np.where(of_these, text.likeness.max(axis=0), -1)
    return [int(learned.leads_to[likeness.argmax()])]


def _words(text: Numbered, examples: NDArray[np.bool_]) -> str:
    """The clause nearest to any of these examples."""
    return text.parts.clauses[int(text.likeness[text.clauses][:, examples].max(axis=1).argmax())]


def _in_order(parts: Parts) -> list[str]:
    """What is to be read of a text, in the order of the rows of `Numbered`."""
    return [parts.whole, *parts.sentences, *parts.clauses]
