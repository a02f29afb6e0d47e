"""What cannot be kept, or would mislead: each field with a sentence that says what to do about it.

A snapshot's own types hold each field by itself; here is what holds between fields, and what real phone numbers,
addresses and postcodes look like. Nothing here touches the database, the clock or Flask.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

import phonenumbers

from directory.models import Status
from directory.snapshots.snapshot import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot, Snapshot
from directory.wording import Words, words

Problem = tuple[str, Words]
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s.,;<>]+(\.[^@\s.,;<>]+)+")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.IGNORECASE)
SHORTEST_NUMBER = 3
"""999, 111, 119: short numbers that are real, and that a library of subscriber numbers does not know."""
SHORTEST_SUBSCRIBER = 7
"""Without the first 0, as Childline's 800 1111; fewer figures are a number without its area."""
ENDED = (Status.DEFUNCT, Status.INACTIVE)


def problems(snapshot: Snapshot) -> tuple[Problem, ...]:
    """(field, what is wrong and the mend) for everything that keeps this record from being kept."""
    if isinstance(snapshot, ServiceSnapshot):
        return tuple(_service_problems(snapshot))
    if isinstance(snapshot, OrganizationSnapshot):
        return tuple(_organization_problems(snapshot))
    return tuple(_location_problems(snapshot))


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in text
    except ValueError:
        return False


def is_email(text: str) -> bool:
    return EMAIL.fullmatch(text) is not None


def is_phone_number(text: str) -> bool:
    """Whether somebody could dial this: a United Kingdom or "+" number, a short code, perhaps with an extension."""
    figures = re.sub(r"[\s().-]", "", text)
    if figures.isascii() and figures.isdigit() and SHORTEST_NUMBER <= len(figures) <= 6:
        return not figures.startswith("0")
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return False
    whole = len(str(number.national_number)) >= SHORTEST_SUBSCRIBER
    return whole and phonenumbers.is_possible_number(number) and not re.search(r"[A-Za-z]{8,}", text)


def _service_problems(held: ServiceSnapshot) -> Iterator[Problem]:
    lowest, highest = held.minimum_age, held.maximum_age
    if lowest is not None and highest is not None and lowest > highest:
        yield "minimum_age", words("The youngest age is above the oldest age. Change one of them")
    if held.contract_start and held.contract_end and held.contract_start > held.contract_end:
        yield "contract_end", words("The contract ends before it starts. Change one of the dates")
    told = (held.taking_referrals, held.waiting_weeks, held.free_places)
    if held.told_on is None and any(value is not None for value in told):
        yield "told_on", words("Say on which day the waiting time or room was told")
    if held.reopens_on and held.status != Status.TEMPORARILY_CLOSED:
        yield "reopens_on", words("Only a service that is closed for now opens again. Take out the day, or close it")
    if held.status in ENDED and not held.retired_because:
        yield "retired_because", words("Say why the service has ended")
    yield from _reached(held.url, held.email, "url")
    for phone in held.phones:
        if not is_phone_number(phone.number):
            yield "phones", words("“%(number)s” is not a phone number. Write it as it is dialled", number=phone.number)
    for contact in held.contacts:
        if contact.email and not is_email(contact.email):
            yield "contacts", words("“%(email)s” is not an email address", email=contact.email)
    yield from _repeated(held)


def _repeated(held: ServiceSnapshot) -> Iterator[Problem]:
    at = [place.location_id for place in held.places]
    if any(one == other for one, other in pairwise(sorted(at))):
        yield "places", words("The same place stands twice. Take one out")
    if any(times.location_id and times.location_id not in at for times in held.schedules):
        yield "schedules", words("These times are for a place that the service is not at. Add the place first")


def _organization_problems(held: OrganizationSnapshot) -> Iterator[Problem]:
    yield from _reached(held.website, held.email, "website")


def _location_problems(held: LocationSnapshot) -> Iterator[Problem]:
    if (held.latitude is None) != (held.longitude is None):
        yield "latitude", words("Give both the latitude and the longitude, or neither")
    for address in held.addresses:
        if address.postal_code and address.country == "GB" and not POSTCODE.fullmatch(address.postal_code):
            yield "addresses", words("“%(code)s” is not a full postcode, such as NG1 5FS", code=address.postal_code)


def _reached(web: str | None, email: str | None, web_field: str) -> Iterator[Problem]:
    if web and not is_web_address(web):
        yield web_field, words("“%(text)s” is not a web address. It starts with https://", text=web)
    if email and not is_email(email):
        yield "email", words("“%(text)s” is not an email address, such as name@example.org", text=email)
