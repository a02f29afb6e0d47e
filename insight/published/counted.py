"""One reading of the enquiries, counted every way that figures need. Not suppressed yet: see `enquiries` and `needs`.

The database joins and this counts, row by row: asking it for each grouping in turn took it three times as long.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from insight.measures.demand import reason_category
from insight.measures.overrides import NOT_RECOMMENDED, followed, judged
from insight.measures.right_first_time import first_time
from insight.measures.times import TO_ADVICE, stretch_for
from insight.published.offer import NOT_KNOWN, Offer, band
from insight.queries.enquiries import enquiries_between

YES, NO = "yes", "no"
TOLD = ("0", "1", "2", "3 or more", NOT_KNOWN)
MANY_TOLD = 3
Aspect = Counter[tuple[str, ...]]
"""How many enquiries have these categories."""


@dataclass(frozen=True)
class Counted:
    """`by_month`: month -> an aspect of each kind. `by_need`: half, need -> the same; None is no need at all."""

    by_month: Mapping[str, list[Aspect]] = field(default_factory=dict)
    by_need: Mapping[str, Mapping[str, list[Aspect]]] = field(default_factory=dict)


def count_enquiries(session: Session, offer: Offer) -> Counted:
    """The enquiries of all months on offer; needs for the halves on offer alone."""
    by_month: dict[str, list[Aspect]] = {}
    by_need: dict[str, dict[str, list[Aspect]]] = defaultdict(dict)
    if not offer.months:
        return Counted()
    halves = {half.id for half in offer.halves}
    for row in enquiries_between(session, offer.months[0].first, offer.months[-1].last):
        of_enquiry = _of_enquiry(row, offer)
        _count(by_month, row.month, of_enquiry)
        half = offer.half_id(row.month)
        if half in halves:
            for need in set(row.needs) or {NOT_KNOWN}:
                _count(by_need[half], need, _of_need(of_enquiry))
    return Counted(by_month, by_need)


def _count(into: dict[str, list[Aspect]], group: str, categories: Iterable[tuple[str, ...]]) -> None:
    found = tuple(categories)
    aspects = into.setdefault(group, [Counter() for _ in found])
    for aspect, one in zip(aspects, found, strict=True):
        aspect[one] += 1


def _of_enquiry(row: Any, offer: Offer) -> tuple[tuple[str, ...], ...]:
    """The categories of each aspect, in the order of the dimensions of `enquiries`."""
    first = first_time(row.asked_before, bool(row.declined), row.came, row.was_right, row.people_told)
    how = str(judged(row.pathway, row.advised, row.agree))
    return (
        (reason_category(bool(row.at_desk), row.demand, row.demand_reason_id),),
        (row.channel,),
        (_advice(row.days_to_advice),),
        (str(first),),
        (NOT_KNOWN if row.asked_before is None else YES if row.asked_before else NO,),
        (_told(row.people_told),),
        (row.pathway or NOT_RECOMMENDED, how, str(followed(row.came, row.was_right))),
        (row.advised or row.pathway or NOT_KNOWN,),
        (offer.district(row.district_code),),
        (band(row.age_band),),
    )


def _of_need(of_enquiry: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """District, age, what was advised and what followed, in the order of the dimensions of `needs`."""
    *_, judged_and_followed, given, district, age_band = of_enquiry
    return district, age_band, given, (judged_and_followed[-1],)


def _advice(days: int | None) -> str:
    return NOT_KNOWN if days is None else stretch_for(days, TO_ADVICE).id


def _told(people: int | None) -> str:
    if people is None:
        return NOT_KNOWN
    return TOLD[MANY_TOLD] if people >= MANY_TOLD else str(people)
