"""When a record is to be looked over, when its provider is asked, and how long its link works.

Nothing here touches the database, the clock or Flask.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from directory.curation.models import ReviewLetter, ReviewRequest
from directory.pages.freshness import OLD_AFTER_DAYS

CHASERS = (30, 60, 90)
"""Days after the first letter."""
APART_DAYS = 21
"""A chaser that had to wait, for want of a mail server, still leaves the provider three weeks before the next."""
GRACE_DAYS = 14
"""After the last chaser, before the page says that nobody has confirmed it."""
LINK_DAYS = 120
"""A letter's link works until long after the last chaser has come."""
QUIET_DAYS = 30
"""How long a provider who has answered is left in peace while somebody here acts on it."""


class LinkState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    REPLACED = "replaced"
    """A newer letter was sent, perhaps to another address."""
    CHECKED = "checked"
    """Somebody looked the record over meanwhile, so there is nothing to ask any more."""
    EXPIRED = "expired"
    ENDED = "ended"
    """The service is no longer in the directory's lists."""


@dataclass(frozen=True)
class Asked:
    """What a provider was sent about one service, and what came of it; no request: never asked."""

    request: ReviewRequest | None = None
    letters: tuple[ReviewLetter, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.request is not None and not self.request.answered_on and not self.request.withdrawn_on

    @property
    def was_sent(self) -> bool:
        return any(letter.sent_on for letter in self.letters)


def due_on(assured: date | None) -> date | None:
    """The day before the page begins to warn that it is old; None: never checked, so it is due now."""
    return assured + timedelta(OLD_AFTER_DAYS) if assured else None


def is_due(assured: date | None, today: date) -> bool:
    due = due_on(assured)
    return due is None or due <= today


def letter_due(asked: Asked, assured: date | None, today: date) -> int | None:
    """Which letter is to be sent now: 0 the first, 1 to 3 a chaser; None for none."""
    request = asked.request
    if request is None or not asked.is_open or has_run_out(request, today):
        left_in_peace = request is not None and request.answered_on and today < _days(request.answered_on, QUIET_DAYS)
        return 0 if is_due(assured, today) and not left_in_peace else None
    if not asked.was_sent:
        return 0
    due = chaser_due(request)
    return request.reminders + 1 if due is not None and due <= today else None


def chaser_due(request: ReviewRequest) -> date | None:
    """When the next chaser is sent; None after the last."""
    if request.reminders >= len(CHASERS):
        return None
    return max(_days(request.asked_on, CHASERS[request.reminders]), _days(request.last_sent_on, APART_DAYS))


def has_run_out(request: ReviewRequest, today: date) -> bool:
    """After half a year without an answer it is time to ask anew, from the first letter on."""
    return _days(request.asked_on, OLD_AFTER_DAYS) <= today


def is_unconfirmed(asked: Asked, today: date) -> bool:
    """Whether the provider was asked, and again three times, and two weeks on has not answered."""
    request = asked.request
    if request is None or not asked.is_open or request.reminders < len(CHASERS):
        return False
    return _days(request.last_sent_on, GRACE_DAYS) <= today


def link_state(asked: Asked, letter: ReviewLetter, *, shown: bool, today: date) -> LinkState:
    """What a link does that came with `letter`; `shown`: whether the service is still in the directory's lists."""
    request = asked.request
    if request is None or request.answered_on:
        return LinkState.ANSWERED
    if not shown:
        return LinkState.ENDED
    if request.withdrawn_on:
        return LinkState.CHECKED
    if any(other.sent_on and other.made_at > letter.made_at for other in asked.letters):
        return LinkState.REPLACED
    if _days(letter.sent_on or letter.made_at.date(), LINK_DAYS) < today:
        return LinkState.EXPIRED
    return LinkState.OPEN


def _days(day: date, days: int) -> date:
    return day + timedelta(days)
