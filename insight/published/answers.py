"""What may be shown of the answers that outcomes rest on, while the answers are kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from insight.measures.answers import BASES, basis_of, doubted, left_out, signs_ticked, topics_chosen
from insight.published.offer import Offer
from insight.queries.answers import answers_between, outcomes_between
from insight.suppression import Counts, Dimension, Protected, protect
from matching.content import Content

SAMPLE = 500
"""Outcomes of each half that are worked out again to see what they rest on; they are drawn by lot."""
KEPT, GONE = "kept", "gone"


@dataclass(frozen=True)
class Answered:
    """`kept`: outcomes by whether their answers are still kept; the others count among those that are."""

    kept: Protected
    topics: Protected
    signs: Protected
    doubted: Protected
    left_out: Protected
    bases: Protected


def publish_answers(session: Session, offer: Offer, content: Content) -> Answered | None:
    """None where no half is over since the first enquiry."""
    if not offer.halves:
        return None
    rows = {half.id: answers_between(session, half.first, half.last) for half in offer.halves}
    halves = offer.halves_dimension
    return Answered(
        kept=_kept(session, offer),
        topics=_mentions("topic", halves, {half: map(topics_chosen, _answers(found)) for half, found in rows.items()}),
        signs=_mentions("sign", halves, {half: map(signs_ticked, _answers(found)) for half, found in rows.items()}),
        doubted=_mentions("question", halves, {half: map(doubted, _answers(found)) for half, found in rows.items()}),
        left_out=_mentions("question", halves, {half: map(left_out, _answers(found)) for half, found in rows.items()}),
        bases=_bases(rows, halves, content),
    )


def _answers(rows: list[tuple[Mapping[str, Any], str]]) -> Iterable[Mapping[str, Any]]:
    return (answers for answers, _ in rows)


def _kept(session: Session, offer: Offer) -> Protected:
    records: dict[tuple[str, ...], int] = {}
    for half in offer.halves:
        outcomes, kept = outcomes_between(session, half.first, half.last)
        records |= {(half.id, KEPT): kept, (half.id, GONE): outcomes - kept}
    return protect(records, [offer.halves_dimension, Dimension("answers", (KEPT, GONE))], [("half", "answers")])


def _mentions(name: str, halves: Dimension, found: Mapping[str, Iterable[Iterable[str]]]) -> Protected:
    """How many enquiries of each half name each thing; one may name several."""
    records: Counts = Counter((one, half) for half, sets in found.items() for named in sets for one in set(named))
    categories = tuple(sorted({one for one, _ in records}))
    return protect(records, [Dimension(name, categories, several=True), halves], [(name, "half")])


def _bases(rows: Mapping[str, list[tuple[Mapping[str, Any], str]]], halves: Dimension, content: Content) -> Protected:
    records: Counts = Counter(
        (half, str(basis_of(content, answers))) for half, found in rows.items() for answers, _ in found[:SAMPLE]
    )
    return protect(records, [halves, Dimension("basis", tuple(map(str, BASES)))], [("half", "basis")])
