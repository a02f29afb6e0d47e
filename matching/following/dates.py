"""The days that follow by themselves, so that nobody at the front door has to think of them. Pure."""

from datetime import date, timedelta

from matching.entries import PathwayId
from matching.following.models import Answer

ANSWER_WITHIN = timedelta(days=7)
"""A service that was asked and has not answered is asked again after this."""
STARTS_WITHIN = timedelta(days=14)
"""After a yes, this long until somebody asks whether help has begun."""
LOOKED_AT_WITHIN = timedelta(days=3)
"""What is received and not handled any further is looked at again after this …"""
GRAVE_WITHIN = timedelta(days=1)
"""… and after this where a child may not be safe: the front door decides within one working day (Working Together)."""
LINK_STANDS = timedelta(days=90)
"""A link to a provider or a family works this long."""
NUDGED_EVERY = timedelta(days=14)
MOST_NUDGES = 3
"""Mails to one referrer about one enquiry; with the last one the address is forgotten."""


def look_again(pathway: str | None, today: date) -> date:
    """When the front door looks again at what has just come in."""
    grave = pathway is not None and PathwayId(pathway).rank >= PathwayId.SAFEGUARDING.rank
    return today + (GRAVE_WITHIN if grave else LOOKED_AT_WITHIN)


def chase_after(answer: str, *, today: date, offered_on: date | None) -> date:
    """When the front door is to act on what a provider said: at once on a no, later on a yes or a date."""
    if answer == Answer.DECLINED:
        return today
    if answer == Answer.DATE_OFFERED and offered_on is not None:
        return max(offered_on, today) + timedelta(days=1)
    return today + STARTS_WITHIN


def link_stands(made_on: date, today: date) -> bool:
    return today <= made_on + LINK_STANDS
