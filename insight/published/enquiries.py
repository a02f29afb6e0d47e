"""What may be shown of enquiries as such: by month, and by half for what is rarer."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from insight.measures.coupling import couple
from insight.measures.demand import kind_of, reason_category, sort_of
from insight.measures.overrides import NOT_RECOMMENDED, Followed, Judged, followed, judged
from insight.measures.right_first_time import FirstTime, first_time
from insight.measures.times import TO_ADVICE, stretch_for
from insight.published.offer import AGE_BANDS, NOT_KNOWN, Offer, band
from insight.queries.enquiries import count_by, enquiries_between
from insight.suppression import Dimension, Protected, protect
from matching.entries import PathwayId
from matching.models import Channel

YES, NO = "yes", "no"
TOLD = ("0", "1", "2", "3 or more", NOT_KNOWN)
MANY_TOLD = 3
TABLES = (
    ("month", "reason.kind"),
    ("month", "reason.sort"),
    ("month.half", "reason"),
    ("month", "first.sort"),
    ("month.half", "first"),
    ("month", "before"),
    ("month", "judged"),
    ("month.half", "pathway", "judged"),
    ("month.half", "judged", "followed"),
    ("month.half", "district"),
    ("month.half", "band"),
    ("month.half", "given"),
    ("month.half", "channel"),
    ("month.half", "advice"),
    ("month.half", "told"),
)


@dataclass(frozen=True)
class Reading:
    """Columns of `enquiries_between` that are counted together, and what their values stand for: the categories of one
    aspect after another.
    """

    columns: tuple[str, ...]
    aspects: Callable[..., tuple[tuple[str, ...], ...]]


def publish_enquiries(session: Session, offer: Offer) -> Protected | None:
    """None where no month is over since the first enquiry."""
    if not offer.months:
        return None
    enquiries = enquiries_between(offer.months[0].first, offer.months[-1].last)
    counted: dict[str, dict[tuple[int, int], Counter[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(Counter))
    for place, reading in enumerate(_readings(offer)):
        for month, *values, count in count_by(session, enquiries, "month", *reading.columns):
            for number, categories in enumerate(reading.aspects(*values)):
                counted[month][place, number][categories] += count
    coupled = couple({month: list(aspects.values()) for month, aspects in counted.items()})
    records = {(month, *categories): count for (month, categories), count in coupled.items()}
    return protect(records, _dimensions(offer, sorted({record[1] for record in records})), TABLES)


def _readings(offer: Offer) -> tuple[Reading, ...]:
    """Their aspects one after another are as the dimensions are. Few, since each reads all the enquiries."""
    return (
        Reading(("at_desk", "demand", "demand_reason_id", "channel", "days_to_advice"), _reason_channel_and_advice),
        Reading(("asked_before", "declined", "came", "was_right", "people_told"), _first_before_and_told),
        Reading(("pathway", "advised", "agree", "came", "was_right"), _judged_and_given),
        Reading(("district_code", "age_band"), lambda code, age_band: ((offer.district(code),), (band(age_band),))),
    )


def _dimensions(offer: Offer, reasons: list[str]) -> list[Dimension]:
    kinds, sorts = {one: kind_of(one) for one in reasons}, {one: sort_of(one) for one in reasons}
    firsts = tuple(str(one) for one in FirstTime)
    return [
        offer.months_dimension,
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


def _reason_channel_and_advice(
    at_desk: bool, demand: str | None, reason_id: str | None, channel: str, days: int | None
) -> tuple[tuple[str, ...], ...]:
    return (reason_category(at_desk, demand, reason_id),), (channel,), (_advice(days),)


def _first_before_and_told(
    asked_before: bool | None, declined: bool, came: str | None, was_right: str | None, people_told: int | None
) -> tuple[tuple[str, ...], ...]:
    first = first_time(asked_before, declined, came, was_right, people_told)
    return (str(first),), (_yes_no(asked_before),), (_told(people_told),)


def _judged_and_given(
    pathway: str | None, advised: str | None, agree: str | None, came: str | None, was_right: str | None
) -> tuple[tuple[str, ...], ...]:
    how = str(judged(pathway, advised, agree))
    return (pathway or NOT_RECOMMENDED, how, str(followed(came, was_right))), (advised or pathway or NOT_KNOWN,)


def _yes_no(value: bool | None) -> str:
    return NOT_KNOWN if value is None else YES if value else NO


def _advice(days: int | None) -> str:
    return NOT_KNOWN if days is None else stretch_for(days, TO_ADVICE).id


def _told(people: int | None) -> str:
    if people is None:
        return NOT_KNOWN
    return TOLD[MANY_TOLD] if people >= MANY_TOLD else str(people)
