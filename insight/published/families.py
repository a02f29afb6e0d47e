"""What may be shown of families' own answers."""

from collections import Counter, defaultdict

from sqlmodel import Session

from insight.measures.coupling import couple
from insight.published.offer import NOT_KNOWN, Offer
from insight.queries.referrals import family_words_between
from insight.suppression import Dimension, Protected, protect
from matching.following.models import Enough

ANSWERS = (*map(str, Enough), NOT_KNOWN)
TABLES = (("half", "in_time"), ("half", "told_once"), ("half", "need", "helped"))


def publish_families(session: Session, offer: Offer) -> Protected | None:
    """None where no half is over since the first enquiry."""
    if not offer.halves:
        return None
    counted: dict[str, list[Counter[tuple[str, ...]]]] = defaultdict(lambda: [Counter() for _ in range(3)])
    rows = family_words_between(session, offer.halves[0].first, offer.halves[-1].last)
    for month, need, in_time, helped, told_once, count in rows:
        aspects = counted[offer.half_id(month)]
        aspects[0][(in_time or NOT_KNOWN,)] += count
        aspects[1][(told_once or NOT_KNOWN,)] += count
        aspects[2][(need or NOT_KNOWN, helped or NOT_KNOWN)] += count
    records = {(half, *categories): count for (half, categories), count in couple(counted).items()}
    needs = tuple(sorted({record[3] for record in records} | {NOT_KNOWN}))
    dimensions = [
        offer.halves_dimension,
        Dimension("in_time", ANSWERS),
        Dimension("told_once", ANSWERS),
        Dimension("need", needs),
        Dimension("helped", ANSWERS),
    ]
    return protect(records, dimensions, TABLES)
