"""What may be shown of needs: an enquiry counts once under each need it has, so needs are never added up."""

from collections import Counter, defaultdict
from collections.abc import Callable

from sqlmodel import Session

from insight.measures.coupling import couple
from insight.measures.overrides import Followed, followed
from insight.published.offer import AGE_BANDS, NOT_KNOWN, Offer, band
from insight.queries.enquiries import count_needs_by, enquiries_between
from insight.suppression import Dimension, Protected, protect
from matching.entries import PathwayId

TABLES = (
    ("need", "half", "district"),
    ("need", "half", "band"),
    ("need", "half", "given"),
    ("need", "half", "followed"),
)
Reading = tuple[tuple[str, ...], Callable[..., tuple[str, ...]]]
"""Columns of `enquiries_between` that are counted together, and the categories that their values stand for."""


def publish_needs(session: Session, offer: Offer) -> Protected | None:
    """None where no half is over since the first enquiry."""
    if not offer.halves:
        return None
    enquiries = enquiries_between(offer.halves[0].first, offer.halves[-1].last)
    counted: dict[tuple[str, str], dict[tuple[int, int], Counter[tuple[str, ...]]]]
    counted = defaultdict(lambda: defaultdict(Counter))
    for place, (columns, categories) in enumerate(_readings(offer)):
        for need, month, *values, count in count_needs_by(session, enquiries, "month", *columns):
            for number, category in enumerate(categories(*values)):
                counted[need or NOT_KNOWN, offer.half_id(month)][place, number][(category,)] += count
    coupled = couple({group: list(aspects.values()) for group, aspects in counted.items()})
    records = {(*group, *found): count for (group, found), count in coupled.items()}
    return protect(records, _dimensions(offer, sorted({need for need, _ in counted})), TABLES)


def needs_counted(protected: Protected) -> tuple[str, ...]:
    """The needs that anybody had, and `NOT_KNOWN`."""
    return next(one.categories for one in protected.dimensions if one.id == "need")


def _readings(offer: Offer) -> tuple[Reading, ...]:
    """Their categories one after another are as the dimensions are."""
    return (
        (("district_code", "age_band"), lambda code, age_band: (offer.district(code), band(age_band))),
        (("given", "came", "was_right"), _given_and_followed),
    )


def _given_and_followed(given: str | None, came: str | None, was_right: str | None) -> tuple[str, ...]:
    return given or NOT_KNOWN, str(followed(came, was_right))


def _dimensions(offer: Offer, needs: list[str]) -> list[Dimension]:
    return [
        Dimension("need", tuple(needs), several=True),
        offer.halves_dimension,
        offer.district_dimension,
        Dimension("band", AGE_BANDS),
        Dimension("given", (*map(str, PathwayId), NOT_KNOWN)),
        Dimension("followed", tuple(map(str, Followed))),
    ]
