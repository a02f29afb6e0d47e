"""Load the demonstration directory from its files.

Ids come from the entries' keys, so a second load finds the same rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session

from directory.additions import (
    Availability,
    Commissioning,
    DirectoryFact,
    Eligibility,
    Postcode,
    ReferralMethod,
    ReferralRole,
    ServiceLevel,
)
from directory.demo_files import DemoLocation, DemoOrganization, DemoService, read_demo_files
from directory.errors import InvalidRecord
from directory.history import say_who
from directory.models import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Status,
)
from directory.places import area_code_named
from directory.queries import DEMONSTRATION, is_demonstration
from directory.schedules import read_compact
from directory.terms import NEED_LINK

CONTRACT_DAYS = 3 * 365
"""Every invented contract runs three years."""
GSS = "http://statistics.data.gov.uk/id/statistical-geography/"

Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class Setting:
    """What every entry is loaded against: the session, the day it is, and need id -> taxonomy term id."""

    session: Session
    today: date
    terms: dict[str, str]

    def days_ago(self, days: int | None) -> date | None:
        return None if days is None else self.today - timedelta(days=days)

    def in_days(self, days: int | None) -> date | None:
        return None if days is None else self.today + timedelta(days=days)


def load_demo(session: Session, terms: dict[str, str], *, today: date, tick: Tick = lambda done, of: None) -> int:
    """Add the demonstration directory where it is not there yet; returns how many services were added.

    `tick(done, of)` is called after each organization. Raises InvalidRecord naming entry and field.
    """
    if is_demonstration(session):
        return 0
    say_who(session, changed_by=DEMONSTRATION, reason="Demonstration directory loaded")
    setting = Setting(session, today, terms)
    entries = read_demo_files()
    for done, entry in enumerate(entries, start=1):
        session.add(_organization(setting, entry))
        tick(done, len(entries))
    session.add(DirectoryFact(name=DEMONSTRATION, value=today.isoformat()))
    session.flush()
    _lead_on(session, [service for entry in entries for service in entry.service])
    return sum(len(entry.service) for entry in entries)


def demo_id(kind: str, key: str) -> str:
    """The same row id for the same entry, on every machine."""
    return str(uuid5(NAMESPACE_URL, f"right-door-demonstration/{kind}/{key}"))


def _organization(setting: Setting, entry: DemoOrganization) -> Organization:
    organization = Organization(
        id=demo_id("organization", entry.key),
        **entry.model_dump(include={"name", "description", "website", "email", "kind"}),
    )
    organization.locations = [_location(setting, place) for place in entry.location]
    organization.services = [_service(setting, service) for service in entry.service]
    return organization


def _lead_on(session: Session, entries: Sequence[DemoService]) -> None:
    """Those that have ended lead to the services after them, once all are there."""
    keys = {entry.key for entry in entries}
    for entry in entries:
        if entry.successor is None:
            continue
        if entry.successor not in keys:
            raise InvalidRecord("demonstration", entry.key, "successor", f"there is no “{entry.successor}”")
        ended = session.get_one(Service, demo_id("service", entry.key))
        ended.successor_id = demo_id("service", entry.successor)
    session.flush()


def _location(setting: Setting, entry: DemoLocation) -> Location:
    point = _point(setting.session, entry.postcode)
    location = Location(
        id=demo_id("location", entry.key),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        **entry.model_dump(include={"name", "description", "sensitive", "location_type"}),
    )
    if entry.address_1 or entry.postcode:
        location.addresses = [
            Address(
                address_1=entry.address_1,
                city=entry.city,
                state_province="Nottinghamshire",
                postal_code=entry.postcode,
                address_type=entry.location_type,
            )
        ]
    location.accessibility = [Accessibility(description=line) for line in entry.accessibility]
    return location


def _point(session: Session, postcode: str | None) -> Postcode | None:
    return session.get(Postcode, postcode.replace(" ", "").upper()) if postcode else None


def _service(setting: Setting, entry: DemoService) -> Service:
    service = Service(
        id=demo_id("service", entry.key),
        status=_status(entry),
        fees=entry.cost,
        application_process=entry.how_to_refer,
        interpretation_services=entry.interpreters,
        assured_date=setting.days_ago(entry.assured),
        reopens_on=setting.in_days(entry.closed_until),
        retired_because=entry.retired,
        **entry.model_dump(
            include={
                "name",
                "alternate_name",
                "description",
                "url",
                "email",
                "minimum_age",
                "maximum_age",
                "provision",
            }
        ),
    )
    _add_contacts(service, entry)
    _add_places(setting, service, entry)
    _add_conditions(service, entry)
    _add_commissioning(setting, service, entry)
    service.attributes = [
        Attribute(taxonomy_term_id=_term(setting, entry, need), link_type=NEED_LINK) for need in entry.needs
    ]
    return service


def _status(entry: DemoService) -> str:
    if entry.retired:
        return Status.DEFUNCT
    return Status.TEMPORARILY_CLOSED if entry.closed_until is not None else entry.status


def _term(setting: Setting, entry: DemoService, need: str) -> str:
    if need not in setting.terms:
        raise InvalidRecord("demonstration", entry.key, "needs", f"“{need}” is not a need id")
    return setting.terms[need]


def _add_contacts(service: Service, entry: DemoService) -> None:
    service.phones = [Phone(number=entry.phone)] if entry.phone else []
    service.contacts = [Contact(name=entry.contact)] if entry.contact else []
    service.languages = [Language(name=name) for name in entry.languages]
    if entry.cost or entry.cost_amount is not None:
        free = (entry.cost or "").strip().lower() == "free"
        amount = 0.0 if free else entry.cost_amount
        service.cost_options = [CostOption(option=entry.cost, amount=amount)]


def _add_places(setting: Setting, service: Service, entry: DemoService) -> None:
    service.service_at_locations = [ServiceAtLocation(location_id=demo_id("location", key)) for key in entry.locations]
    service.schedules = [Schedule(**vars(read_compact(text))) for text in entry.schedules]
    for name in entry.areas:
        code = area_code_named(name)
        service.service_areas.append(ServiceArea(name=name, area_code=code, uri=GSS + code))


def _add_conditions(service: Service, entry: DemoService) -> None:
    service.levels = [ServiceLevel(level=level) for level in entry.levels]
    service.referral_roles = [ReferralRole(role=role) for role in entry.who_may_refer]
    service.referral_methods = [ReferralMethod(method=method) for method in entry.referral_methods]
    if entry.sex or entry.send or entry.excludes or entry.consent_needed is not None:
        service.eligibility = Eligibility(**entry.model_dump(include={"sex", "send", "excludes", "consent_needed"}))


def _add_commissioning(setting: Setting, service: Service, entry: DemoService) -> None:
    told_on = setting.days_ago(entry.told_on)
    if told_on:
        service.availability = Availability(
            told_on=told_on, **entry.model_dump(include={"taking_referrals", "waiting_weeks", "places"})
        )
    if entry.commissioner or entry.contract_end is not None or entry.evidence or entry.funded_places:
        service.commissioning = Commissioning(
            commissioner=entry.commissioner,
            contract_start=setting.in_days(None if entry.contract_end is None else entry.contract_end - CONTRACT_DAYS),
            contract_end=setting.in_days(entry.contract_end),
            funded_places=entry.funded_places,
            evidence_base=entry.evidence,
        )
