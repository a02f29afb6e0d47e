"""A service's page as it was: the service, its organisation and its places, each with a past of its own.

Reads only; nothing here touches Flask.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from directory.curation.history.past import Past, read_past, read_terms
from directory.curation.history.undoing import Change, Rows
from directory.curation.models import Kind
from directory.models import Service
from directory.snapshots import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot, Snapshot
from directory.snapshots.showing import shown_service

PLACED, SERVICE = "service_at_location", "service"


@dataclass(frozen=True)
class PageThen:
    """What the page said at one moment."""

    service_id: str
    service: ServiceSnapshot
    organization: OrganizationSnapshot
    locations: dict[str, LocationSnapshot]
    """A place that is private now was private then, as far as this page is concerned."""
    needs: dict[str, str]
    unconfirmed_since: date | None
    complete: bool
    """False where part of the history is missing, so that this may not be all that the page said."""

    def shown(self) -> Service:
        """The service as `page_of` wants it; never add it to a session."""
        shown = shown_service(self.service, self.organization, self.locations, self.needs, service_id=self.service_id)
        shown.unconfirmed_since = self.unconfirmed_since
        return shown


@dataclass(frozen=True)
class Side:
    """What one change did to one record."""

    past: Past
    before: Rows
    after: Rows

    def snapshots(self) -> tuple[Snapshot | None, Snapshot | None]:
        return self.past.snapshot(self.before), self.past.snapshot(self.after)

    def unconfirmed(self) -> tuple[date | None, date | None]:
        """Since when nobody has confirmed it, before and after."""
        own = [rows.held.get(SERVICE, {}).get(self.past.record_id, {}) for rows in (self.before, self.after)]
        return own[0].get("unconfirmed_since"), own[1].get("unconfirmed_since")


@dataclass(frozen=True)
class PagePast:
    """A record's past and that of the other records on its page; of an organisation or a place, only its own."""

    own: Past
    others: tuple[Past, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change of what the page said, the newest first, each once."""
        found = {change.id: change for change in self.own.changes}
        for past in self.others:
            for change in past.changes:
                if self._is_on_page(past, change):
                    found.setdefault(change.id, change)
        return tuple(sorted(found.values(), key=lambda change: change.at, reverse=True))

    def sides(self, change: Change) -> tuple[Side, ...]:
        """What a change did to each record of the page, the record itself first."""
        return tuple(side for past in (self.own, *self.others) for side in _sides(past, change.id))

    def at(self, moment: datetime) -> PageThen | None:
        """The page at this moment; None where the service was not there."""
        rows = self.own.at(moment)
        service = self.own.snapshot(rows)
        if not isinstance(service, ServiceSnapshot):
            return None
        pasts = {past.record_id: past for past in self.others}
        organization = pasts[service.organization_id].snapshot_at(moment)
        if not isinstance(organization, OrganizationSnapshot):
            organization = OrganizationSnapshot.model_construct(None, name="")
        at = [pasts[place.location_id] for place in service.places]
        return PageThen(
            service_id=self.own.record_id,
            service=service,
            organization=organization,
            locations={past.record_id: place for past in at if (place := _place(past, moment))},
            needs={row["code"]: row["name"] for row in self.own.terms.at(moment).values()},
            unconfirmed_since=rows.held[SERVICE][self.own.record_id]["unconfirmed_since"],
            complete=rows.complete,
        )

    def _is_on_page(self, past: Past, change: Change) -> bool:
        """Whether the service was run by this organisation, or was at this place, when it was changed."""
        rows = self.own.at(change.at)
        own = rows.held[SERVICE].get(self.own.record_id)
        at = {row["location_id"] for row in rows.of(PLACED)}
        return own is not None and past.record_id in {own["organization_id"], *at}


def read_page_past(session: Session, service_id: str) -> PagePast:
    """The past of a service's page; of an id that never was, one without rows and changes."""
    terms = read_terms(session)
    own = read_past(session, Kind.SERVICE, service_id, terms)
    ids = _others(own)
    others = [read_past(session, kind, record_id, terms) for kind in ids for record_id in sorted(ids[kind])]
    return PagePast(own, tuple(others))


def page_at(session: Session, service_id: str, moment: datetime) -> PageThen | None:
    """What a service's page said at this moment; None where it was not there."""
    return read_page_past(session, service_id).at(moment)


def _others(own: Past) -> dict[str, set[str]]:
    """Kind -> ids of the organisations and places that the service ever had."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = own.now.copy()
    for change in (None, *own.changes):
        if change is not None:
            rows.undo(change)
        found[Kind.ORGANIZATION] |= {row["organization_id"] for row in rows.of(SERVICE)}
        found[Kind.LOCATION] |= {row["location_id"] for row in rows.of(PLACED)}
    return found


def _sides(past: Past, change_id: str) -> Iterable[Side]:
    number = past.number(change_id)
    if number is not None:
        yield Side(past, past.rewound(number + 1), past.rewound(number))


def _place(past: Past, moment: datetime) -> LocationSnapshot | None:
    then, now = past.snapshot_at(moment), past.snapshot(past.now)
    if not isinstance(then, LocationSnapshot):
        return None
    private = isinstance(now, LocationSnapshot) and now.sensitive
    return then.model_copy(update={"sensitive": True}) if private else then
