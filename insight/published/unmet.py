"""What may be shown of the times when nobody could be found: by a search, or by the plan of an enquiry.

The two are different records, so each is protected by itself; they are never added up but where both are shown. By
need and district there are too few of either to show, so needs go by county.
"""

from collections import Counter, defaultdict

from sqlmodel import Session

from directory.places.gazetteer import districts as all_districts
from insight.measures.coupling import couple
from insight.periods import Period
from insight.published.offer import AGE_BANDS, NOT_KNOWN, Offer, band
from insight.queries.referrals import gaps_between
from insight.suppression import Dimension, Protected, protect

SEARCH, PLAN = "search", "plan"
TABLES = (("need", "district.county"), ("district",), ("band",))
ALL = "all"


def publish_unmet(session: Session, offer: Offer, half: Period, source: str) -> Protected:
    """What was noticed in one half, by `SEARCH` or by `PLAN`. Halves are never added up."""
    counted: dict[str, list[Counter[tuple[str, ...]]]] = defaultdict(lambda: [Counter(), Counter()])
    for need, district, age_band, count in gaps_between(session, half.first, half.last, source):
        counted[ALL][0][(need or NOT_KNOWN, offer.district(district))] += count
        counted[ALL][1][(band(age_band),)] += count
    records = {found: count for (_, found), count in couple(counted).items()}
    places = offer.district_dimension.categories
    dimensions = [
        Dimension("need", tuple(sorted({record[0] for record in records} | {NOT_KNOWN}))),
        Dimension("district", places, {"county": {place: county_of(place) for place in places}}),
        Dimension("band", AGE_BANDS),
    ]
    return protect(records, dimensions, TABLES)


def needs_unmet(protected: Protected) -> tuple[str, ...]:
    return next(one.categories for one in protected.dimensions if one.id == "need")


def county_of(place: str) -> str:
    """The code of the county that a district lies in; of a city, and of what is no district, itself."""
    district = all_districts().get(place)
    return district.county_code or place if district else place
