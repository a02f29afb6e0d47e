"""What may be shown of referrals to services: what they answered, how soon, and whether it was the right help."""

from collections import Counter, defaultdict

from sqlmodel import Session

from insight.measures.coupling import couple
from insight.measures.overrides import Followed, followed
from insight.measures.times import TO_ANSWER, stretch_for
from insight.periods import Period
from insight.queries.referrals import followed_between, referrals_between, waits_between
from insight.suppression import Dimension, Protected, protect
from matching.following.models import Answer

NO_ANSWER = "no answer"
OTHERS = "others"
"""Stands for all services with fewer than `LEAST` referrals in a half."""
LEAST = 20
SEPARATOR = "/"
YES = "yes"
TABLES = (("service", "reply.yes_no"), ("service", "followed"), ("reply",), ("reply.answer",), ("wait",))


def publish_referrals(session: Session, half: Period) -> Protected:
    """The referrals made in one half. Halves are other referrals, and are never added up."""
    days = (half.first, half.last)
    rows = referrals_between(session, *days)
    names = _names([(service, count) for service, _, _, count in rows])
    counted: dict[str, list[Counter[tuple[str, ...]]]] = defaultdict(lambda: [Counter() for _ in range(3)])
    for service, answer, reason, count in rows:
        counted[names[service]][0][(reply(answer, reason),)] += count
    for service, came, was_right, count in followed_between(session, *days):
        counted[names[service]][1][(str(followed(came, was_right)),)] += count
    for service, waited, count in waits_between(session, *days):
        counted[names[service]][2][(_wait(waited),)] += count
    records = {(service, *found): count for (service, found), count in couple(counted).items()}
    return protect(records, _dimensions(records), TABLES)


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


def _yes_no(one: str) -> str:
    """A date offered is a yes."""
    return YES if one in (Answer.ACCEPTED, Answer.DATE_OFFERED) else answer_of(one)


def _names(rows: list[tuple[str, int]]) -> dict[str, str]:
    """Service id -> itself, or `OTHERS` where it has had too few referrals for much to be shown."""
    totals: Counter[str] = Counter()
    for service, count in rows:
        totals[service] += count
    return {service: service if total >= LEAST else OTHERS for service, total in totals.items()}


def _wait(days: int | None) -> str:
    return NO_ANSWER if days is None else stretch_for(max(0, days), TO_ANSWER).id


def _dimensions(records: dict[tuple[str, ...], int]) -> list[Dimension]:
    named = {record[1] for record in records}
    replies = sorted(named | {Answer.ACCEPTED.value, Answer.DATE_OFFERED.value, NO_ANSWER, NO_REASON})
    groups = {"answer": {one: answer_of(one) for one in replies}, "yes_no": {one: _yes_no(one) for one in replies}}
    return [
        Dimension("service", tuple(sorted({record[0] for record in records} | {OTHERS}))),
        Dimension("reply", tuple(replies), groups),
        Dimension("followed", tuple(map(str, Followed))),
        Dimension("wait", (*(one.id for one in TO_ANSWER), NO_ANSWER)),
    ]


NO_REASON = f"{Answer.DECLINED.value}{SEPARATOR}another reason"
"""Always among the replies, so that there is a "declined" also where nobody declined."""
