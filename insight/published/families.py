"""What may be shown of families' own answers."""

from collections import Counter

from sqlmodel import Session

from insight.measures.coupling import couple
from insight.periods import Period
from insight.published.offer import NOT_KNOWN
from insight.queries.referrals import family_words_between
from insight.suppression import Dimension, Protected, protect
from matching.following.models import Enough

ANSWERS = (*map(str, Enough), NOT_KNOWN)
TABLES = (("in_time",), ("told_once",), ("need", "helped"))
OTHERS = "others"
"""Stands for all needs of which fewer than `LEAST` families answered in a half."""
LEAST = 20


def publish_families(session: Session, half: Period) -> Protected:
    """What families said in one half. Halves are other families, and are never added up."""
    rows = family_words_between(session, half.first, half.last)
    totals: Counter[str] = Counter()
    for need, *_, count in rows:
        totals[need or NOT_KNOWN] += count
    aspects: list[Counter[tuple[str, ...]]] = [Counter(), Counter(), Counter()]
    for need, in_time, helped, told_once, count in rows:
        named = need or NOT_KNOWN
        aspects[0][(in_time or NOT_KNOWN,)] += count
        aspects[1][(told_once or NOT_KNOWN,)] += count
        aspects[2][(named if totals[named] >= LEAST else OTHERS, helped or NOT_KNOWN)] += count
    records = {found: count for (_, found), count in couple({half.id: aspects}).items()}
    dimensions = [
        Dimension("in_time", ANSWERS),
        Dimension("told_once", ANSWERS),
        Dimension("need", tuple(sorted({record[2] for record in records} | {OTHERS}))),
        Dimension("helped", ANSWERS),
    ]
    return protect(records, dimensions, TABLES)


def needs_told(protected: Protected) -> tuple[str, ...]:
    """The needs of which enough families answered, and `OTHERS`."""
    return next(one.categories for one in protected.dimensions if one.id == "need")
