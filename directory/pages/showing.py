"""What the template `directory/_service.html` is given: the same for the public page, a preview and a past day."""

from datetime import datetime
from typing import Any

from directory.models import Service
from directory.pages.blueprint import house
from directory.pages.facts import facts_of
from directory.pages.freshness import checked_words, is_old
from directory.queries import needs_of


def page_of(service: Service, moment: datetime) -> dict[str, Any]:
    """The values of the page of a loaded or shown service as it is read at this moment (local time)."""
    today = moment.date()
    return {
        "service": service,
        "facts": facts_of(service, moment, house().bank_holidays, house().area.levels),
        "needs": needs_of(service),
        "checked": checked_words(service.assured_date, today, service.unconfirmed_since),
        "old": is_old(service.assured_date, today, service.unconfirmed_since),
    }
