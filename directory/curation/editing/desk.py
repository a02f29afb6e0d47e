"""One form in front of somebody: the record it began from, what is typed, and what it offers.

Every view of editing opens a `Desk`: from the database and the person's own draft (`open_desk`), or from what was sent
(`take_desk`). A record out of reach is refused here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import abort, g, request, session
from pydantic import ValidationError

from accounts.current import current_account
from accounts.models import Account
from accounts.permission import Permission
from directory.curation.blueprint import house
from directory.curation.editing import drafts, queries
from directory.curation.editing.fields import Fields
from directory.curation.editing.forms import Section, sections_for
from directory.curation.editing.questions import Known, Offered
from directory.curation.editing.reading import Reading, blank, read_form, write_form
from directory.curation.models import Draft, Kind
from directory.curation.reach import organization_in_reach, service_in_reach
from directory.pages.search_views import need_groups
from directory.places import district_name, load_area
from directory.places.gazetteer import area_code_named, districts
from directory.snapshots import CONTRACT, location_snapshot, organization_snapshot, service_snapshot
from directory.snapshots.queries import whole_location, whole_organization, whole_service
from directory.wording import Words, words

BASE, DRAFT, WHY, SEEN, KEEP, PLACE_WORDS = "base", "draft", "why", "seen", "keep-", "place_words"
CONTROLS = {BASE, DRAFT, WHY, SEEN, PLACE_WORDS, "action", "csrf_token", "numbers", "day_checked"}
LAST_WHY = "last_why"
MOST_SUGGESTED = 6
ENGLAND = "E92000001"
REASONS = (
    words("Told by phone"),
    words("Told by email"),
    words("Seen on their website"),
    words("Told at a meeting"),
    words("Put a mistake right"),
    words("Contract change"),
)


@dataclass
class Desk:
    kind: str
    record_id: str | None
    """None for a record that is not there yet."""
    account: Account
    live: Any
    """The record as it is now; None for a new one."""
    base: Any
    fields: Fields
    why: str
    draft: Draft | None = None
    seen: Any = None
    """The live record as it stood on the page where the person chose between two versions."""
    chosen: dict[str, str] = field(default_factory=dict)
    """Field -> which of two versions stands."""
    place_words: str = ""
    known: Known = field(init=False)
    sections: tuple[Section, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.sections = sections_for(self.kind, costs=self.costs)
        self.known = known_for(self)

    @property
    def costs(self) -> bool:
        return self.account.holds(Permission.SEE_COSTS)

    @property
    def is_new(self) -> bool:
        return self.record_id is None

    def read(self) -> Reading[Any]:
        return read_form(self.sections, self.fields, self.base, self.known)

    def base_json(self) -> str:
        """What the form carries of the record it began from; blank for a new one."""
        return "" if self.is_new else json.dumps(self.shown(self.base))

    def shown(self, held: Any) -> dict[str, Any]:
        """A snapshot without what this person may not see."""
        kept = held.as_json()
        return kept if self.costs else {name: value for name, value in kept.items() if name not in CONTRACT}

    def save_draft(self, base: Any = None, fields: Fields | None = None) -> Draft:
        self.draft = drafts.save_draft(
            g.session,
            self.draft,
            kind=self.kind,
            record_id=self.record_id,
            account_id=self.account.id,
            account_name=self.account.name,
            base=None if self.is_new else (base or self.base).as_json(),
            fields=fields or self.fields,
            why=self.why,
            now=house().now(),
        )
        return self.draft


def open_desk(kind: str, record_id: str | None) -> Desk:
    """The form as it stands: with the person's own draft in it, if there is one."""
    live = live_record(kind, record_id)
    account = reach_or_refuse_record(kind, record_id)
    draft = own_draft(account, kind, record_id, request.args.get(DRAFT, ""))
    base = (draft and drafts.base_of(draft)) or live or blank(drafts.SHAPES[kind])
    why = drafts.why_in(draft) if draft else ""
    desk = Desk(kind, record_id, account, live, base, Fields(), why or session.get(LAST_WHY, ""), draft)
    desk.fields = drafts.typed_in(draft) if draft else write_form(desk.sections, base, desk.known)
    desk.known = known_for(desk)
    return desk


def take_desk(kind: str, record_id: str | None, *, to_change: bool = False) -> Desk:
    """The form as it was sent; with `to_change` the record is locked until the request ends."""
    live = live_record(kind, record_id, to_change=to_change)
    account = reach_or_refuse_record(kind, record_id)
    sent = request.form
    typed = {name: sent.getlist(name) for name in sent if name not in CONTROLS and not name.startswith(KEEP)}
    desk = Desk(
        kind,
        record_id,
        account,
        live,
        _record_sent(kind, BASE, live, account) or live or blank(drafts.SHAPES[kind]),
        Fields({name: values for name, values in typed.items() if any(values)}),
        " ".join(sent.get(WHY, "").split())[:200],
        own_draft(account, kind, record_id, sent.get(DRAFT, "")),
        _record_sent(kind, SEEN, live, account),
        {name.removeprefix(KEEP): sent[name] for name in sent if name.startswith(KEEP)},
        sent.get(PLACE_WORDS, "").strip()[:80],
    )
    if record_id is not None and not sent.get(BASE):
        abort(400)
    return desk


