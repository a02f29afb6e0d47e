"""Two plain ways to understand own words, to measure against: word search with synonyms, and the nearest sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from whoosh import fields, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.filedb.filestore import RamStorage

from directory.vocabulary import load_vocabulary
from matching.content import Content
from matching.entries import PathwayId
from matching.understanding.sentences import SentenceModel

MOST = 5


@dataclass(frozen=True)
class Answer:
    pathway: str
    needs: list[str]


def plain_whoosh(content: Content) -> Callable[[Sequence[str]], list[Answer]]:
    """The indicator that Whoosh ranks first, the text widened by the directory's own synonyms and needs."""
    vocabulary = load_vocabulary()
    stems = StemmingAnalyzer()
    index = RamStorage().create_index(fields.Schema(id=fields.ID(stored=True), words=fields.TEXT(stems)))
    writer = index.writer()
    for indicator in content.indicators.values():
        named = [vocabulary.need[need].name for need in indicator.needs if need in vocabulary.need]
        writer.add_document(id=indicator.id, words=" ".join([indicator.words, *named]))
    writer.commit()

    def ask(texts: Sequence[str]) -> list[Answer]:
        with index.searcher() as searcher:
            return [answer(searcher, text) for text in texts]

    def answer(searcher: object, text: str) -> Answer:
        needs = [found.need for found in vocabulary.expand(text).needs][:MOST]
        named = [vocabulary.need[need].name for need in needs if need in vocabulary.need]
        terms = sorted({token.text for token in stems(" ".join([text, *named]))})
        asked = query.Or([query.Term("words", term) for term in terms])
        # Whoosh 2.7.4 never ends for some questions when it leaves out what cannot win.
        hits = searcher.search(asked, limit=1, optimize=False)  # type: ignore[attr-defined]
        found = content.indicators[hits[0]["id"]].pathway if len(hits) else PathwayId.ADVICE
        return Answer(found.value, needs)

    return ask


def plain_sentences(content: Content, model: SentenceModel) -> Callable[[Sequence[str]], list[Answer]]:
    """The indicator and the needs whose own words are nearest in meaning."""
    indicators = list(content.indicators.values())
    needs = load_vocabulary().needs
    told = model.vectors([one.words for one in indicators])
    named = model.vectors([f"{need.name}. {need.description}" for need in needs])

    def ask(texts: Sequence[str]) -> list[Answer]:
        meant = model.vectors(texts)
        nearest = (meant @ told.T).argmax(axis=1)
        best = np.argsort(-(meant @ named.T), axis=1)[:, :MOST]
        return [
            Answer(indicators[first].pathway.value, [needs[place].id for place in places])
            for first, places in zip(nearest, best, strict=True)
        ]

    return ask
