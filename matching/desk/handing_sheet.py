"""A shortlist as it is given to a caller: plain data, and plain text to copy or to mail.

It says which services and how to reach them, and whom to ring. It never says what it is about: whoever reads over a
shoulder learns no need, no advice and nothing about a family.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from directory.models import Service, Status
from directory.pages.cards import room_words
from directory.pages.facts import website
from directory.wording import Words, words
from matching.area import Area

Say = Callable[[Words | str], str]
DELETE = words("You can delete this message when you have opened the list.")


@dataclass(frozen=True)
class Given:
    """One service as it is read out, printed or mailed."""

    name: str
    organization: str
    phones: tuple[tuple[str, str], ...]
    """Each number, and what it is for where that is known."""
    lines: tuple[str, ...]
    """Other ways to reach it, and what to know before."""


@dataclass(frozen=True)
class Sheet:
    language: str
    title: str
    made: str
    reference: str
    code: str
    reference_words: str
    look: str
    """Where reference and code are looked up."""
    link: str
    """Blank where this installation does not know its own address: then there is no link to give."""
    link_words: str
    services: tuple[Given, ...]
    numbers: tuple[tuple[str, str, str], ...]
    """Whom, the number, and when."""
    numbers_title: str
    foot: str


def given_of(service: Service, say: Say) -> Given:
    """What a caller needs of a loaded or shown service."""
    phones = tuple((phone.number, phone.description or "") for phone in service.phones)
    return Given(service.name, service.organization.name, phones, tuple(line for line in _lines(service, say) if line))


def _lines(service: Service, say: Say) -> Iterator[str]:
    if service.status == Status.TEMPORARILY_CLOSED:
        yield say(words("Closed for now"))
    yield service.email or ""
    yield website(service) or ""
    yield service.application_process or ""
    room = room_words(service.availability) if service.availability else None
    yield say(room) if room else ""


def numbers_of(area: Area, say: Say) -> tuple[tuple[str, str, str], ...]:
    """999 and every front door, by day and by night."""
    found = [(say(words("In danger now")), area.emergency, say(words("day and night")))]
    for door in area.front_doors:
        found += [(door.name, door.day, door.day_words), (door.name, door.night, door.night_words)]
    return tuple(found)


def sheet_of(
    services: Iterable[Service],
    area: Area,
    say: Say,
    *,
    language: str,
    made: str,
    reference: str,
    code: str,
    look: str,
    link: str,
) -> Sheet:
    """Everything to give away; `say` puts words into the reader's language, `made` is today as people say it."""
    return Sheet(
        language=language,
        title=say(words("The list you asked for")),
        made=made,
        reference=reference,
        code=code,
        reference_words=say(words("Your reference and code. With both you can see what happens next:")),
        look=look,
        link=link,
        link_words=say(words("This list, with what has changed since:")),
        services=tuple(given_of(service, say) for service in services),
        numbers=numbers_of(area, say),
        numbers_title=say(words("Numbers to ring, day and night")),
        foot=say(_foot(area)),
    )


def _foot(area: Area) -> Words:
    if area.demonstration:
        return words(
            "A demonstration: the local numbers are invented. In danger, ring %(number)s.", number=area.emergency
        )
    return words("Things change. Ring before you go. In danger, ring %(number)s.", number=area.emergency)


def sheet_text(sheet: Sheet, *, and_code: bool = True) -> str:
    """The sheet as plain text. A mail goes without reference and code: whoever reads both may read the answers."""
    lines = [f"{sheet.title} ({sheet.made})", ""]
    for number, service in enumerate(sheet.services, start=1):
        phones = (f"{phone} ({of})" if of else phone for phone, of in service.phones)
        reach = (f"   {line}" for line in (*phones, *service.lines))
        lines += [f"{number}. {service.name} ({service.organization})", *reach, ""]
    lines += [sheet.link_words, sheet.link, ""] if sheet.link else []
    lines += [*_numbers(sheet.numbers_title, sheet.numbers), ""]
    if and_code:
        lines += [sheet.reference_words, f"{sheet.reference}   {sheet.code}", sheet.look, ""]
    return "\n".join([*lines, sheet.foot, ""])


def quiet_text(sheet: Sheet, say: Say) -> str:
    """For an address that others may read: the link, and not one word of what it is about."""
    return "\n".join([f"{sheet.title} ({sheet.made})", "", sheet.link, "", say(DELETE), ""])


def _numbers(title: str, numbers: Sequence[tuple[str, str, str]]) -> list[str]:
    return [title, *(f"   {name}: {number} ({hours})" for name, number, hours in numbers)]
