"""Numbers that people in danger ring: changing one takes more than a slip. Nothing here touches the database."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.additions import Provision
from directory.snapshots import ServiceSnapshot
from directory.snapshots.saying import LABELS, Lines, say
from directory.vocabulary import Need
from directory.wording import Words

SAFETY = "Safety"
"""The group of needs in which a child may be in danger."""
REACH = ("phones", "email", "url")
"""How somebody gets through."""
WHY_SAFETY = ("provision", "needs")
"""What makes a service one about safety: taken out first, its numbers could be changed like any others."""


@dataclass(frozen=True)
class Compared:
    """One way to get through that changes: what it was and what it would be."""

    label: Words
    before: Lines
    after: Lines


def is_safety(service: ServiceSnapshot, needs: Mapping[str, Need]) -> bool:
    """Whether people in danger may be ringing here: a service that the law asks for, or one about safety."""
    about = (needs[need].group for need in service.needs if need in needs)
    return service.provision == Provision.STATUTORY or SAFETY in about


def safety_changes(before: ServiceSnapshot, after: ServiceSnapshot, needs: Mapping[str, Need]) -> tuple[Compared, ...]:
    """The safety numbers, addresses and links that would change; none of a service that is not about safety.

    One that would no longer be about safety counts as well.
    """
    was, stays = is_safety(before, needs), is_safety(after, needs)
    if not (was or stays):
        return ()
    watched = REACH if stays else (*REACH, *WHY_SAFETY)
    return tuple(
        Compared(LABELS[name], say(name, getattr(before, name)), say(name, getattr(after, name)))
        for name in watched
        if getattr(before, name) != getattr(after, name)
    )
