"""What may be shown of needs: an enquiry counts once under each need it has, so needs are never added up."""

from insight.measures.coupling import couple
from insight.measures.overrides import Followed
from insight.periods import Period
from insight.published.counted import Counted
from insight.published.offer import AGE_BANDS, NOT_KNOWN, Offer
from insight.suppression import Dimension, Protected, protect
from matching.entries import PathwayId

TABLES = (("need", "district"), ("need", "band"), ("need", "given"), ("need", "followed"))


def publish_needs(counted: Counted, offer: Offer, half: Period) -> Protected:
    """The needs of one half. Halves are other enquiries, and are never added up."""
    by_need = counted.by_need.get(half.id, {})
    records = {(need, *found): count for (need, found), count in couple(by_need).items()}
    return protect(records, _dimensions(offer, sorted({NOT_KNOWN, *by_need})), TABLES)


def needs_counted(protected: Protected) -> tuple[str, ...]:
    """The needs that anybody had, and `NOT_KNOWN`."""
    return next(one.categories for one in protected.dimensions if one.id == "need")


def _dimensions(offer: Offer, needs: list[str]) -> list[Dimension]:
    return [
        Dimension("need", tuple(needs), several=True),
        offer.district_dimension,
        Dimension("band", AGE_BANDS),
        Dimension("given", (*map(str, PathwayId), NOT_KNOWN)),
        Dimension("followed", tuple(map(str, Followed))),
    ]
