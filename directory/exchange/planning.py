"""Make the plan of an import: what each record of a file would do to the directory. Reads, and never writes.

The order is organisations, places, services, so that each can name the one before it.
"""

import re
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import ValidationError
from sqlmodel import Session

from directory.curation.models import Kind
from directory.exchange.mapping import FieldMapping
from directory.exchange.merging import as_said, merged, settled
from directory.exchange.owners import PlannedOwners
from directory.exchange.plan import ADD, CHANGE, RETIRE, UNCHANGED, Change, Plan
from directory.exchange.record import Facts, RecordRead
from directory.exchange.world import Reach, World, live_services, read_services, read_sources, stamp
from directory.models import Status
from directory.snapshots import ServiceSnapshot, changed_fields, problems
from directory.snapshots.saying import LABELS
from directory.wording import Words, words

Tick = Callable[[int, int], None]
OUTSIDE = words("This service is outside your areas. Ask an administrator to import it.")
MADE = "made:"
"""What the id begins with that stands for one a source does not give."""
NOT_OURS = words("No service here has this id. Take the id out to add the service as a new one.")
ENDED_THERE = "Its source says that it has ended."
GONE = "It is no longer in the list of %s."
BOTH_AGES = ("minimum_age", "maximum_age")


def new_id_for(source: str, kind: Kind, source_id: str) -> str:
    """The id that a source's record gets here: the same each time, so that a plan can be made again and compared."""
    return str(uuid5(NAMESPACE_URL, f"right-door-import/{source}/{kind}/{source_id}"))


def make_plan(
    session: Session,
    records: list[RecordRead],
    mapping: FieldMapping,
    *,
    source: str,
    reach: Reach,
    complete: bool = False,
    take: frozenset[str] = frozenset(),
    tick: Tick = lambda done, of: None,
) -> Plan:
    """What these records would do. `complete`: the file is the whole list of its source, so what it does not hold
    is retired. `take`: conflicts ("record id:field") in which the source wins. Raises SourceLooksDifferent.
    """
    plan = Plan(source, read=len(records), stamp=stamp(session))
    _Planner(session, plan, mapping, reach, take, tick).run(records, complete=complete)
    return plan


