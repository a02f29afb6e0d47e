"""What the score looks at of one record: whether things are told, and the few texts and days it weighs.

Made from a snapshot here, or straight from the tables for many at once. Nothing here touches the database or Flask.
"""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from directory.snapshots.snapshot import ServiceSnapshot


class Told(NamedTuple):
    """Blank, zero or False means not told."""

    description: str | None = None
    how: str | None = None
    """How to refer, in words."""
    needs: bool = False
    ages: bool = False
    area: bool = False
    """A real area by its code: a name alone is matched with nobody's postcode."""
    area_name: bool = False
    ways: bool = False
    """Ways to ask: by phone, by a form."""
    who: bool = False
    """Who may refer."""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    times: bool = False
    place: bool = False
    """A place, or that it is by phone or online."""
    cost: bool = False
    level: bool = False
    waiting: bool = False
    told_on: date | None = None
    assured: date | None = None
    unconfirmed: bool = False


def told_of(held: "ServiceSnapshot", *, unconfirmed_since: date | None = None) -> Told:
    return Told(
        description=held.description,
        how=held.application_process,
        needs=bool(held.needs),
        ages=held.minimum_age is not None or held.maximum_age is not None,
        area=any(area.area_code for area in held.areas),
        area_name=bool(held.areas),
        ways=bool(held.referral_methods),
        who=bool(held.referral_roles),
        phones=tuple(phone.number for phone in held.phones),
        emails=(held.email,) if held.email else (),
        links=(held.url,) if held.url else (),
        times=bool(held.schedules),
        place=bool(held.places) or any(times.attending_type for times in held.schedules),
        cost=any(cost.option or cost.amount is not None for cost in held.cost_options) or bool(held.fees),
        level=bool(held.levels),
        waiting=held.waiting_weeks is not None or held.taking_referrals is not None,
        told_on=held.told_on,
        assured=held.assured_date,
        unconfirmed=unconfirmed_since is not None,
    )
