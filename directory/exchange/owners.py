"""The organisations and places of an import: several services may share one, so each is planned once.

The first row that tells of one decides; a row that says something else of it is refused in our own layout, and told in
a source's own shape.
"""

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pydantic import ValidationError
from sqlmodel import Session

from directory.curation.models import Kind
from directory.exchange.mapping import FieldMapping
from directory.exchange.merging import as_said, merged
from directory.exchange.plan import ADD, CHANGE, UNCHANGED, Change, Plan
from directory.exchange.record import Facts, PlaceRead, RecordRead
from directory.exchange.world import (
    Reach,
    World,
    organizations_called,
    points_of,
    read_locations,
    read_organizations,
)
from directory.snapshots import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot, problems
from directory.snapshots.snapshot import AddressHeld, PlaceHeld
from directory.wording import Words, words

NOT_KNOWN = "Organisation not known"
"""The name of an organisation that a source does not name."""
UNNAMED = words("The source does not name the organisation. It is kept as “Organisation not known”.")
SHARED_OUTSIDE = words("This is shared with services outside your areas, so it stays as it is.")
PRIVATE_OUTSIDE = words("This place is private and outside your areas, so the service is not put there.")
UNKNOWN = "unknown:"


class PlannedOwners:
    def __init__(
        self, session: Session, plan: Plan, mapping: FieldMapping, world: World, reach: Reach, take: frozenset[str]
    ) -> None:
        self.session, self.plan, self.mapping = session, plan, mapping
        self.world, self.reach, self.take = world, reach, take
        self.said: dict[str, tuple[int, Facts]] = {}
        """Our id -> (row that told first, what it told)."""
        self.changes: dict[str, Change] = {}
        self.points: dict[str, tuple[float, float]] = {}

    def load(self, records: Iterable[RecordRead], services: Iterable[ServiceSnapshot]) -> None:
        """Read what the directory holds of the organisations and places that the records name."""
        records = list(records)
        self.world.organizations_called = organizations_called(self.session)
        organizations = {self._organization_id(record)[0] for record in records}
        organizations |= {service.organization_id for service in services}
        self.world.organizations = read_organizations(self.session, organizations)
        places = [(place, number, record) for record in records for number, place in enumerate(record.places or ())]
        self.world.locations = read_locations(
            self.session, (self._location_id(place, record, number)[0] for place, number, record in places)
        )
        codes = (address.postal_code for place, *_ in places for address in _addresses(place.facts))
        self.points = points_of(self.session, (code.replace(" ", "") for code in codes if code))

    def finish(self) -> None:
        """Put what was planned into the plan, but for new organisations and places of records that are refused."""
        used = {getattr(change.after, "organization_id", None) for change in self.plan.services}
        used |= {place.location_id for change in self.plan.services for place in _places(change.after)}
        for change in self.changes.values():
            if change.action == ADD and change.record_id not in used:
                continue
            (self.plan.organizations if change.kind is Kind.ORGANIZATION else self.plan.locations).append(change)
            if change.writes and change.row is not None:
                self.plan.touched_rows.add(change.row)

    def organization_of(self, record: RecordRead, current: ServiceSnapshot | None) -> str | None:
        """The id of the organisation that runs a record's service; None where the file leaves it as it is."""
        our_id, source_id = self._organization_id(record)
        known = self.world.organizations.get(our_id)
        facts = {name: value for name, value in record.organization.items() if name != "name" or value}
        if self.mapping.own:
            if not facts and (current or known):
                return our_id if known else None
            if not record.organization_id:
                facts = {name: value for name, value in facts.items() if value and not (known and name == "name")}
            if "name" not in facts and known is None:
                return None
        elif "name" not in facts:
            record.note("organization", record.organization_id or "", UNNAMED)
            facts["name"] = NOT_KNOWN
        self._plan(Kind.ORGANIZATION, our_id, source_id, known, facts, record, OrganizationSnapshot)
        return our_id

    def places_of(self, record: RecordRead, service_id: str) -> tuple[tuple[PlaceHeld, ...], dict[str, str]]:
        """Where a record's service is, and source's place id -> ours."""
        held: dict[str, PlaceHeld] = {}
        at: dict[str, str] = {}
        before = {place.location_id for place in _places(self.world.services.get(service_id))}
        for number, place in enumerate(record.places or ()):
            our_id, source_id = self._location_id(place, record, number)
            known = self.world.locations.get(our_id)
            private = known is not None and known.sensitive and our_id not in before
            if private and not self.reach.takes(Kind.LOCATION, our_id, new=False):
                record.note("places", our_id, PRIVATE_OUTSIDE)
                continue
            facts = self._with_point(place.facts, known)
            self._plan(Kind.LOCATION, our_id, source_id, known, facts, record, LocationSnapshot)
            held.setdefault(our_id, PlaceHeld(location_id=our_id, description=place.about))
            at[place.source_id or our_id] = our_id
        return tuple(held.values()), at

    def _organization_id(self, record: RecordRead) -> tuple[str, str]:
        """(our id, the source's id or what stands for it) of the organisation that a record names."""
        name = str(record.organization.get("name") or "")
        if self.mapping.own and record.organization_id:
            return record.organization_id, record.organization_id
        if self.mapping.own and name.casefold() in self.world.organizations_called:
            our_id = self.world.organizations_called[name.casefold()]
            return our_id, our_id
        source_id = record.organization_id or (f"name:{name.casefold()}" if name else UNKNOWN)
        return self._linked(Kind.ORGANIZATION, source_id), source_id

    def _location_id(self, place: PlaceRead, record: RecordRead, number: int) -> tuple[str, str]:
        if self.mapping.own and place.source_id:
            return place.source_id, place.source_id
        source_id = place.source_id or f"of:{record.source_id}:{number + 1}"
        return self._linked(Kind.LOCATION, source_id), source_id

    def _linked(self, kind: Kind, source_id: str) -> str:
        link = self.world.sources.get((kind, source_id))
        own = f"right-door-import/{self.plan.source}/{kind}/{source_id}"
        return link.record_id if link else str(uuid5(NAMESPACE_URL, own))

    def _with_point(self, facts: Facts, known: LocationSnapshot | None) -> Facts:
        """A place's point worked out from its postcode, where the file gives none and the postcode is new here."""
        codes = [address.postal_code for address in _addresses(facts) if address.postal_code]
        told = facts.get("latitude") is not None
        if told or not codes:
            return facts
        same = known is not None and codes[0] in {address.postal_code for address in known.addresses}
        point = self.points.get(codes[0].replace(" ", ""))
        without = {name: value for name, value in facts.items() if name not in ("latitude", "longitude")}
        if same and self.mapping.own:
            return without
        return without | {"latitude": point[0], "longitude": point[1]} if point else facts

    def _plan(
        self, kind: Kind, our_id: str, source_id: str, known: Any, facts: Facts, record: RecordRead, shape: type[Any]
    ) -> None:
        row, before = self.said.get(our_id, (record.row, {}))
        if any(before.get(name, value) != value for name, value in facts.items()):
            tell = record.refuse if self.mapping.own else record.note
            tell(kind, str(facts.get("name") or source_id), _differs(row))
            return
        if our_id in self.changes and before == before | facts:
            return
        facts = before | facts
        self.said[our_id] = (row, facts)
        try:
            wanted = shape.model_validate((known.model_dump() if known else {}) | facts)
            wanted, facts = self._without_problems(wanted, known, facts, record, shape)
        except ValidationError as error:
            wrong = error.errors()[0]
            why = words("This cannot be kept: %(why)s.", why=wrong["msg"])
            record.refuse(f"{kind}.{wrong['loc'][0] if wrong['loc'] else ''}", source_id, why)
            return
        self._decide(kind, our_id, source_id, known, wanted, facts, record)

    def _without_problems(
        self, wanted: Any, known: Any, facts: Facts, record: RecordRead, shape: type[Any]
    ) -> tuple[Any, Facts]:
        for name, why in problems(wanted):
            if name not in facts or (known is not None and getattr(known, name) == getattr(wanted, name)):
                continue
            (record.refuse if self.mapping.own else record.note)(name, str(facts[name]), why)
            facts = {field: value for field, value in facts.items() if field != name}
        return shape.model_validate((known.model_dump() if known else {}) | facts), facts

    def _decide(
        self, kind: Kind, our_id: str, source_id: str, known: Any, wanted: Any, facts: Facts, record: RecordRead
    ) -> None:
        link = self.world.sources.get((kind, source_id))
        said = as_said(wanted, facts)
        take = frozenset(key.split(":")[1] for key in self.take if key.startswith(f"{our_id}:"))
        result = merged(known, wanted, said, link.said if link else None, take) if known else None
        after = known.model_copy(update=result.update) if known and result else wanted
        if known and after != known and not self.reach.takes(kind, our_id, new=False):
            record.note(kind, after.name or source_id, SHARED_OUTSIDE)
            after = known
        action = ADD if known is None else UNCHANGED if after == known else CHANGE
        keep = None if (self.mapping.own and source_id == our_id) or (link and link.said == said) else said
        conflicts = result.conflicts if result else ()
        theirs = {name: said[name] for name in conflicts}
        self.changes[our_id] = Change(
            kind, our_id, action, known, after, record.row, source_id, keep, conflicts, theirs
        )


def _differs(row: int) -> Words:
    return words(
        "Row %(row)s says something else of the same organisation or place. Make the rows say the same.",
        row=row,
    )


def _addresses(facts: Facts) -> list[AddressHeld]:
    return [AddressHeld.model_validate(address) for address in facts.get("addresses") or ()]


def _places(held: Any) -> tuple[PlaceHeld, ...]:
    return held.places if isinstance(held, ServiceSnapshot) else ()
