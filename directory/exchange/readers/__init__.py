"""Readers: from what stood in a record to a fact of ours, or NotRead with what would do. A mapping names them.

Nothing here touches the database, the clock or Flask.
"""

from collections.abc import Callable
from typing import Any

from directory.exchange.readers import chosen, figures, parts, reached, texts
from directory.exchange.readers.found import Found, Known, NotRead
from directory.snapshots.snapshot import (
    AccessHeld,
    AddressHeld,
    AreaHeld,
    ContactHeld,
    CostHeld,
    LanguageHeld,
    PhoneHeld,
    ScheduleHeld,
)

Reader = Callable[[Found], Any]


def _access(found: Found) -> tuple[AccessHeld, ...]:
    return tuple(AccessHeld(description=text) for text in texts.several_words(found))


def _contacts(found: Found) -> tuple[ContactHeld, ...]:
    return tuple(ContactHeld(name=" ".join(text.split())) for text in found.texts)


READERS: dict[str, Reader] = {
    "identity": texts.identity,
    "line": texts.line,
    "text": texts.text,
    "html_text": texts.text,
    "words": texts.several_words,
    "yes_no": texts.yes_no,
    "as_it_is": texts.as_it_is,
    "phone": reached.phone,
    "phones": reached.phones,
    "email": reached.email,
    "url": reached.url,
    "postcode": reached.postcode,
    "country": reached.country,
    "latitude": reached.latitude,
    "longitude": reached.longitude,
    "ages": figures.ages,
    "youngest": figures.youngest,
    "oldest": figures.oldest,
    "number": figures.number,
    "whole": figures.whole,
    "date": figures.day,
    "past_date": figures.past_day,
    "clock": figures.clock,
    "days": figures.days,
    "freq": figures.frequency,
    "times": figures.times,
    "status": chosen.status,
    "provision": chosen.provision,
    "sex": chosen.sex,
    "send": chosen.send,
    "location_type": chosen.location_type,
    "roles": chosen.roles,
    "methods": chosen.methods,
    "needs": chosen.needs,
    "levels": chosen.levels,
    "areas": chosen.areas,
    "area_code": chosen.area_code,
    "languages": chosen.languages,
    "costs": chosen.costs,
    "free": chosen.free,
    "contacts": _contacts,
    "access": _access,
    "phone_parts": parts.reader(PhoneHeld),
    "contact_parts": parts.reader(ContactHeld),
    "time_parts": parts.reader(ScheduleHeld),
    "area_parts": parts.reader(AreaHeld),
    "language_parts": parts.reader(LanguageHeld),
    "cost_parts": parts.reader(CostHeld),
    "address_parts": parts.reader(AddressHeld),
    "word_parts": parts.words_read,
    "access_parts": parts.reader(AccessHeld),
}

__all__ = ["READERS", "Found", "Known", "NotRead", "Reader"]
