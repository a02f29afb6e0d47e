"""What may be shown of the times when nobody could be found: by a search, or by the plan of an enquiry.

The two are different records, so each is protected by itself; they are never added up but where both are shown.
"""

from collections import Counter, defaultdict
from typing import Any

from sqlmodel import Session

from insight.measures.coupling import couple
from insight.published.offer import AGE_BANDS, NOT_KNOWN, Offer, band
from insight.queries.referrals import gaps_between
from insight.suppression import Dimension, Protected, protect

SEARCH, PLAN = "search", "plan"
TABLES = (("half", "need", "district"), ("half", "band"))


def publish_unmet(session: Session, offer: Offer) -> dict[str, Protected]:
    """By where it was noticed; empty where no half is over since the first record."""
    if not offer.halves:
        return {}
    rows = gaps_between(session, offer.halves[0].first, offer.halves[-1].last)
    return {source: _protected([row for row in rows if row[1] == source], offer) for source in (PLAN, SEARCH)}


def needs_unmet(protected: Protected) -> tuple[str, ...]:
    return next(one.categories for one in protected.dimensions if one.id == "need")


def _protected(rows: list[tuple[Any, ...]], offer: Offer) -> Protected:
    counted: dict[str, list[Counter[tuple[str, ...]]]] = defaultdict(lambda: [Counter(), Counter()])
    for month, _, need, district, age_band, count in rows:
        counted[offer.half_id(month)][0][(need or NOT_KNOWN, offer.district(district))] += count
        counted[offer.half_id(month)][1][(band(age_band),)] += count
    records = {(half, *categories): count for (half, categories), count in couple(counted).items()}
    needs = sorted({record[1] for record in records} | {NOT_KNOWN})
    dimensions = [
        offer.halves_dimension,
        Dimension("need", tuple(needs)),
        offer.district_dimension,
        Dimension("band", AGE_BANDS),
    ]
    return protect(records, dimensions, TABLES)
