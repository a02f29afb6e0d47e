"""A place out of what a file tells of it: the fields of a location, and its address put together.

Nothing here touches the database, the clock or Flask.
"""

from typing import Any

from directory.exchange.record import HALF_A_POINT, ZERO_POINT, Facts, PlaceRead, RecordRead
from directory.models import LocationType
from directory.snapshots.snapshot import AddressHeld

ADDRESS = ("attention", "address_1", "city", "region", "state_province", "postal_code", "country")
WHERE_IT_IS = ("addresses", "latitude", "longitude", "external_identifier", "external_identifier_type")
"""What is never shown of a place whose address is kept private."""
FLAT = ("name", "description", "external_identifier", "external_identifier_type", "latitude", "longitude")


def place_facts(told: Facts, record: RecordRead, *, own: bool, column: str) -> PlaceRead | None:
    """A place with the facts of its location; None where nothing at all is said of it."""
    source_id, about = told.pop("id", None), told.pop("about", None)
    said = {name for name, value in told.items() if value not in (None, ()) and (name, value) != ("country", "GB")}
    if not said and not source_id:
        return None
    facts: Facts = {name: told[name] for name in FLAT if name in told}
    if told.get("location_type"):
        facts["location_type"] = told["location_type"]
    if told.get("sensitive") is not None:
        facts["sensitive"] = told["sensitive"]
    if "accessibility" in told:
        facts["accessibility"] = told["accessibility"] or ()
    if any(name in told for name in (*ADDRESS, "addresses")):
        facts["addresses"] = (*_address(told, facts), *(told.get("addresses") or ()))
    _settle_point(facts, record, own=own, column=column)
    if facts.get("sensitive") and not any(facts.get(name) for name in WHERE_IT_IS):
        facts = {name: value for name, value in facts.items() if name not in WHERE_IT_IS}
    return PlaceRead(source_id, facts, about)


def _address(told: Facts, facts: Facts) -> tuple[AddressHeld, ...]:
    parts: dict[str, Any] = {name: told[name] for name in ADDRESS if told.get(name)}
    if not set(parts) - {"country"}:
        return ()
    return (AddressHeld(address_type=facts.get("location_type", LocationType.PHYSICAL), **parts),)


def _settle_point(facts: Facts, record: RecordRead, *, own: bool, column: str) -> None:
    """Half a point is none; 0, 0 is what systems write that know no point."""
    if "latitude" not in facts or "longitude" not in facts:
        facts.pop("latitude", None)
        facts.pop("longitude", None)
        return
    at = facts["latitude"], facts["longitude"]
    if at == (0, 0):
        record.note(column, "0, 0", ZERO_POINT)
    elif (at[0] is None) != (at[1] is None):
        (record.refuse if own else record.note)(column, f"{at[0]}, {at[1]}".replace("None", "…"), HALF_A_POINT)
    elif at[0] is not None:
        return
    facts["latitude"] = facts["longitude"] = None
