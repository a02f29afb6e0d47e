"""A service as the directory had it at a moment, beside the same service as it is: for a shortlist given weeks ago, and
for "what did the directory say when I advised?". Reads only; nothing here touches Flask.

A place that is private now was private then. What the public may not see is in neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from directory.curation.history.page_past import PageThen, read_page_past
from directory.curation.record_names import PRIVATE, names_for
from directory.models import Service, Status
from directory.queries import successor_of
from directory.snapshots import Difference, differences
from directory.snapshots.saying import LABELS, say
from directory.wording import Words, words

TODAY = datetime(9999, 1, 1, tzinfo=UTC)
"""After every change: the record as it is, whatever the clock of whoever changed it."""
CLOSED = (Status.DEFUNCT, Status.INACTIVE)
NOT_TOLD = frozenset(
    {
        *("organization_id", "assured_date", "assurer_email", "accreditations", "provision", "needs", "levels"),
        *("funding", "commissioner", "contract_start", "contract_end", "contract_review", "funded_places"),
        *("evidence_base", "unit_cost", "told_on", "successor_id", "retired_because", "contacts", "areas"),
        *("description", "fees", "status", "reopens_on", "places"),
    }
)
"""Fields whose changes a caller does not need, must not see, or is told in a sentence of its own."""
FIRST = ("phones", "email", "url", "application_process", "taking_referrals", "waiting_weeks", "minimum_age")
"""What is told before everything else, because it decides whether the call succeeds."""


@dataclass(frozen=True)
class ThenAndNow:
    service_id: str
    then: Service | None
    """As it was, in no session; None where the history knows nothing of that moment."""
    now: Service | None
    """As it is, in no session; None where it is no longer in the directory at all."""
    complete: bool
    """Whether the whole history since then is known."""
    ended: bool
    """It runs no more, or is gone, though it ran then."""
    closed_for_now: bool
    opens_again: bool
    changes: tuple[Difference, ...]
    instead: Service | None
    """Where to go instead, where it has ended and that is known."""

    @property
    def shown(self) -> Service | None:
        """What to show: as it was given; where the history does not reach so far back, as it is."""
        return self.then or self.now

    @property
    def same(self) -> bool:
        return not (self.ended or self.closed_for_now or self.opens_again or self.changes)

    @property
    def said(self) -> Words | None:
        """The one thing to know before ringing; None where nothing of that weight has changed."""
        if self.ended and self.now is None:
            return words("This service is no longer in our directory. Do not go there without ringing first.")
        if self.ended:
            return words("This service has ended since then. Do not send anyone there.")
        if self.closed_for_now and self.now and self.now.reopens_on:
            day = f"{self.now.reopens_on.day} {self.now.reopens_on:%B %Y}"
            return words("It is closed for now. It is expected to open again on %(day)s.", day=day)
        if self.closed_for_now:
            return words("It is closed for now. We do not know when it will open again.")
        return words("It was closed then. It is open again.") if self.opens_again else None


def then_and_now(session: Session, service_ids: Iterable[str], given_at: datetime) -> list[ThenAndNow]:
    """Each of the services, in order, as the directory had it when it was given and as it has it now."""
    return [_one(session, service_id, given_at) for service_id in service_ids]


def _one(session: Session, service_id: str, given_at: datetime) -> ThenAndNow:
    past = read_page_past(session, service_id)
    then, today = past.at(given_at), past.at(TODAY)
    row = session.get(Service, service_id)
    before, after = (page.service.status if page else None for page in (then, today))
    running = before is not None and before not in CLOSED
    return ThenAndNow(
        service_id=service_id,
        then=then.shown() if then else None,
        now=today.shown() if today else None,
        complete=then.complete if then else False,
        ended=(running or then is None) and (today is None or after in CLOSED),
        closed_for_now=after == Status.TEMPORARILY_CLOSED and before != Status.TEMPORARILY_CLOSED,
        opens_again=before == Status.TEMPORARILY_CLOSED and after == Status.ACTIVE,
        changes=_changes(session, then, today),
        instead=successor_of(session, row) if row is not None and after in CLOSED else None,
    )


def _changes(session: Session, then: PageThen | None, today: PageThen | None) -> tuple[Difference, ...]:
    """What differs that a caller can use, the most useful first."""
    if then is None or today is None or today.service.status in CLOSED:
        return ()
    names = names_for(session, then.service, today.service)
    found = [*differences(then.service, today.service, names, hidden=NOT_TOLD), *_moved(then, today)]
    order = {name: place for place, name in enumerate(FIRST)}
    return tuple(sorted(found, key=lambda one: order.get(one.field, len(order))))


def _moved(then: PageThen, today: PageThen) -> Iterable[Difference]:
    """Its addresses, where they differ; a private one is never said."""
    before, after = (tuple(_addresses(page)) for page in (then, today))
    if before != after:
        yield Difference("places", LABELS["places"], before, after)


def _addresses(page: PageThen) -> Iterable[Words | str]:
    for place in page.service.places:
        held = page.locations.get(place.location_id)
        if held is not None and held.sensitive:
            yield PRIVATE
        elif held is not None:
            yield from say("addresses", held.addresses) or ((held.name,) if held.name else ())