def _record_sent(kind: str, name: str, live: Any, account: Account) -> Any:
    """A snapshot that the form carried; what this person may not see is the live record's."""
    sent = request.form.get(name)
    if not sent:
        return None
    try:
        held = drafts.SHAPES[kind].model_validate_json(sent)
    except ValidationError:
        abort(400)
    if account.holds(Permission.SEE_COSTS) or live is None:
        return held
    hidden = CONTRACT & set(type(held).model_fields)
    return held.model_copy(update={field: getattr(live, field) for field in hidden})


def reach_or_refuse_record(kind: str, record_id: str | None) -> Account:
    """The account at the page, if this record is within its reach; else the request ends with 403."""
    account = current_account()
    if record_id is None:
        return account
    reaches = {
        Kind.SERVICE: service_in_reach,
        Kind.ORGANIZATION: organization_in_reach,
        Kind.LOCATION: queries.location_in_reach,
    }
    if not reaches[Kind(kind)](g.session, account, record_id):
        abort(403)
    return account


def live_record(kind: str, record_id: str | None, *, to_change: bool = False) -> Any:
    """The record as it is now; None for a new one. Raises the kind's own not-found error."""
    if record_id is None:
        return None
    if kind == Kind.SERVICE:
        return service_snapshot(whole_service(g.session, record_id, to_change=to_change))
    if kind == Kind.ORGANIZATION:
        return organization_snapshot(whole_organization(g.session, record_id, to_change=to_change))
    return location_snapshot(whole_location(g.session, record_id, to_change=to_change))


def own_draft(account: Account, kind: str, record_id: str | None, draft_id: str) -> Draft | None:
    if record_id is not None:
        return drafts.find_draft(g.session, account.id, kind, record_id)
    return drafts.find_new_draft(g.session, account.id, kind, draft_id) if draft_id else None


def known_for(desk: Desk) -> Known:
    """What this form's answers are held against."""
    fields, base, today = desk.fields, desk.base, house().now().date()
    holders = ("organization_id", "parent_organization_id")
    named = next((fields.one(name) for name in holders if fields.one(name)), "")
    organizations = queries.organizations_meant(g.session, (getattr(base, name, None) for name in holders), named)
    if desk.kind != Kind.SERVICE:
        return Known(today, organizations)
    chosen = next((each for each, name in organizations.items() if name.casefold() == named.casefold()), None)
    at = [*fields.many("places"), *(place.location_id for place in base.places)]
    places = queries.place_labels(g.session, at, chosen or base.organization_id)
    found = queries.places_found(g.session, desk.place_words) if desk.place_words else {}
    offered = _without_private({**places, **found}, desk)
    return Known(today, organizations, offered, needs_offered(), areas_offered(base), dict(level_names()))


def _without_private(places: dict[str, str], desk: Desk) -> dict[str, str]:
    """The places without other people's private ones, but for those that the record is at already."""
    at = {place.location_id for place in desk.live.places} if desk.live else set()
    kept_from = queries.places_kept_from(g.session, desk.account, places.keys() - at)
    return {location_id: label for location_id, label in places.items() if location_id not in kept_from}


Groups = tuple[tuple[str, tuple[Offered, ...]], ...]


def needs_offered() -> Groups:
    return tuple(
        (group, tuple(Offered(need.id, need.name, need.description) for need in needs))
        for group, needs in need_groups()
    )


def needs_suggested(desk: Desk) -> Groups:
    """Every need in its group; first, in a group without a name, those that its words seem to be about."""
    text = f"{desk.fields.one('name')}. {desk.fields.text('description')}"
    ticked = set(desk.fields.many("needs"))
    about = [found.need for found in house().vocabulary.expand(text).needs if found.need not in ticked]
    first = about[:MOST_SUGGESTED]
    by_id = {need.id: need for _, needs in desk.known.needs for need in needs}
    suggested = ("", tuple(by_id[need] for need in first if need in by_id))
    others = tuple((group, tuple(need for need in needs if need.id not in first)) for group, needs in desk.known.needs)
    return (suggested, *others) if suggested[1] else others


def areas_offered(base: Any) -> dict[str, str]:
    """This area's districts, their county, England, and whatever else the record says."""
    codes = sorted(load_area(house().area.id).district_codes, key=lambda code: district_name(code) or code)
    counties = {districts()[code].county for code in codes if code in districts() and districts()[code].county}
    offered = {code: district_name(code) or code for code in codes}
    offered |= {area_code_named(county): county for county in sorted(counties)}
    offered[ENGLAND] = "England"
    return offered | {
        area.area_code or area.name: area.name or area.area_code for area in base.areas if area.area_code or area.name
    }


def level_names() -> Iterator[tuple[str, Words | str]]:
    for level in (1, 2, 3, 4):
        name = house().area.levels.get(level)
        yield str(level), f"{level}: {name}" if name else words("Level %(level)s", level=level)
