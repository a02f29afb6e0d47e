"""What may be shown of the answers that outcomes rest on, while the answers are kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from insight.measures.answers import BASES, basis_of, doubted, left_out, signs_ticked, topics_chosen
from insight.periods import Period
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


def publish_answers(session: Session, half: Period, content: Content) -> Answered:
    """Of the enquiries asked in one half. Halves are other enquiries, and are never added up."""
    found = answers_between(session, half.first, half.last)
    answers = [one for one, _ in found]
    outcomes, kept = outcomes_between(session, half.first, half.last)
    drawn = Counter((str(basis_of(content, one)),) for one in answers[:SAMPLE])
    return Answered(
        kept=protect({(KEPT,): kept, (GONE,): outcomes - kept}, [Dimension("answers", (KEPT, GONE))], [("answers",)]),
        topics=_mentions("topic", map(topics_chosen, answers)),
        signs=_mentions("sign", map(signs_ticked, answers)),
        doubted=_mentions("question", map(doubted, answers)),
        left_out=_mentions("question", map(left_out, answers)),
        bases=protect(_as_counts(drawn), [Dimension("basis", tuple(map(str, BASES)))], [("basis",)]),
    )


def _mentions(name: str, found: Iterable[Iterable[str]]) -> Protected:
    """How many enquiries name each thing; one may name several."""
    counted = Counter((one,) for named in found for one in set(named))
    categories = tuple(sorted({one for (one,) in counted}))
    return protect(_as_counts(counted), [Dimension(name, categories, several=True)], [(name,)])


def _as_counts(counted: Counter[tuple[str]]) -> Counts:
    return {(one,): count for (one,), count in counted.items()}