class _Planner:
    def __init__(
        self, session: Session, plan: Plan, mapping: FieldMapping, reach: Reach, take: frozenset[str], tick: Tick
    ) -> None:
        self.session, self.plan, self.mapping, self.reach, self.take, self.tick = (
            session,
            plan,
            mapping,
            reach,
            take,
            tick,
        )
        self.world = World(sources=read_sources(session, plan.source))
        self.owners = PlannedOwners(session, plan, mapping, self.world, reach, take)
        self.rows_by_id: dict[str, int] = {}

    def run(self, records: list[RecordRead], *, complete: bool) -> None:
        wanted = [record for record in records if not record.refused]
        ids = {record.row: self._our_id(record) for record in wanted}
        self.world.services = read_services(self.session, ids.values())
        self.owners.load(wanted, self.world.services.values())
        for done, record in enumerate(records, start=1):
            if not record.refused:
                self._plan(record, ids[record.row])
            self.plan.refused.extend(record.refused)
            self.plan.notes.extend([] if record.refused else record.notes)
            self.tick(done, len(records))
        self.owners.finish()
        if complete:
            self._retire({ids.get(record.row) or self._our_id(record) for record in records})

    def _our_id(self, record: RecordRead) -> str:
        """The id of our record for a source's: known, or the one that it would get."""
        if self.mapping.own and record.source_id:
            return record.source_id
        if record.source_id is None:
            record.source_id = made_id(record)
        link = self.world.sources.get((Kind.SERVICE, record.source_id))
        return link.record_id if link else new_id_for(self.plan.source, Kind.SERVICE, record.source_id)

    def _plan(self, record: RecordRead, our_id: str) -> None:
        before = self.rows_by_id.setdefault(our_id, record.row)
        column = next(iter(self.mapping.service["id"].source), None) if "id" in self.mapping.service else None
        if before != record.row:
            made = (record.source_id or "").startswith(MADE)
            record.refuse(column, record.name if made else record.source_id or record.name, _same(before, made=made))
            return
        current = self.world.services.get(our_id)
        if current is None and self.mapping.own and record.source_id == our_id and not _is_uuid(our_id):
            record.refuse(column, our_id, NOT_OURS)
        elif not self.reach.takes(Kind.SERVICE, our_id, new=current is None):
            record.refuse(None, record.name, OUTSIDE)
        else:
            facts = self._facts(record, our_id, current)
            if not record.refused:
                self._decide(record, our_id, current, facts)

    def _facts(self, record: RecordRead, our_id: str, current: ServiceSnapshot | None) -> Facts:
        """What the record says of the service, with the ids of its organisation and places."""
        facts = dict(record.service)
        organization_id = self.owners.organization_of(record, current)
        if organization_id:
            facts["organization_id"] = organization_id
        if record.places is not None:
            facts["places"], at = self.owners.places_of(record, our_id)
            _place_times(facts, at)
        elif "schedules" in facts:
            _place_times(facts, {place.location_id: place.location_id for place in current.places} if current else {})
        if facts.get("status") in (Status.INACTIVE, Status.DEFUNCT) and not self.mapping.own:
            facts.setdefault("retired_because", ENDED_THERE)
        return facts

    def _decide(self, record: RecordRead, our_id: str, current: ServiceSnapshot | None, facts: Facts) -> None:
        """Add, change or leave; problems leave a fact out (a source's own shape) or refuse the record (ours)."""
        link = self.world.sources.get((Kind.SERVICE, record.source_id or ""))
        base = link.said if link else None
        take = frozenset(key.split(":")[1] for key in self.take if key.startswith(f"{our_id}:"))
        while True:
            try:
                wanted = _with(current, facts)
            except ValidationError as error:
                name = str(error.errors()[0]["loc"][0])
                reason = words("This cannot be kept: %(why)s.", why=error.errors()[0]["msg"])
            else:
                said = as_said(wanted, facts)
                result = merged(current, wanted, said, base, take) if current else None
                after = settled(current.model_copy(update=result.update) if current and result else wanted)
                changed = changed_fields(current, after) if current else tuple(facts)
                problem = next((each for each in problems(after) if each[0] in changed or not current), None)
                if problem is None:
                    break
                name, reason = problem
            if self.mapping.own or not _leave_out(facts, name):
                record.refuse(self._column(name), "", reason)
                return
            record.note(self._column(name), "", reason)
        if not self.reach.takes_areas(after):
            record.refuse(None, record.name, OUTSIDE)
            return
        action = ADD if current is None else CHANGE if changed_fields(current, after) else UNCHANGED
        conflicts = result.conflicts if result else ()
        keep = None if (self.mapping.own and record.source_id == our_id) or base == said else said
        theirs = {name: said[name] for name in conflicts}
        self.plan.services.append(
            Change(Kind.SERVICE, our_id, action, current, after, record.row, record.source_id, keep, conflicts, theirs)
        )

    def _column(self, name: str) -> str:
        """What the file calls a field of ours."""
        take = self.mapping.service.get(name)
        return take.source[0] if take and take.source else str(LABELS.get(name, name))

    def _retire(self, held: set[str]) -> None:
        """Propose to retire the source's live services that its whole list does not hold."""
        live = live_services(self.session, self.plan.source, own=self.mapping.own)
        if self.reach.services is not None:
            live &= self.reach.services
        self.plan.live_before = len(live)
        gone = read_services(self.session, live - held)
        links = {row.record_id: row for row in self.world.sources.values() if row.kind == Kind.SERVICE}
        for service_id, current in sorted(gone.items(), key=lambda pair: (pair[1].name.casefold(), pair[0])):
            update = {"status": Status.DEFUNCT, "retired_because": GONE % self.plan.source, "reopens_on": None}
            after = ServiceSnapshot.model_validate(current.model_dump() | update)
            link = links.get(service_id)
            said = {**(link.said or {}), "status": str(Status.DEFUNCT)} if link else None
            self.plan.services.append(
                Change(Kind.SERVICE, service_id, RETIRE, current, after, None, link.source_id if link else None, said)
            )


def _same(row: int, *, made: bool) -> Words:
    if made:
        return words(
            "Row %(row)s has the same name, organisation and postcode, and neither has an id. Give each an id of its "
            "own, or take one of them out.",
            row=row,
        )
    return words(
        "Row %(row)s has the same id. Give each service an id of its own, or take one of them out.",
        row=row,
    )


def made_id(record: RecordRead) -> str:
    """What stands for a source's id where it gives none: name, organisation and first postcode."""
    postcodes = [
        address.postal_code or "" for place in record.places or () for address in place.facts.get("addresses", ())
    ]
    parts = (record.name, record.organization.get("name") or "", postcodes[0] if postcodes else "")
    return MADE + " | ".join(re.sub(r"\s+", " ", part).strip().casefold() for part in parts)


def _with(current: ServiceSnapshot | None, facts: Facts) -> ServiceSnapshot:
    values: dict[str, Any] = current.model_dump() if current else {}
    return ServiceSnapshot.model_validate(values | facts)


def _leave_out(facts: Facts, name: str) -> bool:
    """Take a fact out that cannot be kept; False where it is one that must be there, or is not the file's."""
    if name in BOTH_AGES:
        return sum(facts.pop(each, _MISSING) is not _MISSING for each in BOTH_AGES) > 0
    return name not in ("name", "organization_id") and facts.pop(name, _MISSING) is not _MISSING


_MISSING = object()


def _place_times(facts: Facts, at: dict[str, str]) -> None:
    """Times that are those of one place get its id here; of a place that the service is not at, they are its own."""
    if facts.get("schedules"):
        facts["schedules"] = tuple(
            held.model_copy(update={"location_id": at.get(held.location_id or "")}) if held.location_id else held
            for held in facts["schedules"]
        )


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


__all__ = ["made_id", "make_plan", "new_id_for"]
