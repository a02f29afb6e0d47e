"""What each field of a snapshot is called, and what it says, line by line, in words.

Nothing here touches the database, the clock or Flask.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from directory.eligibility import years
from directory.labels import METHODS, PROVISION, SEND, SEX, STATUS, WHO_MAY_REFER
from directory.schedules import ScheduleRow, in_words
from directory.wording import Words, words

Lines = tuple[Words | str, ...]
Names = Mapping[str, str]

LABELS: dict[str, Words] = {
    "organization_id": words("Organisation"),
    "name": words("Name"),
    "alternate_name": words("Also called"),
    "description": words("What it is"),
    "url": words("Website"),
    "email": words("Email"),
    "status": words("Open or closed"),
    "fees": words("Fees"),
    "accreditations": words("Awards and checks"),
    "application_process": words("How to refer"),
    "interpretation_services": words("Works with interpreters"),
    "minimum_age": words("Youngest age"),
    "maximum_age": words("Oldest age"),
    "assured_date": words("Last checked"),
    "assurer_email": words("Checked by (email)"),
    "alert": words("Notice at the top"),
    "provision": words("Kind of service"),
    "reopens_on": words("Opens again on"),
    "retired_because": words("Why it ended"),
    "successor_id": words("Where to go instead"),
    "phones": words("Phone"),
    "contacts": words("Who to ask for"),
    "places": words("Where"),
    "schedules": words("When it is open"),
    "areas": words("Where families live"),
    "languages": words("Languages"),
    "cost_options": words("Cost"),
    "funding": words("Paid for by"),
    "needs": words("Needs"),
    "levels": words("Level of need"),
    "referral_roles": words("Who may refer"),
    "referral_methods": words("Ways to ask"),
    "sex": words("Girls or boys"),
    "send": words("Special needs or disability"),
    "excludes": words("Who it cannot take"),
    "consent_needed": words("Does the family need to agree?"),
    "told_on": words("Waiting time and room: told on"),
    "taking_referrals": words("Taking new people"),
    "waiting_weeks": words("Waiting time in weeks"),
    "free_places": words("Places free"),
    "commissioner": words("Commissioner"),
    "contract_start": words("Contract starts"),
    "contract_end": words("Contract ends"),
    "contract_review": words("Contract review"),
    "funded_places": words("Places paid for"),
    "evidence_base": words("What it rests on"),
    "unit_cost": words("Cost for each child"),
    "website": words("Website"),
    "logo": words("Logo"),
    "uri": words("Identifier address"),
    "kind": words("Kind of organisation"),
    "parent_organization_id": words("Part of"),
    "identifiers": words("Registered numbers"),
    "location_type": words("Kind of place"),
    "latitude": words("Latitude"),
    "longitude": words("Longitude"),
    "external_identifier": words("Identifier"),
    "external_identifier_type": words("Kind of identifier"),
    "sensitive": words("Address kept private"),
    "addresses": words("Address"),
    "accessibility": words("Access"),
}
YES, NO = words("Yes"), words("No")
CODED: dict[str, Mapping[str, Words]] = {
    "status": STATUS,
    "provision": PROVISION,
    "sex": SEX,
    "send": SEND,
    "referral_roles": WHO_MAY_REFER,
    "referral_methods": METHODS,
}
NAMED = {"organization_id", "parent_organization_id", "successor_id", "needs"}
"""Fields that hold ids: a page gives the names of what they stand for."""
AGES, POUNDS = {"minimum_age", "maximum_age"}, {"unit_cost"}


def say(field: str, value: Any, names: Names | None = None) -> Lines:
    """What a field says; no lines where it is not known."""
    if value is None or value == ():
        return ()
    if field == "schedules":
        return tuple(in_words(_row(held) for held in value))
    if isinstance(value, tuple):
        return tuple(_line(field, each, names or {}) for each in value)
    if field == "description":
        return tuple(line for line in value.splitlines() if line.strip())
    return (_line(field, value, names or {}),)


def _line(field: str, value: Any, names: Names) -> Words | str:
    if field in PARTS:
        return PARTS[field](value, names)
    if field in CODED:
        return CODED[field].get(value, str(value))
    if field in NAMED:
        return names.get(value, value)
    if field in AGES:
        return years(value)
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return f"£{value:.2f}" if field in POUNDS else f"{value:g}" if isinstance(value, float) else str(value)


def _row(held: Any) -> ScheduleRow:
    return ScheduleRow(**{name: getattr(held, name) for name in ScheduleRow.__dataclass_fields__})


def _joined(*parts: str | None, between: str = ", ") -> str:
    return between.join(part for part in parts if part)


def _cost(held: Any) -> str:
    amount = None if held.amount is None else "Free" if held.amount == 0 else f"£{held.amount:.2f}"
    said = [amount] if amount and amount.lower() != (held.option or "").lower() else []
    return _joined(held.option, *said, held.amount_description)


PARTS: dict[str, Callable[[Any, Names], str]] = {
    "phones": lambda held, _: _joined(held.number, held.description, between=" – "),
    "contacts": lambda held, _: _joined(held.name, held.title, held.email),
    "places": lambda held, names: _joined(names.get(held.location_id, held.location_id), held.description),
    "areas": lambda held, names: held.name or names.get(held.area_code or "", held.area_code or ""),
    "languages": lambda held, _: _joined(held.name, held.note),
    "cost_options": lambda held, _: _cost(held),
    "identifiers": lambda held, _: _joined(held.identifier_type, held.identifier, between=": "),
    "addresses": lambda held, _: _joined(held.attention, held.address_1, held.city, held.region, held.postal_code),
    "accessibility": lambda held, _: _joined(held.description, held.details),
}
