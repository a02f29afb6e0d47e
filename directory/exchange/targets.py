"""What a file may tell of a service, its organisation and what belongs to it: each fact with the reader for it.

Nothing here touches the database, the clock or Flask.
"""

from directory.wording import Words, words

SERVICE = {
    "id": "identity",
    "name": "line",
    "alternate_name": "line",
    "description": "text",
    "url": "url",
    "email": "email",
    "status": "status",
    "fees": "text",
    "free": "free",
    "accreditations": "text",
    "application_process": "text",
    "interpretation_services": "yes_no",
    "ages": "ages",
    "minimum_age": "youngest",
    "maximum_age": "oldest",
    "assured_date": "past_date",
    "assurer_email": "email",
    "alert": "text",
    "provision": "provision",
    "reopens_on": "date",
    "retired_because": "text",
    "successor_id": "identity",
    "phones": "phones",
    "contacts": "contacts",
    "schedules": "times",
    "areas": "areas",
    "languages": "languages",
    "cost_options": "costs",
    "funding": "words",
    "needs": "needs",
    "levels": "levels",
    "referral_roles": "roles",
    "referral_methods": "methods",
    "sex": "sex",
    "send": "send",
    "excludes": "text",
    "consent_needed": "yes_no",
    "told_on": "past_date",
    "taking_referrals": "yes_no",
    "waiting_weeks": "number",
    "free_places": "whole",
    "commissioner": "line",
    "contract_start": "date",
    "contract_end": "date",
    "contract_review": "date",
    "funded_places": "whole",
    "evidence_base": "text",
    "unit_cost": "number",
}
"""Field of `[service]` -> reader. `ages` gives both ends; `free` a cost of nothing."""

ORGANIZATION = {
    "id": "identity",
    "name": "line",
    "description": "text",
    "email": "email",
    "website": "url",
    "logo": "url",
    "uri": "line",
    "kind": "line",
}
PLACES = {
    "id": "identity",
    "name": "line",
    "description": "text",
    "about": "text",
    "location_type": "location_type",
    "latitude": "latitude",
    "longitude": "longitude",
    "external_identifier": "line",
    "external_identifier_type": "line",
    "sensitive": "yes_no",
    "attention": "line",
    "address_1": "line",
    "city": "line",
    "region": "line",
    "state_province": "line",
    "postal_code": "postcode",
    "country": "country",
    "addresses": "address_parts",
    "accessibility": "access",
}
"""A place; `about` is what the service says of itself there, `addresses` are further ones."""
PARTS = {
    "phones": {"number": "phone", "description": "line"},
    "contacts": {"name": "line", "title": "line", "email": "email"},
    "schedules": {
        "times": "times",
        "days": "days",
        "freq": "freq",
        "interval": "whole",
        "byday": "line",
        "bymonthday": "line",
        "dtstart": "date",
        "valid_from": "date",
        "valid_to": "date",
        "opens_at": "clock",
        "closes_at": "clock",
        "description": "text",
        "schedule_link": "url",
        "attending_type": "line",
        "notes": "text",
        "location_id": "identity",
    },
    "areas": {"name": "line", "area_code": "area_code"},
    "languages": {"name": "line", "code": "line", "note": "line"},
    "cost_options": {
        "option": "line",
        "amount": "number",
        "amount_description": "line",
        "valid_from": "date",
        "valid_to": "date",
    },
}
TARGETS: dict[str, dict[str, str]] = {"service": SERVICE, "organization": ORGANIZATION, "places": PLACES, **PARTS}
GROUPS = ("places", *PARTS)

SHOWN: dict[str, Words] = {
    "id": words("Number or id"),
    "free": words("Free or not"),
    "ages": words("Ages"),
}
"""What fields are called that a snapshot has no name for."""
