"""What may be shown of referrals to services: what they answered, how soon, and whether it was the right help."""

from collections import Counter, defaultdict

from sqlmodel import Session

from insight.measures.coupling import couple
from insight.measures.overrides import Followed, followed
from insight.measures.times import TO_ANSWER, stretch_for
from insight.published.offer import Offer
from insight.queries.referrals import followed_between, referrals_between, waits_between
from insight.suppression import Dimension, Protected, protect
from matching.following.models import Answer

NO_ANSWER = "no answer"
OTHERS = "others"
"""Stands for all services with fewer than `LEAST` referrals."""
LEAST = 20
TABLES = (
    ("half", "service", "reply.answer"),
    ("half", "service", "followed"),
    ("half", "reply"),
    ("half", "wait"),
)
SEPARATOR = "/"


def publish_referrals(session: Session, offer: Offer) -> Protected | None:
    """None where no half is over since the first enquiry."""
    if not offer.halves:
        return None
    days = (offer.halves[0].first, offer.halves[-1].last)
    counted: dict[tuple[str, str], list[Counter[tuple[str, ...]]]] = defaultdict(lambda: [Counter() for _ in range(3)])
    rows = referrals_between(session, *days)
    names = _names([(row[1], row[-1]) for row in rows])
    for month, service, answer, reason, count in rows:
        counted[offer.half_id(month), names[service]][0][(reply(answer, reason),)] += count
    for month, service, came, was_right, count in followed_between(session, *days):
        counted[offer.half_id(month), names[service]][1][(str(followed(came, was_right)),)] += count
    for month, service, waited, count in waits_between(session, *days):
        counted[offer.half_id(month), names[service]][2][(_wait(waited),)] += count
    records = {(*group, *categories): count for (group, categories), count in couple(counted).items()}
    return protect(records, _dimensions(offer, records), TABLES)


def services_counted(protected: Protected) -> tuple[str, ...]:
    """Ids of the services with a line of their own, and `OTHERS`."""
    return next(one.categories for one in protected.dimensions if one.id == "service")


def reply(answer: str | None, reason: str | None) -> str:
    """ "declined/service full", "accepted", "no answer"."""
    if answer is None:
        return NO_ANSWER
    return f"{answer}{SEPARATOR}{reason}" if answer == Answer.DECLINED else answer


def answer_of(one: str) -> str:
    return one.partition(SEPARATOR)[0]


def _names(rows: list[tuple[str, int]]) -> dict[str, str]:
    """Service id -> itself, or `OTHERS` where it has had too few referrals for anything to be shown."""
    totals: Counter[str] = Counter()
    for service, count in rows:
        totals[service] += count
    return {service: service if total >= LEAST else OTHERS for service, total in totals.items()}


def _wait(days: int | None) -> str:
    return NO_ANSWER if days is None else stretch_for(max(0, days), TO_ANSWER).id


def _dimensions(offer: Offer, records: dict[tuple[str, ...], int]) -> list[Dimension]:
    replies = sorted({record[2] for record in records} | {*map(str, Answer)} - {Answer.DECLINED} | {NO_ANSWER})
    return [
        offer.halves_dimension,
        Dimension("service", tuple(sorted({record[1] for record in records} | {OTHERS}))),
        Dimension("reply", tuple(replies), {"answer": {one: answer_of(one) for one in replies}}),
        Dimension("followed", tuple(map(str, Followed))),
        Dimension("wait", (*(one.id for one in TO_ANSWER), NO_ANSWER)),
    ]
