"""What a page about the past shows: each change in words, and nothing that whoever is at the page may not see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, g
from flask_babel import gettext

from accounts.current import current_account, may
from accounts.permission import Permission
from accounts.roles import AccountRole
from directory.curation.blueprint import house
from directory.curation.editing.desk import reach_or_refuse_record
from directory.curation.history.page_past import PagePast, Side, read_page_past
from directory.curation.history.past import read_past
from directory.curation.history.undoing import Change
from directory.curation.history.word_diff import Run, word_diff
from directory.curation.models import Kind
from directory.curation.record_names import names_for
from directory.models import Location
from directory.snapshots import CONTRACT, Difference, LocationSnapshot, OrganizationSnapshot, Snapshot, differences
from directory.snapshots.saying import say
from directory.wording import Words, words

PUBLIC_OF_CONTRACT = {"commissioner", "evidence_base"}
PRIVATE = frozenset(LocationSnapshot.model_fields) - {"organization_id", "location_type", "sensitive"}
"""Everything that could lead to a place whose address is kept private."""
NOT_CONFIRMED = words("Nobody has confirmed it since")
LONG = 60
"""Letters: a text of that length is compared word by word."""


@dataclass(frozen=True)
class Told:
    """One field that differs; a long text word by word."""

    difference: Difference
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What a change did to one record."""

    kind: str
    record_id: str
    name: str
    own: bool
    added: bool
    removed: bool
    told: tuple[Told, ...]
    withheld: bool
    """Something changed that is not shown to everybody who may read the history."""


@dataclass(frozen=True)
class Entry:
    change: Change
    at: datetime
    """Local time."""
    shown: tuple[Shown, ...]
    newest: bool
    own: bool
    """Whether the record itself was changed, so that this version of it can be looked at and restored."""


def past_to_read(kind: str, record_id: str) -> PagePast:
    """The past of a record: 404 for what never was, 403 for what is out of reach.

    Who changes the directory reads what is within reach; who only looks reads everything. What is gone for good is an
    administrator's, and theirs who only look.
    """
    past, account = past_of(kind, record_id), current_account()
    if account.holds(Permission.EDIT) and account.role != AccountRole.ADMINISTRATOR:
        reach_or_refuse_record(kind, record_id)
    return past


def past_of(kind: str, record_id: str) -> PagePast:
    """The past of a record and of what is on its page; 404 for what never was."""
    if kind == Kind.SERVICE:
        past = read_page_past(g.session, record_id)
    else:
        past = PagePast(read_past(g.session, kind, record_id), ())
    if not past.own.changes and past.own.snapshot(past.own.now) is None:
        abort(404)
    return past


def local(moment: datetime) -> datetime:
    return moment.astimezone(house().now().tzinfo)


def entry_for(past: PagePast, change: Change) -> Entry:
    shown = [shown_side(past, side) for side in past.sides(change)]
    number = past.own.number(change.id)
    return Entry(
        change,
        local(change.at),
        tuple(each for each in shown if each.told or each.withheld or each.added or each.removed),
        newest=number == 0,
        own=number is not None,
    )


def shown_side(past: PagePast, side: Side) -> Shown:
    before, after = side.snapshots()
    told, withheld = told_between(before, after, is_private(side.past.snapshot(side.past.now), before, after))
    if side.past.kind == Kind.SERVICE and side.unconfirmed()[0] != side.unconfirmed()[1]:
        lines = [say("assured_date", day) for day in side.unconfirmed()]
        told = (*told, Told(Difference("unconfirmed_since", NOT_CONFIRMED, *lines)))
    return Shown(
        side.past.kind,
        side.past.record_id,
        name_of(after or before),
        own=side.past is past.own,
        added=before is None,
        removed=after is None,
        told=told,
        withheld=withheld,
    )


def told_between(
    before: Snapshot | None, after: Snapshot | None, private: bool = False
) -> tuple[tuple[Told, ...], bool]:
    """The differences that may be shown, and whether there are others."""
    if before is None or after is None:
        return (), False
    found = differences(before, after, names_said(before, after))
    hidden = hidden_fields(private)
    return tuple(_told(each) for each in found if each.field not in hidden), any(each.field in hidden for each in found)


def _told(difference: Difference) -> Told:
    one_each = len(difference.removed) == len(difference.added) == 1
    if not one_each or min(len(str(difference.removed[0])), len(str(difference.added[0]))) < LONG:
        return Told(difference)
    return Told(difference, word_diff(str(difference.removed[0]), str(difference.added[0])))


def hidden_fields(private: bool) -> frozenset[str]:
    """What this person does not see: money, and where a place is whose address is kept private."""
    hidden: frozenset[str] = frozenset() if may(Permission.SEE_COSTS) else CONTRACT - PUBLIC_OF_CONTRACT
    return hidden | PRIVATE if private and not may(Permission.EDIT) else hidden


def is_private(*versions: Snapshot | None) -> bool:
    return any(isinstance(each, LocationSnapshot) and each.sensitive for each in versions)


def names_said(*versions: Snapshot) -> dict[str, str]:
    """Names for the ids in these versions; of a place whose address is private, only that it is."""
    names = names_for(g.session, *versions)
    if not may(Permission.EDIT):
        names |= dict.fromkeys(_private_places(versions), gettext("A place whose address is private"))
    return names


def _private_places(versions: tuple[Snapshot, ...]) -> list[str]:
    ids = {place.location_id for each in versions for place in getattr(each, "places", ())}
    found = (g.session.get(Location, location_id) for location_id in sorted(ids))
    return [place.id for place in found if place is not None and place.sensitive]


def name_of(held: Snapshot | None) -> str:
    if held is None:
        return ""
    if isinstance(held, LocationSnapshot) and held.sensitive and not may(Permission.EDIT):
        return gettext("A place whose address is private")
    return held.name or gettext("A place")


def facts_said(held: OrganizationSnapshot | LocationSnapshot, private: bool) -> list[tuple[Words, Any]]:
    """Every field of an organisation or a place that says something, with its label."""
    nothing = type(held).model_construct(None, **dict.fromkeys(type(held).model_fields))
    told = differences(nothing, held, names_said(held), hidden=hidden_fields(private))
    return [(each.label, each.after) for each in told if each.after]
