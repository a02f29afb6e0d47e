"""What may be shown of help that began, by the month in which it began."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from insight.measures.coupling import couple
from insight.measures.times import TO_HELP, median, stretch_for
from insight.published.half_by_half import HalfByHalf, protect_halves
from insight.published.offer import NOT_KNOWN, Offer
from insight.queries.enquiries import help_begun
from insight.suppression import WITHHELD, Dimension, Shown, Withheld

OF_MONTHS = (("month",),)
OF_HALVES = (("since_asked",), ("since_advised",))


@dataclass(frozen=True)
class Begun:
    """`medians`: month -> the median of days from asking to help; withheld where too few began; None where none did."""

    protected: HalfByHalf
    medians: Mapping[str, float | Withheld | None]


def publish_begun(session: Session, offer: Offer) -> Begun | None:
    """None where no month is over since the first enquiry."""
    if not offer.months:
        return None
    counted: dict[str, list[Counter[tuple[str, ...]]]] = defaultdict(lambda: [Counter(), Counter()])
    days: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for month, asked, advised, count in help_begun(session, offer.months[0].first, offer.months[-1].last):
        counted[month][0][(stretch_for(asked, TO_HELP).id,)] += count
        counted[month][1][(_since_advised(advised),)] += count
        days[month].append((asked, count))
    records = {(month, *categories): count for (month, categories), count in couple(counted).items()}
    protected = protect_halves(records, offer, _dimensions(), OF_MONTHS, OF_HALVES)
    return Begun(protected, {month.id: _median(protected, month.id, days[month.id]) for month in offer.months})


def _since_advised(days: int | None) -> str:
    """Help that began before anybody was advised began on the day of the advice."""
    return NOT_KNOWN if days is None else stretch_for(max(0, days), TO_HELP).id


def _median(protected: HalfByHalf, month: str, days: list[tuple[int, int]]) -> float | Withheld | None:
    """Only beside a count that is shown."""
    cell = protected.cell({"month": month})
    if cell == Shown(0):
        return None
    found = median(days) if isinstance(cell, Shown) else None
    return WITHHELD if found is None else found


def _dimensions() -> list[Dimension]:
    stretches = tuple(one.id for one in TO_HELP)
    return [
        Dimension("since_asked", stretches),
        Dimension("since_advised", (*stretches, NOT_KNOWN)),
    ]
