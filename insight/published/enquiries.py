"""What may be shown of enquiries as such: by month, and by half for what is rarer."""

from insight.measures.coupling import couple
from insight.measures.demand import kind_of, sort_of
from insight.measures.overrides import NOT_RECOMMENDED, Followed, Judged
from insight.measures.right_first_time import FirstTime
from insight.measures.times import TO_ADVICE
from insight.published.counted import NO, TOLD, YES, Counted
from insight.published.half_by_half import HalfByHalf, protect_halves
from insight.published.offer import AGE_BANDS, NOT_KNOWN, Offer
from insight.suppression import Dimension
from matching.entries import PathwayId
from matching.models import Channel

OF_MONTHS = (
    ("month", "reason.kind"),
    ("month", "reason.sort"),
    ("month", "first.sort"),
    ("month", "before"),
    ("month", "judged"),
)
OF_HALVES = (
    ("reason",),
    ("first",),
    ("pathway", "judged"),
    ("judged", "followed"),
    ("district",),
    ("band",),
    ("given",),
    ("channel",),
    ("advice",),
    ("told",),
)


def publish_enquiries(counted: Counted, offer: Offer) -> HalfByHalf | None:
    """None where no month is over since the first enquiry."""
    if not offer.months:
        return None
    records = {(month, *found): count for (month, found), count in couple(counted.by_month).items()}
    others = _dimensions(offer, sorted({record[1] for record in records}))
    return protect_halves(records, offer, others, OF_MONTHS, OF_HALVES)


def _dimensions(offer: Offer, reasons: list[str]) -> list[Dimension]:
    kinds, sorts = {one: kind_of(one) for one in reasons}, {one: sort_of(one) for one in reasons}
    firsts = tuple(str(one) for one in FirstTime)
    return [
        Dimension("reason", tuple(reasons), {"kind": kinds, "sort": sorts}),
        Dimension("channel", tuple(map(str, Channel))),
        Dimension("advice", (*(one.id for one in TO_ADVICE), NOT_KNOWN)),
        Dimension("first", firsts, {"sort": {one: FirstTime(one).sort for one in firsts}}),
        Dimension("before", (YES, NO, NOT_KNOWN)),
        Dimension("told", TOLD),
        Dimension("pathway", (*map(str, PathwayId), NOT_RECOMMENDED)),
        Dimension("judged", tuple(map(str, Judged))),
        Dimension("followed", tuple(map(str, Followed))),
        Dimension("given", (*map(str, PathwayId), NOT_KNOWN)),
        offer.district_dimension,
        Dimension("band", AGE_BANDS),
    ]
